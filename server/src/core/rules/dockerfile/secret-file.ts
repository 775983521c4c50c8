import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { addFlag, joinChanges, removeArgument, removeInstruction } from '../../fix/dockerfile.js';
import { copiedFiles } from '../../knowledge/file-commands.js';
import { secretFileOf } from '../../knowledge/secret-files.js';
import { baseName } from '../../knowledge/start-command.js';
import { pathPatterns } from '../../text/path-patterns.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Located } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

/** Who reads which file: the RUN that gets the mount. */
const READERS: Readonly<Record<string, RegExp>> = {
  '.npmrc': /^(?:npm|npx|yarn|pnpm|bun|node|corepack)$/,
  '.yarnrc.yml': /^(?:yarn|corepack)$/,
  '.netrc': /^(?:git|go|curl|wget|pip3?|uv|poetry|bazel)$/,
  '.git-credentials': /^(?:git|go|pip3?|uv|npm|cargo|composer)$/,
  '.pypirc': /^(?:twine|python3?|pip3?|uv|flit|poetry)$/,
};

export default defineRule({
  id: 'dockerfile/secret-file',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'A file with credentials is copied into the image',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ships: '"{file}" holds credentials and stays in a layer of the image, deleted later or not: use a secret mount',
    builder: '"{file}" holds credentials and stays in the build cache, or goes on by COPY: use a secret mount',
    mixed: '"{file}" may hold credentials, which then stay in the image: check it, and use a secret mount if so',
  },
  docs: {
    description:
      'COPY or ADD takes a file whose name is that of a file with credentials: .env, private keys (id_rsa, *.pem, *.key, *.p12, *.jks), .npmrc, .pypirc, .netrc, .git-credentials, .aws, .ssh, .docker/config.json, kubeconfig, service-account*.json, credentials, *.tfstate, *.ovpn, master.key, secrets.yaml. Where the text of the file can be read, it decides. Examples, templates, encrypted files, public keys and certificates are exempt. In a stage that does not ship it is an info, and so is a file that often holds only settings (.npmrc, .yarnrc.yml) and cannot be read.',
    rationale:
      'Every layer can be taken apart by whoever can pull the image, also one whose file a later instruction deletes. The credentials reach much more than the image: registries, clouds, databases.',
    impact: 'A secret mount has to be passed to the build: docker build --secret id=npmrc,src=.npmrc; it needs BuildKit.',
    audit:
      'docker save IMAGE | tar -xO --wildcards "*.tar" 2>/dev/null | tar -t | grep -E "id_rsa|[.]env$|[.]npmrc" lists such files of all layers.',
    remediation:
      'For the build mount it in the RUN that needs it: RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci. For the container mount it when it is started. Put the name into .dockerignore.',
    defaultValue: 'COPY takes what it is told; .dockerignore can hold files back.',
    references: ['Docker: Build secrets', 'CIS Docker Benchmark 4.10'],
    limits: 'Files that come along with COPY . are the matter of .dockerignore (dockerfile/incomplete-dockerignore).',
  },
  equivalents: ['trivy:DS-0031', 'dockle:CIS-DI-0010', 'cis-docker-1.6:4.10', 'dockle:DKL-LI-0003'],
  options: { secretFiles: stringList([], 'More files that hold credentials, as patterns of paths in the build context, as in .gitignore') },
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY .netrc /root/\nRUN npm ci && git clone https://git.corp.dev/a\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nRUN --mount=type=secret,id=netrc,target=/root/.netrc npm ci && git clone https://git.corp.dev/a\n',
      byFix: true,
    },
    {
      bad: 'FROM python:3.14-slim\nCOPY .env /srv/.env\nCMD ["python", "/srv/main.py"]\n',
      good: 'FROM python:3.14-slim\nCOPY .env.example /srv/.env\nCMD ["python", "/srv/main.py"]\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    if (keyword !== 'COPY' && keyword !== 'ADD') return;
    const words = instruction.json?.items ?? instruction.words;
    const isListed = pathPatterns(ctx.options.secretFiles);
    const isFromStage = instruction.flags.some(({ name }) => name === 'from');
    const ships = instruction.stage?.ships ?? ctx.model.isFragment;
    for (const word of words.slice(0, -1)) {
      const path = word.value.replace(/^(["'])(.*)\1$/, '$2');
      if (/^<<|^[a-z]+:\/\//i.test(path) || (/[*?[]/.test(path) && !/(?:^|\/)(?:\.env|id_(?:rsa|ed25519))\*$/.test(path))) continue;
      const files = isFromStage ? undefined : ctx.files;
      const known = secretFileOf(path.replace(/\*$/, ''), files?.read(path));
      const isNamed = !isFromStage && isListed(path.replace(/^\.\//, ''));
      // Git ignores such files: that one is not there now does not say that none will be.
      if ((!known && !isNamed) || files?.isIgnored(path)) continue;
      const isMixed = known?.by === 'mixed' && !isNamed;
      // Settings that may hold a credential are in the repository when they hold none.
      if (isMixed && files?.kindOf(path) === 'absent') continue;
      const standsFor = ships ? ['cis-docker-1.6:4.10'] : [];
      if (ships && !isMixed) standsFor.push('trivy:DS-0031', 'dockle:CIS-DI-0010');
      if (ships && /^\.env|\.pem$|^id_|\.key$|^credentials/.test(baseName(path))) standsFor.push('dockle:DKL-LI-0003');
      const report = {
        at: word.span,
        data: { file: shorten(path) },
        standsFor,
        ...(ships && !isMixed ? {} : { severity: 'info' as const }),
        fixes: isFromStage ? [] : [mounted(ctx.model, instruction, word, baseName(path))],
      };
      yield ctx.problem(isMixed ? 'mixed' : ships ? 'ships' : 'builder', report);
    }
  },
});

/** The file comes by a secret mount to each RUN that reads it. Refuses where that is not seen, or another instruction names the file. */
function mounted(file: DockerfileModel, copy: Instruction, word: Located<string>, name: string): Fix | undefined {
  const readers = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  const { stage } = copy;
  const paths = copiedFiles(copy).find(({ source }) => baseName(source) === name)?.paths;
  const target = paths?.find((path) => baseName(path) === name);
  if (!readers || !stage || copy.onbuild || target === undefined) return undefined;
  const later = stage.instructions.filter(({ index }) => index > copy.index);
  const isElsewhere = file.instructions.some((other) => other !== copy && file.text.slice(other.span.start, other.span.end).includes(name));
  const users = later.filter(
    (run) => run.keyword === 'RUN' && run.scripts().some(({ commands }) => commands.some((command) => readers.test(command.name ?? ''))),
  );
  if (isElsewhere || users.length === 0 || file.stages.some(({ parent }) => parent === stage)) return undefined;
  const words = copy.json?.items ?? copy.words;
  const change = joinChanges([
    words.length === 2 ? removeInstruction(file, copy) : removeArgument(file, copy, word.span),
    ...users.map((run) => addFlag(file, run, 'mount', `type=secret,id=${name.replace(/^\./, '').replace(/\W/g, '-')},target=${target}`)),
  ]);
  return change && { title: `Mount ${name} in the RUN that reads it`, safety: 'unsafe', ...change };
}
