import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { KEYWORDS, meantKeyword } from '../../knowledge/instructions.js';

const FORBIDDEN: ReadonlySet<string> = new Set(['FROM', 'MAINTAINER', 'ONBUILD']);
const ALL = ['hadolint:DL3043', 'tally:invalid-onbuild-trigger', 'datadog:408460f2-2a0f-21ab-ab37-4fb86ac3b5ce'];

export default defineRule({
  id: 'dockerfile/invalid-onbuild',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'ONBUILD wraps something that cannot be a trigger',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    forbidden: '{keyword} cannot stand behind ONBUILD, so the build stops here: remove it',
    near: '"{word}" is no instruction, so every build on this image will fail: write {keyword}',
    unknown: '"{word}" is no instruction, so every build on this image will fail: start the trigger with a keyword',
  },
  docs: {
    description: 'ONBUILD wraps FROM, MAINTAINER or another ONBUILD, or a word that is no instruction.',
    rationale:
      'The builder refuses the first three. An unknown word goes unnoticed here, as a trigger is kept as text; it breaks each build that starts from the image.',
    impact: 'None: the trigger cannot run as it is.',
    audit: 'docker image inspect --format "{{json .Config.OnBuild}}" IMAGE lists the triggers.',
    remediation: 'Write an instruction behind ONBUILD, such as COPY or RUN, or remove the line.',
    defaultValue: 'An image has no triggers.',
    references: ['Dockerfile reference: ONBUILD'],
  },
  equivalents: [
    ...ALL.slice(0, 1),
    'dockerfile-utils:ONBUILD_CHAINING_DISALLOWED',
    'dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED',
    ...ALL.slice(1),
  ],
  examples: [
    { bad: 'FROM alpine:3.24\nONBUILD COPPY . /src\n', good: 'FROM alpine:3.24\nONBUILD COPY . /src\n', byFix: true },
    { bad: 'FROM alpine:3.24\nONBUILD FROM debian\n', good: 'FROM alpine:3.24\n', byFix: false },
  ],
  *check(instruction, ctx) {
    if (!instruction.onbuild) return;
    const { keyword, keywordSpan: at } = instruction;
    if (FORBIDDEN.has(keyword)) {
      const kind = keyword === 'ONBUILD' ? 'CHAINING' : 'TRIGGER';
      yield ctx.problem('forbidden', { at, data: { keyword }, standsFor: [...ALL, `dockerfile-utils:ONBUILD_${kind}_DISALLOWED`] });
      return;
    }
    if (KEYWORDS.has(keyword)) return;
    const word = ctx.text.slice(at.start, at.end);
    const standsFor = ['tally:invalid-onbuild-trigger'];
    const meant = meantKeyword(keyword);
    if (!meant) {
      yield ctx.problem('unknown', { at, data: { word }, standsFor });
      return;
    }
    const change = replaceWord(ctx.model, instruction, at, word === word.toLowerCase() ? meant.keyword.toLowerCase() : meant.keyword);
    yield ctx.problem('near', {
      at,
      data: { word, keyword: meant.keyword },
      standsFor,
      fixes: [change && { title: `Write ${meant.keyword}`, safety: meant.isCertain ? 'safe' : 'unsafe', ...change }],
    });
  },
});
