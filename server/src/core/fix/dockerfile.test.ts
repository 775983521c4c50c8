import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Change, DockerfileOp } from '../engine/rule.js';
import { canonical } from '../model/dockerfile/canonical.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';
import { applyEdits } from '../text/apply-edits.js';
import {
  addFlag,
  appendToStage,
  insertAfter,
  insertBefore,
  joinChanges,
  removeArgument,
  removeFlag,
  removeInstruction,
  replaceArguments,
  replaceInstruction,
  replaceKeyword,
  replaceWord,
  replaceWords,
  setFlag,
} from './dockerfile.js';

const read = (text: string): DockerfileModel => readDockerfile(text, { targets: [] });

/** The list of instructions after the ops, in canonical form. */
function perform(before: DockerfileModel, ops: readonly DockerfileOp[]): string[] {
  const meaning = (texts: readonly string[]): string[] =>
    texts.flatMap((text) =>
      read((before.escape === '`' ? '# escape=`\n' : '') + text).instructions.map((instruction) => canonical(instruction)),
    );
  const lists = before.instructions.map((instruction) => [canonical(instruction)]);
  const lead: string[][] = [...lists.map(() => []), []];
  for (const op of ops) {
    if (op.op === 'insert') lead[op.index]?.push(...meaning(op.instructions));
    else lists[op.index] = op.op === 'replace' ? meaning(op.instructions) : [];
  }
  return [...lists.flatMap((list, i) => [...(lead[i] ?? []), ...list]), ...(lead[lists.length] ?? [])];
}

/** Applies the change and holds the text against what the change says it does. */
function applied(text: string, change: Change | undefined): string {
  assert.ok(change, 'refused');
  const before = read(text);
  const after = applyEdits(text, change.edits);
  const expected = change.effect.kind === 'dockerfile' ? perform(before, change.effect.ops) : before.instructions.map((i) => canonical(i));
  const now = read(after);
  assert.deepEqual(
    now.instructions.map((instruction) => canonical(instruction)),
    expected,
    after,
  );
  assert.deepEqual(now.comments.map(({ value }) => value).sort(), before.comments.map(({ value }) => value).sort(), 'a comment is lost');
  assert.deepEqual(
    now.directives.map(({ name, value }) => [name, value.value]),
    before.directives.map(({ name, value }) => [name, value.value]),
  );
  return after;
}

const at = (model: DockerfileModel, keyword: string): Instruction =>
  model.instructions.find((instruction) => instruction.keyword === keyword) ?? assert.fail(`no ${keyword}`);

type Build = (model: DockerfileModel) => Change | undefined;
const makes = (title: string, build: Build, before: string, after: string): void => {
  it(title, () => assert.equal(applied(before, build(read(before))), after));
};
const refuses = (title: string, build: Build, before: string): void => {
  it(`refuses ${title}`, () => assert.equal(build(read(before)), undefined));
};

