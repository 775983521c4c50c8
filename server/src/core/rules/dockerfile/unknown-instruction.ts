import { defineRule } from '../../engine/rule.js';
import { replaceKeyword } from '../../fix/dockerfile.js';
import { frontendChannel } from '../../knowledge/frontend.js';
import { KEYWORDS, meantKeyword } from '../../knowledge/instructions.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

/** Directly below another unknown word: most likely the lines of one script that lost its continuation. */
function follows(model: DockerfileModel, instruction: Instruction): boolean {
  const before = model.instructions[instruction.index - 1];
  return before !== undefined && !KEYWORDS.has(before.keyword) && before.lines.end === instruction.lines.start;
}

export default defineRule({
  id: 'dockerfile/unknown-instruction',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'A line starts with a word that is no instruction',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    near: '"{word}" is no instruction, so the build stops here: write {keyword}',
    unknown: '"{word}" is no instruction, so the build stops here: start with a keyword, or continue the line above',
    foreign: '"{word}" is no instruction of Dockerfile itself: check that the frontend in # syntax= knows it',
  },
  docs: {
    description:
      'The first word of an instruction, in any case, is not one of the 18 keywords. Heredoc bodies and continued lines are not looked at. Below an unknown line, more unknown lines are not reported unless a keyword is near. With # syntax= naming another frontend than docker/dockerfile the finding is an info.',
    rationale:
      'BuildKit refuses the whole file. Mostly a keyword is misspelt, or the line above lost the backslash (or gained a comment behind it) that should have carried the script on.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "unknown instruction".',
    remediation: 'Correct the keyword, or end the line above with the escape character.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Overview of instructions', 'Dockerfile reference: Format'],
  },
  equivalents: [
    'dockerfile-utils:UNKNOWN_INSTRUCTION',
    'dockerfilelint:invalid_line',
    'dockerfilelint:invalid_command',
    'tally:unknown-instruction',
    'sonar:S2260',
  ],
  examples: [
    { bad: 'FROM alpine:3.24\nRNU apk add --no-cache curl\n', good: 'FROM alpine:3.24\nRUN apk add --no-cache curl\n', byFix: true },
    {
      bad: 'FROM alpine:3.24\nRUN mkdir /data\n    chown 1000 /data\n',
      good: 'FROM alpine:3.24\nRUN mkdir /data \\\n && chown 1000 /data\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, keywordSpan: at } = instruction;
    // What stands behind ONBUILD has a finding of its own.
    if (keyword === '' || KEYWORDS.has(keyword) || instruction.onbuild) return;
    // The line above was meant to go on: comment-after-continuation says so.
    if (ctx.model.instructions[instruction.index - 1]?.brokenContinuation) return;
    const word = ctx.text.slice(at.start, at.end);
    if (frontendChannel(ctx.model) === 'foreign') {
      yield ctx.problem('foreign', { at, severity: 'info', data: { word }, standsFor: [] });
      return;
    }
    const suggestion = meantKeyword(keyword);
    if (suggestion === undefined) {
      if (!follows(ctx.model, instruction)) yield ctx.problem('unknown', { at, data: { word } });
      return;
    }
    const change = replaceKeyword(
      ctx.model,
      instruction,
      word === word.toLowerCase() ? suggestion.keyword.toLowerCase() : suggestion.keyword,
    );
    const safety = suggestion.isCertain ? ('safe' as const) : ('unsafe' as const);
    yield ctx.problem('near', {
      at,
      data: { word, keyword: suggestion.keyword },
      fixes: [change && { title: `Write ${suggestion.keyword}`, safety, ...change }],
    });
  },
});
