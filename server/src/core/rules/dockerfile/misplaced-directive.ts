import { defineRule } from '../../engine/rule.js';
import { moveCommentToTop } from '../../fix/comments.js';
import type { Comment, Directive, DockerfileModel } from '../../model/dockerfile/types.js';

/** Prose may have an equals sign too; a directive has a value of its own kind. */
function isMeant({ name, value }: Directive): boolean {
  const text = value.value;
  if (name === 'escape') return text === '`' || text === '\\';
  if (name === 'check') return /^(?:skip|error|experimental)=/.test(text);
  return /^[\w.:@/-]*\/[\w.:@/-]+$/.test(text) || /^dockerfile\b/.test(text);
}

/** The comments that stand directly above an instruction, others below them or not. */
function aboveInstructions({ comments, text }: DockerfileModel): ReadonlySet<Comment> {
  const above = new Set<Comment>();
  let below: Comment | undefined;
  for (const comment of [...comments].reverse()) {
    const behind = /\r?\n[ \t]*([^\s])?/y;
    behind.lastIndex = comment.span.end;
    const next = behind.exec(text)?.[1];
    if (next === '#' ? below && above.has(below) : next !== undefined) above.add(comment);
    below = comment;
  }
  return above;
}

export default defineRule({
  id: 'dockerfile/misplaced-directive',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'A parser directive stands where it is only a comment',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    late: '# {name}= is only a comment here, since directives must be the first lines: move it to the top',
    settled: '# {name}= is only a comment here, and the top of the file sets it already: remove this one',
  },
  docs: {
    description:
      'A comment that reads like # syntax=, # escape= or # check= stands below a blank line, another comment or an instruction. # check=skip= and # check=experimental= directly above an instruction are for that instruction and are left alone.',
    rationale:
      'BuildKit takes directives only from the very first lines and reads on at the first line that is none. The file is built with another frontend, another escape character or without the checks it asks for, and nothing says so.',
    impact: 'Moved to the top the directive takes effect: another frontend may be fetched, and checks may fail the build.',
    audit: 'head -n 5 Dockerfile shows what is read as directives.',
    remediation: 'Put the directives on the first lines, above comments and blank lines.',
    defaultValue: 'Without # syntax= the frontend built into the builder reads the file.',
    references: ['Dockerfile reference: Parser directives'],
    limits: 'A directive below a #! line is taken for one.',
  },
  equivalents: [],
  examples: [
    {
      bad: '# Builds the shop.\n# syntax=docker/dockerfile:1\nFROM alpine:3.24\n',
      good: '# syntax=docker/dockerfile:1\n# Builds the shop.\nFROM alpine:3.24\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    let isFirst = true;
    let above: ReadonlySet<Comment> | undefined;
    /** Since frontend 1.21 skip and experimental hold for the instruction directly below the comment block. */
    const isForOneInstruction = (comment: Comment, { value }: Directive): boolean =>
      /^(?:skip|experimental)=/.test(value.value) && !comment.inside && (above ??= aboveInstructions(file)).has(comment);
    for (const comment of file.comments) {
      if (comment.span.start < file.afterDirectives) continue;
      const { directive } = comment;
      const between = isFirst ? file.text.slice(file.afterDirectives, comment.span.start) : '\n';
      isFirst = false;
      if (!directive || !isMeant(directive) || isForOneInstruction(comment, directive)) continue;
      const { name } = directive;
      const isSet = file.directives.some((other) => other.name === name);
      // Directly below the directives it is a repetition, which is an error of its own.
      if (isSet && between.trim() === '' && !between.includes('\n')) continue;
      if (isSet) {
        yield ctx.problem('settled', { at: comment.span, data: { name } });
        continue;
      }
      // Another escape character reads the whole file anew; another frontend is the one that is asked for.
      const change = name === 'escape' ? undefined : moveCommentToTop(file, comment);
      const safety = name === 'syntax' ? ('safe' as const) : ('unsafe' as const);
      yield ctx.problem('late', { at: comment.span, data: { name }, fixes: [change && { title: 'Move to the top', safety, ...change }] });
    }
  },
});
