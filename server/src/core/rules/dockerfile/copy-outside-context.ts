import { defineRule } from '../../engine/rule.js';

/** How many folders above its start a path ends up. */
function climbs(path: string): boolean {
  let depth = 0;
  for (const name of path.split(/[/\\]/)) {
    if (name === '' || name === '.') continue;
    depth += name === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

export default defineRule({
  id: 'dockerfile/copy-outside-context',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'COPY or ADD names a path above the build context',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    climbs: '"{path}" lies above the build context, so no build can see it: move it, or build from a higher folder',
  },
  docs: {
    description:
      'A source of COPY or ADD leads out of the build context by "..". Sources of --from, addresses and heredocs have no context and are fine.',
    rationale:
      'The builder gets the files of the context and nothing above it. BuildKit drops the leading "..", so the build fails with "not found", or takes another file of the same name.',
    impact: 'Building from a higher folder sends more files; a .dockerignore keeps the rest out.',
    audit: 'docker build . stops at this line with "not found".',
    remediation:
      'Move what is needed below the context, run the build from a folder above both (docker build -f app/Dockerfile .), or hand the folder over as a named context (--build-context lib=../lib, COPY --from=lib).',
    defaultValue: 'The context is the folder named at the end of docker build.',
    references: ['Dockerfile reference: COPY', 'Docker: Build context'],
  },
  equivalents: ['dockerfilelint:add_src_invalid'],
  examples: [{ bad: 'FROM alpine:3.24\nCOPY ../lib /lib/app\n', good: 'FROM alpine:3.24\nCOPY lib /lib/app\n', byFix: false }],
  *check(instruction, ctx) {
    for (const { word, path } of instruction.sources) {
      if (path !== undefined && climbs(path)) yield ctx.problem('climbs', { at: word.span, data: { path: word.value } });
    }
  },
});
