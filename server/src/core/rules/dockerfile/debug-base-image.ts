import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { shortName } from '../../knowledge/base-images.js';
import type { DockerfileModel, ImageUse, Stage } from '../../model/dockerfile/types.js';

const SHELL_LESS = /^(?:gcr\.io\/distroless|cgr\.dev\/[^/]+|dhi\.io)\//;

/** The tag of the plain variant: "debug-nonroot" is nonroot, "debug" is latest, "1.4-debug" is 1.4. */
function plainTag(name: string, tag: string): string | undefined {
  if (name.startsWith('gcr.io/distroless/')) {
    if (!/^(?:debug|debug-.+|.+-debug)$/.test(tag)) return undefined;
    return tag.replace(/^debug-?|-debug$/, '') || 'latest';
  }
  return /.-(?:dev|debug)$/.test(tag) ? tag.replace(/-(?:dev|debug)$/, '') : undefined;
}

/** Steps and start commands that the plain variant cannot run. */
const needsShell = (stage: Stage): boolean =>
  stage.chain.some(({ instructions }) =>
    instructions.some(({ keyword, json }) => keyword === 'RUN' || (/^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) && !json)),
  );

function onPlain(file: DockerfileModel, stage: Stage, use: ImageUse, tag: string): Fix | undefined {
  const { image } = use;
  if (!image?.tag || image.digest !== undefined || use.variables.length > 0 || needsShell(stage)) return undefined;
  const wanted = `${use.raw.slice(0, use.raw.length - image.tag.length)}${tag}`;
  const change = replaceWord(file, use.at, use.span, wanted);
  return change && { title: `Build on ${wanted}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/debug-base-image',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'The image that ships is the debug variant of one without a shell',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    debug: '"{image}" is the variant with a shell, which an intruder can use as well: ship the plain one',
  },
  docs: {
    description:
      'The final stage is built on a variant for debugging or building of an image family that is made to have no shell: distroless tags with debug, Chainguard and Docker hardened images with -dev or -debug.',
    rationale:
      'These families are chosen because there is no shell and no package manager to work with after a break-in. The debug variant brings both back, usually left over from a search for a fault.',
    impact:
      'Nobody can open a shell in the container any more; kubectl debug and docker debug attach one from outside. Steps that need a shell have to move to a builder, and the fix is not offered while there are any.',
    audit: 'docker run --rm --entrypoint sh IMAGE -c true succeeds where there is a shell.',
    remediation: 'Drop debug or -dev from the tag in the final stage; keep such variants for stages that build.',
    defaultValue: 'The plain tags of these families have no shell.',
    references: ['Distroless: debug images', 'Chainguard: development variants', 'Kubernetes: ephemeral containers'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM gcr.io/distroless/static-debian13:debug-nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n',
      good: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const use = stage.rootImage;
    const { image } = use;
    if (!image?.tag || !SHELL_LESS.test(image.name)) return;
    const plain = plainTag(image.name, image.tag);
    if (plain === undefined) return;
    yield ctx.problem('debug', { at: use.shortSpan, data: { image: shortName(use.raw) }, fixes: [onPlain(file, stage, use, plain)] });
  },
});