describe('insertBefore', () => {
  const user: Build = (model) => insertBefore(model, at(model, 'CMD'), ['USER 1']);
  makes('puts a line in front', user, 'FROM a\nCMD b\n', 'FROM a\nUSER 1\nCMD b\n');
  makes('keeps indentation and CRLF', user, 'FROM a\r\n  CMD b', 'FROM a\r\n  USER 1\r\n  CMD b');
  makes(
    'goes above the comments that belong to it',
    user,
    'FROM a\n\n# one\n  # two\nCMD b\n',
    'FROM a\n\nUSER 1\n# one\n  # two\nCMD b\n',
  );
  makes('goes below a comment behind a blank line', user, 'FROM a\n# one\n\nCMD b\n', 'FROM a\n# one\n\nUSER 1\nCMD b\n');
  const from: Build = (model) => insertBefore(model, at(model, 'FROM'), ['ARG A']);
  makes('stays below directives', from, '# syntax=x\n# escape=\\\nFROM a', '# syntax=x\n# escape=\\\nARG A\nFROM a');
  makes('stays below directives with a comment under them', from, '# syntax=x\n# c\nFROM a', '# syntax=x\nARG A\n# c\nFROM a');
  makes('stays below a "#!" line', from, '#!/usr/bin/env x\nFROM a', '#!/usr/bin/env x\nARG A\nFROM a');
  makes(
    'stays below comments about the whole file',
    from,
    '# seaworthy-ignore-file a/b: c\n# d\nFROM a',
    '# seaworthy-ignore-file a/b: c\nARG A\n# d\nFROM a',
  );
  makes('stays behind the byte order mark', from, '\ufeffFROM a', '\ufeffARG A\nFROM a');
  makes(
    'takes several, and lines',
    (model) => insertBefore(model, at(model, 'CMD'), ['ARG A', 'LABEL b=c \\\n  d=e']),
    'FROM a\r\n CMD b\r\n',
    'FROM a\r\n ARG A\r\n LABEL b=c \\\r\n   d=e\r\n CMD b\r\n',
  );
  makes(
    'writes the escape character of the file',
    (model) => insertBefore(model, at(model, 'CMD'), ['LABEL b=c \\\n  d=e']),
    '# escape=`\nFROM a\nCMD b\n',
    '# escape=`\nFROM a\nLABEL b=c `\n  d=e\nCMD b\n',
  );
  makes(
    'leaves a heredoc body alone',
    (model) => insertBefore(model, at(model, 'CMD'), ['COPY <<EOF /x\na\nEOF']),
    'FROM a\n  CMD b\n',
    'FROM a\n  COPY <<EOF /x\na\nEOF\n  CMD b\n',
  );
  makes(
    'works on the ONBUILD of a trigger',
    (model) => insertBefore(model, at(model, 'ONBUILD').trigger ?? assert.fail(), ['USER 1']),
    'FROM a\nONBUILD RUN b\n',
    'FROM a\nUSER 1\nONBUILD RUN b\n',
  );
  refuses('text that is not one instruction', (model) => insertBefore(model, at(model, 'CMD'), ['USER 1\nUSER 2']), 'FROM a\nCMD b');
  refuses('text that would go on', (model) => insertBefore(model, at(model, 'CMD'), ['USER 1 \\']), 'FROM a\nCMD b');
});

describe('insertAfter', () => {
  const user: Build = (model) => insertAfter(model, at(model, 'RUN'), ['USER 1']);
  makes('puts a line behind', user, 'FROM a\nRUN b \\\n  c\n# d\nCMD e\n', 'FROM a\nRUN b \\\n  c\nUSER 1\n# d\nCMD e\n');
  makes('keeps the end of a file without line break', user, 'FROM a\r\n RUN b', 'FROM a\r\n RUN b\r\n USER 1');
  makes('goes behind a heredoc', user, 'FROM a\nRUN <<EOF\nb\nEOF\nCMD c', 'FROM a\nRUN <<EOF\nb\nEOF\nUSER 1\nCMD c');
  refuses('an instruction that is not finished', user, 'FROM a\nRUN b \\');
  refuses('a heredoc that is not finished', user, 'FROM a\nRUN <<EOF\nb');
});

describe('appendToStage', () => {
  const label: Build = (model) => appendToStage(model, model.stages[0] ?? assert.fail(), ['LABEL a=b']);
  makes(
    'goes in front of the start command',
    label,
    'FROM a\nRUN b\nENTRYPOINT c\n# d\nCMD d\nFROM e',
    'FROM a\nRUN b\nLABEL a=b\nENTRYPOINT c\n# d\nCMD d\nFROM e',
  );
  makes('goes to the end', label, 'FROM a\nCMD b\nUSER 1\n\n# c\nFROM d', 'FROM a\nCMD b\nUSER 1\nLABEL a=b\n\n# c\nFROM d');
  makes('goes behind FROM', label, 'FROM a', 'FROM a\nLABEL a=b');
});

