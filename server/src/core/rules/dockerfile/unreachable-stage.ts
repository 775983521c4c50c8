import { defineRule } from '../../engine/rule.js';
import { possibleParents } from '../../knowledge/stage-graph.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

/** Stages that people choose with --target. */
const CHOSEN = /test|lint|dev|debug|docs|check|(?:^|[-_.])ci(?:$|[-_.])/i;

/** The stages that may be built: from the last one, from those that people choose, and by a variable in FROM. */
function reached(file: DockerfileModel): ReadonlySet<Stage> {
  const found = new Set<Stage>();
  const open = file.stages.filter(({ reachable, name }) => reachable || (name && CHOSEN.test(name.value)));
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (found.has(stage)) continue;
    found.add(stage);
    if (stage.parent) open.push(stage.parent);
    for (const use of stage.uses) if (use.stage) open.push(use.stage);
    open.push(...possibleParents(stage, file));
  }
  return found;
}

export default defineRule({
  id: 'dockerfile/unreachable-stage',
  category: 'maintainability',
  on: 'dockerfile.file',
  summary: 'A stage is built for nothing that ships',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    named: 'The last stage needs nothing of "{name}", so a plain build skips it: remove it, or list it in targets',
    unnamed: 'The last stage needs nothing of this one and it cannot be chosen by a name: remove it',
  },
  docs: {
    description:
      'A stage is neither the last one (or one named in targets of the configuration) nor reached from there by FROM, COPY --from or RUN --mount. Stages whose name says that they are for people or pipelines (test, lint, dev, debug, ci, docs, check) are left alone.',
    rationale:
      'BuildKit skips such a stage, so that it rots unnoticed: it is copied, reviewed and updated, and stops working without anybody seeing it.',
    impact: 'A stage that is chosen with --target by a script elsewhere must stay: list it in targets.',
    audit: 'docker buildx build --print=outline . lists the targets; docker build --progress=plain . shows which stages are built.',
    remediation: 'Remove the stage, or name it in targets.',
    defaultValue: 'Without --target the last stage is built.',
    references: ['Docker: Multi-stage builds'],
    limits: 'Targets that Compose files, Bake files or scripts choose are known only from the configuration.',
  },
  equivalents: ['tally:no-unreachable-stages'],
  examples: [
    {
      bad: 'FROM golang:1.27 AS tools\nRUN go install example.com/tool@v1.2.3\nFROM alpine:3.24\nCMD ["sh"]\n',
      good: 'FROM golang:1.27 AS tools\nRUN go install example.com/tool@v1.2.3\nFROM alpine:3.24\nCOPY --from=tools /go/bin/tool /usr/local/bin/\nCMD ["sh"]\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    if (file.stages.every(({ reachable }) => reachable)) return;
    const needed = reached(file);
    for (const stage of file.stages) {
      if (needed.has(stage)) continue;
      yield stage.name
        ? ctx.problem('named', { at: stage.name.span, data: { name: stage.name.value }, tags: ['unnecessary'] })
        : ctx.problem('unnamed', { at: stage.image.shortSpan, tags: ['unnecessary'] });
    }
  },
});
