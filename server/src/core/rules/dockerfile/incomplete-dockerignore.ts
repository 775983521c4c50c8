import { defineRule } from '../../engine/rule.js';
import { wholeContextCopy } from '../../knowledge/context-copy.js';

/** What no build needs. A template of settings is no secret. */
const SECRETS =
  /^(?:\.env(?:\.(?!example$|sample$|template$|dist$|test$)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]+\.(?:p12|pfx|jks|keystore)|[\w.-]*(?:private|secret)[\w.-]*\.(?:pem|key)|\.npmrc|\.netrc|\.pypirc|\.aws\/|\.ssh\/)$/;
const HISTORY = /^\.(?:git|hg|svn)\/$/;
/** Build output by the manifest that stands beside it. */
const OUTPUT: readonly (readonly [manifest: RegExp, output: RegExp])[] = [
  [/^package\.json$/, /^(?:node_modules|\.next|\.nuxt)\/$/],
  [/^(?:Cargo\.toml|pom\.xml)$/, /^target\/$/],
  [/^(?:requirements.*\.txt|pyproject\.toml|setup\.py|Pipfile)$/, /^(?:__pycache__|\.venv|venv|\.tox|\.mypy_cache|\.pytest_cache)\/$/],
  [/\.(?:csproj|fsproj|vbproj)$/, /^(?:bin|obj)\/$/],
  [/^composer\.json$/, /^vendor\/$/],
  [/^build\.gradle(?:\.kts)?$/, /^(?:build|\.gradle)\/$/],
];

export default defineRule({
  id: 'dockerfile/incomplete-dockerignore',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'The .dockerignore lets history, secrets or build output through',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    one: '"{name}" passes {file} and is copied along: add it to that file',
    some: '{file} lets "{name}" and {count} more through to this COPY: add them to it',
  },
  docs: {
    description:
      'The whole build context is copied, and the ignore file does not keep out version history (.git, .hg, .svn), local settings and keys (.env, id_rsa, *.p12 ...) or the build output of the ecosystem (node_modules, target, .venv, bin and obj, vendor) although they stand in the context.',
    rationale:
      'History and keys can be read by whoever pulls the image. Build output of the machine at hand hides that of the build, holds binaries for another system, and changes with every run, so that the cache never holds.',
    impact: 'Programs that ask git for their version at build time need it handed over as a build argument.',
    audit: 'docker run --rm --entrypoint ls IMAGE -la /app shows them.',
    remediation: 'Add the names to the ignore file.',
    defaultValue: 'What no pattern names is sent.',
    references: ['Docker: Build context, .dockerignore files', 'CIS Docker Benchmark 4.10'],
    limits: 'Only names at the top of the context are looked at.',
  },
  equivalents: ['dockle:DKL-LI-0003'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json server.js ./\n',
      byFix: false,
      files: { '.dockerignore': 'node_modules\n', '.git/HEAD': '', 'package.json': '' },
    },
  ],
  *check(file, ctx) {
    const { files } = ctx;
    if (!files?.ignoreFile) return;
    const found = file.stages
      .filter((stage) => stage.reachable)
      .map(wholeContextCopy)
      .find((one) => one !== undefined);
    if (!found) return;
    const names = files.list('') ?? [];
    const outputs = OUTPUT.filter(([manifest]) => names.some((name) => manifest.test(name))).map(([, output]) => output);
    const kinds = [SECRETS, HISTORY, ...outputs];
    const sent = kinds
      .flatMap((kind) => names.filter((name) => kind.test(name)))
      .map((name) => name.replace(/\/$/, ''))
      .filter((name) => !files.isIgnored(name));
    const [name] = sent;
    if (name === undefined) return;
    const at = found.source.word.span;
    const where = files.ignoreFile.path;
    if (sent.length === 1) yield ctx.problem('one', { at, data: { name, file: where } });
    else yield ctx.problem('some', { at, data: { name, file: where, count: String(sent.length - 1) } });
  },
});
