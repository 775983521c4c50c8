import { defineRule } from '../../engine/rule.js';
import { exposedPorts } from '../../knowledge/port-numbers.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { packagesLeftBy } from '../../knowledge/packages.js';
import { baseName } from '../../knowledge/start-command.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

const PACKAGES = /^(?:openssh-server|openssh|dropbear(?:-bin|-run)?|openssh-server-pam|tinyssh)$/;
const PROGRAMS = /^(?:sshd|dropbear)$/;

/** The word that starts an SSH server, in CMD or ENTRYPOINT. */
function serverIn(instruction: Instruction | undefined): { readonly at: Span; readonly name: string } | undefined {
  for (const script of instruction?.scripts() ?? []) {
    for (const { words } of script.commands) {
      const found = words.find(({ value }) => value !== undefined && PROGRAMS.test(baseName(value)));
      if (found?.value !== undefined) return { at: found.span, name: baseName(found.value) };
    }
  }
  return undefined;
}

/** Commands that set the server up, beyond what its package does. */
function setsUp({ name, args, words, redirects }: ShellCommand): boolean {
  if (PROGRAMS.test(name ?? '') || (name === 'ssh-keygen' && args.some(({ value }) => value === '-A'))) return true;
  if (name === 'service' || name === 'systemctl' || name === 'rc-update')
    return args.some(({ value }) => /^(?:sshd?|dropbear)(?:\.service)?$/.test(value ?? ''));
  const texts = [...words, ...redirects.flatMap(({ target }) => target ?? [])].map(({ raw }) => raw);
  return (
    texts.some((text) => /sshd_config|\/run\/sshd\b|authorized_keys|\/etc\/dropbear/.test(text)) ||
    (name === 'mkdir' && texts.some((text) => /\/sshd$/.test(text)))
  );
}

const isSetUpBy = (instruction: Instruction): boolean => {
  if (instruction.keyword === 'RUN') return instruction.scripts().some(({ commands }) => commands.some(setsUp));
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return /sshd_config|authorized_keys/.test(instruction.logical);
  return exposedPorts(instruction).some(({ from, to, protocol }) => protocol === 'tcp' && from <= 22 && 22 <= to);
};

/** The package of a server that the chain installs and keeps. */
function packageIn(stage: Stage): ShellWord | undefined {
  for (const link of stage.chain) {
    for (const run of link.instructions) {
      if (run.keyword !== 'RUN') continue;
      const left = packagesLeftBy(run.scripts().flatMap(({ commands }) => commands));
      const found = left.find(({ name }) => PACKAGES.test(name));
      if (found) return found.word;
    }
  }
  return undefined;
}

export default defineRule({
  id: 'dockerfile/ssh-server',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'The image runs or sets up an SSH server',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    started: '"{program}" is a second way in, with accounts and keys of its own: leave it out and use docker exec',
    installed: 'The SSH server that is set up here is a second way in, with keys of its own: leave it out, use docker exec',
  },
  docs: {
    description:
      'CMD or ENTRYPOINT of the final stage starts sshd or dropbear; or the stage, or one it is built on, installs openssh-server, openssh (apk) or dropbear and sets it up: sshd_config, host keys (ssh-keygen -A), authorized_keys, /run/sshd, EXPOSE 22. The package alone is not reported. Images for development and pipelines are an info.',
    rationale:
      'An SSH server in a container has to be patched, its keys and accounts looked after and its logs read, apart from those of the host. docker exec and kubectl exec give a shell to exactly those who may have one, and are logged there.',
    impact: 'Nothing is changed by Seaworthy. Whoever logs in by SSH needs another way.',
    audit: 'docker run --rm --entrypoint sh IMAGE -c "command -v sshd dropbear" prints the program.',
    remediation:
      'Leave the server out. An image whose purpose is SSH (a Git server, a bastion) keeps it: suppress the finding with that reason.',
    defaultValue: 'Base images bring no SSH server.',
    references: ['CIS Docker Benchmark 5.6', 'NIST SP 800-190, 4.1'],
  },
  equivalents: ['dockerfile_lint:installing_ssh'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y openssh-server && mkdir /run/sshd\nCMD ["/usr/sbin/sshd", "-D"]\n',
      good: 'FROM debian:trixie-slim\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    const kind = imageKindOf(stage, ctx.path, 'auto');
    const mild = kind === 'dev' || kind === 'ci' ? { severity: 'info' as const } : {};
    const installed = packageIn(stage);
    const standsFor = installed ? ['dockerfile_lint:installing_ssh'] : [];
    const started = serverIn(stage.entrypoint) ?? serverIn(stage.cmd);
    if (started) {
      yield ctx.problem('started', { at: started.at, data: { program: started.name }, standsFor, ...mild });
      return;
    }
    if (!installed || !stage.chain.some((link) => link.instructions.some(isSetUpBy))) return;
    yield ctx.problem('installed', { at: installed.span, standsFor, ...mild });
  },
});