describe('replacing', () => {
  makes(
    'an instruction',
    (model) => replaceInstruction(model, at(model, 'RUN'), 'USER 1'),
    'FROM a\n  RUN b \\\n c\r\nCMD d',
    'FROM a\n  USER 1\r\nCMD d',
  );
  makes(
    'an instruction by lines',
    (model) => replaceInstruction(model, at(model, 'RUN'), 'RUN a \\\n  b'),
    'FROM a\r\n  RUN b\r\n',
    'FROM a\r\n  RUN a \\\r\n    b\r\n',
  );
  makes(
    'a trigger',
    (model) => replaceInstruction(model, at(model, 'ONBUILD').trigger ?? assert.fail(), 'USER 1'),
    'FROM a\nONBUILD RUN b',
    'FROM a\nONBUILD USER 1',
  );
  makes(
    'an instruction with its heredoc',
    (model) => replaceInstruction(model, at(model, 'RUN'), 'USER 1'),
    'FROM a\nRUN <<EOF\nb\nEOF\nCMD c',
    'FROM a\nUSER 1\nCMD c',
  );
  refuses(
    'an instruction with a comment inside',
    (model) => replaceInstruction(model, at(model, 'RUN'), 'USER 1'),
    'FROM a\nRUN b \\\n# c\n d',
  );
  makes(
    'a keyword',
    (model) => replaceKeyword(model, at(model, 'ADD'), 'COPY'),
    'FROM a\nadd --chown=1 \\\n # c\n b c',
    'FROM a\nCOPY --chown=1 \\\n # c\n b c',
  );
  makes('arguments', (model) => replaceArguments(model, at(model, 'CMD'), '["b"]'), 'FROM a\nCMD  b \\\n c\n', 'FROM a\nCMD  ["b"]\n');
  makes(
    'arguments that are not there',
    (model) => replaceArguments(model, at(model, 'CMD'), '["b"]'),
    'FROM a\nCMD\n',
    'FROM a\nCMD ["b"]\n',
  );
  refuses('arguments with a comment between them', (model) => replaceArguments(model, at(model, 'CMD'), 'x'), 'FROM a\nCMD b \\\n# c\n d');
  refuses('the opener of a heredoc', (model) => replaceArguments(model, at(model, 'RUN'), 'x'), 'FROM a\nRUN <<EOF\nb\nEOF\n');
  refuses('the end of an unfinished instruction', (model) => replaceArguments(model, at(model, 'RUN'), 'x'), 'FROM a\nRUN b \\');
  makes(
    'a word',
    (model) => replaceWord(model, at(model, 'FROM'), at(model, 'FROM').words[0]?.span ?? assert.fail(), 'b:1'),
    'FROM a AS x',
    'FROM b:1 AS x',
  );
  makes(
    'the value of a flag',
    (model) => replaceWord(model, at(model, 'COPY'), at(model, 'COPY').flags[0]?.valueSpan ?? assert.fail(), 'x'),
    'FROM a\nCOPY --from=b c d',
    'FROM a\nCOPY --from=x c d',
  );
  refuses(
    'a place in another instruction',
    (model) => replaceWord(model, at(model, 'FROM'), at(model, 'CMD').keywordSpan, 'x'),
    'FROM a\nCMD b',
  );
});

