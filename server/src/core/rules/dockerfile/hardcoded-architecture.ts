import { defineRule } from '../../engine/rule.js';
import { FETCHERS, fetchesOf } from '../../knowledge/downloads.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import { alongChain } from '../../knowledge/stage-chain.js';
import type { Stage } from '../../model/dockerfile/types.js';

const ARCHITECTURE = /(?:^|[^A-Za-z0-9])(amd64|x86_64|x86-64|x64|arm64|aarch64|armv[67]l?|armhf|i[36]86|ppc64le|s390x)(?=[^A-Za-z0-9]|$)/i;
/** The script finds out for itself. */
const ASKS =
  /TARGETARCH|TARGETPLATFORM|TARGETVARIANT|BUILDARCH|\buname\b|print-architecture|--print-arch|\barch\b|rpm\s+(?:-E|--eval)|\bcase\b/;

const boundStages = new WeakMap<Stage, boolean>();

/** Is the stage, or one it is built on, for one architecture alone? */
function isBound(below: boolean | undefined, { from, image }: Stage): boolean {
  const platform = from.flags.find(({ name }) => name === 'platform')?.value;
  return below === true || (platform !== undefined && !platform.includes('$')) || ARCHITECTURE.test(image.raw);
}

export default defineRule({
  id: 'dockerfile/hardcoded-architecture',
  category: 'reproducibility',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ADD'], commands: FETCHERS },
  summary: 'A download is for one architecture only',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    fixed: 'This file is for "{architecture}" whatever the image is for, so it fails elsewhere: use TARGETARCH',
  },
  docs: {
    description:
      'A URL that a RUN or ADD fetches names an architecture (amd64, x86_64, arm64, aarch64 ...), the stage has no constant --platform and is not built on an image of that architecture, and the RUN neither uses TARGETARCH nor asks uname, dpkg or apk.',
    rationale:
      'On an arm64 machine, or with --platform=linux/arm64, the build succeeds and the image holds a program for another processor: it fails at start with "exec format error", or runs slowly under emulation.',
    impact: 'Publishers name architectures differently; a case over TARGETARCH may be needed.',
    audit: 'docker buildx build --platform=linux/arm64 . and run the result.',
    remediation:
      'Declare ARG TARGETARCH and write ${TARGETARCH} in the URL, with a case where the publisher says x86_64; or say FROM --platform=linux/amd64.',
    defaultValue: 'BuildKit builds for the platform of the machine.',
    references: ['Docker: Multi-platform builds', 'Dockerfile reference: Automatic platform ARGs'],
    limits: 'Files that have no architecture in their name are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLo /usr/bin/tool https://example.com/tool-linux-amd64\n',
      good: 'FROM debian:trixie-slim\nARG TARGETARCH\nRUN curl -fsSLo /usr/bin/tool https://example.com/tool-linux-$TARGETARCH\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' && instruction.keyword !== 'ADD') return;
    const { stage } = instruction;
    if (!stage) return;
    const fetches = fetchesOf(instruction);
    if (
      fetches.length === 0 ||
      ASKS.test(
        instruction
          .scripts()
          .map(({ source }) => source)
          .join('\n'),
      )
    )
      return;
    if (alongChain(boundStages, stage, isBound)) return;
    for (const { url, word } of fetches) {
      if (!url.includes('://')) continue;
      const architecture = ARCHITECTURE.exec(url.slice(url.indexOf('/', url.indexOf('://') + 3)))?.[1];
      if (architecture === undefined) continue;
      const at = spanOfPart(word, architecture);
      yield ctx.problem('fixed', {
        at: at.end - at.start > 60 ? { start: at.start, end: at.start + 60 } : at,
        data: { architecture },
      });
    }
  },
});
