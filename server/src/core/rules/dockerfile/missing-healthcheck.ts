import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { choice } from '../../engine/options.js';
import { appendToStage } from '../../fix/dockerfile.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { startOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

const ALWAYS = ['hadolint:DL3057', 'dockle:CIS-DI-0006', 'cis-docker-1.6:4.6'];
/** One HEALTHCHECK in any stage is enough for these. */
const ANYWHERE = ['trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:b03a748a-542d-44f4-bb86-9199ab4fd2d5'];
const RAILS = 'tally:ruby/healthcheck-rails-up-endpoint';

/** Services that a request by HTTP does not answer for: ssh, mail, names, databases, brokers, gRPC ... */
const OTHER_PROTOCOLS =
  /^(?:2[1-5]|53|110|143|389|465|587|636|99[35]|1025|1433|1521|1883|2181|2222|3306|3389|4222|5432|5672|5900|6379|6432|8883|9000|9042|9092|11211|27017|50051)$/;

/** The first port that EXPOSE names as a number. */
function portOf(stage: Stage): string | undefined {
  for (const { instructions } of stage.chain) {
    for (const { keyword, words } of instructions) {
      const port = keyword === 'EXPOSE' ? words.map(({ value }) => /^(\d+)(?:\/tcp)?$/i.exec(value)?.[1]).find(Boolean) : undefined;
      if (port !== undefined) return port;
    }
  }
  return undefined;
}

/** A request to the port with what the image is known to have. */
function probeFor(stage: Stage, port: string): string | undefined {
  const facts = factsOfUse(stage.rootImage);
  if (!facts || facts.hasShell === false || facts.os === 'windows') return undefined;
  // The name may be the address of IPv6, where few programs listen.
  const url = `http://127.0.0.1:${port}/`;
  if (facts.language === 'node')
    return `HEALTHCHECK CMD ["node", "-e", "fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]`;
  if (facts.language === 'python') return `HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('${url}')"]`;
  return facts.packageManager === 'apk' && facts.role !== 'empty' ? `HEALTHCHECK CMD ["wget", "-q", "--spider", "${url}"]` : undefined;
}

function withProbe(file: DockerfileModel, stage: Stage): Fix | undefined {
  const port = portOf(stage);
  const probe = port === undefined || OTHER_PROTOCOLS.test(port) ? undefined : probeFor(stage, port);
  const change = probe === undefined ? undefined : appendToStage(file, stage, [probe]);
  return change && { title: `Add a HEALTHCHECK of port ${port ?? ''}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/missing-healthcheck',
  category: 'metadata',
  on: 'dockerfile.finalStage',
  summary: 'The image does not say how to tell whether its program works',
  severity: 'hint',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    missing: 'Docker and Compose cannot tell whether the program still answers: add a HEALTHCHECK, or NONE if others probe it',
  },
  docs: {
    description:
      'The final stage and the stages it is built on start a program and have no HEALTHCHECK. HEALTHCHECK NONE is an answer. Images for development, tests and export, and those others build on, need none.',
    rationale:
      'A process that hangs is still running, so Docker leaves it alone. With a check, docker ps shows it, Swarm replaces it, and Compose waits for it before it starts what depends on it.',
    impact:
      'The check runs in the container every 30 seconds and needs a program that can ask; the address in the fix is a guess that has to be looked at.',
    audit: 'docker image inspect --format "{{json .Config.Healthcheck}}" IMAGE prints null where there is none.',
    remediation:
      'Add HEALTHCHECK CMD with what is in the image. Kubernetes ignores it and wants probes in the manifest: write HEALTHCHECK NONE to say so.',
    defaultValue: 'Without HEALTHCHECK a container counts as healthy as long as its process runs.',
    references: ['Dockerfile reference: HEALTHCHECK', 'CIS Docker Benchmark 4.6'],
    limits: 'A check in a Compose file, in a manifest or in the base image is not seen.',
  },
  equivalents: [...ALWAYS, ...ANYWHERE, RAILS],
  options: {
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY server /server\nUSER 10001\nEXPOSE 8080\nENTRYPOINT ["/server"]\n',
      good: 'FROM alpine:3.24\nCOPY server /server\nUSER 10001\nEXPOSE 8080\nHEALTHCHECK CMD ["wget", "-q", "--spider", "http://127.0.0.1:8080/"]\nENTRYPOINT ["/server"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const start = startOf(stage);
    if (!start || start.isPrompt || imageKindOf(stage, ctx.path, ctx.options.imageKind) !== 'app') return;
    const hasOne = (one: Stage): boolean => one.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK');
    if (stage.chain.some(hasOne)) return;
    const isRails = start.words.some((word) => /(?:^|\/)(?:rails|puma|thrust|thruster)$/.test(word));
    yield ctx.problem('missing', {
      at: stage.image.shortSpan,
      standsFor: [...ALWAYS, ...(file.stages.some(hasOne) ? [] : ANYWHERE), ...(isRails ? [RAILS] : [])],
      fixes: [withProbe(file, stage)],
    });
  },
});
