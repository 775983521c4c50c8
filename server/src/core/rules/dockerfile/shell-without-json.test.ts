import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-without-json.js';

const clean = (words: string): string => `FROM debian:trixie-slim\nSHELL ${words}\n`;
const title = 'Write it as a JSON array';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'plain words',
    clean('«/bin/bash -c»'),
    'SHELL takes a JSON array of strings only, so the build stops here: write ["/bin/bash", "-c"]',
    { severity: 'error', equivalents: ['dockerfile-utils:SHELL_JSON_FORM'], safety: 'unsafe' },
  );
  flags('single quotes', clean(`«['/bin/bash', '-c']»`));
  flags('a comma too much', clean('«["/bin/bash", "-c",]»'));
  flags('no comma', clean('«["/bin/bash" "-c"]»'));
  flags('a number', clean('«[1]»'));
  flags('an object', clean('«{"a": "b"}»'));
  flags('a bad escape', clean('«["C:\\Windows\\cmd.exe"]»'));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD SHELL «bash»\n');

  passes('an array', clean('["/bin/bash", "-o", "pipefail", "-c"]'));
  passes('an array over two lines', clean('["/bin/bash", \\\n  "-c"]'));
  passes('an empty array, which has too few arguments', clean('[]'));
  passes('without arguments', clean(''));
  passes('RUN', 'FROM alpine:3.24\nRUN /bin/bash -c true\n');

  fixes('words', title, clean('/bin/bash -o pipefail -c'), clean('["/bin/bash", "-o", "pipefail", "-c"]'));
  fixes('a shell alone', title, clean('/bin/bash'), clean('["/bin/bash", "-c"]'));
  fixes('quoted words', title, clean(`"/bin/bash" '-ec'`), clean('["/bin/bash", "-ec"]'));
  fixes('single quotes', title, clean(`[ '/bin/bash','-c', ]`), clean('["/bin/bash", "-c"]'));
  fixes('another shell', title, clean('powershell -Command'), clean('["powershell", "-Command"]'));
  offersNoFix('words without commas', clean('["/bin/bash" "-c"]'));
  offersNoFix('a word with a bracket', clean('bash -c]'));

  fixes(
    'a whole file',
    title,
    'FROM debian:trixie-slim\r\n# for pipes\r\nSHELL /bin/bash -o pipefail -c\r\nRUN curl -fsS https://example.com/a.tgz | tar -xz\r\n',
    'FROM debian:trixie-slim\r\n# for pipes\r\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\r\nRUN curl -fsS https://example.com/a.tgz | tar -xz\r\n',
  );
});
