import { defineRule } from '../../engine/rule.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { OCI } from '../../knowledge/oci-labels.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';

const RUNTIME = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'HEALTHCHECK', 'STOPSIGNAL']);

const isRuntime = ({ keyword, pairs }: Instruction): boolean =>
  RUNTIME.has(keyword) || (keyword === 'LABEL' && pairs.some(({ name }) => name.value.startsWith(OCI)));

/** Is the stage only there to be copied from? One that nothing reaches is another target of the same file, and so is what builds on it. */
function isBuilder(stage: Stage, file: DockerfileModel, targets: readonly string[]): boolean {
  if (stage.ships || !stage.reachable || (stage.name && targets.includes(stage.name.value))) return false;
  if (['dev', 'ci'].includes(imageKindOf(stage, '', 'auto'))) return false;
  return file.stages.every((other) => other.reachable || !other.chain.includes(stage));
}

export default defineRule({
  id: 'dockerfile/discarded-runtime-config',
  category: 'metadata',
  on: 'dockerfile.stage',
  summary: 'A stage that is only copied from says how a container is to run',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    lost: 'Stage "{stage}" is only copied from, so its {keywords} do nothing: move or delete them',
  },
  docs: {
    description:
      'CMD, ENTRYPOINT, EXPOSE, HEALTHCHECK, STOPSIGNAL or labels with OCI keys stand in a stage that the final stage only copies files from or mounts. Stages that are configured as targets, that are named like one (test, dev, debug and the like), that nothing in the file reaches, or that such a stage is built on, are left alone. One finding names all of a stage.',
    rationale:
      'COPY --from takes files and nothing else. Whoever wrote a HEALTHCHECK or a label there believes the image has it, and whoever reads the file believes it too.',
    impact: 'There is no fix: whether it was meant for the final stage is not to be seen.',
    audit: 'docker image inspect --format "{{json .Config}}" IMAGE shows what the image has.',
    remediation: 'Move it to the final stage, or delete it. If the stage is built for itself, name it under targets in the configuration.',
    defaultValue: 'The configuration of an image comes from its final stage, the stages that one is built on, and their base image.',
    references: ['Docker: Multi-stage builds', 'Dockerfile reference: COPY --from'],
    limits: 'Targets that a Compose file, a Bake file or a pipeline names are not seen.',
  },
  equivalents: ['~tally:epilogue-order'],
  examples: [
    {
      bad: `FROM golang:1.27 AS build
RUN go build -o /app ./cmd
EXPOSE 8080
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
      good: `FROM golang:1.27 AS build
RUN go build -o /app ./cmd
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
EXPOSE 8080
ENTRYPOINT ["/app"]
`,
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    const found = stage.instructions.filter(isRuntime);
    const [first, ...others] = found;
    if (!first || !isBuilder(stage, ctx.model, ctx.settings.targets)) return;
    const kinds = [...new Set(found.map(({ keyword }) => keyword))];
    const keywords = kinds.length > 2 ? `${first.keyword} and ${String(kinds.length - 1)} more` : kinds.join(' and ');
    yield ctx.problem('lost', {
      at: first.keywordSpan,
      data: { keywords, stage: stage.name?.value ?? String(stage.index) },
      standsFor: [],
      related: others.map(({ keywordSpan, keyword }) => ({ at: keywordSpan, message: `${keyword} is lost as well` })),
    });
  },
});
