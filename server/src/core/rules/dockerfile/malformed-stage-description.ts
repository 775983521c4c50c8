import { defineRule } from '../../engine/rule.js';
import { commentBlockStart } from '../../fix/dockerfile.js';
import { suppressionComments } from '../../knowledge/suppression-comments.js';
import type { Comment, Instruction } from '../../model/dockerfile/types.js';

/** The name that a description of this instruction begins with; BuildKit describes named stages and arguments. */
function nameOf(instruction: Instruction): string | undefined {
  if (instruction.keyword === 'FROM') return instruction.stage?.name?.value;
  return instruction.keyword === 'ARG' && instruction.pairs.length === 1 ? instruction.pairs[0]?.name.value : undefined;
}

/** Words for a tool rather than for people, in front of which nothing may stand. */
const isForTools = (comment: Comment): boolean =>
  /^(?:\w[\w-]*[:=]|hadolint\b|renovate\b|region\b|endregion\b|!)/.test(comment.value.trim());

const LONGEST_MARK = 59;

export default defineRule({
  id: 'dockerfile/malformed-stage-description',
  category: 'metadata',
  on: 'dockerfile.file',
  summary: 'The comment above a stage or an argument does not begin with its name',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: { unnamed: 'docker build --call=outline takes this for no description of "{name}": begin it with that name' },
  docs: {
    description:
      'The comment lines directly above FROM … AS name or ARG do not have one that begins with that name, so that docker build --call=targets and --call=outline show no description. A blank line between says that the comment is none. Comments for tools are left alone.',
    rationale: 'Descriptions are read from these comments. One that does not begin with the name is dropped without a word.',
    impact: 'None: only a comment or a blank line changes.',
    audit: 'docker build --call=targets . and docker build --call=outline . print the descriptions.',
    remediation: 'Begin the comment with the name, or part it from the instruction by a blank line.',
    defaultValue: 'A stage or an argument without such a comment has no description.',
    references: ['BuildKit: build check InvalidDefinitionDescription', 'Docker: docker build --call'],
  },
  equivalents: ['buildkit:InvalidDefinitionDescription'],
  examples: [
    {
      bad: '# compiles the server\nFROM golang:1.27 AS build\nRUN go build\n',
      good: '# compiles the server\n\nFROM golang:1.27 AS build\nRUN go build\n',
      byFix: true,
    },
    {
      bad: '# compiles the server\nFROM golang:1.27 AS build\n',
      good: '# build compiles the server\nFROM golang:1.27 AS build\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    if (file.comments.length === 0) return;
    let hushing: ReadonlySet<number> | undefined;
    let next = 0;
    for (const instruction of file.instructions) {
      if (instruction.keyword !== 'FROM' && instruction.keyword !== 'ARG') continue;
      const name = nameOf(instruction);
      if (name === undefined || name.includes('$')) continue;
      const start = commentBlockStart(file, instruction);
      const { start: end } = instruction.lines;
      if (start === end) continue;
      const block: Comment[] = [];
      for (; next < file.comments.length; next++) {
        const comment = file.comments[next];
        if (!comment || comment.span.start >= end) break;
        if (comment.span.start >= start) block.push(comment);
      }
      const last = block[block.length - 1];
      if (!last || block.some(isForTools)) continue;
      if (block.some(({ value }) => new RegExp(`^\\s*${name.replace(/[^\w]/g, '\\$&')}(?:\\s|$)`).test(value))) continue;
      hushing ??= new Set(suppressionComments(file).map(({ span }) => span.start));
      if (block.some(({ span }) => hushing?.has(span.start))) continue;
      const eol = /\r\n/.test(ctx.text.slice(last.span.end, last.span.end + 2)) ? '\r\n' : '\n';
      const [, sign = '# ', text = ''] = /^(#\s*)(.*)$/.exec(ctx.text.slice(block[0]?.span.start ?? 0, block[0]?.span.end ?? 0)) ?? [];
      const at = block[0]?.span ?? last.span;
      yield ctx.problem('unnamed', {
        // The start of a long comment says as much as all of it.
        at: { start: at.start, end: Math.min(at.end, at.start + LONGEST_MARK) },
        data: { name },
        fixes: [
          {
            title: 'Part them by a blank line',
            safety: 'safe',
            edits: [{ span: { start: end, end }, newText: eol }],
            effect: { kind: 'none' },
          },
          text === ''
            ? undefined
            : {
                title: `Begin it with ${name}`,
                safety: 'unsafe',
                edits: [{ span: { start: at.start, end: at.start + sign.length }, newText: `${sign.length > 1 ? sign : '# '}${name} ` }],
                effect: { kind: 'none' },
              },
        ],
      });
    }
  },
});
