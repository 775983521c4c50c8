import { defineRule } from '../../engine/rule.js';
import { flag } from '../../engine/options.js';
import { insertAfter } from '../../fix/dockerfile.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

const NAME = 'BUILDKIT_SBOM_SCAN_STAGE';
const ARG = `ARG ${NAME}=true`;
const STATIC = /^(?:scratch|gcr\.io\/distroless\/static(?:-debian\d+)?(?:[:@].*)?|cgr\.dev\/chainguard\/static(?:[:@].*)?)$/i;

/** The value is a switch, or a list of stages. */
function names(value: string | undefined, stage: Stage): boolean {
  if (value === undefined) return false;
  if (/^(?:true|1)$/i.test(value) || value.includes('$')) return true;
  return value.split(',').some((name) => name.trim().toLowerCase() === stage.name?.value.toLowerCase());
}

function isScanned(stage: Stage, file: DockerfileModel): boolean {
  const global = file.globalArgs.flatMap(({ pairs }) => pairs).find(({ name }) => name.value === NAME)?.value?.value;
  return names(global, stage) || names(stage.endState.args.get(NAME), stage);
}

export default defineRule({
  id: 'dockerfile/unscanned-builder-stage',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'The bill of materials leaves out the stage that a program was built in',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unscanned: 'The SBOM leaves out stage "{stage}", where the program is built: set ARG BUILDKIT_SBOM_SCAN_STAGE=true',
  },
  docs: {
    description:
      'The option sbom says that images are built with an SBOM attestation (docker build --sbom, --attest type=sbom, attest in a Bake file). The final stage is scratch or a static image, and a stage that it copies from does not set ARG BUILDKIT_SBOM_SCAN_STAGE=true, nor does the top of the file. Without the option the rule is silent.',
    rationale:
      'The scanner looks at the final stage only. A static image with one binary has nothing it can read, so the attestation says that the image is made of nothing, although its libraries were there in the stage that built it.',
    impact: 'The build takes longer and the attestation grows by the packages of the stage, compilers included.',
    audit: 'docker buildx imagetools inspect IMAGE --format "{{ json .SBOM }}" prints what the attestation holds.',
    remediation: 'Write ARG BUILDKIT_SBOM_SCAN_STAGE=true below the FROM of the stage that builds.',
    defaultValue: 'Only the final stage is scanned.',
    references: ['Docker: SBOM attestations, scanning stages'],
    limits: 'Whether an SBOM is made is not to be seen in a Dockerfile, hence the option.',
  },
  equivalents: [],
  options: { sbom: flag(false, 'Images are built with an SBOM attestation') },
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      byFix: true,
      given: { says: 'with the option `sbom: true`', options: { sbom: true } },
    },
  ],
  *check({ stage, file }, ctx) {
    if (!ctx.options.sbom || !STATIC.test(stage.rootImage.resolved ?? '')) return;
    const builders = new Set(
      stage.chain.flatMap(({ uses }) =>
        uses.flatMap(({ at, stage: used }) => (at.keyword === 'COPY' && used && !used.ships ? [used] : [])),
      ),
    );
    for (const builder of builders) {
      if (isScanned(builder, file)) continue;
      const change = insertAfter(file, builder.from, [ARG]);
      yield ctx.problem('unscanned', {
        at: builder.name?.span ?? builder.image.span,
        data: { stage: builder.name?.value ?? String(builder.index) },
        fixes: [change && { title: 'Scan this stage', safety: 'safe', ...change }],
      });
    }
  },
});
