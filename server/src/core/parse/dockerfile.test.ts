import * as assert from 'node:assert/strict';
import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { readLine } from './instruction-line.js';
import { splitDockerfile } from './dockerfile.js';
import type { SplitDockerfile } from './dockerfile.js';

const keywords = (split: SplitDockerfile): string => split.instructions.map(({ head }) => readLine(head.text, 0).keyword).join(' ');
const heads = (text: string): string[] => splitDockerfile(text).instructions.map(({ head }) => head.text);

describe('cutting a Dockerfile into instructions', () => {
  const cuts: [title: string, text: string, keywords: string][] = [
    ['leading blanks', '  FROM a\n\tRUN b', 'FROM RUN'],
    ['lower case', 'from a\nrun b', 'FROM RUN'],
    ['a keyword split over lines', 'FR\\\nOM a\nUSER x', 'FROM USER'],
    ['a comment and a blank line between continued lines', 'RUN a \\\n# c\n\n  && b\nUSER x', 'RUN USER'],
    ['a comment that ends with a backslash', 'RUN a \\\n# c \\\n  b\nUSER x', 'RUN USER'],
    ['an escaped backslash at the end of a line', 'RUN echo a\\\\\nUSER x', 'RUN USER'],
    ['blanks behind the backslash', 'RUN a \\ \t\n b\nUSER x', 'RUN USER'],
    ['a backslash alone on its line', 'RUN a \\\n\\\n b\nUSER x', 'RUN USER'],
    ['a backslash in front of everything', '\\\nFROM a\nUSER x', 'FROM USER'],
    ['a file of backslashes', '\\\n\\\n', ''],
    ['CRLF', 'RUN a \\\r\n  b\r\nUSER x\r\n', 'RUN USER'],
    ['a lone carriage return is a blank', 'FROM a\rRUN b\r', 'FROM'],
    ['a form feed parts words', 'RUN\fa', 'RUN'],
    ['a no-break space does not part the keyword', 'RUN\u00a0a', 'RUN\u00a0A'],
    ['a byte order mark', '\ufeffFROM a', 'FROM'],
    ['a hash inside an instruction', 'RUN echo a # b\nUSER x', 'RUN USER'],
    ['a continuation at the end of the file', 'RUN a \\', 'RUN'],
    ['an empty file', '', ''],
    ['the backtick as escape', '# escape=`\nRUN a `\n  USER b\nUSER c', 'RUN USER'],
    ['a backslash is text under the backtick', '# escape=`\nCOPY a C:\\\nUSER b', 'COPY USER'],
  ];
  for (const [title, text, expected] of cuts) it(title, () => assert.equal(keywords(splitDockerfile(text)), expected));

  it('takes continuations, comments and blank lines out of the logical line', () => {
    assert.deepEqual(heads('RUN a \\\n  # c\n\n  b \\\n\tc  \n'), ['RUN a   b \tc']);
  });

  it('marks a continuation that nothing follows', () => {
    const [run] = splitDockerfile('RUN a \\\n\n# c\n').instructions;
    assert.equal(run?.isDangling, true);
    assert.deepEqual(run?.headSpan, { start: 0, end: 7 });
  });

  it('keeps the lines of an instruction with the last line break', () => {
    const text = '\ufeff  RUN a \\\r\n  # c\r\n b\r\nUSER x';
    const [run, user] = splitDockerfile(text).instructions;
    assert.equal(text.slice(run?.lines.start, run?.lines.end), '  RUN a \\\r\n  # c\r\n b\r\n');
    assert.equal(text.slice(run?.span.start, run?.span.end), 'RUN a \\\r\n  # c\r\n b');
    assert.equal(text.slice(user?.lines.start, user?.lines.end), 'USER x');
  });

  it('knows which comments stand inside an instruction', () => {
    const { comments } = splitDockerfile('# top\nRUN a \\\n # in\n b\n# out\n');
    assert.deepEqual(
      comments.map(({ inside }) => inside),
      [undefined, 0, undefined],
    );
  });
});

describe('directives of a Dockerfile', () => {
  const read = (text: string): string[] => splitDockerfile(text).directives.map(({ name, value }) => `${name}=${value}`);
  const cases: [title: string, text: string, expected: string[]][] = [
    ['in any case and with blanks', '#  Syntax = docker/dockerfile:1 \n#ESCAPE=`\nFROM a', ['syntax=docker/dockerfile:1', 'escape=`']],
    ['with blanks in the value', '# check=skip=A, B ; error=true\nFROM a', ['check=skip=A, B ; error=true']],
    ['behind a byte order mark', '\ufeff# escape=`\nFROM a', ['escape=`']],
    ['end at an unknown one', '# foo=bar\n# escape=`\nFROM a', []],
    ['end at a comment', '# hi\n# escape=`\nFROM a', []],
    ['end at a blank line', '# syntax=x\n\n# escape=`\nFROM a', ['syntax=x']],
    ['end at a repeated one', '# syntax=x\n# syntax=y\n# escape=`\n', ['syntax=x']],
    ['need a value', '# escape=\n# syntax=x\n', []],
    ['stand below a "#!" line', '#!/usr/bin/env docker\n# syntax=x\n', ['syntax=x']],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(read(text), expected));

  it('point to their value', () => {
    const text = '# syntax =  a/b:1  \r\nFROM a';
    const [directive] = splitDockerfile(text).directives;
    assert.equal(text.slice(directive?.valueSpan.start, directive?.valueSpan.end), 'a/b:1');
  });

  it('hide an escape below a "#!" line', () => assert.equal(splitDockerfile('#!/x\n# escape=`\nFROM a').escape, '\\'));
  it('ignore an escape that is no escape character', () => assert.equal(splitDockerfile('# escape=x\nFROM a').escape, '\\'));
});

