import { defineRule } from '../../engine/rule.js';
import { replaceInComment } from '../../fix/comments.js';
import { frontendName } from '../../knowledge/frontend.js';
import type { Directive } from '../../model/dockerfile/types.js';
import { editDistance } from '../../text/nearest.js';

const OFFICIAL = 'docker/dockerfile';
const KNOWN: ReadonlySet<string> = new Set([OFFICIAL, 'docker/dockerfile-upstream']);
/** What somebody wrote with blanks in it. */
const WITH_BLANKS = /^(?:docker\.io\s*\/\s*)?docker\s*\/\s*dockerfile(?:\s*:\s*[\w.-]+)?(?=\s*$)/;

/** What was meant, when it is not what is written. */
function meant({ value }: Directive): { readonly key: 'blank' | 'near'; readonly text: string } | undefined {
  const written = value.value;
  const joined = WITH_BLANKS.exec(written)?.[0].replace(/\s+/g, '');
  if (joined !== undefined && joined !== written) return { key: 'blank', text: joined };
  const reference = written.split(' ', 1)[0] ?? '';
  const name = frontendName(reference);
  if (KNOWN.has(name) || editDistance(name.toLowerCase(), OFFICIAL, 2) > 2) return undefined;
  return { key: 'near', text: reference.replace(name, OFFICIAL) };
}

export default defineRule({
  id: 'dockerfile/syntax-directive-typo',
  category: 'syntax',
  on: 'dockerfile.directive',
  summary: 'The frontend in # syntax= is misspelt',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    near: '"{name}" is not docker/dockerfile, and whoever owns that name drives the build: write the official one',
    blank: 'The frontend ends at the first blank, so the build stops here or takes another: write "{name}"',
  },
  docs: {
    description:
      'The image in # syntax= is at most two edits away from docker/dockerfile without being it, or is docker/dockerfile with blanks in it.',
    rationale:
      'The builder pulls that image and lets it read the file and drive the build, secrets included. A misspelt name either does not exist, so the build stops, or belongs to somebody who waits for the slip.',
    impact: 'None: the official frontend is what the line means.',
    audit: 'docker build prints "resolve image config for docker-image://..." with the frontend it pulls.',
    remediation: 'Write # syntax=docker/dockerfile:1.',
    defaultValue: 'Without # syntax= the frontend built into the builder reads the file.',
    references: ['Dockerfile reference: syntax', 'Docker: Custom Dockerfile syntax'],
  },
  equivalents: ['tally:syntax-directive-typo'],
  examples: [
    { bad: '# syntax=docker/dockerfle:1\nFROM alpine:3.24\n', good: '# syntax=docker/dockerfile:1\nFROM alpine:3.24\n', byFix: true },
    { bad: '# syntax=docker/dockerfile: 1\nFROM alpine:3.24\n', good: '# syntax=docker/dockerfile:1\nFROM alpine:3.24\n', byFix: true },
  ],
  *check(directive, ctx) {
    const found = directive.name === 'syntax' ? meant(directive) : undefined;
    if (!found) return;
    const written = directive.value.value.split(' ', 1)[0] ?? '';
    const at = found.key === 'blank' ? directive.value.span : { ...directive.value.span, end: directive.value.span.start + written.length };
    yield ctx.problem(found.key, {
      at,
      data: { name: found.key === 'blank' ? found.text : frontendName(written) },
      fixes: [{ title: `Write ${found.text}`, safety: 'safe', ...replaceInComment(at, found.text) }],
    });
  },
});
