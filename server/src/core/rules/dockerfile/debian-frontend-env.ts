import { defineRule } from '../../engine/rule.js';
import { replaceInstruction } from '../../fix/dockerfile.js';

const NAME = 'DEBIAN_FRONTEND';
/** What apt takes without the variable. */
const INTERACTIVE = /^(?:|dialog|newt|readline|teletype)$/;

export default defineRule({
  id: 'dockerfile/debian-frontend-env',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  scope: { keywords: ['ENV'] },
  summary: 'DEBIAN_FRONTEND stays set in the running container',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    env: 'ENV keeps this set in every container of the image, and silences apt there: use ARG, which ends with the build',
  },
  docs: {
    description: 'The last ENV of a stage that ships sets DEBIAN_FRONTEND to anything but an interactive frontend.',
    rationale:
      'ENV is kept in the image. Whoever works in a container later, or builds on the image, gets packages that ask nothing and take defaults, without having said so.',
    impact: 'An ARG holds for the RUNs of this stage only; stages that are built on it need one of their own.',
    audit: 'docker image inspect --format "{{.Config.Env}}" IMAGE shows DEBIAN_FRONTEND.',
    remediation: 'Write ARG DEBIAN_FRONTEND=noninteractive, or DEBIAN_FRONTEND=noninteractive apt-get install -y ... in the RUN.',
    defaultValue: 'debconf uses the dialog frontend, and without a terminal falls back by itself.',
    references: ['debconf(7): DEBIAN_FRONTEND', 'Dockerfile reference: ENV'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nENV DEBIAN_FRONTEND=noninteractive\nRUN apt-get update && apt-get install -y --no-install-recommends tzdata\n',
      good: 'FROM debian:trixie-slim\nARG DEBIAN_FRONTEND=noninteractive\nRUN apt-get update && apt-get install -y --no-install-recommends tzdata\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    if (!stage.ships) return;
    const sets = stage.instructions.filter(({ keyword, pairs }) => keyword === 'ENV' && pairs.some(({ name }) => name.value === NAME));
    const last = sets.at(-1);
    const pair = last?.pairs.filter(({ name }) => name.value === NAME).at(-1);
    const final = ctx.model.finalStage?.endState.env.get(NAME);
    // A later stage may have put it back.
    if (!last || !pair?.value || INTERACTIVE.test(pair.value.value) || (final !== undefined && INTERACTIVE.test(final))) return;
    const isBase = ctx.model.stages.some((other) => other !== stage && other.chain.includes(stage));
    const value = pair.value.value;
    const isPlain = last.pairs.length === 1 && sets.length === 1 && !isBase && /^[\w-]+$/.test(value);
    const change = isPlain ? replaceInstruction(ctx.model, last, `ARG ${NAME}=${value}`) : undefined;
    yield ctx.problem('env', {
      at: pair.span,
      fixes: [change && { title: 'Use ARG', safety: 'unsafe', ...change }],
    });
  },
});
