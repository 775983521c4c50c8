import { defineRule } from '../../engine/rule.js';
import { replaceValue } from '../../fix/pairs.js';
import { OCI } from '../../knowledge/oci-labels.js';
import type { Instruction, Pair, Stage } from '../../model/dockerfile/types.js';

const NAME = `${OCI}base.name`;
const DIGEST = `${OCI}base.digest`;

/** "docker.io/library/alpine:3.24" of "alpine:3.24@sha256:…"; the label may be written in any of its forms. */
function normalized(reference: string): { name: string; tag: string | undefined } {
  const [bare = ''] = reference.split('@');
  const colon = bare.lastIndexOf(':');
  const hasTag = colon > bare.lastIndexOf('/');
  const path = hasTag ? bare.slice(0, colon) : bare;
  const [first = ''] = path.split('/');
  const isHub = first === 'docker.io' || first === 'index.docker.io';
  const hasHost = path.includes('/') && (first === 'localhost' || /[.:]/.test(first));
  const rest = isHub ? path.slice(first.length + 1) : path;
  const name = hasHost && !isHub ? path : `docker.io/${rest.includes('/') ? rest : `library/${rest}`}`;
  return { name, tag: hasTag ? bare.slice(colon + 1) : undefined };
}

/** The LABEL that has the pair; absent for one that a stage outside the chain sets. */
function holderOf(stage: Stage, pair: Pair): Instruction | undefined {
  for (const { instructions } of stage.chain) {
    const found = instructions.find(({ keyword, pairs }) => keyword === 'LABEL' && pairs.includes(pair));
    if (found) return found;
  }
  return undefined;
}

const literal = (pair: Pair | undefined): string | undefined => {
  const value = pair?.value?.value;
  return value === undefined || value === '' || value.includes('$') ? undefined : value;
};

export default defineRule({
  id: 'dockerfile/stale-base-label',
  category: 'metadata',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['LABEL'] },
  summary: 'A label names another base image than FROM does',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    name: 'Label "base.name" says "{label}", but FROM says "{image}": write the same in both',
    digest: 'Label "base.digest" is not the digest in FROM, so scanners look up another base: write the same in both',
    loose: 'Label "base.digest" is soon untrue, as "{image}" moves: pin the digest in FROM, or drop the label',
    scratch: 'Label "{key}" names a base image, but scratch is none: drop it',
  },
  docs: {
    description:
      'The labels org.opencontainers.image.base.name and base.digest of the final stage hold a literal that disagrees with the image its FROM names (that of the stage it is built on, at the end of the chain), or base.digest holds a literal although FROM pins no digest or is scratch. Values with variables and images that cannot be resolved are left alone.',
    rationale:
      'Scanners and rebuild services use these labels to tell which holes come from the base image and when it has a newer one. FROM is raised by update tools, the label is not, and from then on it sends everyone to the wrong image.',
    impact: 'None for the program: only the labels change, to what they already claim to be.',
    audit: 'docker buildx imagetools inspect IMAGE --raw shows the annotations, docker image inspect IMAGE the labels.',
    remediation:
      'Feed FROM and the labels from the same ARG, or let the build tool set them: docker buildx build and docker/metadata-action can.',
    defaultValue: 'Nothing sets these labels unless the Dockerfile or the build tool does.',
    references: ['OCI Image Format Specification: Annotations, pre-defined keys'],
    limits: 'Whether a digest and a tag belong together is not looked up.',
  },
  equivalents: ['tally:labels/no-stale-base-digest'],
  examples: [
    {
      bad: `FROM alpine:3.24\nLABEL ${NAME}="docker.io/library/alpine:3.20"\nCMD ["top"]\n`,
      good: `FROM alpine:3.24\nLABEL ${NAME}="docker.io/library/alpine:3.24"\nCMD ["top"]\n`,
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const { image, raw, resolved } = stage.rootImage;
    const isScratch = resolved?.toLowerCase() === 'scratch';
    for (const key of [NAME, DIGEST]) {
      const pair = stage.labels.get(key);
      const value = literal(pair);
      const at = pair && holderOf(stage, pair);
      if (value === undefined || !pair?.value || !at) continue;
      const standsFor = key === DIGEST ? ['tally:labels/no-stale-base-digest'] : [];
      const span = pair.value.span;
      if (isScratch) {
        yield ctx.problem('scratch', { at: span, data: { key: key.slice(OCI.length) }, standsFor });
        continue;
      }
      if (!image) continue;
      if (key === NAME) {
        const label = normalized(value);
        if (label.name === image.name && (label.tag === undefined || label.tag === image.tag)) continue;
        const wanted = image.tag === undefined ? image.name : `${image.name}:${image.tag}`;
        const change = replaceValue(file, at, pair, wanted);
        yield ctx.problem('name', {
          at: span,
          data: { label: value, image: raw },
          standsFor,
          fixes: [change && { title: `Write ${wanted}`, safety: 'safe', ...change }],
        });
      } else if (image.digest === undefined) yield ctx.problem('loose', { at: span, data: { image: raw }, standsFor });
      else if (image.digest !== value) {
        const change = replaceValue(file, at, pair, image.digest);
        yield ctx.problem('digest', {
          at: span,
          standsFor,
          fixes: [change && { title: 'Write the digest of FROM', safety: 'safe', ...change }],
        });
      }
    }
  },
});
