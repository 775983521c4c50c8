import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { putIn } from '../../knowledge/shell-text.js';
import { shorten } from '../../text/shorten.js';

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
  summary: 'COPY or ADD names what is not in the build context',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    climbs: '"{path}" lies above the build context, so no build can see it: move it, or build from a higher folder',
    address: '"{path}" is an address, which COPY cannot fetch, so the build stops here: use ADD, with a --checksum',
  },
  docs: {
    description:
      'A source of COPY or ADD leads out of the build context by "..", or a source of COPY is an http address, which is an error. Sources of --from, addresses of ADD and heredocs have no context and are fine.',
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
    if (instruction.keyword !== 'COPY' || instruction.flags.some(({ name }) => name === 'from')) return;
    for (const { value, span } of (instruction.json?.items ?? instruction.words).slice(0, -1)) {
      const written = value.replace(/^(["'])(.*)\1$/, '$2');
      if (!/^https?:\/\//i.test(putIn(written, instruction.state))) continue;
      const change = replaceWord(ctx.model, instruction, instruction.keywordSpan, 'ADD');
      yield ctx.problem('address', {
        at: span,
        severity: 'error',
        data: { path: shorten(written) },
        standsFor: [],
        fixes: [change && { title: 'Use ADD', safety: 'unsafe', ...change }],
      });
    }
  },
});
