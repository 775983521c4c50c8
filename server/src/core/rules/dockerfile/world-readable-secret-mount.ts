import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';

export default defineRule({
  id: 'dockerfile/world-readable-secret-mount',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A secret mount is readable for every user of the build',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    open: 'Mode {mode} opens the {type} mount to every user: use 0400, and uid= to name one',
  },
  docs: {
    description:
      'A RUN --mount of type secret or ssh has a mode whose last octal digit is not 0, so that others than owner and group get at it.',
    rationale:
      'Build commands often change to an unprivileged user on purpose, to run scripts of packages that are not trusted. A secret that everyone can read is open to these scripts as well.',
    impact: 'A command that runs as another user than the owner no longer reads the secret; uid= names the owner.',
    audit: 'grep -nE -- "--mount=type=(secret|ssh)[^ ]*mode=" over the Dockerfiles.',
    remediation: 'Leave mode out (0400 for secrets, 0600 for ssh), and add uid= and gid= of the user that runs the command.',
    defaultValue: '0400 for secrets, 0600 for the socket of the SSH agent, owned by root.',
    references: ['Dockerfile reference: RUN --mount=type=secret'],
  },
  equivalents: ['sonar:S6469'],
  examples: [
    {
      bad: 'FROM node:24-slim\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,mode=0444 npm ci\n',
      good: 'FROM node:24-slim\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,mode=0400 npm ci\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN') return;
    for (const flag of instruction.flags) {
      if (flag.name !== 'mount') continue;
      const type = flag.options.find(({ name }) => name.toLowerCase() === 'type')?.value?.toLowerCase();
      const mode = flag.options.find(({ name }) => name.toLowerCase() === 'mode');
      if ((type !== 'secret' && type !== 'ssh') || !mode?.valueSpan || !/^[0-7]{1,5}$/.test(mode.value ?? '') || mode.value?.endsWith('0'))
        continue;
      const wanted = type === 'secret' ? '0400' : '0600';
      const change = replaceWord(ctx.model, instruction, mode.valueSpan, wanted);
      yield ctx.problem('open', {
        at: mode.span,
        data: { mode: mode.value ?? '', type },
        fixes: [change && { title: `Set mode=${wanted}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
