import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './long-run-line.js';

const short = { options: { maxLength: 40 } };
const TITLE = 'Break the line at &&';
/** 40 characters, the mark, and the rest. */
const line = (text: string) =>
  text.length > 60 ? `${text.slice(0, 40)}«${text.slice(40, 60)}»${text.slice(60)}` : `${text.slice(0, 40)}«${text.slice(40)}»`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a list',
    `FROM alpine:3.24\n${line('RUN one two three four && five six && seven eight nine')}\n`,
    'This line has 54 characters, so a change in it is hard to see: break it at && or between words',
    { severity: 'hint', equivalents: ['sonar:S7020', 'tally:newline-per-chained-call'], safety: 'unsafe' },
    short,
  );
  flags(
    'one long command',
    `FROM alpine:3.24\n${line('RUN apk add --no-cache ca-certificates curl git jq openssl')}\n`,
    { equivalents: ['sonar:S7020'] },
    short,
  );
  flags(
    'a line that goes on',
    `FROM alpine:3.24\nRUN a \\\n${line('    && bbbbbbbbbb ccccccccc ddddddddd eeeeeeee ffff gggg \\')}\n    && h\n`,
    short,
  );
  flags('the limit of its own', `FROM alpine:3.24\nRUN ${'word '.repeat(23)}w«ord»\n`, /^This line has 123 /);
  passes('a line that only its mounts make long', `FROM a\nRUN --mount=type=cache,target=/${'x'.repeat(100)} a b c d e f g h i\n`);
  passes('a line of just the length', `FROM alpine:3.24\nRUN ${'a b c d e f g '.repeat(3).slice(0, 36)}\n`, short);
  passes('a URL', 'FROM alpine:3.24\nRUN curl -fsSL -o /usr/local/bin/tool https://example.com/tool && chmod +x a\n', short);
  passes('few words', `FROM alpine:3.24\nRUN echo ${'x'.repeat(80)}\n`, short);
  passes('comments between its lines', 'FROM alpine:3.24\nRUN a \\\n# a b c d e f g h i j k l m n o p q r s t u v w x y z\n && b\n', short);
  passes('the body of a heredoc', 'FROM alpine:3.24\nRUN <<EOF\none two three four five six seven eight nine ten\nEOF\n', short);
  passes('other instructions', 'FROM alpine:3.24\nLABEL a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=10 k=11 l=12\n', short);
  fixes(
    'each && of the line',
    TITLE,
    'FROM alpine:3.24\r\nRUN one two three four && five six && seven eight nine\r\n',
    'FROM alpine:3.24\r\nRUN one two three four \\\r\n && five six \\\r\n && seven eight nine\r\n',
    short,
  );
  fixes(
    'as the lines around it begin',
    TITLE,
    'FROM alpine:3.24\nRUN one two \\\n    && three four five six && seven eight nine ten eleven\n',
    'FROM alpine:3.24\nRUN one two \\\n    && three four five six \\\n    && seven eight nine ten eleven\n',
    short,
  );
  fixes(
    'not what stands inside a command',
    TITLE,
    'FROM alpine:3.24\nRUN sh -c "one && two" three four && five six seven $(a && b)\n',
    'FROM alpine:3.24\nRUN sh -c "one && two" three four \\\n && five six seven $(a && b)\n',
    short,
  );
  offersNoFix('one command', 'FROM alpine:3.24\nRUN apk add --no-cache ca-certificates curl git jq openssl\n', undefined, short);
  offersNoFix('a trigger', 'FROM alpine:3.24\nONBUILD RUN one two three four && five six && seven eight nine\n', undefined, short);
  offersNoFix('JSON', 'FROM alpine:3.24\nRUN ["sh", "-c", "one two three && four && five six && seven"]\n', undefined, short);
  fixes(
    'a whole file',
    TITLE,
    `FROM debian:13
# what the program needs
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl tzdata && rm -rf /var/lib/apt/lists/* && useradd app
USER app
CMD ["/app"]
`,
    `FROM debian:13
# what the program needs
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates curl tzdata \\
 && rm -rf /var/lib/apt/lists/* \\
 && useradd app
USER app
CMD ["/app"]
`,
  );
});
