import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';

/** Instructions that put files into a stage; WORKDIR makes a folder. */
const FILLS: ReadonlySet<string> = new Set(['COPY', 'ADD', 'RUN', 'WORKDIR']);

const isEmpty = (stage: Stage): boolean =>
  stage.rootImage.resolved === 'scratch' &&
  stage.chain.every(({ instructions }) => !instructions.some(({ keyword }) => FILLS.has(keyword)));

/** The root of an empty stage can be copied: nothing comes. */
const takesAll = ({ json, words }: Instruction): boolean => {
  const paths = json ? json.items : words;
  return paths.slice(0, -1).every(({ value }) => /^(?:\/|\.|\.\/)$|\*/.test(value));
};

export default defineRule({
  id: 'dockerfile/copy-from-empty-stage',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'COPY --from takes a file from a stage that holds none',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  options: {
    buildContexts: stringList([], 'Stages that builds replace with --build-context, additional_contexts of Compose or contexts of Bake'),
  },
  messages: {
    empty: 'Stage "{name}" is scratch without any file, so nothing is found: fill it, or name another stage',
  },
  docs: {
    description:
      'COPY --from takes a path from a stage that is FROM scratch and has no COPY, ADD, RUN or WORKDIR. Copying its root or a pattern is left alone, and so are stages in buildContexts.',
    rationale: 'The stage holds no file at all, so the COPY fails.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build stops with "not found".',
    remediation: 'Put the files into the stage, or copy from the stage that has them.',
    defaultValue: 'scratch is an image without files.',
    references: ['Docker: Base images, scratch', 'Docker: Build context, named contexts'],
    limits: 'A stage that is meant to be replaced by a named context has to be listed in buildContexts.',
  },
  equivalents: ['tally:copy-from-empty-scratch-stage'],
  examples: [
    {
      bad: 'FROM scratch AS files\nFROM alpine:3.24\nCOPY --from=files /app /app\n',
      good: 'FROM scratch AS files\nCOPY app /app\nFROM alpine:3.24\nCOPY --from=files /app /app\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    for (const { reference, stage: target, at } of stage.uses) {
      if (reference.place !== 'copy-from' || !target || target.index >= stage.index || !isEmpty(target) || takesAll(at)) continue;
      const name = target.name?.value ?? String(target.index);
      if (ctx.options.buildContexts.includes(name)) continue;
      yield ctx.problem('empty', { at: reference.span, data: { name } });
    }
  },
});
