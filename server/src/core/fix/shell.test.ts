import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import type { Change } from '../engine/rule.js';
import { applyEdits } from '../text/apply-edits.js';
import { appendCommand, insertWordsAfter, removeShellWord, replaceShellWord } from './shell.js';

type Build = (at: {
  model: ReturnType<typeof readDockerfile>;
  instruction: Instruction;
  script: ShellScript;
  command: (name: string) => ShellCommand;
}) => Change | undefined;

/** The last instruction after the change; absent when the builder refuses. */
function after(run: string, build: Build): string | undefined {
  const first = run.includes('\r\n') ? 'FROM a\r\n' : 'FROM a\n';
  const text = first + run;
  const model = readDockerfile(text);
  const instruction = model.instructions.at(-1) ?? assert.fail();
  const script = instruction.scripts()[0] ?? assert.fail();
  const command = (name: string) => script.commands.find((one) => one.name === name) ?? assert.fail(`no ${name}`);
  const change = build({ model, instruction, script, command });
  return change && applyEdits(text, change.edits).slice(first.length);
}

describe('shell edits', () => {
  const yes: Build = ({ model, instruction, script, command }) => {
    const { args } = command('apt-get');
    const verb = args[0] ?? assert.fail();
    return insertWordsAfter(model, instruction, script, verb, ['-y', '--no-install-recommends']);
  };
  const inserts: readonly [string, string | undefined][] = [
    ['RUN apt-get install curl\n', 'RUN apt-get install -y --no-install-recommends curl\n'],
    [
      'RUN a && \\\r\n    apt-get install \\\r\n    curl\r\n',
      'RUN a && \\\r\n    apt-get install -y --no-install-recommends \\\r\n    curl\r\n',
    ],
    ['RUN ["apt-get", "install", "curl"]\n', 'RUN ["apt-get", "install", "-y", "--no-install-recommends", "curl"]\n'],
    ['RUN ["sh", "-c", "apt-get install curl"]\n', 'RUN ["sh", "-c", "apt-get install -y --no-install-recommends curl"]\n'],
    ['RUN <<EOF\napt-get install curl\nEOF\n', 'RUN <<EOF\napt-get install -y --no-install-recommends curl\nEOF\n'],
    ['RUN bash -c "apt-get install curl"\n', 'RUN bash -c "apt-get install -y --no-install-recommends curl"\n'],
    ['RUN ["sh", "-c", "apt-get \\"install\\" curl"]\n', undefined],
  ];
  for (const [before, expected] of inserts)
    it(`put words behind a word: ${JSON.stringify(before)}`, () => assert.equal(after(before, yes), expected));

  it('put nothing in that would need quotes', () =>
    assert.equal(
      after('RUN apt-get install\n', ({ model, instruction, script, command }) =>
        insertWordsAfter(model, instruction, script, command('apt-get').word, ['$X']),
      ),
      undefined,
    ));

  it('replace a word', () => {
    const build: Build = ({ model, instruction, script, command }) =>
      replaceShellWord(model, instruction, script, command('apt').word, 'apt-get');
    assert.equal(after('RUN sudo apt install x # y\n', build), 'RUN sudo apt-get install x # y\n');
    assert.equal(after('RUN ["apt", "install"]\n', build), undefined);
  });

  const quiet: Build = ({ model, instruction, script, command }) => {
    const curl = command('curl');
    return removeShellWord(model, instruction, script, curl, curl.args.find(({ value }) => value === '-k') ?? assert.fail());
  };
  const removals: readonly [string, string | undefined][] = [
    ['RUN curl -k https://x\n', 'RUN curl https://x\n'],
    ['RUN curl https://x -k\n', 'RUN curl https://x\n'],
    ['RUN curl \\\n  -k https://x\n', 'RUN curl \\\n  https://x\n'],
    ['RUN curl \\\n  -k \\\n  https://x\n', 'RUN curl \\\n  https://x\n'],
    ['RUN ["curl", "-k"]\n', undefined],
  ];
  for (const [before, expected] of removals)
    it(`take a word out: ${JSON.stringify(before)}`, () => assert.equal(after(before, quiet), expected));

  const clean: Build = ({ model, instruction, script }) => appendCommand(model, instruction, script, 'rm -rf /x');
  const appends: readonly [string, string | undefined][] = [
    ['RUN a\n', 'RUN a && rm -rf /x\n'],
    ['RUN a', 'RUN a && rm -rf /x'],
    ['RUN a \\\n && b\n', 'RUN a \\\n && b \\\n && rm -rf /x\n'],
    ['RUN a && \\\n    b\n', 'RUN a && \\\n    b && \\\n    rm -rf /x\n'],
    ['RUN a \\\r\n  --b c\r\n', 'RUN a \\\r\n  --b c \\\r\n  && rm -rf /x\r\n'],
    ['RUN <<EOF\n  set -e\n  b\nEOF\n', 'RUN <<EOF\n  set -e\n  b\n  rm -rf /x\nEOF\n'],
    ['RUN <<EOF\n  set -e\n  b \\\n    --c\nEOF\n', 'RUN <<EOF\n  set -e\n  b \\\n    --c\n  rm -rf /x\nEOF\n'],
    ['RUN <<EOF\n  a\n  b\nEOF\n', 'RUN <<EOF\n  a\n  b && rm -rf /x\nEOF\n'],
    ['RUN <<EOF\r\na\r\nb | c # d\r\nEOF\r\n', 'RUN <<EOF\r\na\r\nb | c && rm -rf /x # d\r\nEOF\r\n'],
    ['RUN <<EOF\na\nif b; then c; fi\nEOF\n', undefined],
    ['RUN <<EOF\na\nb &\nEOF\n', undefined],
    ['RUN <<EOF\na\ncat <<B\nb\nB\nEOF\n', undefined],
    ['RUN a;\n', undefined],
    ['RUN a || b &\n', undefined],
    ['RUN for i in 1; do a; done\n', undefined],
    ['RUN a # b\n', undefined],
    ['RUN ["a"]\n', undefined],
    ['RUN a "\n', undefined],
    ['RUN a \\\n', undefined],
  ];
  for (const [before, expected] of appends)
    it(`add a command: ${JSON.stringify(before)}`, () => assert.equal(after(before, clean), expected));
});
