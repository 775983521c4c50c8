// Every command and option of the command line, once: the parser, the help and docs/cli.md are made from it.

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** Name of the value in help; absent for a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** The value is a whole number from 0. */
  readonly isCount?: boolean;
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly operands: string;
  readonly minOperands: number;
  readonly maxOperands: number;
  readonly description: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

export const FORMATS = ['text', 'compact', 'json', 'sarif', 'github', 'junit'] as const;
export type FormatName = (typeof FORMATS)[number];

const COLOR: readonly OptionSpec[] = [
  { name: 'color', help: 'colors even where the output is no terminal' },
  { name: 'no-color', help: 'no colors; the variable NO_COLOR says the same' },
];

export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: 'help', short: 'h', help: 'this text' },
  { name: 'version', short: 'V', help: 'the version number' },
];

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'check',
    summary: 'find what makes a container unsafe or impossible to operate',
    operands: '[PATH...]',
    minOperands: 0,
    maxOperands: Infinity,
    description: [
      'Lints files and folders; without a PATH the current folder, with - what comes in on stdin.',
      'In a folder: Dockerfile, Dockerfile.*, *.dockerfile, Containerfile, and every YAML or JSON file that holds Kubernetes objects. Files that .gitignore or the configuration leaves out are skipped; links to other folders are not followed.',
      'The configuration is the nearest .seaworthy.yaml or .seaworthy.yml upward from each file, as far as the folder with .git, else as far as the current folder.',
    ],
    options: [
      { name: 'format', value: 'FORMAT', choices: FORMATS, help: 'how to report; text (with code frames) unless told' },
      { name: 'fix', help: 'rewrite the files with all safe fixes, then report what is left' },
      { name: 'unsafe-fixes', help: 'with --fix: also fixes that may change what is built, admitted or run, or write another file' },
      { name: 'dry-run', help: 'print what --fix would change as a unified diff and write nothing' },
      {
        name: 'profile',
        value: 'PROFILE',
        choices: ['recommended', 'strict', 'all'],
        help: 'which rules run, whatever the configuration says',
      },
      { name: 'all', help: 'every rule: --profile all and the rules in preview' },
      { name: 'no-foreign-suppressions', help: 'comments that suppress findings of other tools do not count' },
      { name: 'config', value: 'FILE', help: 'use this configuration for all files; its patterns count from the current folder' },
      {
        name: 'fail-on',
        value: 'SEVERITY',
        choices: ['error', 'warning', 'info', 'hint', 'never'],
        help: 'lowest severity that makes the exit code 1; hint (any finding) unless told',
      },
      { name: 'max-warnings', value: 'N', isCount: true, help: 'exit code 1 for an error or more than N warnings, 0 otherwise' },
      {
        name: 'shellcheck',
        value: 'PATH|off',
        help: 'the ShellCheck that dockerfile/shellcheck-finding asks, where that rule is on; the one in PATH unless told',
      },
      { name: 'stdin-filename', value: 'NAME', help: 'name that the text from stdin is judged under' },
      { name: 'quiet', short: 'q', help: 'findings only: no notes, no summary, no progress' },
      ...COLOR,
    ],
    examples: [
      ['seaworthy check', 'everything below the current folder'],
      ['seaworthy check --fix Dockerfile k8s', 'repair what can be repaired safely'],
      ['seaworthy check --fix --unsafe-fixes --dry-run k8s', 'look at every fix first'],
      ['seaworthy check --fail-on warning --format github', 'in a GitHub workflow'],
      ['seaworthy check --format sarif > seaworthy.sarif', 'for code scanning'],
      ['helm template shop | seaworthy check - --stdin-filename shop.yaml', 'what a chart renders to'],
    ],
  },
  {
    name: 'rules',
    summary: 'list every rule',
    operands: '',
    minOperands: 0,
    maxOperands: 0,
    description: ['Lists every rule with its severity, its profile and whether it has a fix.'],
    options: [{ name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'text unless told' }, ...COLOR],
    examples: [
      ['seaworthy rules', 'a table by kind of file'],
      ['seaworthy rules --format json', 'the same for programs, with the ids of other tools'],
    ],
  },
  {
    name: 'explain',
    summary: 'say what a rule finds, why, and what to do',
    operands: 'RULE',
    minOperands: 1,
    maxOperands: 1,
    description: [
      "Prints the rule's page: what fires, why, what the fix can break, how to check it by hand, examples, options, how to suppress it.",
    ],
    options: COLOR,
    examples: [['seaworthy explain dockerfile/root-user', 'why not to run as root']],
  },
  {
    name: 'rewrite',
    summary: 'split single-stage Dockerfiles into build and runtime stages',
    operands: 'FILE...',
    minOperands: 1,
    maxOperands: Infinity,
    description: [
      'Prints the rewrite of each file as a unified diff, or says what is missing for one (exit code 1). Such a change wants reading: --fix never makes it.',
      'Knows Go, Rust, Java, Node and Bun, .NET, Python, C and C++, PHP, Ruby, Elixir and Haskell, as far as the file says what is built and what starts.',
    ],
    options: [{ name: 'write', help: 'change the files in place of printing the diff' }, ...COLOR],
    examples: [
      ['seaworthy rewrite Dockerfile', 'look at it'],
      ['seaworthy rewrite --write Dockerfile', 'take it'],
    ],
  },
  {
    name: 'ships',
    summary: 'show what the image of a Dockerfile is in the end',
    operands: 'FILE',
    minOperands: 1,
    maxOperands: 1,
    description: [
      'Prints what ships: base image, user, directory, start command, environment, ports, volumes, labels, health check, shell, package database, every path that enters by COPY or ADD and where from, and the stages that do not ship, with their lines in the file.',
      'Without --target the stages that the configuration names as targets, else the last one.',
    ],
    options: [
      { name: 'target', value: 'STAGE', help: 'name or number of the stage to look at' },
      { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'a tree to read (text) unless told' },
    ],
    examples: [
      ['seaworthy ships Dockerfile', 'what the last stage comes to'],
      ['seaworthy ships --target build --format json Dockerfile', 'another stage, for a program'],
    ],
  },
  {
    name: 'init',
    summary: 'write a configuration file to start from',
    operands: '',
    minOperands: 0,
    maxOperands: 0,
    description: ['Writes .seaworthy.yaml with failOn: warning into the current folder. An existing configuration is left alone.'],
    options: [],
    examples: [['seaworthy init', 'start a configuration here']],
  },
  {
    name: 'migrate',
    summary: 'take over the configuration of hadolint, Trivy, Checkov or tally',
    operands: '[PATH...]',
    minOperands: 0,
    maxOperands: Infinity,
    description: [
      'Reads .hadolint.yaml, .trivyignore, .trivyignore.yaml, .checkov.yaml and tally.toml (of the current folder, or the named files and folders), writes one .seaworthy.yaml into the current folder, and reports what has no equal. An existing configuration is left alone.',
      'Their comments inside Dockerfiles need no migration: they are honored as they stand.',
    ],
    options: [{ name: 'dry-run', help: 'print the configuration and write nothing' }],
    examples: [
      ['seaworthy migrate', 'what is in this folder'],
      ['seaworthy migrate --dry-run ci/.hadolint.yaml', 'look at it first'],
    ],
  },
  {
    name: 'lsp',
    summary: 'run the language server for an editor',
    operands: '',
    minOperands: 0,
    maxOperands: 0,
    description: ['Speaks the Language Server Protocol until the editor ends it.'],
    options: [
      { name: 'stdio', help: 'over stdin and stdout' },
      { name: 'pipe', value: 'NAME', help: 'over a named pipe or Unix socket' },
      { name: 'socket', value: 'PORT', isCount: true, help: 'over a TCP port of this machine' },
      { name: 'node-ipc', help: 'over the channel of a Node parent process' },
      { name: 'clientProcessId', value: 'PID', isCount: true, help: 'end when this process ends' },
    ],
    examples: [['seaworthy lsp --stdio', 'what an editor starts']],
  },
];

export const findCommand = (name: string): CommandSpec | undefined => COMMANDS.find((command) => command.name === name);
