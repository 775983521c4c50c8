import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './build-arg-at-runtime.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'CMD',
    'FROM a\nARG PORT=1\nCMD b --port «$PORT»\n',
    '"PORT" is only an ARG and gone when a container runs CMD: set an ENV from it',
    {
      severity: 'warning',
      safety: 'unsafe',
    },
  );
  flags('ENTRYPOINT that calls a shell', 'FROM a\nARG X\nENTRYPOINT ["sh", "-c", "b «${X}» $X"]\n');
  flags('HEALTHCHECK', 'FROM a\nARG PORT=1\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:«$PORT»/\n', /runs HEALTHCHECK/);
  flags('an ARG of the stage below', 'FROM a AS b\nARG X=1\nFROM b\nCMD c «$X»\n');
  flags('a platform argument', 'FROM a\nARG TARGETARCH\nCMD b «$TARGETARCH»\n');
  passes('an ENV', 'FROM a\nARG X=1\nENV X=$X\nCMD b $X\n');
  passes('an ENV further down', 'FROM a\nARG X=1\nCMD b $X\nENV X=2\n');
  passes('an ENV of the stage below', 'FROM a AS b\nENV X=1\nFROM b\nARG X\nCMD c $X\n');
  passes('a fallback', 'FROM a\nARG X=1\nCMD b ${X:-2} ${X:?set it}\n');
  passes('a name the script sets', 'FROM a\nARG X=1\nCMD X=2; b $X\n');
  passes('a script that reads a file', 'FROM a\nARG X=1\nCMD . /env && b $X\n');
  passes('other names', 'FROM a\nARG X=1\nCMD b $Y\n');
  passes('the exec form', 'FROM a\nARG X=1\nCMD ["b", "$X"]\n');
  passes('RUN', 'FROM a\nARG X=1\nRUN b $X\n');
  passes('an ARG above the first FROM', 'ARG X=1\nFROM a\nCMD b $X\n');
  passes('a name the image sets', 'FROM golang:1.27\nARG GOPATH\nCMD b $GOPATH\n');
  passes('an ARG further down', 'FROM a\nCMD b $X\nARG X=1\n');
  fixes(
    'behind the ARG',
    'Add ENV X=$X',
    'FROM a\r\nARG X=1\r\nUSER b\r\nCMD c $X\r\n',
    'FROM a\r\nARG X=1\r\nENV X=$X\r\nUSER b\r\nCMD c $X\r\n',
  );
  fixes(
    'in front of CMD',
    'Add ENV X=$X',
    'FROM a AS b\nARG X=1\nFROM b\nCMD c $X\n',
    'FROM a AS b\nARG X=1\nFROM b\nENV X=$X\nCMD c $X\n',
  );
  offersNoFix('a secret', 'FROM a\nARG API_TOKEN\nCMD b $API_TOKEN\n');
  flags(
    'a whole file',
    `FROM eclipse-temurin:25-jre
ARG JAR_FILE=target/app.jar
ARG HEAP=512m
WORKDIR /app
COPY \${JAR_FILE} app.jar
USER 10001
EXPOSE 8080
ENTRYPOINT exec java -Xmx«$HEAP» $JAVA_OPTS -jar app.jar
`,
  );
});
