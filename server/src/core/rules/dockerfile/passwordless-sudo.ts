import { defineRule } from '../../engine/rule.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

const TAG = 'NOPASSWD';
const isSudoers = (text: string | undefined): boolean => text !== undefined && /\/etc\/sudoers(?:\.d)?(?:\/|$|["'])/.test(text);
const writesSudoers = (command: ShellCommand): boolean =>
  command.redirects.some(({ operator, target }) => /^&?\d*>/.test(operator) && isSudoers(target?.value ?? target?.raw)) ||
  ((command.name === 'tee' || command.name === 'sed' || command.name === 'perl') &&
    command.args.some(({ value, raw }) => isSudoers(value ?? raw)));

interface Found {
  readonly at: Span;
  /** Only for the commands named behind it. */
  readonly isLimited: boolean;
}

const isLimited = (text: string): boolean => !/NOPASSWD\s*:\s*(?:\w+\s*:\s*)*ALL\b/.test(text);

function* inCommands(instruction: Instruction, text: string): Generator<Found> {
  for (const script of instruction.scripts()) {
    for (const command of script.commands) {
      const target = command.pipeline.find(writesSudoers);
      if (!target) continue;
      const word = command.words.find(({ raw }: ShellWord) => raw.includes(TAG));
      if (word) yield { at: spanOfPart(word, TAG), isLimited: isLimited(word.raw) };
      else if (command.stdin?.includes(TAG)) {
        const start = text.indexOf(TAG, command.span.start);
        if (start >= 0 && start < instruction.span.end)
          yield { at: { start, end: start + TAG.length }, isLimited: isLimited(command.stdin) };
      }
    }
  }
}

/** `COPY <<EOF /etc/sudoers.d/app`. */
function* inHeredocs(instruction: Instruction): Generator<Found> {
  const target = instruction.words[instruction.words.length - 1]?.value;
  if (!isSudoers(target)) return;
  for (const { body, bodySpan } of instruction.heredocs) {
    const offset = body.indexOf(TAG);
    if (offset < 0) continue;
    const start = bodySpan.start + offset;
    yield { at: { start, end: start + TAG.length }, isLimited: isLimited(body) };
  }
}

export default defineRule({
  id: 'dockerfile/passwordless-sudo',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'COPY', 'ADD'] },
  summary: 'An account of the image becomes root through sudo without a password',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    all: 'Whoever takes over this account is root with one command, so its USER protects nothing: leave sudo out',
    limited: 'Whoever takes over this account runs these commands as root: do such work before USER, or with capabilities',
  },
  docs: {
    description:
      'A stage that ships writes NOPASSWD into /etc/sudoers or a file below /etc/sudoers.d, by echo, tee, sed, a heredoc or COPY. A rule for commands named one by one, and images for development and pipelines, are an info.',
    rationale:
      'An unprivileged USER is there so that a hole in the program does not give root in the container. With such a rule it does, and allowPrivilegeEscalation: false, which would stop it, breaks the image.',
    impact: 'Nothing is changed by Seaworthy. Entry points that call sudo need another way.',
    audit: 'docker run --rm --entrypoint grep IMAGE -rn NOPASSWD /etc/sudoers /etc/sudoers.d lists the rules.',
    remediation:
      'Do what needs root before the last USER. For ports below 1024 or raw sockets give the program its capability, for files give them to the user.',
    defaultValue: 'Base images bring no sudo, and sudo asks for a password.',
    references: ['sudoers(5), NOPASSWD', 'Kubernetes: allowPrivilegeEscalation', 'MITRE ATT&CK T1548.003'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN useradd -u 10001 app && echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers\nUSER 10001\n',
      good: 'FROM debian:trixie-slim\nRUN useradd -u 10001 app\nUSER 10001\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage } = instruction;
    if (!(stage?.ships ?? ctx.model.isFragment) || !ctx.text.slice(instruction.span.start, instruction.span.end).includes(TAG)) return;
    const found =
      keyword === 'RUN' ? inCommands(instruction, ctx.text) : keyword === 'COPY' || keyword === 'ADD' ? inHeredocs(instruction) : [];
    const final = ctx.model.finalStage;
    const kind = final && imageKindOf(final, ctx.path, 'auto');
    for (const each of found) {
      const isMild = each.isLimited || kind === 'dev' || kind === 'ci';
      yield ctx.problem(each.isLimited ? 'limited' : 'all', { at: each.at, ...(isMild ? { severity: 'info' as const } : {}) });
    }
  },
});
