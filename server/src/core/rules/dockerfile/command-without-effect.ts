import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceInstruction } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellWord } from '../../model/shell/types.js';

type Key = 'directory' | 'variables' | 'shell' | 'account' | 'service';

const SHELL_STATE: ReadonlySet<string> = new Set(['alias', 'unalias', 'set', 'shopt', 'umask', 'ulimit', 'hash']);
/** Files that set up a shell; others may do work when they are sourced. */
const SETUP = /(?:^|\/)(?:activate|\.?bashrc|\.?(?:bash_)?profile|\.zshrc|\.cargo\/env|nvm\.sh|env|environment|setenv\.sh)$/;
const STARTS: ReadonlySet<string> = new Set(['start', 'restart', 'reload']);

const isFlag = (raw: string): boolean => /^-./.test(raw);

/** `service x start`, `systemctl start x`, `/etc/init.d/x start`. */
function startsService({ name, args, word }: ShellCommand): boolean {
  const values = args.map(({ value }) => value ?? '');
  if (name === 'service' || name === 'rc-service' || name === 'invoke-rc.d') return STARTS.has(values[1] ?? '');
  if (name === 'systemctl') return STARTS.has(values.find((value) => !isFlag(value)) ?? '');
  return /^\/etc\/init\.d\/./.test(word.value ?? '') && STARTS.has(values[0] ?? '');
}

/** A shell for somebody, with nothing to run in it. */
function opensShell({ name, args, stdin }: ShellCommand): boolean {
  if (name === 'newgrp') return true;
  if (name !== 'su' || stdin !== undefined) return false;
  const rest = args.filter(({ raw }) => raw !== '-' && !isFlag(raw));
  return rest.length <= 1 && !args.some(({ raw }) => /^-[a-z]*c|^--command|^-[a-z]*s|^--shell/.test(raw));
}

function keyOf(command: ShellCommand): Key | undefined {
  const { name = '', args, redirects, wrappers } = command;
  if (wrappers.length > 0 || redirects.length > 0) return name !== '' && startsService(command) ? 'service' : undefined;
  if (name === 'cd') return 'directory';
  if (name === 'unset') return 'variables';
  if (name === 'export') return args.some(({ raw }) => !isFlag(raw)) ? 'variables' : undefined;
  if (name === '' && command.word.raw === '' && command.assignments.length > 0) return 'variables';
  if (name === '.' || name === 'source') return SETUP.test(args[0]?.value ?? '') ? 'shell' : undefined;
  if (SHELL_STATE.has(name)) return name !== 'alias' && name !== 'umask' && name !== 'ulimit' && args.length === 0 ? undefined : 'shell';
  if (opensShell(command)) return 'account';
  return startsService(command) ? 'service' : undefined;
}

/** BuildKit lays its own files over these, read-only, and a container gets new ones. */
const MOUNTED = /^\/etc\/(?:hosts|resolv\.conf)$/;