describe('heredocs of a Dockerfile', () => {
  const names = (text: string): (string | boolean)[][] =>
    splitDockerfile(text).instructions.flatMap(({ heredocs }) =>
      heredocs.map(({ name, expand, chomp, terminated }) => [name, expand, chomp, terminated]),
    );
  const cases: [title: string, text: string, keywords: string, heredocs: (string | boolean)[][]][] = [
    ['RUN', 'RUN <<EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    [
      'two in one COPY',
      'COPY <<A <<B /x/\nB\nA\nA\nB\nUSER b',
      'COPY USER',
      [
        ['A', true, false, true],
        ['B', true, false, true],
      ],
    ],
    ['ADD', 'ADD <<EOF /x\nUSER x\nEOF\nUSER b', 'ADD USER', [['EOF', true, false, true]]],
    ['behind ONBUILD', 'ONBUILD RUN <<EOF\nUSER x\nEOF\nUSER b', 'ONBUILD USER', [['EOF', true, false, true]]],
    ['not behind CMD', 'CMD cat <<EOF\nUSER b', 'CMD USER', []],
    ['not behind ONBUILD CMD', 'ONBUILD CMD cat <<EOF\nUSER b', 'ONBUILD USER', []],
    ['with a file descriptor', 'RUN 3<<EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['with blanks before the name', 'RUN cat << EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['quoted', "RUN <<'EOF'\nUSER x\nEOF\nUSER b", 'RUN USER', [['EOF', false, false, true]]],
    ['quoted with a blank', 'RUN <<"E F"\nUSER x\nE F\nUSER b', 'RUN USER', [['E F', false, false, true]]],
    ['quoted in part', 'RUN <<E"O"F\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', false, false, true]]],
    ['escaped', 'RUN <<\\EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    [
      'tabs are taken off only for <<-',
      'RUN <<-A <<B\n1\n\tA\n\tB\nUSER x\nB\nUSER b',
      'RUN USER',
      [
        ['A', true, true, true],
        ['B', true, false, true],
      ],
    ],
    ['glued to a semicolon', 'RUN cat <<EOF;\nUSER x\nEOF;\nUSER b', 'RUN USER', [['EOF;', true, false, true]]],
    ['not glued to a word', 'RUN cat<<EOF\nUSER b', 'RUN USER', []],
    ['not a here-string', 'RUN cat <<<word\nUSER b', 'RUN USER', []],
    ['not in quotes', 'RUN echo "<<EOF" \'a <<EOF b\' "a <<EOF b"\nUSER b', 'RUN USER', []],
    ['not in the JSON form', 'RUN ["cat", "<<EOF"]\nUSER b', 'RUN USER', []],
    ['in brackets that are no JSON', 'RUN ["cat" <<EOF ]\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['not a shift in an arithmetic expansion', 'RUN echo $((1 << 2)) $((1<<2))\nUSER b', 'RUN USER', []],
    ['none at all when a quote is left open', "RUN echo it's <<EOF\nUSER b", 'RUN USER', []],
    ['none at all when a quote is left open behind it', 'RUN cat <<EOF "x\nUSER b', 'RUN USER', []],
    ['none at all when a substitution is bad', 'RUN echo ${} <<EOF\nUSER b', 'RUN USER', []],
    [
      'behind a variable with a default',
      'RUN echo ${A:-"x y"} ${B%%.*} ${C//a/b} <<EOF\nUSER x\nEOF\nUSER b',
      'RUN USER',
      [['EOF', true, false, true]],
    ],
    ['after flags', 'RUN --mount=type=cache,target=/x <<EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['after a continuation', 'RUN cat \\\n  <<EOF\nUSER x\nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['CRLF', 'RUN <<EOF\r\nUSER x\r\nEOF\r\nUSER b\r\n', 'RUN USER', [['EOF', true, false, true]]],
    ['a body line with trailing blanks does not end it', 'RUN <<EOF\nEOF \nEOF\nUSER b', 'RUN USER', [['EOF', true, false, true]]],
    ['not terminated', 'RUN <<EOF\nUSER x\nUSER b', 'RUN', [['EOF', true, false, false]]],
  ];
  for (const [title, text, expected, heredocs] of cases) {
    it(title, () => {
      assert.equal(keywords(splitDockerfile(text)), expected);
      assert.deepEqual(names(text), heredocs);
    });
  }

  it('know the place of opener and body', () => {
    const text = 'RUN cat \\\n <<EOF\nab\n\ncd\nEOF\n';
    const [run] = splitDockerfile(text).instructions;
    const [heredoc] = run?.heredocs ?? [];
    assert.ok(run && heredoc);
    assert.equal(text.slice(heredoc.body.start, heredoc.body.end), 'ab\n\ncd\n');
    assert.equal(run.head.text.slice(heredoc.opener.start, heredoc.opener.end), '<<EOF');
    assert.equal(text.slice(heredoc.closing.start, heredoc.closing.end), 'EOF');
    assert.equal(text.slice(run.span.start, run.span.end), text.trimEnd());
  });
});

const LINES = [
  'FROM alpine:3 AS base',
  'FROM base',
  'from scratch',
  'RUN apk add curl',
  'RUN apk add \\',
  '  curl \\',
  '    git',
  '# a comment',
  '  # an indented comment \\',
  '# escape=`',
  '# syntax=docker/dockerfile:1',
  '',
  '   ',
  'RUN <<EOF',
  'RUN <<-"EOF" cat',
  'COPY <<A <<B /x/',
  'EOF',
  'A',
  'B',
  '\tEOF',
  'echo "<<EOF"',
  'COPY --from=base --link a b',
  'CMD ["a", "b"]',
  'CMD ["a", \\',
  '  "b"]',
  'ENV A=1 B="x y" \\',
  'LABEL a=b',
  'ONBUILD RUN <<EOF',
  'RUN a `',
  'RUN echo \\\\',
  'WORKDIR C:\\x',
  'RUN echo 😀 é',
];
const text = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 25 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\ufeff'))
  .map(([lines, eol, bom]) => bom + lines.join(eol));

/**
 * The same text, character for character, without what dockerfile-ast is known to read otherwise than BuildKit: heredocs become
 * comments, comments become blanks, an escaped escape is no escape.
 */
function mask(source: string, split: SplitDockerfile): string {
  const characters = [...Array(source.length).keys()].map((i) => source.charAt(i));
  const fill = (start: number, end: number, character: string): void => {
    for (let i = start; i < end; i++) if (characters[i] !== '\n' && characters[i] !== '\r') characters[i] = character;
  };
  for (const { span } of split.comments) fill(span.start, span.end, ' ');
  for (const { heredocs, span } of split.instructions) {
    for (let i = span.start; i + 1 < span.end; i++) if (source[i] === '<' && source[i + 1] === '<') fill(i, i + 2, '_');
    for (let i = span.start; i + 1 < span.end; i++) if (source[i] === split.escape && source[i + 1] === split.escape) fill(i, i + 2, '_');
    for (const { body, closing } of heredocs) fill(body.start, closing.end, ' ');
  }
  // What dockerfile-ast still takes for a directive is none.
  return characters.join('');
}

describe('every text', () => {
  it('is cut as dockerfile-ast cuts it once masked', () => {
    fc.assert(
      fc.property(text, (source) => {
        const split = splitDockerfile(source);
        const bom = source.startsWith('\ufeff') ? 1 : 0;
        const ours = split.instructions.map(({ head, headSpan }) => ({
          keyword: readLine(head.text, 0).keyword,
          line: source.slice(0, headSpan.start).split('\n').length - 1,
        }));
        const theirs = DockerfileParser.parse(mask(source, split).slice(bom))
          .getInstructions()
          .map((instruction) => ({ keyword: instruction.getKeyword(), line: instruction.getRange().start.line }));
        assert.deepEqual(ours, theirs);
      }),
      { numRuns: 500 },
    );
  });

  it('is covered by spans that lie in order and inside it', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (source) => {
        const { instructions, comments, directives } = splitDockerfile(source);
        let end = 0;
        for (const { span, headSpan, lines, heredocs, head } of instructions) {
          assert.ok(end <= lines.start && lines.start <= span.start && span.end <= lines.end && lines.end <= source.length);
          assert.ok(headSpan.start === span.start && headSpan.end <= span.end);
          assert.equal(source.charAt(span.start), head.text.charAt(0));
          let at = headSpan.end;
          for (const { body, closing } of heredocs) {
            assert.ok(at <= body.start && body.start <= body.end && body.end <= closing.start && closing.end <= span.end);
            at = closing.end;
          }
          end = lines.end;
        }
        for (const { span } of comments) assert.equal(source.charAt(span.start), '#');
        for (const { value, valueSpan } of directives) assert.equal(source.slice(valueSpan.start, valueSpan.end), value);
      }),
    );
  });

  it('keeps every character of a logical line at its place', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const { head } of splitDockerfile(source).instructions) {
          for (let i = 0; i < head.text.length; i++) assert.equal(source.charAt(head.toSource(i)), head.text.charAt(i));
        }
      }),
    );
  });
});
