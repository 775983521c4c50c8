import { defineRule } from '../../engine/rule.js';
import { removeFlag } from '../../fix/dockerfile.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

const SYSTEMS: ReadonlySet<string> = new Set(['linux', 'windows', 'darwin', 'freebsd']);
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
};

/** Operating system and processor that a stage may carry in its name. */
function namesOf(platform: string): readonly string[] {
  const [first = '', second] = platform.toLowerCase().split('/');
  const system = SYSTEMS.has(first) || second !== undefined ? first : undefined;
  const architecture = second ?? (system === undefined ? first : undefined);
  const known = architecture === undefined ? undefined : (ARCHITECTURES[architecture] ?? architecture);
  return [system, architecture, known].filter((name) => name !== undefined && name !== '') as string[];
}

/** Is the final stage built on this one, and does it ship? Files to export and places to work in are not for another platform. */
function isShippedBase(stage: Stage, file: DockerfileModel, path: string): boolean {
  const final = file.finalStage;
  if (!final?.chain.includes(stage) || stage.image.raw === 'scratch') return false;
  const kind = imageKindOf(final, path, 'auto');
  return kind !== 'artifact' && kind !== 'dev' && kind !== 'ci';
}

export default defineRule({
  id: 'dockerfile/constant-platform',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['FROM'] },
  summary: 'FROM is bound to one platform',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    constant: '"{platform}" is taken whatever platform is built for: remove --platform, or name the platform in the stage',
    builder: 'The shipped image is for the machine that builds it, whatever platform is asked for: remove --platform',
  },
  docs: {
    description:
      'FROM has --platform with a literal value, and neither its operating system nor its processor occurs in the name of the stage; or it has $BUILDPLATFORM where the final stage is built on the image, so that every platform gets what runs on the builder. Other values with a variable are fine, and so is Windows, whose images exist for one platform.',
    rationale:
      'Built for another platform the image still gets programs of this one. They run under emulation, slowly, or not at all, and the image says it is of the platform that was asked for.',
    impact:
      'Without the flag the base image is taken for the platform that is built for; on another machine that may be another one than today.',
    audit: 'docker image inspect --format "{{.Os}}/{{.Architecture}}" IMAGE shows what was built.',
    remediation:
      'Remove the flag and give the platform when building (docker build --platform). For a compiler that runs on the building machine write --platform=$BUILDPLATFORM. Where a stage is meant for one platform, say so in its name: AS build-amd64.',
    defaultValue: 'Without --platform FROM takes the platform that is built for.',
    references: ['Dockerfile reference: FROM', 'BuildKit: build checks, FromPlatformFlagConstDisallowed'],
    limits: 'An image that exists for one platform only needs the flag; the registry is not asked.',
  },
  equivalents: [
    'hadolint:DL3029',
    'buildkit:FromPlatformFlagConstDisallowed',
    'kics:b16e8501-ef3c-44e1-a543-a093238099c9',
    'semgrep:avoid-platform-with-from',
  ],
  examples: [
    { bad: 'FROM --platform=linux/amd64 debian:trixie-slim\n', good: 'FROM debian:trixie-slim\n', byFix: true },
    {
      bad: 'FROM --platform=linux/arm64 debian:trixie-slim AS tools\n',
      good: 'FROM --platform=linux/arm64 debian:trixie-slim AS tools-arm64\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage } = instruction;
    if (keyword !== 'FROM' || !stage) return;
    const flag = instruction.flags.find(({ name }) => name === 'platform');
    const platform = flag?.value;
    if (flag && platform !== undefined && /^["']?\$(?:BUILDPLATFORM|\{BUILDPLATFORM\})["']?$/.test(platform)) {
      if (!isShippedBase(stage, ctx.model, ctx.path)) return;
      const change = removeFlag(ctx.model, instruction, 'platform');
      yield ctx.problem('builder', {
        at: flag.span,
        standsFor: [],
        fixes: [change && { title: 'Remove --platform', safety: 'unsafe', ...change }],
      });
      return;
    }
    if (!flag || platform === undefined || platform === '' || platform.includes('$') || /^windows(?:\/|\(|$)/i.test(platform)) return;
    const name = stage.name?.value.toLowerCase() ?? '';
    if (namesOf(platform).some((part) => name.includes(part))) return;
    const change = removeFlag(ctx.model, instruction, 'platform');
    yield ctx.problem('constant', {
      at: flag.span,
      data: { platform },
      fixes: [change && { title: 'Remove --platform', safety: 'unsafe', ...change }],
    });
  },
});
