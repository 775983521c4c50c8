import { defineRule } from '../../engine/rule.js';
import { choice } from '../../engine/options.js';
import { shortName } from '../../knowledge/base-images.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { startOf } from '../../knowledge/start-command.js';
import type { Stage } from '../../model/dockerfile/types.js';

/** Images that start nothing by themselves. */
const STARTS_NOTHING =
  /^(?:scratch|gcr\.io\/distroless\/(?:static|base|base-nossl|cc)(?:-debian\d+)?(?:[:@].*)?|cgr\.dev\/chainguard\/(?:static|glibc-dynamic)(?:[:@].*)?)$/i;
/** Only somebody who means to run the image says these. */
const RUNTIME = new Set(['EXPOSE', 'HEALTHCHECK', 'STOPSIGNAL', 'USER', 'VOLUME']);

const saysHowToRun = (stage: Stage): boolean => stage.instructions.some(({ keyword }) => RUNTIME.has(keyword));

export default defineRule({
  id: 'dockerfile/missing-start-command',
  category: 'metadata',
  on: 'dockerfile.finalStage',
  summary: 'An image that is made to run does not say what it starts',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    missing: '"{image}" starts nothing, nor does this file, so docker run fails without a command: add ENTRYPOINT',
  },
  docs: {
    description:
      'Neither the final stage nor the stages it is built on have CMD or ENTRYPOINT, the image at the end of the chain is one that starts nothing by itself (scratch, distroless static, base and cc, Chainguard static), and the final stage says how it is to run with EXPOSE, USER, HEALTHCHECK, STOPSIGNAL or VOLUME. Images that others build on and files to export need none; the option imageKind says which it is.',
    rationale: 'Whoever runs the image has to know its inside. A manifest without a command fails with "no command specified".',
    impact: 'There is no fix: what to start is for the author to say.',
    audit: 'docker image inspect --format "{{json .Config.Entrypoint}} {{json .Config.Cmd}}" IMAGE prints null twice.',
    remediation: 'Add ENTRYPOINT ["/app"] to the final stage.',
    defaultValue: 'The start command of the base image, if it has one.',
    references: ['Dockerfile reference: ENTRYPOINT'],
  },
  equivalents: ['dockerfile_lint:required_instruction_CMD'],
  options: {
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and what the stage says',
    ),
  },
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nUSER 10001\nEXPOSE 8080\n',
      good: 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nUSER 10001\nEXPOSE 8080\nENTRYPOINT ["/app"]\n',
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    const { resolved = '' } = stage.rootImage;
    if (startOf(stage) || !STARTS_NOTHING.test(resolved)) return;
    const { imageKind } = ctx.options;
    // Without a start command auto takes every such image for files to export; a name or ONBUILD still counts.
    const hasOnbuild = stage.chain.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'ONBUILD'));
    const kind = imageKindOf(stage, ctx.path, imageKind);
    const isNamed = stage.name !== undefined && /base|export|artifact|artefact|binar|out|dist/i.test(stage.name.value);
    if (imageKind === 'auto' ? kind === 'dev' || kind === 'ci' || hasOnbuild || isNamed || !saysHowToRun(stage) : kind !== 'app') return;
    yield ctx.problem('missing', { at: stage.image.shortSpan, data: { image: shortName(stage.rootImage.raw) } });
  },
});
