import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

const COMMANDS =
  'vim vi nvim nano emacs less more top htop free ps kill shutdown reboot halt poweroff service systemctl mount umount ifconfig iptables ip6tables modprobe insmod';
/** systemctl writes links for these, which stay in the image. */
const FILES_ONLY: ReadonlySet<string> = new Set([
  'enable',
  'disable',
  'mask',
  'unmask',
  'preset',
  'preset-all',
  'set-default',
  'add-wants',
]);
/** What hadolint lists. */
const HADOLINT: ReadonlySet<string> = new Set(['free', 'ifconfig', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim']);

const isFlag = (raw: string): boolean => /^-./.test(raw);

/** Editors work without a screen when they are told what to do. */
const isScripted = ({ name, args }: ShellCommand): boolean =>
  /^(?:n?vim?|emacs)$/.test(name ?? '') && args.some(({ raw }) => /^\+|^-(?:[eEsc]|-?headless|-?batch)/.test(raw));

/** It only says who it is. */
const asksVersion = ({ args }: ShellCommand): boolean =>
  args.length > 0 && args.every(({ raw }) => /^(?:--?(?:version|help)|-V|-h)$/.test(raw));

function isSensible(command: ShellCommand, script: ShellScript): boolean {
  const { name, args } = command;
  if (isScripted(command) || asksVersion(command)) return true;
  const verb = args.find(({ raw }) => !isFlag(raw))?.value ?? '';
  if (name === 'systemctl') return FILES_ONLY.has(verb) || args.some(({ raw }) => raw.startsWith('--root'));
  // A service that is started for this very step; one that nothing follows has a rule of its own.
  if (name === 'service') return true;
  if (name === 'kill' || name === 'ps') {
    const { lists } = script.structure();
    const hasJobs = lists.some(({ statements }) => statements.some(({ end }) => end?.operator === '&'));
    return hasJobs || args.some(({ value }) => value === undefined) || script.commands.some((one) => one.name === 'service');
  }
  // A pager at the end of a pipe of its own making, or a reader of a list.
  return false;
}

export default defineRule({
  id: 'dockerfile/nonsensical-command',
  category: 'maintainability',
  on: 'dockerfile.command',
  summary: 'A RUN calls a command that makes no sense in a build',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    found: '"{command}" needs a terminal, a running system or the host, which a build step has not: remove it',
  },
  docs: {
    description:
      'A RUN calls an editor, a pager, or a command that looks at or steers a running system: vim, nano, less, top, free, ps, kill, shutdown, reboot, mount, ifconfig, iptables, systemctl start and others. Left alone are editors with commands on the command line, systemctl enable and the like (which write links), kill and ps in a step that started something, and what asks for a version. Packages of these names are no commands.',
    rationale:
      'A build step has no terminal, no init system and no rights over devices and the network of the host. What such a command does is lost or refused; most come from a shell history that was copied into the file.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker history --no-trunc IMAGE shows the commands of each layer.',
    remediation:
      'Remove it. What has to happen when the container runs belongs into ENTRYPOINT, what belongs to the host into the set-up of the host.',
    defaultValue: 'Build steps run without terminal, init system and privileges (RUN --security=insecure apart).',
    references: ['Docker: Building best practices', 'Dockerfile reference: RUN'],
  },
  equivalents: ['~hadolint:DL3001', 'kics:9b6b0f38-92a2-41f9-b881-3a1083d99f1b', '~semgrep:nonsensical-command'],
  options: {
    commands: stringList(COMMANDS.split(' '), 'Names of commands that make no sense in a build step.'),
  },
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN ps aux\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y procps\n',
      byFix: false,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const { name } = command;
    if (name === undefined || !ctx.options.commands.includes(name)) return;
    if (instruction.flags.some((flag) => flag.name === 'security' && flag.value === 'insecure')) return;
    if (isSensible(command, script)) return;
    yield ctx.problem('found', {
      at: command.word.span,
      data: { command: name },
      standsFor: HADOLINT.has(name) ? ['hadolint:DL3001', 'kics:9b6b0f38-92a2-41f9-b881-3a1083d99f1b', 'semgrep:nonsensical-command'] : [],
    });
  },
});
