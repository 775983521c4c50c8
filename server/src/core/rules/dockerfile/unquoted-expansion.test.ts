import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unquoted-expansion.js';

const FROM = 'FROM alpine:3.24\nARG X\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a variable', `${FROM}RUN rm -rf «$X»/a\n`, '"X" is split at blanks, and * in it means files, before "rm": quote it', {
    severity: 'hint',
    equivalents: ['shellcheck:SC2086', 'sonar:S6570'],
  });
  flags('braces and operators', `${FROM}RUN a «\${X}» «\${X:-b}» «\${X%/}»\n`);
  flags(
    'a substitution',
    `${FROM}RUN cd «$(dirname "$X")»\n`,
    'This output is split at blanks, and * in it means files, before "cd" gets it: quote it',
    { equivalents: ['shellcheck:SC2046', 'sonar:S6570'] },
  );
  flags('backquotes', `${FROM}RUN a «\`curl b\`»\n`);
  flags('a test', `${FROM}RUN [ «$X» = b ]\n`);
  flags(
    'what -n asks for, whatever its name',
    `FROM alpine:3.24\nARG VERSION\nRUN [ -n «$VERSION» ] && a; if test ! -n «$HTTP_PROXY»; then b; fi\n`,
    '"VERSION" without quotes is no word at all when it is empty, and -n is true without one: quote it',
    { equivalents: ['shellcheck:SC2086', 'sonar:S6570', 'shellcheck:SC2070'] },
  );
  flags(
    'output that -n asks for',
    `FROM alpine:3.24\nRUN [ -n «$(command -v curl)» ] || exit 1\n`,
    'Without quotes an empty output is no word at all, and -n is true without one: quote it',
  );
  passes(
    'what -n asks for and is never empty, is quoted, or is part of a word',
    `FROM alpine:3.24\nARG VERSION=1 TAG\nRUN [ -n $VERSION ] && for i in a b; do [ -n $i ]; done; [ -n "$TAG" ] && [ -n v$TAG ] && [ -z $TAG ] && [ -n $# ]\n`,
  );
  fixes('what -n asks for', 'Quote it', `${FROM}RUN [ -n $TAG ] && a\n`, `${FROM}RUN [ -n "$TAG" ] && a\n`);
  flags('inside a substitution', `${FROM}RUN a "$(b «$X»)"\n`);
  flags('a heredoc, sh -c', `${FROM}RUN <<EOF\nrm «$X»\nEOF\nRUN sh -c 'rm «$X»'\n`);
  flags('a value that holds blanks', `FROM alpine:3.24\nENV Y="b c"\nRUN rm «$Y»\n`);
  flags('a value of the script that is not known', `${FROM}RUN y="$(curl b)" && rm «$y»\n`);

  passes('quotes', `${FROM}RUN rm "$X" "a \${X}" "$(dirname "$X")"\n`);
  passes(
    'names that promise a list',
    `FROM alpine:3.24\nARG BUILD_DEPS FLAGS CONFIGURE_OPTS ARGS MODULES\nRUN a $BUILD_DEPS $FLAGS $CONFIGURE_OPTS $ARGS \${MODULES}\n`,
  );
  passes('packages', `${FROM}RUN apk add --no-cache $X && apk del $(cat a)\n`);
  passes(
    'values that are known',
    `FROM alpine:3.24\nARG V=1.2.3\nENV D=/opt/a\nRUN tar -xf a-$V.tgz -C $D && e=/x && rm $e $TARGETARCH $HOME\n`,
  );
  passes(
    'values made of such',
    `FROM alpine:3.24\nARG VERSION\nENV URL=https://example.com/$VERSION.tgz\nRUN d=/usr/src/a-$VERSION && mkdir $d && curl -O $URL && e="$e" f="$d/$VERSION" && rm $f\n`,
  );
  flags('a value made of itself, or of nothing', `${FROM}RUN e="$e" && rm «$e» && f= && rm «$f»\n`);
  passes('output that is one word or a list', `${FROM}RUN make -j$(nproc) && rm $(find / -name a) && a $(cat b | sort)\n`);
  passes('loops', `${FROM}RUN for i in $X; do rm $i; done && cat a | while read -r l; do rm $l; done\n`);
  passes(
    'assignments, [[ ]], case, redirects, arithmetic',
    `${FROM}RUN y=$X; export z=$X; [[ $X = b ]]; case $X in b) c ;; esac; d > $X; e $((X + 1)) $# $?\n`,
  );
  passes('echo', `${FROM}RUN echo $X > a\n`);
  passes('a word that may be absent', `${FROM}RUN a \${X:+--x=$X}\n`.replace('=$X}', '}'));
  passes('the length', `${FROM}RUN a \${#X}\n`);
  passes('a JSON form', `${FROM}RUN ["a", "$X"]\n`);

  fixes('the whole word', 'Quote it', `${FROM}RUN rm -rf /srv/$X/a \\\n  b\n`, `${FROM}RUN rm -rf "/srv/$X/a" \\\n  b\n`);
  fixes('the expansion alone, beside a pattern', 'Quote it', `${FROM}RUN rm -rf $X/*\r\n`, `${FROM}RUN rm -rf "$X"/*\r\n`);
  fixes('a substitution', 'Quote it', `${FROM}RUN cd $(dirname a)/b\n`, `${FROM}RUN cd "$(dirname a)"/b\n`);
  offersNoFix('sh -c', `${FROM}RUN sh -c 'rm $X'\n`);
  offersNoFix('inside a substitution', `${FROM}RUN a "$(b $X)"\n`);
  offersNoFix('quotes in it', `${FROM}RUN cd $(dirname "a")\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'ARG VERSION=1.2.3',
      'ARG USERNAME',
      'ENV APP_HOME=/srv/app',
      'RUN apt-get update && apt-get install -y --no-install-recommends curl=$CURL_VERSION && rm -rf /var/lib/apt/lists/*',
      'RUN useradd -u 10001 -d $APP_HOME «$USERNAME» && mkdir -p $APP_HOME && chown «$USERNAME» $APP_HOME',
      'RUN curl -fsSLo /tmp/a.tgz https://example.com/$VERSION.tgz && tar -xzf /tmp/a.tgz -C $APP_HOME',
      'USER 10001',
      'CMD ["app"]',
      '',
    ].join('\n'),
  );
});
