import { defineRule } from '../../engine/rule.js';
import { isWholeContext } from '../../knowledge/context-copy.js';
import type { ContextSource } from '../../model/dockerfile/types.js';

/** `*.js` and `s*` at the top of the context: what comes along changes with every new file. `package*.json` names what it wants. */
function isTopGlob({ path }: ContextSource): boolean {
  const first = path?.replace(/^(?:\.?\/)+/, '').split('/')[0] ?? '';
  return /^.{0,2}[*?[]/.test(first);
}

export default defineRule({
  id: 'dockerfile/whole-context-copy',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'The whole build context is copied into the image that ships',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    whole: 'Whatever stands in the build context ships with this COPY, new files too: name what the program needs',
    pattern: '"{source}" takes whatever matches at the top of the context, new files too: name what the program needs',
  },
  docs: {
    description:
      'A stage that ships copies the whole build context (., ./, /, *) or a pattern at its top. Stages that only build are fine: what they make is copied by name.',
    rationale:
      'A file that somebody adds next month (a dump, a key, a test) ships without anybody having decided so. Naming folders makes the image a list that can be reviewed.',
    impact: 'New folders that the program needs have to be added here.',
    audit: 'docker history --no-trunc IMAGE shows the COPY; docker run --rm --entrypoint ls IMAGE -la . shows what came.',
    remediation:
      'Copy the folders and files by name, or build in a stage of its own and copy the result; keep a .dockerignore that lists what may be sent (*, then !src).',
    defaultValue: 'COPY . takes all that the ignore file lets through.',
    references: ['Docker: Build context, .dockerignore files'],
  },
  equivalents: ['sonar:S6470'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nCMD ["node", "src/server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json ./\nCOPY src ./src\nCMD ["node", "src/server.js"]\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (!instruction.stage?.ships) return;
    for (const source of instruction.sources) {
      const at = source.word.span;
      if (isWholeContext(source)) yield ctx.problem('whole', { at });
      else if (isTopGlob(source)) yield ctx.problem('pattern', { at, data: { source: source.word.value } });
    }
  },
});
