import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unassigned-shell-variable.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a name nobody sets',
    `${FROM}RUN echo "«$NAME»" > /a\n`,
    'nothing sets "NAME" here, so that it is empty: declare it by ARG or ENV, or correct the name',
    {
      severity: 'hint',
      equivalents: ['shellcheck:SC2154'],
    },
  );
  flags(
    'a slip',
    `${FROM}ARG VERSION=1\nRUN a "«\${VERSOIN}»"\n`,
    'nothing sets "VERSOIN", so that it is empty, but "VERSION" is set: correct the name',
  );
  flags('a slip on an image with variables of its own', `FROM golang:1.27\nENV APP_HOME=/a\nRUN cd «$APPHOME»\n`);
  flags('each name once', `${FROM}RUN a «$NAME» $NAME\n`);
  flags('a heredoc for a file', `${FROM}RUN cat <<EOF > /nginx.conf\nproxy_set_header Host «$host»;\nEOF\n`);
  flags('an ARG of another stage', `FROM alpine:3.24 AS a\nARG NAME=1\nFROM alpine:3.24\nRUN b «$NAME»\n`);
  flags('an operator without default', `${FROM}RUN a «\${NAME%.*}»\n`);

  passes('ARG and ENV of the chain', `FROM alpine:3.24 AS a\nARG ONE\nENV TWO=2\nFROM a\nRUN b $TWO \${ONE}\n`);
  passes(
    'the script itself',
    `${FROM}RUN a=1; for b in 1; do c $a $b; done; read -r d < e; f $d; g() { local h; i $h; }; : \${j:=1}; k $j\n`,
  );
  passes('a default', `${FROM}RUN a \${NAME:-b} \${NAME-c} \${NAME:+d} \${NAME:?e}\n`);
  passes('a test', `${FROM}RUN if [ -n "$NAME" ]; then a "$NAME"; fi\n`);
  passes('the system and the builder', `${FROM}RUN a $HOME $PATH $http_proxy $TARGETARCH $RANDOM $1 $# $@\n`);
  passes('a file that is sourced', `${FROM}RUN . /etc/os-release && echo "$VERSION_ID"\n`);
  passes('an image with variables of its own', `FROM example.com/a:1\nRUN cd $APP_ROOT\nFROM golang:1.27\nRUN cd $GOPATH\n`);
  passes('a global ARG, which has a rule of its own', `ARG NAME=1\nFROM alpine:3.24\nRUN a $NAME\n`);
  passes('a secret as a variable', `${FROM}RUN --mount=type=secret,id=t,env=TOKEN a "$TOKEN"\n`);
  passes('env', `${FROM}RUN env NAME=1 sh -c 'a $NAME'\n`);
  passes('single quotes and quoted heredocs', `${FROM}RUN echo '$NAME' && cat <<'EOF' > a\n$NAME\nEOF\n`);
  passes('a trigger', `${FROM}ONBUILD RUN a $NAME\n`);
  passes('a JSON form', `${FROM}RUN ["a", "$NAME"]\n`);

  fixes(
    'the name',
    'Write VERSION',
    `${FROM}ARG VERSION=1\r\nRUN a \\\r\n  "\${VERSOIN%.*}"\r\n`,
    `${FROM}ARG VERSION=1\r\nRUN a \\\r\n  "\${VERSION%.*}"\r\n`,
  );
  offersNoFix('no near name', `${FROM}RUN a $NAME\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'ARG TOOL_VERSION=1.2.3',
      'ENV APP_HOME=/srv/app',
      'RUN set -eux; \\',
      '    arch="$(dpkg --print-architecture)"; \\',
      '    mkdir -p "$APP_HOME"; \\',
      '    curl -fsSLo /tmp/tool.tgz "https://example.com/«$TOOLS_VERSION»/$arch.tgz"; \\',
      '    tar -xzf /tmp/tool.tgz -C "$APP_HOME"',
      'USER 10001',
      'CMD ["tool"]',
      '',
    ].join('\n'),
  );
});
