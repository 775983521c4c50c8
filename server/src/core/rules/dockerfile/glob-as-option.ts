import { defineRule } from '../../engine/rule.js';
import { replaceShellWord } from '../../fix/shell.js';

const COMMANDS: ReadonlySet<string> = new Set(['rm', 'cp', 'mv', 'chmod', 'chown']);

export default defineRule({
  id: 'dockerfile/glob-as-option',
  category: 'shell',
  on: 'dockerfile.command',
  scope: { commands: COMMANDS },
  summary: 'A pattern without a directory may expand to something that looks like an option',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    found: '"{pattern}" may give names with a dash in front, which are taken for options: write ./ in front',
  },
  docs: {
    description: 'rm, cp, mv, chmod or chown takes a pattern that begins with * and no -- stands in front of it.',
    rationale: 'A file called -rf or --reference=x, left in a source tree by chance or on purpose, is read as an option of the command.',
    impact: 'None: the same files are named, and those with a dash are files again.',
    audit: 'docker run --rm IMAGE find / -name "-*" shows such names.',
    remediation: 'Write ./* for *, or put -- in front of it.',
    defaultValue: 'The shell puts the names in place of the pattern as they are.',
    references: ['POSIX.1-2024: Pathname Expansion', 'POSIX.1-2024: Utility Syntax Guidelines 10'],
  },
  equivalents: ['shellcheck:SC2035', 'sonar:S6573'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nWORKDIR /tmp/build\nRUN rm -rf *\n',
      good: 'FROM alpine:3.24\nWORKDIR /tmp/build\nRUN rm -rf ./*\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const { name, args } = command;
    if (name === undefined || !COMMANDS.has(name) || script.form === 'exec') return;
    for (const word of args) {
      if (word.raw === '--') return;
      if (!word.raw.startsWith('*')) continue;
      const change = replaceShellWord(ctx.model, instruction, script, word, `./${word.raw}`);
      yield ctx.problem('found', {
        at: { start: word.span.start, end: Math.min(word.span.end, word.span.start + 60) },
        data: { pattern: word.raw },
        fixes: [change && { title: 'Write ./ in front', safety: 'safe', ...change }],
      });
    }
  },
});
