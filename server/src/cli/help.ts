// The text of --help, and the same as a page for docs/cli.md, both from the table of commands.
import type { CommandSpec, OptionSpec } from './commands.js';
import { COMMANDS, COMMON_OPTIONS } from './commands.js';

const WIDTH = 80;

const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'no findings, or none at or above --fail-on'],
  ['1', 'findings'],
  ['2', 'wrong use, a file that cannot be read, or a configuration that cannot be read'],
];

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.flatMap(([name, meaning]) =>
    wrap(meaning, WIDTH - left).map((line, i) => (i === 0 ? `  ${name}`.padEnd(left) : ' '.repeat(left)) + line),
  );
}

const syntax = (option: OptionSpec): string =>
  `${option.short ? `-${option.short}, ` : ''}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`;

const meaning = (option: OptionSpec): string => option.help + (option.choices ? ` (${option.choices.join(', ')})` : '');

const usage = (command: CommandSpec): string =>
  ['seaworthy', command.name, command.options.length > 0 ? '[OPTIONS]' : '', command.operands].filter(Boolean).join(' ');

const exampleLines = ([command, what]: readonly [string, string]): string[] => [`  # ${what}`, `  ${command}`];

export function helpText(command: CommandSpec | undefined): string {
  const lines = command ? commandHelp(command) : overview();
  return lines.map((line) => line.trimEnd()).join('\n') + '\n';
}

function overview(): string[] {
  return [
    'Seaworthy finds what makes a container unsafe or impossible to operate, in',
    'Dockerfiles and Kubernetes manifests, and repairs what it can.',
    '',
    'Usage: seaworthy COMMAND [OPTIONS]',
    '',
    ...table(COMMANDS.map((command) => [command.name, command.summary])),
    '',
    'Examples:',
    ...exampleLines(['seaworthy check', 'lint everything below the current folder']),
    ...exampleLines(['seaworthy check --fix Dockerfile', 'lint and repair one file']),
    ...exampleLines(['seaworthy help check', 'options and examples of a command']),
    '',
    'Exit codes:',
    ...table(EXIT_CODES),
  ];
}

function commandHelp(command: CommandSpec): string[] {
  return [
    `Usage: ${usage(command)}`,
    '',
    ...command.description.flatMap((paragraph) => [...wrap(paragraph, WIDTH), '']),
    'Options:',
    ...table([...command.options, ...COMMON_OPTIONS].map((option) => [syntax(option), meaning(option)])),
    '',
    'Examples:',
    ...command.examples.flatMap(exampleLines),
    ...(command.name === 'check' ? ['', 'Exit codes:', ...table(EXIT_CODES)] : []),
  ];
}

const cell = (text: string): string => text.replace(/\|/g, '\\|');

/** docs/cli.md, whole. */
export function cliPage(): string {
  const lines = ['# Command line', ''];
  for (const command of COMMANDS) {
    lines.push(`## seaworthy ${command.name}`, '', '```', usage(command), '```', '');
    for (const paragraph of command.description) lines.push(paragraph, '');
    if (command.options.length > 0) {
      lines.push('| option | meaning |', '| --- | --- |');
      for (const option of command.options) lines.push(`| \`${syntax(option)}\` | ${cell(meaning(option))} |`);
      lines.push('');
    }
    lines.push('```sh');
    for (const [example, what] of command.examples) lines.push(`# ${what}`, example);
    lines.push('```', '');
  }
  lines.push('## Exit codes', '', '| code | meaning |', '| --- | --- |');
  for (const [code, what] of EXIT_CODES) lines.push(`| ${code} | ${cell(what)} |`);
  return lines.join('\n') + '\n';
}
