import type { Change, DockerfileOp, Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { choice } from '../../engine/options.js';
import { appendToStage, insertAfter, replaceWord } from '../../fix/dockerfile.js';
import { effectiveUserOf, isNumeric, isRoot } from '../../knowledge/effective-user.js';
import { BUILD_LABELS, ESSENTIAL_LABELS, labelBlock, withTold } from '../../knowledge/oci-labels.js';
import type { ProjectFacts } from '../../knowledge/project-facts.js';
import { projectFactsOf } from '../../knowledge/project-facts.js';
import type { ScratchImage } from '../../knowledge/scratch-image.js';
import { CERTIFICATES, scratchImageOf } from '../../knowledge/scratch-image.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

const DISTROLESS = 'gcr.io/distroless/static-debian13:nonroot';
const SCAN_ARGUMENT = 'BUILDKIT_SBOM_SCAN_STAGE';

/** What makes an image without anything in it traceable all the same. */
function lacksOf(stage: Stage, file: DockerfileModel, scratch: ScratchImage) {
  const user = effectiveUserOf(stage)?.resolved;
  const declaresScan = (other: Stage) =>
    other.instructions.some(({ keyword, pairs }) => keyword === 'ARG' && pairs.some((pair) => pair.name.value === SCAN_ARGUMENT));
  return {
    user: user === undefined || !isNumeric(user) || isRoot(user),
    labels: ESSENTIAL_LABELS.filter((key) => !stage.labels.has(key)),
    certificates: !scratch.hasCertificates,
    scan: file.stages.length > stage.chain.length && !file.stages.some(declaresScan),
  };
}

function joined(changes: readonly (Change | undefined)[]): Change | undefined {
  const ops: DockerfileOp[] = [];
  for (const change of changes) {
    if (change?.effect.kind !== 'dockerfile') return undefined;
    ops.push(...change.effect.ops);
  }
  return changes.length === 0
    ? undefined
    : { edits: changes.flatMap((change) => change?.edits ?? []), effect: { kind: 'dockerfile', ops } };
}

function distroless(stage: Stage, file: DockerfileModel, scratch: ScratchImage): Fix | undefined {
  const root = stage.rootImage;
  if (scratch.hasLibraries || root.variables.length > 0) return undefined;
  const change = replaceWord(file, root.at, root.span, DISTROLESS);
  return change && { title: `Build on ${DISTROLESS}`, safety: 'unsafe', ...change };
}

function hardened(stage: Stage, file: DockerfileModel, scratch: ScratchImage, facts: ProjectFacts): Fix | undefined {
  const lacks = lacksOf(stage, file, scratch);
  const { builder } = scratch;
  if (lacks.certificates && !scratch.builderHasCertificates) return undefined;
  const keys =
    lacks.labels.length === 0
      ? []
      : [...lacks.labels, ...BUILD_LABELS.filter((key) => !lacks.labels.includes(key) && !stage.labels.has(key))];
  const added = [
    ...(lacks.certificates && builder ? [`COPY --from=${builder.name} ${CERTIFICATES} /etc/ssl/certs/`] : []),
    ...(keys.length > 0 ? labelBlock(stage, withTold(stage, keys, facts), file.escape, facts) : []),
    ...(lacks.user ? ['USER 65532:65532'] : []),
  ];
  const parts = [
    ...(lacks.scan && builder ? [insertAfter(file, builder.stage.from, [`ARG ${SCAN_ARGUMENT}=true`])] : []),
    ...(added.length > 0 ? [appendToStage(file, stage, added)] : []),
  ];
  const change = joined(parts);
  return change && { title: 'Keep scratch and make it inspectable', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/scratch-final-stage',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'The image is built on scratch, so nobody can look into it',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    bare: 'A scratch image has no package list or release file, so scanners see nothing in it: use a distroless base',
    traceable: 'This scratch image can be traced, yet nobody can look inside: a static distroless base costs 2 MB more',
  },
  docs: {
    description:
      'The final stage starts from scratch, has a start command and gets its files by COPY or ADD. Silent where a whole system is copied (a root file system archive, / of another stage, a package database, os-release) and where the stage only exports files. A hint is left when the image has all that makes it traceable: a numeric USER, the labels source and revision, CA certificates, and ARG BUILDKIT_SBOM_SCAN_STAGE in the builder stage.',
    rationale:
      'Scanners read the package database and os-release; on scratch they find neither and report nothing, which looks like safety. There are no CA certificates for TLS, no accounts but root, no time zones and no /tmp, and no shell or tool for whoever has to find out what is wrong at night.',
    impact:
      'A distroless static base adds about 2 MB: certificates, time zones, accounts, /tmp and package data, still without a shell. Its tag nonroot runs as user 65532, so files the program writes to must belong to that user.',
    audit: 'docker sbom IMAGE or syft IMAGE lists no packages; docker image inspect --format "{{json .Config.Labels}}" IMAGE prints null.',
    remediation:
      'Build on gcr.io/distroless/static-debian13:nonroot. To keep scratch: copy the CA certificates from the builder, set a numeric USER, add the OCI labels, and let BuildKit scan the builder stage for the SBOM.',
    defaultValue: 'scratch is empty: no file, no user but 0, no variable but PATH.',
    references: [
      'Dockerfile reference: FROM scratch',
      'Docker: SBOM attestations, scan arguments',
      'GoogleContainerTools/distroless: static',
    ],
    limits: 'Whether a copied folder holds a whole system is guessed from the commands that fill it.',
  },
  equivalents: [],
  options: {
    scratch: choice(['warn', 'allow-hardened', 'allow'], 'warn', 'allow-hardened: silent for traceable images; allow: silent always'),
  },
  examples: [
    {
      bad: `FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM scratch
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
      good: `FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM ${DISTROLESS}
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const scratch = ctx.options.scratch === 'allow' ? undefined : scratchImageOf(stage);
    if (!scratch) return;
    const lacks = lacksOf(stage, file, scratch);
    const at = stage.rootImage.shortSpan;
    if (lacks.user || lacks.labels.length > 0 || lacks.certificates || lacks.scan) {
      yield ctx.problem('bare', {
        at,
        fixes: [distroless(stage, file, scratch), hardened(stage, file, scratch, projectFactsOf(ctx.files))],
      });
    } else if (ctx.options.scratch === 'warn') {
      // Whoever did all that chose scratch on purpose.
      yield ctx.problem('traceable', { at, severity: 'hint' });
    }
  },
});
