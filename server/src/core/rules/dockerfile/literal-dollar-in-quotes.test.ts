import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './literal-dollar-in-quotes.js';

const FROM = 'FROM alpine:3.24\nARG V=1\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a text for the log',
    `${FROM}RUN echo «'building $V'»\n`,
    'Single quotes keep "V" as it is written, though it is set: use double quotes for its value',
    {
      severity: 'hint',
      equivalents: ['shellcheck:SC2016'],
    },
  );
  flags('braces, printf, ENV and the script', `FROM alpine:3.24\nENV A=1\nRUN b=2 && printf «'%s \${A}\\n'» && echo "x"«'$b'»\n`);
  flags('a heredoc', `${FROM}RUN <<EOF\necho «'$V'»\nEOF\n`);

  passes('double quotes', `${FROM}RUN echo "building $V"\n`);
  passes(
    'a file, a pipe, a value',
    `${FROM}RUN echo 'export A=$V' >> /etc/profile && echo '$V' | tee a && b="$(echo '$V')" && { echo '$V'; } > c\n`,
  );
  passes(
    'other programs',
    `${FROM}RUN awk '{print $V}' a && sed 's/$V//' b && sh -c 'echo $V' && find . -exec sh -c 'a $V' \\; && envsubst '$V'\n`,
  );
  passes('a name that is not set', `${FROM}RUN echo 'price: $US' '$1'\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'ARG COMMIT',
      'COPY . /src',
      "RUN echo «'commit ${COMMIT}'» && make -C /src && echo 'PATH=$PATH:/opt' > /etc/profile.d/a.sh",
      'USER 10001',
      '',
    ].join('\n'),
  );
});
