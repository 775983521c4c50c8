import { defineRule } from '../../engine/rule.js';
import { insertCommentAtTop } from '../../fix/comments.js';
import type { DockerfileModel } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

/** Flags that builders of 2021 and before do not know. */
const NEWER_FLAGS: ReadonlySet<string> = new Set(['link', 'parents', 'exclude', 'unpack', 'checksum', 'keep-git-dir', 'device']);

/** The first thing in the file that an older frontend refuses. */
function firstNewer(file: DockerfileModel): { readonly at: Span; readonly what: string } | undefined {
  for (const top of file.instructions) {
    const { flags, heredocs } = top.trigger ?? top;
    const flag = flags.find(({ name }) => NEWER_FLAGS.has(name));
    if (flag) return { at: flag.nameSpan, what: `--${flag.name}` };
    if (heredocs[0]) return { at: heredocs[0].openerSpan, what: 'A heredoc' };
  }
  return undefined;
}

export default defineRule({
  id: 'dockerfile/missing-syntax-directive',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'Newer syntax is used without # syntax=',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    newer: '{what} is refused by older builders without a frontend to fetch: add # syntax=docker/dockerfile:1',
  },
  docs: {
    description:
      'The file uses heredocs, --link, --parents, --exclude, --unpack, --checksum, --keep-git-dir or RUN --device and has no # syntax= line.',
    rationale:
      'Without the line the frontend that is built into the builder reads the file, and that may be years old on a CI server. With it any BuildKit fetches a frontend that knows the syntax.',
    impact: 'The builder fetches the frontend from Docker Hub once; builds without network need it in their cache.',
    audit: 'docker buildx version and docker version tell the age of the builder.',
    remediation: 'Make # syntax=docker/dockerfile:1 the first line.',
    defaultValue: 'The built-in frontend of the builder.',
    references: ['Dockerfile reference: syntax', 'Docker: Dockerfile frontend releases'],
    limits: 'The labs channel is not proposed, though RUN --device may need it.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY --link app /usr/local/bin/app\n',
      good: '# syntax=docker/dockerfile:1\nFROM alpine:3.24\nCOPY --link app /usr/local/bin/app\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    if (file.frontend) return;
    const found = firstNewer(file);
    if (!found) return;
    yield ctx.problem('newer', {
      at: found.at,
      data: { what: found.what },
      fixes: [{ title: 'Add # syntax=docker/dockerfile:1', safety: 'unsafe', ...insertCommentAtTop(file, '# syntax=docker/dockerfile:1') }],
    });
  },
});
