import { defineRule } from '../../engine/rule.js';
import { insertBefore, joinChanges, removeInstruction } from '../../fix/dockerfile.js';
import { commandsOf, compileStepsOf } from '../../knowledge/compile-steps.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import { namesVariable } from '../../knowledge/script-variables.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';

/** Names of values that differ from build to build. */
const CHANGING =
  /(?:^|_)(?:SHA|GIT_?HASH|COMMIT|COMMIT_?ID|REVISION|VCS_?REF|GIT_?REF|BUILD_?(?:DATE|TIME|TIMESTAMP|NUMBER|NUM|ID)|CREATED|GIT_?DESCRIBE)$/i;
/** A version that is a pin of something has a number for its default. */
const VERSION = /^(?:APP_|BUILD_|RELEASE_)?VERSION$/i;

function changes(name: string, value: string | undefined): boolean {
  // Digests of downloads are pins.
  if (/(?:^|_)SHA$/i.test(name) && !/^(?:(?:GIT|COMMIT|BUILD|HEAD|VCS|SOURCE)_)?SHA$/i.test(name)) return false;
  const isPin = value !== undefined && /^v?\d|^[0-9a-f]{7,}$/i.test(value);
  return !isPin && (CHANGING.test(name) || VERSION.test(name));
}

function uses(instruction: Instruction, name: string): boolean {
  if (instruction.expandedTexts.some((text) => text.uses.some((use) => use.name === name))) return true;
  if (instruction.trigger && uses(instruction.trigger, name)) return true;
  return instruction.scripts().some((script) => namesVariable(script, name));
}

/** Takes long, and the result is worth keeping in the cache. */
function isExpensive(stage: Stage, run: Instruction): boolean {
  if (commandsOf(run).some((command) => packageCommandOf(command)?.action === 'install')) return true;
  return compileStepsOf(stage).some(({ at }) => at === run);
}

export default defineRule({
  id: 'dockerfile/early-build-metadata-arg',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  scope: { keywords: ['ARG'] },
  summary: 'An ARG that differs in every build stands above steps that do not need it',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    early: '"{name}" differs in every build and repeats the long RUN below, which does not use it: move it down',
  },
  docs: {
    description:
      'An ARG whose name says that it differs from build to build (GIT_SHA, REVISION, COMMIT, BUILD_DATE, BUILD_NUMBER, CREATED, VERSION ...) stands in a stage above a RUN that installs packages or compiles and does not name it. A version whose default is a number, and digests of downloads, are pins and left alone.',
    rationale:
      'Every RUN behind an ARG has it in its environment, so that a new value makes the cache of all of them worthless: packages are fetched and code is compiled again for a label.',
    impact: 'A program in a RUN that reads the variable from its environment without being told no longer finds it.',
    audit: 'docker build twice with another value and see which steps are not CACHED.',
    remediation: 'Declare the ARG directly above the first instruction that uses it, mostly the LABEL at the end.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Impact on build caching'],
    limits: 'A LABEL or ENV that takes the value further up is seen only by its ARG.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG GIT_SHA\nRUN apk add --no-cache curl\nLABEL org.opencontainers.image.revision=$GIT_SHA\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache curl\nARG GIT_SHA\nLABEL org.opencontainers.image.revision=$GIT_SHA\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const seen = new Set<string>();
    for (const argument of stage.instructions) {
      if (argument.keyword !== 'ARG') continue;
      for (const { name, value } of argument.pairs) {
        if (seen.has(name.value) || !changes(name.value, value?.value)) continue;
        seen.add(name.value);
        const behind = stage.instructions.filter(({ index }) => index > argument.index);
        const user = behind.findIndex((instruction) => uses(instruction, name.value));
        const between = user < 0 ? behind : behind.slice(0, user);
        const run = between.find((instruction) => instruction.keyword === 'RUN' && isExpensive(stage, instruction));
        if (!run) continue;
        const first = behind[user];
        const text = ctx.text.slice(argument.span.start, argument.span.end);
        const change =
          first && argument.pairs.length === 1 && !text.includes('\n')
            ? joinChanges([removeInstruction(ctx.model, argument), insertBefore(ctx.model, first, [text])])
            : undefined;
        yield ctx.problem('early', {
          at: name.span,
          data: { name: name.value },
          related: [{ at: run.keywordSpan, message: 'repeated for each value' }],
          fixes: [change && { title: `Move ARG ${name.value} down to where it is used`, safety: 'unsafe', ...change }],
        });
      }
    }
  },
});
