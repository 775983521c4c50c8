import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './env-self-reference.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a pair that uses the one before',
    'FROM a\nENV V=1 W=«$V»\n',
    '"V" is set by this very ENV and not yet known to it, so nothing stands here: split the ENV in two',
    { severity: 'error', safety: 'unsafe', equivalents: ['hadolint:DL3044', 'datadog:be8aab51-94cb-cc12-c40e-f6928d9b544a'] },
  );
  flags('one that uses the one behind', 'FROM a\nENV W=«${V}»/x V=1\n');
  flags('a path', 'FROM a\nENV JAVA=/opt/java \\\n    PATH=«$JAVA»/bin:$PATH\n');
  flags('a fallback', 'FROM a\nENV V=1 W=«${V:-2}»\n');
  flags('each use', 'FROM a\nENV V=1 W="«$V» «$V»"\n');
  flags('a name known only above the first FROM', 'ARG V=1\nFROM a\nENV V=2 W=«$V»\n');
  flags('a trigger', 'FROM a\nONBUILD ENV V=1 W=«$V»\n');
  passes('a variable that is added to itself', 'FROM a\nENV A=1 PATH=/x:$PATH CFLAGS="$CFLAGS -O2"\n');
  passes('a name that was set before', 'FROM a\nENV V=1\nENV V=2 W=$V\nARG X=1\nENV X=$X Y=$X\n');
  passes('a name the image sets', 'FROM golang:1.27\nENV GOPATH=/x PATH=$GOPATH/bin:$PATH\n');
  passes('PATH', 'FROM a\nENV PATH=/x:$PATH Y=$PATH\n');
  passes('quotes', "FROM a\nENV V=1 W='$V' X=\\$V\n");
  passes('two instructions', 'FROM a\nENV V=1\nENV W=$V\n');
  passes('other instructions', 'FROM a\nLABEL v=1 w=$v\nARG V=1 W=$V\n');
  passes('the form without an equals sign', 'FROM a\nENV V $V W=$V\n');
  fixes('on one line', 'Split the ENV here', 'FROM a\nENV V=1 W=$V X=2\n', 'FROM a\nENV V=1\nENV W=$V X=2\n');
  fixes(
    'on continued lines, with CRLF',
    'Split the ENV here',
    'FROM a\r\nENV V=1 \\\r\n    U=2 \\\r\n    W=$V\r\n',
    'FROM a\r\nENV V=1 \\\r\n    U=2\r\nENV W=$V\r\n',
  );
  offersNoFix('the setter stands behind', 'FROM a\nENV W=$V V=1\n');
  offersNoFix('a comment stands between', 'FROM a\nENV V=1 \\\n # why\n W=$V\n');
  flags(
    'a whole file',
    `FROM debian:trixie-slim
ENV LANG=C.UTF-8 \\
    TOOL_VERSION=4.2.0 \\
    TOOL_HOME=/opt/tool-«$TOOL_VERSION» \\
    PATH=«$TOOL_HOME»/bin:$PATH
WORKDIR $TOOL_HOME
COPY . .
CMD ["tool"]
`,
  );
});
