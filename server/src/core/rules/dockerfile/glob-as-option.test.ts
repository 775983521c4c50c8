import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './glob-as-option.js';

const FROM = 'FROM alpine:3.24\n';
const TITLE = 'Write ./ in front';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a bare star',
    `${FROM}RUN rm -rf «*»\n`,
    '"*" may give names with a dash in front, which are taken for options: write ./ in front',
    {
      severity: 'hint',
      equivalents: ['shellcheck:SC2035', 'sonar:S6573'],
      safety: 'safe',
    },
  );
  flags('a star in front of a name', `${FROM}RUN cp «*.conf» /etc/ && mv «*.d/a» b && chmod 644 «*» && sudo chown app «*»\n`);
  flags('a heredoc, sh -c', `${FROM}RUN <<EOF\nrm «*»\nEOF\nRUN sh -c 'rm «*»'\n`);

  passes('a directory in front', `${FROM}RUN rm -rf ./* /tmp/* a*\n`);
  passes('--', `${FROM}RUN rm -rf -- *\n`);
  passes('quotes', `${FROM}RUN rm '*' "*"\n`);
  passes('another command', `${FROM}RUN ls * && tar -cf a.tar * && find . -name '*.a'\n`);
  passes('a JSON form, which no shell reads', `${FROM}RUN ["rm", "*"]\n`);

  fixes('each', TITLE, `${FROM}RUN rm -rf * \\\r\n  a\r\n`, `${FROM}RUN rm -rf ./* \\\r\n  a\r\n`);
  fixes('in a heredoc', TITLE, `${FROM}RUN <<EOF\nrm *.a\nEOF\n`, `${FROM}RUN <<EOF\nrm ./*.a\nEOF\n`);
  offersNoFix('a JSON form with sh', `${FROM}RUN ["sh", "-c", "rm *"]\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'WORKDIR /src',
      'COPY . .',
      'RUN make && cp «*.so» /usr/lib/ && make clean && rm -rf /src/*',
      'USER 10001',
      '',
    ].join('\n'),
  );
});
