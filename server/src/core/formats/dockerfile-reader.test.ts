import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ReadContext } from '../engine/format.js';
import type { DockerfileModel } from '../model/dockerfile/types.js';
import type { Subjects } from '../model/subjects.js';
import { insertBefore, removeInstruction, replaceKeyword } from '../fix/dockerfile.js';
import { applyEdits } from '../text/apply-edits.js';
import { dockerfileReader } from './dockerfile-reader.js';

const context: ReadContext = {
  completeness: 'whole',
  json: false,
  settings: {
    kubernetes: '1.36',
    targets: [],
    registries: { allow: [], mirrors: {} },
    labels: { required: [], schema: {}, strict: false },
    profile: 'recommended',
  },
};
const read = (text: string): DockerfileModel => dockerfileReader.read({ base: 0, text }, context) as DockerfileModel;
const all = <K extends keyof Subjects>(kind: K, text: string): Subjects[K][] => [...dockerfileReader.subjects(kind, read(text))];

describe('the facts of a Dockerfile', () => {
  const TEXT = 'FROM a AS b\nONBUILD RUN x\nFROM b\nCOPY --from=c d e\nRUN --mount=from=b y';
  it('are handed out by kind', () => {
    assert.equal(all('dockerfile.file', TEXT).length, 1);
    assert.deepEqual(
      all('dockerfile.instruction', TEXT).map(({ keyword }) => keyword),
      ['FROM', 'ONBUILD', 'RUN', 'FROM', 'COPY', 'RUN'],
    );
    assert.equal(all('dockerfile.stage', TEXT).length, 2);
    assert.equal(all('dockerfile.finalStage', TEXT)[0]?.stage.index, 1);
    assert.deepEqual(
      all('dockerfile.image', TEXT).map(({ raw }) => raw),
      ['a', 'c'],
    );
    assert.deepEqual(
      all('dockerfile.runScript', TEXT).map(({ script }) => script.source),
      ['x', 'y'],
    );
    assert.deepEqual(all('kubernetes.object', TEXT), []);
  });
  it('are there in a fragment', () => {
    assert.deepEqual(
      all('dockerfile.runScript', 'RUN x').map(({ script }) => script.source),
      ['x'],
    );
    assert.deepEqual(
      all('dockerfile.image', 'COPY --from=c d e').map(({ raw }) => raw),
      ['c'],
    );
    assert.deepEqual(all('dockerfile.finalStage', 'RUN x'), []);
  });
  it('are one chunk', () => assert.deepEqual(dockerfileReader.cut('FROM a\n'), [{ base: 0, text: 'FROM a\n' }]));
});

describe('comments of a Dockerfile', () => {
  const places = (text: string) =>
    dockerfileReader
      .comments(read(text))
      .map(({ value, covers, stage, atTop }) => [
        value,
        covers && text.slice(covers.start, covers.end),
        stage && text.slice(stage.start, stage.end),
        atTop,
      ]);
  const cases: [title: string, text: string, places: unknown[][]][] = [
    [
      'cover the instruction below their block',
      '# one\n# two\nFROM a\n  # three\nRUN b',
      [
        ['one', 'FROM a', 'FROM a\n  # three\nRUN b', true],
        ['two', 'FROM a', 'FROM a\n  # three\nRUN b', true],
        ['three', 'RUN b', undefined, false],
      ],
    ],
    [
      'cover nothing behind a blank line',
      '# one\n\nFROM a\n# two\n\n# three\nRUN b\n# four',
      [
        ['one', undefined, undefined, true],
        ['two', undefined, undefined, false],
        ['three', 'RUN b', undefined, false],
        ['four', undefined, undefined, false],
      ],
    ],
    ['cover the instruction they stand in', 'FROM a\nRUN b \\\n# in\n\n c\nUSER d', [['in', 'RUN b \\\n# in\n\n c', undefined, false]]],
    ['inside FROM are none of its stage', 'FROM a \\\n# in\n AS b', [['in', 'FROM a \\\n# in\n AS b', undefined, false]]],
    ['stand below directives', '# syntax=x\r\n# one\r\nFROM a\r\n', [['one', 'FROM a', 'FROM a', true]]],
    ['cover a heredoc as a whole', '# one\nRUN <<EOF\n# body\nEOF\n', [['one', 'RUN <<EOF\n# body\nEOF', undefined, true]]],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(places(text), expected));

  it('include the check directive', () => {
    const text = '# syntax=x\n# check=skip=A\nFROM a';
    assert.deepEqual(dockerfileReader.checkDirective(read(text)), { value: 'skip=A', span: { start: 11, end: 25 } });
    assert.equal(dockerfileReader.checkDirective(read('FROM a')), undefined);
  });
});

