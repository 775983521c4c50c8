import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceArguments } from '../../fix/dockerfile.js';
import { SHELL_PROGRAM } from '../../knowledge/stage-shell.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

const SINGLE_QUOTED = /^\[\s*'[^'"\\]*'(?:\s*,\s*'[^'"\\]*')*\s*,?\s*\]$/;

/** The words as they were meant; absent when that is a guess. */
function itemsOf({ logical, words }: Instruction): string[] | undefined {
  if (logical.startsWith('[')) {
    return SINGLE_QUOTED.test(logical) ? [...logical.matchAll(/'([^']*)'/g)].map(([, item]) => item ?? '') : undefined;
  }
  const items = words.map(({ value }) => value.replace(/^(["'])(.*)\1$/, '$2'));
  if (items.some((item) => /["'[\]]/.test(item))) return undefined;
  // Without -c a shell would take the text of RUN for the name of a script.
  const isBare = SHELL_PROGRAM.test(items[0] ?? '') && !items.some((item) => /^-\w*c$/.test(item));
  return isBare ? [...items, '-c'] : items;
}

function fixOf(model: DockerfileModel, instruction: Instruction): Fix | undefined {
  const items = itemsOf(instruction);
  if (!items) return undefined;
  const change = replaceArguments(model, instruction, `[${items.map((item) => JSON.stringify(item)).join(', ')}]`);
  return change && { title: 'Write it as a JSON array', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/shell-without-json',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['SHELL'] },
  summary: 'SHELL is no JSON array of strings',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  syntax: true,
  messages: {
    json: 'SHELL takes a JSON array of strings only, so the build stops here: write ["/bin/bash", "-c"]',
  },
  docs: {
    description: 'The arguments of SHELL are no JSON array of strings: plain words, single quotes, numbers, a comma too much.',
    rationale: 'The builder refuses the file. SHELL has no shell form, since it says what the shell form of the others means.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build . stops with "SHELL requires the arguments to be in JSON form".',
    remediation: 'Write SHELL ["/bin/bash", "-o", "pipefail", "-c"], with straight double quotes.',
    defaultValue: '["/bin/sh", "-c"] on Linux, ["cmd", "/S", "/C"] on Windows.',
    references: ['Dockerfile reference: SHELL'],
  },
  equivalents: ['dockerfile-utils:SHELL_JSON_FORM'],
  examples: [
    { bad: 'FROM debian:trixie-slim\nSHELL /bin/bash -c\n', good: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\n', byFix: true },
  ],
  *check(instruction, ctx) {
    const { keyword, json, words } = instruction;
    const first = words[0];
    if (keyword !== 'SHELL' || json || !first) return;
    const at = { start: first.span.start, end: words[words.length - 1]?.span.end ?? first.span.end };
    yield ctx.problem('json', { at, fixes: [fixOf(ctx.model, instruction)] });
  },
});
