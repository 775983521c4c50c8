import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { cyclesOf } from '../../knowledge/stage-graph.js';
import { NameList, typingErrors } from '../../text/nearest.js';

const KICS = 'kics:68a51e22-ae5a-4d48-8e87-b01a323605c9';
const HADOLINT = 'hadolint:DL3022';

export default defineRule({
  id: 'dockerfile/copy-from-unknown-stage',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'COPY --from or RUN --mount from= names no stage that is built before',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  options: {
    buildContexts: stringList([], 'Names that builds replace with --build-context, additional_contexts of Compose or contexts of Bake'),
  },
  messages: {
    near: 'No stage is named "{name}", so an image of that name is pulled: write {meant}',
    unknown: 'No stage is named "{name}", so an image of that name is pulled: name a stage, or the image and tag',
    later: 'Stage "{name}" is built only further down, so the build stops here: move that stage up',
    noIndex: 'There is no stage {index}, so the build stops here: count from 0, or better use a name',
    index: 'Number {index} means another stage once one is added above: write its name, "{name}"',
    unnamed: 'The number {index} means another stage once one is added above: give that stage a name with AS',
  },
  docs: {
    description:
      'COPY --from or from= of a RUN --mount names neither an earlier stage, nor an image (a name with : @ / or a dot in it, or a well-known one), nor a build context that is set in buildContexts. A stage that is defined only further down and a number without a stage are errors; a number with a stage is a hint.',
    rationale:
      "A name that is no stage is taken for an image of Docker Hub: at best the pull fails, at worst somebody else's files are copied. BuildKit needs a stage before the one that copies from it. Numbers move when a stage is added or taken out.",
    impact: 'None for a number that becomes the name of the same stage.',
    audit: 'docker build stops with "pull access denied", "invalid stage index" or "it needs to be defined before current stage".',
    remediation: 'Correct the name, move the stage up, or name the image in full.',
    defaultValue: 'Without --from files come from the build context.',
    references: ['Dockerfile reference: COPY --from', 'Docker: Multi-stage builds'],
    limits: 'Build contexts that Compose or Bake files add are known only from the option.',
  },
  equivalents: [HADOLINT, KICS],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM alpine:3.24\nCOPY --from=0 /app /app\n',
      good: 'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM alpine:3.24\nCOPY --from=build /app /app\n',
      byFix: true,
    },
    {
      bad: 'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM alpine:3.24\nCOPY --from=builder /app /app\n',
      good: 'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM alpine:3.24\nCOPY --from=build /app /app\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    // Names of the stages above the one that is looked at.
    const earlier = new NameList();
    let above = 0;
    const inCycle = new Set(cyclesOf(file).flatMap(({ references }) => references));
    for (const use of file.images) {
      const { raw, span: at } = use;
      const own = use.at.stage;
      if (use.place === 'from' || !own || raw === '' || raw.includes('$') || inCycle.has(use)) continue;
      const target = use.stage;
      if (use.place === 'copy-from' && /^\d+$/.test(raw)) {
        if (!target) yield ctx.problem('noIndex', { at, severity: 'error', data: { index: raw }, standsFor: [HADOLINT, KICS] });
        else if (target.index > own.index) {
          yield ctx.problem('later', { at, severity: 'error', data: { name: raw }, standsFor: [HADOLINT, KICS] });
        } else if (target !== own) {
          const name = target.name?.value;
          const change = name === undefined ? undefined : replaceWord(file, use.at, at, name);
          yield name === undefined
            ? ctx.problem('unnamed', { at, severity: 'hint', data: { index: raw }, standsFor: [KICS] })
            : ctx.problem('index', {
                at,
                severity: 'hint',
                data: { index: raw, name },
                standsFor: [KICS],
                fixes: [change && { title: `Write ${name}`, safety: 'safe', ...change }],
              });
        }
        continue;
      }
      if (target) {
        if (target.index > own.index) yield ctx.problem('later', { at, severity: 'error', data: { name: raw }, standsFor: [HADOLINT] });
        continue;
      }
      if (/[:@/.]/.test(raw) || raw === 'scratch' || ctx.options.buildContexts.includes(raw) || factsOfUse(use)) continue;
      for (; above < own.index; above++) {
        const name = file.stages[above]?.name;
        if (name) earlier.add(name.value);
      }
      const meant =
        earlier.nearest(raw, raw.length < 3 ? 0 : typingErrors(raw)) ??
        earlier.find((name) => name.length > 2 && (raw.startsWith(name) || name.startsWith(raw)));
      if (meant === undefined) {
        yield ctx.problem('unknown', { at, data: { name: raw }, standsFor: [HADOLINT] });
        continue;
      }
      const change = replaceWord(file, use.at, at, meant);
      yield ctx.problem('near', {
        at,
        data: { name: raw, meant },
        standsFor: [HADOLINT],
        // An image of that name may exist.
        fixes: [change && { title: `Write ${meant}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