describe('removeInstruction', () => {
  const user: Build = (model) => removeInstruction(model, at(model, 'USER'));
  makes('takes its lines', user, 'FROM a\n# c\n  USER 1 \\\n   \nCMD b\n', 'FROM a\n# c\n');
  makes('takes one line', user, 'FROM a\r\nUSER 1\r\nCMD b\r\n', 'FROM a\r\nCMD b\r\n');
  makes('takes the last line of a file without line break', user, 'FROM a\r\nUSER 1', 'FROM a');
  makes('takes the blank lines in front of the last line as well', user, 'FROM a\n\n\nUSER 1', 'FROM a');
  makes('takes a heredoc', (model) => removeInstruction(model, at(model, 'RUN')), 'FROM a\nRUN <<EOF\nb\nEOF\nCMD c', 'FROM a\nCMD c');
  makes(
    'leaves the comments inside',
    (model) => removeInstruction(model, at(model, 'RUN')),
    'FROM a\nRUN b \\\n  # one\n c \\\n\n# two\n d\nCMD e',
    'FROM a\n  # one\n# two\nCMD e',
  );
  makes('empties a file', user, 'USER 1', '');
});

describe('flags', () => {
  makes(
    'are added behind the keyword',
    (model) => setFlag(model, at(model, 'ADD'), 'link', undefined),
    'FROM a\nADD b c',
    'FROM a\nADD --link b c',
  );
  makes(
    'are added behind the others',
    (model) => setFlag(model, at(model, 'COPY'), 'chown', '1:1'),
    'FROM a\nCOPY --link \\\n  b c',
    'FROM a\nCOPY --link --chown=1:1 \\\n  b c',
  );
  makes(
    'get another value',
    (model) => setFlag(model, at(model, 'COPY'), 'chown', '1:1'),
    'FROM a\nCOPY --chown="a b" --link b c',
    'FROM a\nCOPY --chown=1:1 --link b c',
  );
  refuses('a value that would need quotes', (model) => setFlag(model, at(model, 'COPY'), 'chown', 'a b'), 'FROM a\nCOPY b c');
  refuses('one of several', (model) => setFlag(model, at(model, 'RUN'), 'mount', 'x'), 'FROM a\nRUN --mount=a --mount=b c');
  makes(
    'are removed',
    (model) => removeFlag(model, at(model, 'COPY'), 'link'),
    'FROM a\nCOPY --chown=1 --link b c',
    'FROM a\nCOPY --chown=1 b c',
  );
  makes(
    'are removed from a line of their own',
    (model) => removeFlag(model, at(model, 'COPY'), 'link'),
    'FROM a\nCOPY \\\n  --link b c',
    'FROM a\nCOPY \\\n  b c',
  );
  makes(
    'are removed from the end of a line',
    (model) => removeFlag(model, at(model, 'COPY'), 'link'),
    'FROM a\nCOPY --link \\\n  b c',
    'FROM a\nCOPY \\\n  b c',
  );
  refuses('a flag that is not there', (model) => removeFlag(model, at(model, 'COPY'), 'link'), 'FROM a\nCOPY b c');
});

describe('words of a list', () => {
  const second = (model: DockerfileModel): Span => {
    const list = model.instructions[1];
    return (list?.json?.items ?? list?.words ?? [])[1]?.span ?? { start: 0, end: 0 };
  };
  const first = (model: DockerfileModel): Span => {
    const list = model.instructions[1];
    return (list?.json?.items ?? list?.words ?? [])[0]?.span ?? { start: 0, end: 0 };
  };
  makes(
    'are taken out',
    (model) => removeArgument(model, at(model, 'EXPOSE'), second(model)),
    'FROM a\nEXPOSE 1 2 3',
    'FROM a\nEXPOSE 1 3',
  );
  makes(
    'are taken out in front',
    (model) => removeArgument(model, at(model, 'EXPOSE'), first(model)),
    'FROM a\nEXPOSE 1 2',
    'FROM a\nEXPOSE 2',
  );
  makes(
    'are taken out of JSON',
    (model) => removeArgument(model, at(model, 'VOLUME'), first(model)),
    'FROM a\nVOLUME [ "b", "c" ]',
    'FROM a\nVOLUME [ "c" ]',
  );
  makes(
    'go with their instruction',
    (model) => removeArgument(model, at(model, 'VOLUME'), first(model)),
    'FROM a\nVOLUME ["b"]\nUSER 1',
    'FROM a\nUSER 1',
  );
  refuses('what stands elsewhere', (model) => removeArgument(model, at(model, 'VOLUME'), { start: 0, end: 4 }), 'FROM a\nVOLUME b c');
  refuses('a comment in between', (model) => removeArgument(model, at(model, 'EXPOSE'), second(model)), 'FROM a\nEXPOSE 1 \\\n# note\n 2');
});