describe('a suppression in a Dockerfile', () => {
  const put = (text: string, at: string, reason = 'why') => {
    const start = text.indexOf(at);
    const change = dockerfileReader.insertSuppression(read(text), { start, end: start + at.length }, 'a/b', reason);
    return change && applyEdits(text, change.edits);
  };
  const cases: [title: string, text: string, at: string, after: string][] = [
    ['goes above the instruction', 'FROM a\n  USER b\n', 'b', 'FROM a\n  # seaworthy-ignore a/b: why\n  USER b\n'],
    [
      'goes above a continued RUN',
      'FROM a\r\nRUN b \\\r\n  # c\r\n  d\r\n',
      'd',
      'FROM a\r\n# seaworthy-ignore a/b: why\r\nRUN b \\\r\n  # c\r\n  d\r\n',
    ],
    ['goes above a heredoc', 'FROM a\nRUN <<EOF\nb\nEOF', 'b', 'FROM a\n# seaworthy-ignore a/b: why\nRUN <<EOF\nb\nEOF'],
    ['goes below directives', '# syntax=x\nFROM a', 'a', '# syntax=x\n# seaworthy-ignore a/b: why\nFROM a'],
    [
      'of a directive goes below them',
      '# syntax=x\n# escape=\\\nFROM a',
      'syntax',
      '# syntax=x\n# escape=\\\n# seaworthy-ignore a/b: why\nFROM a',
    ],
    ['goes behind the byte order mark', '\ufeffFROM a', 'a', '\ufeff# seaworthy-ignore a/b: why\nFROM a'],
    ['goes between the comments and the instruction', '# c\nFROM a', 'a', '# c\n# seaworthy-ignore a/b: why\nFROM a'],
    ['goes above ONBUILD', 'FROM a\nONBUILD RUN b', 'b', 'FROM a\n# seaworthy-ignore a/b: why\nONBUILD RUN b'],
  ];
  for (const [title, text, at, after] of cases) it(title, () => assert.equal(put(text, at), after));

  it('has its reason on one line', () => assert.equal(put('FROM a', 'a', ' b\n c '), '# seaworthy-ignore a/b: b c\nFROM a'));
  it('has no place in a file without instructions', () => assert.equal(put('# c\n', 'c'), undefined));
  it('has a place at the very end', () => {
    const text = 'FROM a\nUSER';
    const change = dockerfileReader.insertSuppression(read(text), { start: text.length, end: text.length }, 'a/b', '');
    assert.equal(change && applyEdits(text, change.edits), 'FROM a\n# seaworthy-ignore a/b\nUSER');
  });

  const without = (text: string, at: string) => {
    const start = text.indexOf(at);
    return applyEdits(text, dockerfileReader.removeComment(read(text), { start, end: start + at.length }).edits);
  };
  it('is taken out with its line', () => {
    assert.equal(without('FROM a\r\n  # x\r\nRUN b\r\n', '# x'), 'FROM a\r\nRUN b\r\n');
    assert.equal(without('FROM a\n# x', '# x'), 'FROM a');
    assert.equal(without('# x\nFROM a', '# x'), 'FROM a');
  });
  it('loses one of its ids', () => {
    assert.equal(without('# ignore a/b, c/d: e\nFROM a', 'a/b'), '# ignore c/d: e\nFROM a');
    assert.equal(without('# ignore a/b , c/d: e\nFROM a', 'c/d'), '# ignore a/b: e\nFROM a');
  });

  it('changes nothing but comments', () => {
    const line = fc.constantFrom('FROM a', 'RUN b \\', '  c', '# d', '', 'RUN <<EOF', 'EOF', '# syntax=x', 'COPY a b', '# escape=`');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(), (lines, place) => {
        const text = lines.join('\n');
        const start = place % (text.length + 1);
        const model = read(text);
        const change = dockerfileReader.insertSuppression(model, { start, end: start }, 'a/b', 'c');
        if (!change) return;
        const after = read(applyEdits(text, change.edits));
        assert.deepEqual(
          after.instructions.map(({ logical, keyword }) => [keyword, logical]),
          model.instructions.map(({ logical, keyword }) => [keyword, logical]),
        );
        assert.deepEqual(after.directives.length, model.directives.length);
        const added = dockerfileReader.comments(after).find(({ value }) => value.startsWith('seaworthy-ignore'));
        assert.ok(added?.covers, text);
      }),
    );
  });
});

describe('the health of a Dockerfile', () => {
  const problems = (text: string) => dockerfileReader.problemsOf(read(text));
  it('counts what the builder would refuse', () => {
    assert.deepEqual(
      ['FROM a\nRUN b', 'FROM a\nRUM b', 'RUN b\nFROM a', 'FROM a\nRUN b \\', 'FROM a\nRUN <<X', 'RUN b'].map(problems),
      [0, 1, 1, 1, 1, 0],
    );
  });
  it('names what was not read', () => {
    assert.deepEqual(dockerfileReader.notChecked(read('FROM a\nSHELL ["pwsh","-c"]\nRUN x\nRUN y')), ['PowerShell in RUN']);
    assert.deepEqual(dockerfileReader.notChecked(read('FROM a\nRUN x')), []);
  });
});

describe('changes of several findings', () => {
  const text = 'FROM a\nADD b c\nUSER d\n';
  const model = read(text);
  const [from, add, user] = model.instructions;
  it('are joined when they do not meet', () => {
    assert.ok(from && add && user);
    const joined = dockerfileReader.combine(model, [
      replaceKeyword(model, add, 'COPY') ?? assert.fail(),
      removeInstruction(model, user) ?? assert.fail(),
    ]);
    assert.equal(joined && applyEdits(text, joined.edits), 'FROM a\nCOPY b c\n');
    assert.equal(joined?.effect.kind === 'dockerfile' && joined.effect.ops.length, 2);
  });
  it('are not joined when they do', () => {
    assert.ok(add);
    const insert = insertBefore(model, add, ['USER 1']) ?? assert.fail();
    const replace = replaceKeyword(model, add, 'COPY') ?? assert.fail();
    assert.equal(dockerfileReader.combine(model, [insert, insert]), undefined);
    assert.equal(dockerfileReader.combine(model, [replace, { ...replace, edits: [] }]), undefined);
  });
});