/** The word by which a command writes to such a file: a redirection, an output option, a destination. */
function mountedTarget({ name = '', args, redirects }: ShellCommand): ShellWord | undefined {
  const isMounted = (word: ShellWord | undefined): word is ShellWord => MOUNTED.test(word?.value ?? '');
  const redirect = redirects.find(({ operator, target }) => /^&?>/.test(operator) && isMounted(target));
  if (redirect) return redirect.target;
  switch (name) {
    case 'tee':
      return args.find(isMounted);
    case 'sed':
      return args.some(({ raw }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(raw)) ? args.find(isMounted) : undefined;
    case 'curl':
    case 'wget':
      return args.find((word, i) => isMounted(word) && /^-(?:[a-zA-Z]*[oO]|-output|-output-document)$/.test(args[i - 1]?.raw ?? ''));
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
      return args.length > 1 && isMounted(args.at(-1)) ? args.at(-1) : undefined;
    default:
      return undefined;
  }
}

function firstMountedTarget({ commands }: ShellScript): ShellWord | undefined {
  for (const command of commands) {
    const target = mountedTarget(command);
    if (target) return target;
  }
  return undefined;
}

/** The whole RUN as the instruction that does it. */
function asInstruction(model: DockerfileModel, instruction: Instruction, script: ShellScript, command: ShellCommand): Fix | undefined {
  if (script.form !== 'shell' || script.commands.length !== 1 || instruction.flags.length > 0 || instruction.onbuild) return undefined;
  const { name, args } = command;
  if (name === 'cd') {
    const [to] = args;
    if (args.length !== 1 || !to || !/^["']?[\w./${}-]+["']?$/.test(to.raw) || to.raw.startsWith('-') || to.raw.startsWith('~'))
      return undefined;
    const change = replaceInstruction(model, instruction, `WORKDIR ${to.raw}`);
    return change && { title: 'Use WORKDIR', safety: 'unsafe', ...change };
  }
  if (name !== 'export' || args.length === 0) return undefined;
  // What the shell alone can work out stays with the shell.
  if (!args.every(({ raw }) => /^\w+=(?:"[^"`\\]*"|[^\s"'`\\~*?]*)$/.test(raw) && !/\$[^\w{]|\$\{\w+[^\w}:]/.test(raw))) return undefined;
  const change = replaceInstruction(model, instruction, `ENV ${args.map(({ raw }) => raw).join(' ')}`);
  return change && { title: 'Use ENV', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/command-without-effect',
  category: 'maintainability',
  on: 'dockerfile.runScript',
  summary: 'What the last command of a RUN does ends with its shell',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    directory: '"cd" ends with this step, and the next one starts in WORKDIR again: use WORKDIR',
    variables: '"{command}" changes variables of a shell that ends with this step: use ENV',
    shell: '"{command}" changes a shell that ends with this step, and nothing else: use it in the RUN that needs it',
    account: '"{command}" opens a shell that ends with this step, as nobody types into it: use USER',
    mounted: '"{file}" is mounted by the builder, so this is refused or lost: set it where the container starts',
    service: '"{command}" starts what is gone when this step ends: start it in CMD, ENTRYPOINT or where it is used',
  },
  docs: {
    description:
      'The only or last command of a RUN is cd, export or another assignment, unset, alias, set, umask, ulimit, a source of a set-up file (activate, .bashrc, nvm.sh), su or newgrp with nothing to run, a service that is started, or a command in the background; or a command anywhere in it writes /etc/hosts or /etc/resolv.conf, over which the builder has mounted its own.',
    rationale:
      'Each RUN has a shell of its own. Directory, variables, options and processes end with it; only files stay. Such a line looks as if it did something, and the step that relies on it fails or works with other values.',
    impact: 'ENV and WORKDIR hold for all that follows and for the container.',
    audit: 'docker run --rm IMAGE env; docker run --rm IMAGE pwd',
    remediation:
      'WORKDIR for cd, ENV for export, USER for su, CMD or ENTRYPOINT for what has to run. What one step alone needs stands in that step, in front of what needs it.',
    defaultValue: 'A RUN keeps the files it wrote, and nothing else.',
    references: ['Dockerfile reference: RUN, ENV, WORKDIR', 'Docker: Building best practices, ENV'],
    limits: 'A file that is sourced by another name is taken for one that does work.',
  },
  equivalents: ['~hadolint:DL3003', '~hadolint:DL3001', '~sonar:S6581'],
  examples: [
    { bad: 'FROM alpine:3.24\nRUN cd /srv\n', good: 'FROM alpine:3.24\nWORKDIR /srv\n', byFix: true },
    { bad: 'FROM alpine:3.24\nRUN export MODE=production\n', good: 'FROM alpine:3.24\nENV MODE=production\n', byFix: true },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || script.form === 'exec') return;
    // In another root the same path is another file.
    const write = script.commands.some(({ wrappers }) => wrappers.includes('chroot')) ? undefined : firstMountedTarget(script);
    if (write) yield ctx.problem('mounted', { at: write.span, data: { file: write.value ?? '' }, standsFor: [] });
    const list = script.structure().lists[0];
    const statement = list?.statements[list.statements.length - 1];
    const pipeline = statement?.pipelines[statement.pipelines.length - 1];
    const command = pipeline?.members.length === 1 ? pipeline.members[0]?.command : undefined;
    if (!statement || !command) return;
    const key = statement.end?.operator === '&' && command.name !== undefined ? 'service' : keyOf(command);
    if (key === undefined) return;
    const at = command.word.raw === '' ? (command.assignments[0]?.span ?? command.span) : command.word.span;
    const fixes = [asInstruction(ctx.model, instruction, script, command)];
    if (key === 'directory') {
      yield ctx.problem(key, { at, standsFor: ['hadolint:DL3003'], fixes });
      return;
    }
    const isEnv = command.name === 'unset' && command.args.some(({ value }) => value !== undefined && instruction.state.env.has(value));
    const standsFor = isEnv ? ['sonar:S6581'] : command.name === 'service' ? ['hadolint:DL3001'] : [];
    yield ctx.problem(key, { at, data: { command: command.name ?? command.assignments[0]?.name ?? '' }, standsFor, fixes });
  },
});
