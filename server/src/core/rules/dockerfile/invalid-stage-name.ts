import { defineRule } from '../../engine/rule.js';

/** BuildKit's own test, after the name is put in lower case. */
const NAME = /^[a-z][a-z0-9-_.]*$/;

export default defineRule({
  id: 'dockerfile/invalid-stage-name',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'The name of a stage, or the AS in front of it, is refused',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    as: '"{word}" stands where only AS may, so the build stops here: write AS, or remove what follows the image',
    name: '"{name}" is no name for a stage, so the build stops here: use letters, then digits, . - or _ too',
    variable: 'BuildKit puts no variables into names of stages, so the build stops at "{name}": write the name out',
  },
  docs: {
    description:
      'The second of three words behind FROM is not AS, or the name does not consist of a letter and then letters, digits, dots, dashes and underscores.',
    rationale: 'BuildKit refuses the whole file.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "invalid name for build stage" or "FROM requires either one or three arguments".',
    remediation: 'Write FROM image AS name with a plain name.',
    defaultValue: 'A stage without AS has no name, only a number.',
    references: ['Dockerfile reference: FROM'],
  },
  equivalents: ['dockerfile-utils:INVALID_AS', 'dockerfile-utils:INVALID_BUILD_STAGE_NAME'],
  examples: [
    { bad: 'FROM golang:1.27 AS 1st\n', good: 'FROM golang:1.27 AS first\n', byFix: false },
    { bad: 'FROM golang:1.27 SA build\n', good: 'FROM golang:1.27 AS build\n', byFix: false },
  ],
  *check({ from }, ctx) {
    const [, as, name, more] = from.words;
    // Any other number of words is the finding of wrong-argument-count.
    if (!as || !name || more) return;
    if (as.value.toLowerCase() !== 'as') {
      yield ctx.problem('as', { at: as.span, data: { word: as.value }, standsFor: ['dockerfile-utils:INVALID_AS'] });
      return;
    }
    if (NAME.test(name.value.toLowerCase())) return;
    yield ctx.problem(name.value.includes('$') ? 'variable' : 'name', {
      at: name.span,
      data: { name: name.value },
      standsFor: ['dockerfile-utils:INVALID_BUILD_STAGE_NAME'],
    });
  },
});
