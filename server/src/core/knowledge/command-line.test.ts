import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { OptionSyntax } from './command-line.js';
import { hasOption, lastOption, readCommandLine } from './command-line.js';

function read(script: string, syntax: OptionSyntax) {
  const command = readDockerfile(`FROM a:1\nRUN ${script}\n`).instructions.at(-1)?.scripts()[0]?.commands[0];
  const line = readCommandLine(command?.args ?? [], syntax);
  const options = line.options.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
  return {
    line,
    text: [options.join(' '), line.operands.map(({ raw }) => raw).join(' '), line.rest.map(({ raw }) => raw).join(' ')].join(' | '),
  };
}

const valued = new Set(['-o', '--output', '-ldflags']);

describe('the words of a command line', () => {
  const cases: readonly (readonly [string, OptionSyntax, string])[] = [
    ['x -o a b', { valued }, '-o=a | b | '],
    ['x -fsSo a b', { valued }, '-f -s -S -o=a | b | '],
    ['x -oa --output=c --output d', { valued }, '-o=a --output=c --output=d |  | '],
    ['x -nv -q', { valued, pairs: 'n' }, '-nv -q |  | '],
    ['x -ldflags "-s -w" -v a', { valued, style: 'long' }, '-ldflags=-s -w -v | a | '],
    ['x -v a -o b', { valued, stopsAtOperand: true }, '-v | a -o b | '],
    ['x a -- -o b', { valued }, ' | a | -o b'],
    ['x - "$A" -o "$B"', { valued }, '-o=$B | - "$A" | '],
    ['x -o', { valued }, '-o |  | '],
  ];
  for (const [script, syntax, expected] of cases) it(script, () => assert.equal(read(script, syntax).text, expected));
  it('finds options', () => {
    const { line } = read('x -o a -o b -v', { valued });
    assert.equal(lastOption(line.options, '-o')?.value, 'b');
    assert.equal(lastOption(line.options, '-p'), undefined);
    assert.ok(hasOption(line.options, '-p', '-v'));
  });
});