describe('several changes', () => {
  makes(
    'are made as one',
    (model) => joinChanges([addFlag(model, at(model, 'RUN'), 'mount', 'type=ssh'), removeInstruction(model, at(model, 'COPY'))]),
    'FROM a\nCOPY b c\nRUN --mount=type=cache,target=/c d',
    'FROM a\nRUN --mount=type=ssh --mount=type=cache,target=/c d',
  );
  refuses('one that is refused', (model) => joinChanges([addFlag(model, at(model, 'RUN'), 'mount', 'a b')]), 'FROM a\nRUN c');
});

const LINES = [
  'RUN b',
  'RUN b \\\n  c',
  'RUN b \\\n  # in\n\n  c',
  '  COPY --link --chown=1 a b',
  '# c',
  '',
  'RUN <<EOF\nx\nEOF',
  'CMD ["a"]',
  'ENV A=b \\\n    C=d',
  'ONBUILD RUN x',
  'FROM b AS c',
  'LABEL a="b c"',
  'CMD',
  'COPY a \\\n  # in\n',
];
const texts = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.constantFrom('', '# syntax=x\n', '# syntax=x\n# c\n', '# escape=\\\n\n'),
    fc.array(fc.constantFrom(...LINES), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([bom, directives, lines, eol, ends]) => bom + `${directives}FROM a\n${lines.join('\n')}${ends ? '\n' : ''}`.replaceAll('\n', eol));
const BUILDS: ((model: DockerfileModel, instruction: Instruction) => Change | undefined)[] = [
  (model, instruction) => insertBefore(model, instruction, ['USER 1', 'LABEL x=y \\\n  z=1']),
  (model, instruction) => insertAfter(model, instruction, ['USER 1']),
  (model, instruction) => replaceInstruction(model, instruction, 'USER 1'),
  (model, instruction) => replaceKeyword(model, instruction, 'LABEL'),
  (model, instruction) => replaceArguments(model, instruction, 'x=y'),
  (model, instruction) => (instruction.words[0] ? replaceWord(model, instruction, instruction.words[0].span, 'x') : undefined),
  (model, instruction) =>
    replaceWords(model, [
      { instruction, at: instruction.keywordSpan, text: 'LABEL' },
      ...instruction.words.map(({ span }, i) => ({ instruction, at: span, text: `x${i}=y` })),
    ]),
  (model, instruction) => removeInstruction(model, instruction),
  (model, instruction) => setFlag(model, instruction, 'chown', '5'),
  (model, instruction) => removeFlag(model, instruction, 'link'),
  (model, instruction) => (instruction.stage ? appendToStage(model, instruction.stage, ['USER 1']) : undefined),
];

describe('every change', () => {
  it('does to the text what it says, keeps comments, line ends and the end of the file', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), fc.boolean(), (text, build, which, trigger) => {
        const model = read(text);
        const top = model.instructions[which % model.instructions.length];
        if (!top) return;
        const change = BUILDS[build % BUILDS.length]?.(model, trigger ? (top.trigger ?? top) : top);
        if (!change) return;
        const after = applied(text, change);
        if (text.includes('\r\n')) assert.doesNotMatch(after, /(^|[^\r])\n/);
        else assert.doesNotMatch(after, /\r/);
        if (model.instructions.length > 1) assert.equal(after.endsWith('\n'), text.endsWith('\n') && after !== '');
      }),
      { numRuns: 1000 },
    );
  });
});
