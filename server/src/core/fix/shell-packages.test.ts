import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import { applyEdits } from '../text/apply-edits.js';
import type { Change } from '../engine/rule.js';
import { joinChanges, changeTogether, removeInstruction } from './dockerfile.js';
import { appendCommand, insertCommandBefore, insertWordsAfter, removeCommand, removeShellWord } from './shell.js';

interface Given {
  readonly model: DockerfileModel;
  readonly run: Instruction;
  readonly script: ShellScript;
  readonly named: (name: string) => ShellCommand;
}

function given(text: string): Given {
  const model = readDockerfile(text);
  const run = model.instructions.find(({ keyword }) => keyword === 'RUN') ?? assert.fail('no RUN');
  const script = run.scripts()[0] ?? assert.fail('no script');
  return { model, run, script, named: (name) => script.commands.find((command) => command.name === name) ?? assert.fail(name) };
}

/** The text after the change; undefined when the builder refuses. */
function after(text: string, build: (given: Given) => Change | undefined): string | undefined {
  const change = build(given(text));
  return change && applyEdits(text, change.edits);
}

const remove = (text: string) => after(text, ({ model, run, script, named }) => removeCommand(model, run, script, named('b')));
const insert = (text: string) => after(text, ({ model, run, script, named }) => insertCommandBefore(model, run, script, named('b'), 'x y'));
const append = (text: string) => after(text, ({ model, run, script }) => appendCommand(model, run, script, 'x y'));

describe('commands of a list', () => {
  for (const [before, expected] of [
    ['FROM a\nRUN b && c\n', 'FROM a\nRUN c\n'],
    ['FROM a\nRUN a && b && c\n', 'FROM a\nRUN a && c\n'],
    ['FROM a\nRUN a; b; c\n', 'FROM a\nRUN a; c\n'],
    ['FROM a\nRUN a && b\n', 'FROM a\nRUN a\n'],
    ['FROM a\nRUN set -e \\\n && b \\\n && c\n', 'FROM a\nRUN set -e \\\n && c\n'],
    ['FROM a\r\nRUN a && \\\r\n    b --x && \\\r\n    c\r\n', 'FROM a\r\nRUN a && \\\r\n    c\r\n'],
    ['FROM a\nRUN a \\\n && b\n', 'FROM a\nRUN a\n'],
    ['# escape=`\nFROM a\nRUN a && `\n    b && `\n    c\n', '# escape=`\nFROM a\nRUN a && `\n    c\n'],
    ['FROM a\nRUN <<EOF\na\nb\nc\nEOF\n', 'FROM a\nRUN <<EOF\na\nc\nEOF\n'],
    ['FROM a\nRUN b\n', undefined],
    ['FROM a\nRUN b || c\n', undefined],
    ['FROM a\nRUN a || b && c\n', undefined],
    ['FROM a\nRUN b | c\n', undefined],
    ['FROM a\nRUN if b; then c; fi\n', undefined],
    ['FROM a\nRUN echo $(b) && c\n', undefined],
    ['FROM a\nRUN b && \\\n# why\n c\n', undefined],
    ['FROM a\nRUN ["sh", "-c", "b && c"]\n', undefined],
  ] as const)
    it(`removes b from ${JSON.stringify(before)}`, () => assert.equal(remove(before), expected));

  for (const [before, expected] of [
    ['FROM a\nRUN b\n', 'FROM a\nRUN x y && b\n'],
    ['FROM a\nRUN a && b\n', 'FROM a\nRUN a && x y && b\n'],
    ['FROM a\nRUN a \\\n && A=1 b\n', 'FROM a\nRUN a \\\n && x y && A=1 b\n'],
    ['FROM a\nRUN set -eux; b\n', 'FROM a\nRUN set -eux; x y; b\n'],
    ['FROM a\nRUN set -o errexit; b\n', 'FROM a\nRUN set -o errexit; x y; b\n'],
    ['FROM a\nRUN set -e && a && b\n', 'FROM a\nRUN set -e && a && x y && b\n'],
    ['FROM a\nRUN a || b\n', undefined],
    ['FROM a\nRUN a | b\n', undefined],
    ['FROM a\nRUN echo $(b)\n', undefined],
    ['FROM a\nRUN <<EOF\nb\nEOF\n', undefined],
  ] as const)
    it(`puts a command in front of b in ${JSON.stringify(before)}`, () => assert.equal(insert(before), expected));

  for (const [before, expected] of [
    ['FROM a\nRUN a && \\\n    b \\\n        c\n', 'FROM a\nRUN a && \\\n    b \\\n        c && \\\n    x y\n'],
    ['FROM a\nRUN a; \\\n  b\n', 'FROM a\nRUN a; \\\n  b \\\n  && x y\n'],
    ['FROM a\nRUN a; exit 0\n', undefined],
    ['FROM a\nRUN a && exec b\n', undefined],
    ['FROM a\nRUN <<EOF\na && \\\nEOF\n', undefined],
  ] as const)
    it(`appends to ${JSON.stringify(before)}`, () => assert.equal(append(before), expected));

  const drop = (text: string) =>
    after(text, ({ model, run, script, named }) => {
      const command = named('a');
      return removeShellWord(model, run, script, command, command.args.at(-1) ?? assert.fail());
    });
  for (const [before, expected] of [
    ['FROM a\nRUN a x y\n', 'FROM a\nRUN a x\n'],
    ['FROM a\nRUN a \\\n  x \\\n  y\n', 'FROM a\nRUN a \\\n  x\n'],
    ['FROM a\r\nRUN a \\\r\n  x   \\  \r\n  y', 'FROM a\r\nRUN a \\\r\n  x'],
    ['FROM a\nRUN a \\\n  x \\\n  y \\\n && b\n', 'FROM a\nRUN a \\\n  x \\\n && b\n'],
  ] as const)
    it(`drops the last word of ${JSON.stringify(before)}`, () => assert.equal(drop(before), expected));

  it('joins changes of one instruction', () => {
    const text = 'FROM a\nRUN a x && b y\n';
    const { model, run, script, named } = given(text);
    const add = (name: string) => insertWordsAfter(model, run, script, named(name).word, ['-q']);
    const change = changeTogether(model, run, [add('a'), add('b')]) ?? assert.fail('refused');
    assert.equal(applyEdits(text, change.edits), 'FROM a\nRUN a -q x && b -q y\n');
    assert.deepEqual(change.effect, { kind: 'dockerfile', ops: [{ op: 'replace', index: 1, instructions: ['RUN a -q x && b -q y'] }] });
    assert.equal(changeTogether(model, run, [add('a'), undefined]), undefined);
    assert.equal(changeTogether(model, run, []), undefined);
    assert.equal(changeTogether(model, run, [removeCommand(model, run, script, named('a')), add('a')]), undefined, 'two that touch');
  });

  it('joins changes of several instructions', () => {
    const text = 'FROM a\nRUN a\nRUN b\n';
    const model = readDockerfile(text);
    const [, first, second] = model.instructions;
    const script = second?.scripts()[0];
    if (!first || !second || !script?.commands[0]) assert.fail('not read');
    const change = joinChanges([removeInstruction(model, first), insertCommandBefore(model, second, script, script.commands[0], 'a')]);
    assert.equal(applyEdits(text, change?.edits ?? []), 'FROM a\nRUN a && b\n');
    assert.equal(joinChanges([removeInstruction(model, first), undefined]), undefined);
  });
});
