import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './legacy-key-value-format.js';

const clean = (line: string): string => `FROM alpine:3.24\n${line}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('ENV', clean('ENV «LANG» C.UTF-8'), 'A blank between name and value is the older form, good for one pair only: write LANG=value', {
    severity: 'info',
    equivalents: ['buildkit:LegacyKeyValueFormat'],
    safety: 'safe',
  });
  flags('LABEL', clean('label «maintainer» "Jane Doe <jane@example.com>"'), /write maintainer=value$/, { severity: 'info' });
  flags(
    'pairs behind a quoted value',
    clean('LABEL «VENDOR» "Example Inc." INFO="A tool"'),
    '"INFO=" is read as a part of the value of "VENDOR": put = behind that name',
    { severity: 'warning', safety: 'unsafe' },
  );
  flags('a word with = behind a plain value, which belongs to it', clean('ENV «A» b C=d'), { severity: 'info' });
  flags('options behind a value, which belong to it', clean('ENV «OPTS» -Xmx1g -Dname=x'), { severity: 'info' });
  flags('a trigger', 'FROM alpine:3.24\nONBUILD ENV «A» b\n');
  flags('a piece of a file', 'ENV «A» b\n');

  passes('pairs', clean('ENV A=1 B="x y"'));
  passes('a value that starts with =, which is a finding of its own', clean('ENV A =1'));
  passes('an open quote, which is a finding of its own', clean(`ENV A it's`));
  passes('a name alone', clean('ENV A'));
  passes('ARG', clean('ARG A B'));

  const title = 'Write A=value';
  fixes('one word', title, clean('ENV  A\t b:$PATH'), clean('ENV  A=b:$PATH'));
  fixes('several words', title, clean('ENV A one  two $B'), clean('ENV A="one  two $B"'));
  fixes('a quoted value', title, clean(`ENV A 'one  two'`), clean(`ENV A='one  two'`));
  fixes('quotes and escapes in one word', title, clean('ENV A a"b c"\\ d'), clean('ENV A=a"b c"\\ d'));
  fixes(
    'continued lines with their blanks',
    title,
    'FROM alpine:3.24\r\nENV A one \\\r\n      two\r\nUSER 1\r\n',
    'FROM alpine:3.24\r\nENV A="one \\\r\n      two"\r\nUSER 1\r\n',
  );
  fixes('a value on the next line', title, clean('ENV A \\\n  b'), clean('ENV A=b'));
  fixes('pairs', 'Write pairs', clean('LABEL a "b c" d="e" f=g'), clean('LABEL a="b c" d="e" f=g'));
  fixes(
    'a long name',
    'Write name=value',
    clean('LABEL org.opencontainers.image.title Tool'),
    clean('LABEL org.opencontainers.image.title=Tool'),
  );
  offersNoFix('quotes and blanks', clean('ENV A b "c d"'));
  offersNoFix('escapes and blanks', clean('ENV A b \\$C'));
  offersNoFix('a quoted name', clean('ENV "A" c'));
  offersNoFix('a comment inside', clean('ENV A b \\\n # why\n c'));
  offersNoFix('words that are no pairs', clean('LABEL a "b" c=d e'));

  fixes(
    'a whole file',
    'Write HOME=value',
    `FROM debian:trixie-slim
LABEL maintainer="Jane Doe <jane@example.com>"
RUN useradd --no-log-init -u 10001 user
# where it lives
ENV HOME /home/user
WORKDIR $HOME
USER 10001
ENTRYPOINT ["tool"]
`,
    `FROM debian:trixie-slim
LABEL maintainer="Jane Doe <jane@example.com>"
RUN useradd --no-log-init -u 10001 user
# where it lives
ENV HOME=/home/user
WORKDIR $HOME
USER 10001
ENTRYPOINT ["tool"]
`,
  );
});
