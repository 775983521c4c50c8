import * as assert from 'node:assert/strict';
import type { Change } from '../engine/rule.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction, Pair } from '../model/dockerfile/types.js';
import { applyEdits } from '../text/apply-edits.js';
import { joinNeighbors } from './dockerfile.js';
import { feedFromArg, removePair, renamePair, replaceValue } from './pairs.js';

type Build = (model: DockerfileModel, instruction: Instruction, pair: Pair) => Change | undefined;

/** What the builder makes of the pair of this name in the last instruction; absent when it refuses. */
function change(text: string, name: string, build: Build): string | undefined {
  const model = readDockerfile(text);
  const last = model.instructions.at(-1);
  const instruction = last?.trigger ?? last ?? assert.fail('no instruction');
  const pair = instruction.pairs.find((one) => one.name.value === name) ?? assert.fail('no pair');
  const found = build(model, instruction, pair);
  return found && applyEdits(text, found.edits);
}
const FROM = 'FROM alpine:3.24\n';

describe('builders for pairs', () => {
  it('rename in the quotes of the old name', () =>
    assert.equal(
      change(`${FROM}LABEL "a"=1\n`, 'a', (m, i, p) => renamePair(m, i, p, 'b.c')),
      `${FROM}LABEL "b.c"=1\n`,
    ));
  it('refuse a name that needs quotes', () =>
    assert.equal(
      change(`${FROM}LABEL a=1\n`, 'a', (m, i, p) => renamePair(m, i, p, 'b c')),
      undefined,
    ));
  it('replace a value in its quotes', () =>
    assert.equal(
      change(`${FROM}LABEL a='1' b=2\n`, 'a', (m, i, p) => replaceValue(m, i, p, 'x:y')),
      `${FROM}LABEL a='x:y' b=2\n`,
    ));
  it('refuse a value that a shell would read', () =>
    assert.equal(
      change(`${FROM}LABEL a=1\n`, 'a', (m, i, p) => replaceValue(m, i, p, '$X')),
      undefined,
    ));
  it('take out the only pair with its line', () => assert.equal(change(`${FROM}LABEL a=1\n`, 'a', removePair), FROM));
  it('take out the first, one in the middle, the last', () => {
    const text = `${FROM}LABEL a=1 \\\r\n      b=2 \\\r\n      c=3\r\n`;
    assert.equal(change(text, 'a', removePair), `${FROM}LABEL b=2 \\\r\n      c=3\r\n`);
    assert.equal(change(text, 'b', removePair), `${FROM}LABEL a=1 \\\r\n      c=3\r\n`);
    assert.equal(change(text, 'c', removePair), `${FROM}LABEL a=1 \\\r\n      b=2\r\n`);
  });
  it('refuse to take a comment along', () => assert.equal(change(`${FROM}LABEL a=1 \\\n# why\n      b=2\n`, 'a', removePair), undefined));
  it('refuse triggers', () => assert.equal(change(`${FROM}ONBUILD LABEL a=1 b=2\n`, 'a', removePair), undefined));
  it('feed from an ARG that is not there yet', () =>
    assert.equal(
      change(`${FROM}LABEL a=1\n`, 'a', (m, i, p) => feedFromArg(m, i, p, 'A')),
      `${FROM}ARG A\nLABEL a="$A"\n`,
    ));
  it('feed from an ARG that is there', () =>
    assert.equal(
      change(`${FROM}ARG A\nLABEL a='1'\n`, 'a', (m, i, p) => feedFromArg(m, i, p, 'A')),
      `${FROM}ARG A\nLABEL a="$A"\n`,
    ));
  it('refuse an instruction of hundreds of pairs', () => {
    const pairs = Array.from({ length: 201 }, (_, i) => `k${i}=v`).join(' ');
    assert.equal(change(`${FROM}LABEL ${pairs}\n`, 'k0', removePair), undefined);
  });
});

describe('the builder that joins neighbors', () => {
  const join = (text: string, glue: string): string | undefined => {
    const model = readDockerfile(text);
    const found = joinNeighbors(model, model.instructions.slice(1), glue);
    return found && applyEdits(text, found.edits);
  };
  it('joins what has only blank lines between', () =>
    assert.equal(join(`${FROM}RUN a  \n\nRUN b\n`, ' \\\n && '), `${FROM}RUN a \\\n && b\n`));
  it('keeps the flags of the first', () =>
    assert.equal(join(`${FROM}RUN --network=none a\nRUN --network=none b`, ' && '), `${FROM}RUN --network=none a && b`));
  it('refuses comments between', () => assert.equal(join(`${FROM}RUN a\n# b\nRUN c\n`, ' && '), undefined));
  it('refuses heredocs', () => assert.equal(join(`${FROM}RUN <<E\na\nE\nRUN c\n`, ' && '), undefined));
  it('refuses one alone', () => assert.equal(join(`${FROM}RUN a\n`, ' && '), undefined));
});
