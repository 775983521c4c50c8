// Reads the arguments against the table of commands; every mistake becomes one plain line that says what to do.
import { parseArgs } from 'node:util';
import { nearest, typingErrors } from '../core/text/nearest.js';
import type { CommandSpec, OptionSpec } from './commands.js';
import { COMMANDS, COMMON_OPTIONS, findCommand } from './commands.js';
import { UserError } from './exit-code.js';

export type Request =
  | { readonly kind: 'help'; readonly command: CommandSpec | undefined; readonly asked: boolean }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: CommandSpec; readonly options: Options; readonly operands: readonly string[] };

/** The options given; a switch has the value `true`. The last of a repeated one counts. */
export type Options = ReadonlyMap<string, string | true>;

const didYouMean = (guess: string | undefined): string => (guess === undefined ? '' : `: did you mean ${guess}?`);

export function readArgs(argv: readonly string[]): Request {
  const [first, ...rest] = argv;
  if (first === undefined) return { kind: 'help', command: undefined, asked: false };
  if (first === '--help' || first === '-h') return { kind: 'help', command: undefined, asked: true };
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') {
    return { kind: 'help', command: rest[0] === undefined ? undefined : commandNamed(rest[0], rest), asked: true };
  }
  const command = commandNamed(first, rest);
  const { options, operands } = readOptions(command, rest);
  if (options.has('help')) return { kind: 'help', command, asked: true };
  if (options.has('version')) return { kind: 'version' };
  const help = `(see: seaworthy help ${command.name})`;
  if (operands.length < command.minOperands) throw new UserError(`${command.name} needs ${command.operands} ${help}`);
  if (operands.length > command.maxOperands) {
    throw new UserError(`unexpected argument "${operands[command.maxOperands] ?? ''}" for ${command.name} ${help}`);
  }
  return { kind: 'run', command, options, operands };
}

function commandNamed(name: string, rest: readonly string[]): CommandSpec {
  const command = findCommand(name);
  if (command) return command;
  if (name.startsWith('-') && name !== '-') {
    const owner = COMMANDS.find((candidate) => candidate.options.some((option) => name === `--${option.name}`));
    throw new UserError(`no command before "${name}": say seaworthy ${owner?.name ?? 'check'} ${[name, ...rest].join(' ').slice(0, 60)}`);
  }
  const guess = nearest(
    name,
    COMMANDS.map((candidate) => candidate.name),
    typingErrors(name),
  );
  throw new UserError(
    guess === undefined
      ? `unknown command "${name}": to lint a file or folder, say seaworthy check ${name}`
      : `unknown command "${name}"${didYouMean(guess)} (see: seaworthy help)`,
  );
}

function readOptions(command: CommandSpec, args: readonly string[]): { options: Options; operands: readonly string[] } {
  const known = [...command.options, ...COMMON_OPTIONS];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      known.map((option) => [
        option.name,
        { type: option.value === undefined ? ('boolean' as const) : ('string' as const), ...(option.short ? { short: option.short } : {}) },
      ]),
    ),
  });
  const options = new Map<string, string | true>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.find((candidate) => candidate.name === token.name);
    if (!option) throw new UserError(unknownOption(command, known, token.rawName));
    options.set(option.name, valueOf(option, token.value, token.inlineValue === true));
  }
  return { options, operands };
}

function unknownOption(command: CommandSpec, known: readonly OptionSpec[], rawName: string): string {
  const guess = rawName.startsWith('--')
    ? nearest(
        rawName,
        known.map((option) => `--${option.name}`),
        typingErrors(rawName),
      )
    : undefined;
  const owner = COMMANDS.find((other) => other.options.some((option) => `--${option.name}` === rawName));
  if (guess === undefined && owner) return `${rawName} is an option of ${owner.name}, not of ${command.name}`;
  return `unknown option ${rawName} for ${command.name}${didYouMean(guess)} (see: seaworthy help ${command.name})`;
}

function valueOf(option: OptionSpec, value: string | undefined, isInline: boolean): string | true {
  const name = `--${option.name}`;
  if (option.value === undefined) {
    if (isInline) throw new UserError(`${name} takes no value`);
    return true;
  }
  if (value === undefined || value === '' || (!isInline && value.length > 1 && value.startsWith('-'))) {
    throw new UserError(`${name} needs a value: ${option.choices ? option.choices.join(', ') : option.value}`);
  }
  if (option.choices && !option.choices.includes(value)) {
    const guess = nearest(value, option.choices, typingErrors(value));
    throw new UserError(`${name} cannot be "${value}"${didYouMean(guess)}${guess ? '' : ':'} (one of ${option.choices.join(', ')})`);
  }
  if (option.isCount && !/^\d{1,9}$/.test(value)) throw new UserError(`${name} needs a whole number, not "${value}"`);
  return value;
}
