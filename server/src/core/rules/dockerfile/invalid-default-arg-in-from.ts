import { defineRule } from '../../engine/rule.js';
import { globalArgsOf } from '../../knowledge/variable-origin.js';

export default defineRule({
  id: 'dockerfile/invalid-default-arg-in-from',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'Without --build-arg the image of FROM is empty or malformed',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    empty: 'Without --build-arg {name} no image is named here, so a plain build stops: give the ARG a default',
    malformed: 'Without --build-arg {name} this is no image reference, so a plain build stops: give the ARG a default',
  },
  docs: {
    description:
      'With every ARG above the first FROM at its default the image of FROM is empty or no valid reference. ${X:-value} counts as a default. ${X:?message} says itself that it needs a value and is left alone. Each argument is told once.',
    rationale:
      'docker build, editors, scanners and bots that know nothing of the argument cannot resolve the image. A default also shows a reader what the file is tested with.',
    impact: 'None: a build that passes the argument takes that.',
    audit: 'docker build --check . reports InvalidDefaultArgInFrom.',
    remediation: 'Write ARG NAME=default above the first FROM.',
    defaultValue: 'An ARG without a default is empty.',
    references: ['BuildKit build checks: InvalidDefaultArgInFrom', 'Dockerfile reference: Understand how ARG and FROM interact'],
  },
  equivalents: ['buildkit:InvalidDefaultArgInFrom', 'dockerfile-utils:BASE_NAME_EMPTY'],
  examples: [{ bad: 'ARG TAG\nFROM alpine:${TAG}\n', good: 'ARG TAG=3.24\nFROM alpine:${TAG}\n', byFix: false }],
  *check(file, ctx) {
    const globals = globalArgsOf(file);
    const told = new Set<string>();
    for (const { image, from } of file.stages) {
      if (image.defaultProblem === undefined) continue;
      const text = from.expandedTexts.find(({ place }) => place === 'word');
      const use = text?.uses.find(({ name }) => (from.state.args.get(name) ?? '') === '');
      if (!use || told.has(use.name)) continue;
      told.add(use.name);
      const argument = globals.get(use.name);
      const isEmpty = image.defaultProblem === 'empty';
      yield ctx.problem(isEmpty ? 'empty' : 'malformed', {
        at: use.span,
        data: { name: use.name },
        standsFor: ['buildkit:InvalidDefaultArgInFrom', ...(isEmpty ? ['dockerfile-utils:BASE_NAME_EMPTY'] : [])],
        related: argument ? [{ at: argument.span, message: 'declared here' }] : [],
      });
    }
  },
});
