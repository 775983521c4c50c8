import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { frontendName } from '../../knowledge/frontend.js';
import { shortName } from '../../knowledge/base-images.js';
import { editDistance } from '../../text/nearest.js';

const OFFICIAL = 'docker/dockerfile';

/** `*` stands for anything at the end of an entry; hosts of Docker Hub make no difference. */
function isNamed(name: string, entry: string): boolean {
  const wanted = frontendName(entry);
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

export default defineRule({
  id: 'dockerfile/untrusted-syntax-frontend',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'The file is read by a frontend that is not on the list of trusted ones',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  options: {
    allowedFrontends: stringList(
      ['docker/dockerfile', 'docker/dockerfile-upstream'],
      'Frontend images that may read the file, without tag; * at the end stands for anything',
    ),
  },
  messages: {
    foreign: '"{image}" is a program that drives this build and gets its secrets: use docker/dockerfile, or allow it',
  },
  docs: {
    description:
      "# syntax= (or its // and JSON spellings) names a frontend image that is not in allowedFrontends. By default these are Docker's own, docker/dockerfile and docker/dockerfile-upstream, whatever the tag. Registries in registries.allow are trusted too.",
    rationale:
      'BuildKit pulls the frontend and lets it decide what is built. It sees the build context, the build arguments and what the secrets are called, and can run anything in the build. A frontend of an unknown maker is code that nobody here has read.',
    impact: 'A file written for another frontend may use instructions that docker/dockerfile does not have.',
    audit: 'grep -n "syntax=" Dockerfile; docker build prints the frontend it resolves.',
    remediation: 'Use docker/dockerfile:1, or review the frontend, pin it by digest and add it to allowedFrontends.',
    defaultValue: 'Without # syntax= the frontend built into the builder reads the file.',
    references: ['Docker: Custom Dockerfile syntax', 'BuildKit: Frontend gateway'],
  },
  equivalents: [],
  examples: [
    { bad: '# syntax=example.com/frontend:1\nFROM alpine:3.24\n', good: '# syntax=docker/dockerfile:1\nFROM alpine:3.24\n', byFix: false },
  ],
  *check(file, ctx) {
    const { frontend } = file;
    if (!frontend) return;
    const name = frontendName(frontend.value);
    // A slip of the official name is told as one.
    if (name === '' || editDistance(name.toLowerCase(), OFFICIAL, 2) <= 2) return;
    if (ctx.options.allowedFrontends.some((entry) => isNamed(name, entry))) return;
    const isTrusted = (registry: string): boolean => /[.:]/.test(registry) && name.startsWith(`${registry.replace(/[*/]+$/, '')}/`);
    if (ctx.settings.registries.allow.some(isTrusted)) return;
    yield ctx.problem('foreign', { at: frontend.span, data: { image: shortName(frontend.value) } });
  },
});
