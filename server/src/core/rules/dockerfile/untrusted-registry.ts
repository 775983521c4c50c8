import type { Fix, RuleSettings } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { shortName } from '../../knowledge/base-images.js';
import type { ImagePlace } from '../../knowledge/registries.js';
import { isAllowedPlace, placeOf } from '../../knowledge/registries.js';
import type { DockerfileModel, ImageUse } from '../../model/dockerfile/types.js';

function peersOf(use: ImageUse, place: ImagePlace): string[] {
  const peers = ['cis-docker-1.6:4.2'];
  if (use.place !== 'copy-from') peers.push('hadolint:DL3026');
  if (use.place === 'from') peers.push('datadog:d0b535a2-5e5f-d18f-52f8-cc59a3f236bd');
  if (use.place === 'from' && place.written !== '') peers.push('dockerfile_lint:specified_registry');
  return peers;
}

/** The same path behind the mirror that the configuration names for this registry. */
function fromMirror(file: DockerfileModel, use: ImageUse, place: ImagePlace, registries: RuleSettings['registries']): Fix | undefined {
  const entry = Object.entries(registries.mirrors).find(([host]) => host.toLowerCase() === place.host);
  const mirror = entry?.[1].replace(/^https?:\/\//, '').replace(/\/+$/, '');
  if (!mirror || (place.written === '' && use.raw.startsWith('$'))) return undefined;
  const rest = use.raw.slice(place.written.length);
  const path = place.host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  const slash = mirror.indexOf('/');
  const prefix = slash < 0 ? '' : `${mirror.slice(slash + 1)}/`;
  const after = { host: mirror.slice(0, slash < 0 ? undefined : slash), path: prefix + path.replace(/[:@].*$/, ''), written: '' };
  if (!registries.allow.some((allowed) => isAllowedPlace(after, allowed))) return undefined;
  const change = replaceWord(file, use.at, use.span, `${mirror}/${path}`);
  return change && { title: `Pull it from ${mirror}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/untrusted-registry',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image comes from a registry that the configuration does not allow',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    foreign: '"{image}" comes from "{registry}", which registries.allow does not name: use another',
  },
  docs: {
    description:
      'The configuration has a list registries.allow, and the registry of an image in FROM, COPY --from or RUN --mount from= is not in it. An entry is a host with its port, may begin or end with * and may go on with the first parts of a path (ghcr.io/acme). A name without a host is docker.io, for which hub.docker.com is another name. Stages and scratch are exempt; a registry in an ARG counts by its default. Without the list the rule is silent.',
    rationale:
      'Whoever controls an image that a build stands on controls the product. A list of registries keeps builds on images that somebody has checked, keeps them running when a public registry is down, and makes a typing error in a host name visible.',
    impact: 'The mirror must hold the image under the same path, or the build fails.',
    audit: 'grep -nE "^FROM|--from=|from=" Dockerfile lists the places where images are named.',
    remediation: 'Name the copy in an allowed registry; with registries.mirrors the fix does it.',
    defaultValue: 'Images may come from anywhere.',
    references: ['CIS Docker Benchmark 4.2', 'Seaworthy: registries.allow and registries.mirrors in the configuration'],
    limits:
      'Build contexts that are given by name (--build-context NAME=...) look like images of docker.io. Where the path is in an open variable, only the host is compared.',
  },
  equivalents: [
    'hadolint:DL3026',
    'datadog:d0b535a2-5e5f-d18f-52f8-cc59a3f236bd',
    'cis-docker-1.6:4.2',
    '~dockerfile_lint:specified_registry',
  ],
  examples: [
    {
      bad: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      good: 'FROM registry.example.com/hub/library/node:24-slim\nCMD ["node", "server.js"]\n',
      byFix: true,
      given: {
        says: 'with `registries: { allow: [registry.example.com], mirrors: { docker.io: registry.example.com/hub } }`',
        settings: { registries: { allow: ['registry.example.com'], mirrors: { 'docker.io': 'registry.example.com/hub' } } },
      },
    },
  ],
  *check(use, ctx) {
    const { registries } = ctx.settings;
    if (registries.allow.length === 0 || use.raw === '') return;
    const place = placeOf(use);
    if (!place || registries.allow.some((entry) => isAllowedPlace(place, entry))) return;
    const isWritten = place.written !== '' && ctx.text.startsWith(place.written, use.span.start);
    yield ctx.problem('foreign', {
      at: isWritten ? { start: use.span.start, end: use.span.start + place.written.length - 1 } : use.span,
      data: { image: shortName(use.raw), registry: place.host },
      standsFor: peersOf(use, place),
      fixes: [fromMirror(ctx.model, use, place, registries)],
    });
  },
});
