import assert from 'node:assert/strict';
import { readArgs } from '../../server/src/cli/args.js';
import { COMMANDS, findCommand } from '../../server/src/cli/commands.js';
import { UserError } from '../../server/src/cli/exit-code.js';
import { cliPage, helpText } from '../../server/src/cli/help.js';

const refused = (line: string, expected: string) =>
  assert.throws(
    () => readArgs(line.split(' ')),
    (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.message, expected);
      return true;
    },
  );

const accepted = (line: string) => {
  const request = readArgs(line.split(' ').filter(Boolean));
  assert.equal(request.kind, 'run');
  return request.kind === 'run'
    ? { command: request.command.name, options: Object.fromEntries(request.options), operands: request.operands }
    : undefined;
};

describe('arguments', () => {
  it('reads options before, between and behind paths', () => {
    assert.deepEqual(accepted('check --fix a --format=json b --max-warnings 3'), {
      command: 'check',
      options: { fix: true, format: 'json', 'max-warnings': '3' },
      operands: ['a', 'b'],
    });
  });

  it('takes what stands behind -- for a path, and - for stdin', () => {
    assert.deepEqual(accepted('check - -- --fix')?.operands, ['-', '--fix']);
  });

  it('lets the last of a repeated option count', () => {
    assert.equal(accepted('check --format json --format sarif')?.options['format'], 'sarif');
  });

  it('says what is wrong and what was meant', () => {
    refused('chekc .', 'unknown command "chekc": did you mean check? (see: seaworthy help)');
    refused('Dockerfile', 'unknown command "Dockerfile": to lint a file or folder, say seaworthy check Dockerfile');
    refused('--fix a', 'no command before "--fix": say seaworthy check --fix a');
    refused('check --formt json', 'unknown option --formt for check: did you mean --format? (see: seaworthy help check)');
    refused('check --nonsense-entirely', 'unknown option --nonsense-entirely for check (see: seaworthy help check)');
    refused('check -x', 'unknown option -x for check (see: seaworthy help check)');
    refused('rules --unsafe-fixes', '--unsafe-fixes is an option of check, not of rules');
    refused('check --format jsn', '--format cannot be "jsn": did you mean json? (one of text, compact, json, sarif, github, junit)');
    refused('check --fail-on', '--fail-on needs a value: error, warning, info, hint, never');
    refused('check --config --fix', '--config needs a value: FILE');
    refused('check --fix=yes', '--fix takes no value');
    refused('check --max-warnings many', '--max-warnings needs a whole number, not "many"');
    refused('explain', 'explain needs RULE (see: seaworthy help explain)');
    refused('rules all', 'unexpected argument "all" for rules (see: seaworthy help rules)');
  });

  it('shows help and the version wherever they are asked for', () => {
    assert.deepEqual(readArgs([]), { kind: 'help', command: undefined, asked: false });
    for (const argv of [['--help'], ['-h'], ['help']]) assert.deepEqual(readArgs(argv), { kind: 'help', command: undefined, asked: true });
    for (const argv of [
      ['check', '--help'],
      ['check', 'a', '-h'],
      ['help', 'check'],
    ]) {
      assert.deepEqual(readArgs(argv), { kind: 'help', command: findCommand('check'), asked: true });
    }
    for (const argv of [['--version'], ['-V'], ['check', '--version']]) assert.deepEqual(readArgs(argv), { kind: 'version' });
  });
});

describe('help', () => {
  for (const command of COMMANDS) {
    it(`of ${command.name} fits a terminal, names every option and has examples that are accepted`, () => {
      const text = helpText(command);
      for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
      for (const option of command.options) assert.ok(text.includes(`--${option.name}`));
      assert.ok(command.examples.length > 0);
      for (const [example] of command.examples) {
        const line = example.replace(/^.*\| /, '').replace(/ >.*$/, '');
        assert.ok(line.startsWith(`seaworthy ${command.name}`));
        accepted(line.slice('seaworthy '.length));
      }
    });
  }

  it('has an overview', () => {
    for (const command of COMMANDS) assert.ok(helpText(undefined).includes(`  ${command.name} `));
  });

  it('is a page of the documentation too', () => {
    for (const command of COMMANDS) assert.ok(cliPage().includes(`## seaworthy ${command.name}\n`));
  });
});
