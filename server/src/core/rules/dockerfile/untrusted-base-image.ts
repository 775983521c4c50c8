import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { shortName } from '../../knowledge/base-images.js';
import { fits, placeOf } from '../../knowledge/registries.js';
import type { ImageUse } from '../../model/dockerfile/types.js';

/** "node:24-*" is a name and a pattern of tags; a colon in front of a slash belongs to the host. */
function splitEntry(entry: string): { name: string; tag: string | undefined } {
  const colon = entry.lastIndexOf(':');
  return colon > entry.lastIndexOf('/') ? { name: entry.slice(0, colon), tag: entry.slice(colon + 1) } : { name: entry, tag: undefined };
}

/** All ways to write the name: "docker.io/library/node", "library/node", "node". */
function namesOf(host: string, path: string): readonly string[] {
  const full = `${host}/${path}`;
  return host === 'docker.io' ? [full, path, path.replace(/^library\//, '')] : [full];
}

function isNamed(use: ImageUse, names: readonly string[], entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const { name, tag } = splitEntry(entry.trim());
    if (!names.some((text) => fits(name, text))) return false;
    return tag === undefined || fits(tag, use.image?.tag ?? (use.image?.digest === undefined ? 'latest' : ''));
  });
}

export default defineRule({
  id: 'dockerfile/untrusted-base-image',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is not among those that the configuration allows',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    notAllowed: '"{image}" is not among the images that the configuration allows: build on one of those',
    denied: '"{image}" is among the images that the configuration rules out: build on another one',
  },
  docs: {
    description:
      'The options allow or deny of this rule are set, and an image in FROM, COPY --from or RUN --mount from= fits no entry of allow or fits one of deny. An entry is a repository, or a repository and a tag behind a colon; * stands for any characters. Official images of Docker Hub go by their short name or their full one. Without the options the rule is silent.',
    rationale:
      'A company that builds, scans and signs its own base images wants every product on them. A list in the repository tells so while the file is written, not after the image was refused.',
    impact: 'There is no fix: which image takes the place of another is a choice.',
    audit: 'grep -nE "^FROM|--from=|from=" Dockerfile lists the places where images are named.',
    remediation: 'Build on an image of the list, or have the image added to the list.',
    defaultValue: 'Any image may be built on.',
    references: ['CIS Docker Benchmark 4.2'],
    limits: 'Images whose name is in a variable without a default are not judged.',
  },
  equivalents: ['cis-docker-1.6:4.2'],
  options: {
    allow: stringList([], 'Images that may be built on, such as "node:24-*" or "registry.example.com/base/*"; empty = all'),
    deny: stringList([], 'Images that may not, even where allow names them'),
  },
  examples: [
    {
      bad: 'FROM node:24\nCMD ["node", "server.js"]\n',
      good: 'FROM registry.example.com/base/node:24\nCMD ["node", "server.js"]\n',
      byFix: false,
      given: { says: 'with the option `allow: ["registry.example.com/base/*"]`', options: { allow: ['registry.example.com/base/*'] } },
    },
  ],
  *check(use, ctx) {
    const { allow, deny } = ctx.options;
    if (allow.length === 0 && deny.length === 0) return;
    const place = placeOf(use);
    if (place?.path === undefined) return;
    const names = namesOf(place.host, place.path);
    const data = { image: shortName(use.raw) };
    if (isNamed(use, names, deny)) yield ctx.problem('denied', { at: use.shortSpan, data });
    else if (allow.length > 0 && !isNamed(use, names, allow)) yield ctx.problem('notAllowed', { at: use.shortSpan, data });
  },
});
