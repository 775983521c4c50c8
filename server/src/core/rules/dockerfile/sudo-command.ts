import { defineRule } from '../../engine/rule.js';
import { removeShellWord } from '../../fix/shell.js';
import { isRoot, userAt } from '../../knowledge/effective-user.js';
import { baseName } from '../../knowledge/start-command.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import { shorten } from '../../text/shorten.js';

/** Has an earlier instruction of the stage a sudo too? */
function hasEarlier(instruction: Instruction): boolean {
  for (const other of instruction.stage?.instructions ?? []) {
    if (other.index >= instruction.index) return false;
    const own = other.trigger ?? other;
    if (own.keyword === 'RUN' && own.scripts().some(({ commands }) => commands.some(({ wrappers }) => wrappers.includes('sudo'))))
      return true;
  }
  return false;
}

export default defineRule({
  id: 'dockerfile/sudo-command',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT'] },
  summary: 'A command is run through sudo',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    root: 'Commands run as root here already, so sudo only adds a program that can give root: remove it',
    user: 'sudo stays in the image, open to "{user}" without password: use USER root for this step',
    builder: 'sudo runs this build step without the variables of ENV and ARG, proxies included: use USER root for it',
    unknown: 'sudo stays in the image and can give root to whoever gets in: switch with USER for this step instead',
  },
  docs: {
    description:
      'A command of RUN, CMD or ENTRYPOINT is run through sudo, in any part of the script and in heredocs. Installing sudo, setting up sudoers and mentioning it are not this rule. In a stage that does not ship, and behind the first one of a stage that is not run as root, it is an info.',
    rationale:
      'sudo needs a terminal, a password or a rule that does without; in an image it is always the rule, so whoever takes over the program becomes root with one command. It also starts the program as a child that gets no signals, with another environment.',
    impact:
      'Without sudo a command runs as the user in force; where that is not root, it needs USER root in front and the old USER behind.',
    audit: 'docker history --no-trunc IMAGE | grep -w sudo; docker run --rm --entrypoint sudo IMAGE -l shows what it allows.',
    remediation:
      'Remove sudo where the user is root anyway. Else put USER root before the step and the unprivileged USER behind it. To step down when the container starts, use gosu, su-exec or setpriv.',
    defaultValue: 'RUN commands run as the USER in force, in most images root.',
    references: ['Docker: Best practices for Dockerfiles, USER', 'CIS Docker Benchmark 4.1'],
  },
  equivalents: [
    'hadolint:DL3004',
    'trivy:DS-0010',
    'checkov:CKV2_DOCKER_1',
    'kics:8ada6e80-0ade-439e-b176-0b28f6bce35a',
    'semgrep:no-sudo-in-dockerfile',
    'dockle:DKL-DI-0001',
    'dockerfilelint:sudo_usage',
    'dockerfile_lint:no_run_with_sudo',
  ],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN sudo apt-get update\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update\n',
      byFix: true,
    },
    {
      bad: 'FROM ocaml/opam:debian\nUSER opam\nCOPY . /src\nRUN sudo chown -R opam /src\n',
      good: 'FROM ocaml/opam:debian\nUSER opam\nCOPY --chown=opam . /src\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return;
    const own = instruction.scripts();
    const first = own[0]?.commands[0];
    for (const script of own) {
      for (const command of script.commands) {
        if (!command.wrappers.includes('sudo')) continue;
        const index = command.words.findIndex(({ value }) => value !== undefined && baseName(value) === 'sudo');
        const word = command.words[index];
        if (!word) continue;
        const user = userAt(instruction);
        const isAsRoot = user !== undefined && isRoot(user);
        // `sudo -u app` does something else than the command alone.
        const isPlain = command.words[index + 1] && !command.words[index + 1]?.raw.startsWith('-');
        const change = isAsRoot && isPlain ? removeShellWord(ctx.model, instruction, script, command, word) : undefined;
        const peers = [
          'hadolint:DL3004',
          'trivy:DS-0010',
          'checkov:CKV2_DOCKER_1',
          'dockerfilelint:sudo_usage',
          'dockerfile_lint:no_run_with_sudo',
        ];
        if (command === first) peers.push('kics:8ada6e80-0ade-439e-b176-0b28f6bce35a', 'semgrep:no-sudo-in-dockerfile');
        if (instruction.stage?.ships) peers.push('dockle:DKL-DI-0001');
        // One of them says it all where the way out is another USER.
        const isMild = !instruction.stage?.ships || (!isAsRoot && hasEarlier(instruction));
        const report = {
          at: word.span,
          ...(isMild && instruction.stage ? { severity: 'info' as const } : {}),
          standsFor: keyword === 'RUN' ? peers : [],
          fixes: [change && ({ title: 'Remove sudo', safety: 'unsafe', ...change } as const)],
        };
        if (isAsRoot) yield ctx.problem('root', report);
        else if (instruction.stage && !instruction.stage.ships) yield ctx.problem('builder', report);
        else if (user === undefined) yield ctx.problem('unknown', report);
        else yield ctx.problem('user', { ...report, data: { user: shorten(user) } });
      }
    }
  },
});
