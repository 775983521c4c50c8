import { defineRule } from '../../engine/rule.js';
import { insertAfter } from '../../fix/dockerfile.js';
import { CERTIFICATES, scratchImageOf, wantsCertificates } from '../../knowledge/scratch-image.js';
import { systemProgramOf } from '../../knowledge/start-command.js';

const ZONES = '/usr/share/zoneinfo';

/** Longer marks in an editor say less, not more. In UTF-16 code units. */
const LONGEST_MARK = 59;

export default defineRule({
  id: 'dockerfile/scratch-without-runtime-files',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'A program on scratch gets no CA certificates or time zones',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    certificates: 'This scratch image gets no CA certificates, so any TLS call of its program fails: copy them as well',
    zones: 'TZ is set, but this scratch image gets no time zones, so its program stays on UTC: copy them as well',
  },
  docs: {
    description:
      'A final stage on scratch gets a program but no CA certificates, or sets TZ without getting the time zones. Only for images that scratch-final-stage looks at; programs that work on the system itself (sysctl, LinuxKit services) are left alone. Missing certificates are an info where the builder installs ca-certificates, else a hint, as the program may call nobody.',
    rationale:
      'A TLS client needs a list of authorities to trust. On scratch there is none, so every https call fails with "certificate signed by unknown authority", and often only in production, where the first real call is made.',
    impact: 'None but about 200 kB. The copied list ages with the image: build again to renew it.',
    audit: 'docker create IMAGE, then docker export CONTAINER | tar -t | grep -E "ssl/certs|zoneinfo" prints nothing.',
    remediation: `COPY --from=build ${CERTIFICATES} /etc/ssl/certs/ beside the program, or build on a distroless base, which has both.`,
    defaultValue: 'scratch is empty.',
    references: ['Go: crypto/x509, SystemCertPool', 'GoogleContainerTools/distroless: static'],
    limits:
      'Programs that embed certificates or zones (Go: x509roots, time/tzdata), and programs that never call out, need none; suppress the finding with that reason.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      good: `FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nCOPY --from=build ${CERTIFICATES} /etc/ssl/certs/\nENTRYPOINT ["/app"]\n`,
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const scratch = scratchImageOf(stage);
    const program = scratch?.program;
    if (!scratch || !program) return;
    const { builder } = scratch;
    // What sets up the kernel or the network has nobody to call.
    if (!scratch.hasCertificates && systemProgramOf(stage, ctx.files) === undefined) {
      const line = `COPY --from=${builder?.name ?? ''} ${CERTIFICATES} /etc/ssl/certs/`;
      const change = scratch.builderHasCertificates ? insertAfter(file, program, [line]) : undefined;
      const { headSpan, keywordSpan } = program;
      yield ctx.problem('certificates', {
        // Whether the program makes any TLS call is not seen; who installed certificates in the builder meant to use them.
        ...(builder && wantsCertificates(builder.stage) ? {} : { severity: 'hint' as const }),
        at: headSpan.end - headSpan.start <= LONGEST_MARK ? headSpan : keywordSpan,
        fixes: [change && { title: `Copy the CA certificates from ${builder?.name ?? ''}`, safety: 'unsafe', ...change }],
      });
    }
    const zone = stage.chain
      .flatMap((link) => link.instructions)
      .flatMap((instruction) => (instruction.keyword === 'ENV' ? instruction.pairs : []));
    const setting = zone.find((pair) => pair.name.value === 'TZ' && !/^(?:UTC|Etc\/UTC|)$/.test(pair.value?.value ?? ''));
    if (setting && !scratch.hasZones) {
      const change =
        builder?.stage.rootImage.image?.name === 'docker.io/library/golang' && !/alpine/.test(builder.stage.rootImage.raw)
          ? insertAfter(file, program, [`COPY --from=${builder.name} ${ZONES} ${ZONES}`])
          : undefined;
      yield ctx.problem('zones', {
        at: setting.span,
        fixes: [change && { title: `Copy the time zones from ${builder?.name ?? ''}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
