import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-syntax-in-exec-form.js';

const clean = (line: string): string => `FROM debian:trixie-slim\n${line}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a variable',
    clean('CMD ["java", «"$JAVA_OPTS"», "-jar", "/app.jar"]'),
    '"$JAVA_OPTS" stays as it is, as no shell reads an exec form: use the shell form, or ["sh", "-c", "..."]',
    { severity: 'warning', equivalents: [], safety: 'unsafe' },
  );
  flags('a variable in braces inside a word', clean('ENTRYPOINT ["server", «"--port=${PORT:-80}"»]'), /^"\$\{PORT:-80\}"/);
  flags('a variable as the program', clean('HEALTHCHECK CMD [«"$APP_HOME/check"»]'));
  flags('a variable in RUN', clean('ENV DIR=/x\nRUN ["mkdir", «"$DIR"»]'));
  flags(
    'an operator',
    clean('CMD ["migrate", «"&&"», "server"]'),
    '"&&" is passed on as a word, as no shell reads an exec form: use ["sh", "-c", "..."]',
  );
  for (const operator of ['||', ';', '|', '>', '>>', '2>&1', '2>', '<', '>/dev/null']) {
    flags(`the operator ${operator}`, clean(`RUN ["a", «"${operator}"», "b"]`));
  }
  flags('a whole script as the program', clean('CMD [«"migrate && server"»]'), /^"&&"/);
  flags(
    'a pattern of files',
    clean('RUN ["rm", "-rf", «"/tmp/*"»]'),
    '"/tmp/*" matches no files, as no shell reads an exec form: name the files, or use ["sh", "-c", "..."]',
  );
  flags('a pattern of archives for java', clean('CMD ["java", "-jar", «"/app/*.jar"»]'));
  flags(
    'an image without a shell',
    'FROM gcr.io/distroless/static-debian13\nENTRYPOINT ["/app", «"--port=$PORT"»]\n',
    '"$PORT" stays as it is, as no shell reads an exec form, and none is here: let the program read it',
  );
  flags('a trigger', clean('ONBUILD RUN ["mkdir", «"$DIR"»]'));
  flags('the arguments of a script', clean('CMD ["/bin/sh", "/run.sh", «"$A"»]'));
  flags('a trigger of CMD', clean('ONBUILD CMD ["server", «"$A"»]'));
  flags('CMD below an entry point that passes it on', clean('ENTRYPOINT ["tini", "--"]\nCMD ["server", «"$A"»]'));

  passes('a shell with -c', clean('CMD ["sh", "-c", "server $A && true"]'));
  passes('a shell behind another program', clean('CMD ["tini", "--", "/bin/bash", "-lc", "server $A"]'));
  passes('CMD that a shell reads', clean('ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["server $A"]'));
  passes('a CMD that another one replaces', clean('CMD ["a", "$A"]\nCMD ["b"]'));
  passes('a CMD that never reaches the program', clean('ENTRYPOINT server\nCMD ["$A"]'));
  passes('an ENTRYPOINT that another one replaces', clean('ENTRYPOINT ["$A"]\nENTRYPOINT ["b"]'));
  passes('a shell behind a program that is not known', clean('CMD ["/launch", "sh", "-ec", "server $A"]'));
  passes('CMD with -c for an entry point that is a shell', clean('ENTRYPOINT ["/bin/bash"]\nCMD ["-c", "server $A"]'));
  passes('shell form', clean('CMD server $A'));
  for (const program of ['env', 'envsubst', 'awk', 'perl', 'sed', 'jq']) passes(program, clean(`RUN ["${program}", "$NAME"]`));
  passes('env in front', clean('CMD ["env", "A=$B", "server"]'));
  passes('the end of -exec', clean('RUN ["find", "/x", "-name", "*.pyc", "-exec", "rm", "{}", ";"]'));
  passes('a dollar in a pattern or a price', clean('CMD ["server", "--match=^/a$", "--price=$5", "$", "(a|b)$"]'));
  passes('the form of Kubernetes', clean('CMD ["server", "$(PORT)"]'));
  passes('the class path of java', clean('CMD ["java", "-cp", "/app/lib/*", "Main"]'));
  passes('a pattern for a program that reads patterns', clean('CMD ["eslint", "src/**/*.js"]'));
  passes('operators inside a word', clean('CMD ["server", "--query", "a > b && c"]'));
  passes('a format', clean('CMD ["gunicorn", "--access-logformat", "%(h)s; %(l)s"]'));
  passes('COPY', clean('COPY ["$A", "/x/"]'));

  fixes(
    'CMD by sh -c with exec',
    'Run it by sh -c',
    'FROM debian:trixie-slim\r\nCMD ["server", \\\r\n  "$OPTS"]\r\nUSER 1\r\n',
    'FROM debian:trixie-slim\r\nCMD ["sh", "-c", "exec server $OPTS"]\r\nUSER 1\r\n',
  );
  fixes('a chain', 'Run it by sh -c', clean('CMD ["a", "&&", "b"]'), clean('CMD ["sh", "-c", "a && b"]'));
  fixes('a whole script', 'Run it by sh -c', clean('CMD ["a && b"]'), clean('CMD ["sh", "-c", "a && b"]'));
  fixes('HEALTHCHECK', 'Run it by sh -c', clean('HEALTHCHECK CMD ["a", "$B"]'), clean('HEALTHCHECK CMD ["sh", "-c", "a $B"]'));
  fixes('RUN', 'Use the shell form', clean('RUN ["rm", "-rf", "/tmp/*"]'), clean('RUN rm -rf /tmp/*'));
  offersNoFix('quotes would be a guess', clean('CMD ["server", "$A", "a b"]'));
  offersNoFix('CMD would no longer reach the program', clean('ENTRYPOINT ["server", "$A"]\nCMD ["x"]'));
  offersNoFix('there is no shell', 'FROM gcr.io/distroless/static-debian13\nCMD ["/app", "$A"]\n');
  offersNoFix('there is no shell for an operator', 'FROM gcr.io/distroless/static-debian13\nCMD ["/app", "&&", "b"]\n');
  offersNoFix('another shell is set', clean('SHELL ["/usr/bin/fish", "-c"]\nRUN ["mkdir", "$A"]'));

  fixes(
    'a whole file',
    'Run it by sh -c',
    `FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
ENV PORT=3000
USER 1000
CMD ["node", "server.js", "--port", "$PORT"]
`,
    `FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
ENV PORT=3000
USER 1000
CMD ["sh", "-c", "exec node server.js --port $PORT"]
`,
  );
});
