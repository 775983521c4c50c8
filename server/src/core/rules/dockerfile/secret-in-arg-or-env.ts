import type { Change, Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { removeInstruction } from '../../fix/dockerfile.js';
import { commandsOf } from '../../knowledge/compile-steps.js';
import { credentialKindOf } from '../../knowledge/credential-shapes.js';
import { isSecretName } from '../../knowledge/secret-names.js';
import type { DockerfileModel, Instruction, Pair, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

/** What BuildKit and Trivy look for: one of these between underscores, in any case. */
const WORD = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
/** Names Trivy looks for beside those words. */
const TRIVY_NAMES = /^(?:AWS_ACCESS_KEY_ID|AZURE_CLIENT_ID)$|(?:^|_)(?:usr|psw)(?:_|$)/i;
/** Names hadolint looks for: parts of a name, and some in full that this rule can report. */
const HADOLINT_PARTS = /api_key|client_key|password|private|secret|token/i;
const HADOLINT_NAMES = /^(?:AWS_ACCESS_KEY_ID|APPLICATION_KEY|FOSSA_API_KEY)$/i;

function peersOf(name: string, instruction: Instruction, ships: boolean): string[] {
  const peers = ['sonar:S6472', 'cis-docker-1.6:4.10'];
  const isWord = WORD.test(name) && !/(?:^|_)public(?:_|$)/i.test(name);
  if (instruction.keyword === 'ARG') peers.push('semgrep:secret-in-build-arg', 'tally:require-secret-mounts');
  if (HADOLINT_PARTS.test(name) || HADOLINT_NAMES.test(name)) peers.push('hadolint:DL3064');
  if (isWord && (instruction.stage || ships)) peers.push('buildkit:SecretsUsedInArgOrEnv');
  if ((isWord || TRIVY_NAMES.test(name)) && ships) peers.push('trivy:DS-0031');
  if (instruction.keyword === 'ENV' && ships) peers.push('dockle:CIS-DI-0010');
  if (/^(?:SECRET_KEY_BASE|RAILS_MASTER_KEY)$/.test(name)) peers.push('tally:ruby/secrets-in-arg-or-env');
  if (instruction.keyword === 'ARG' && /^BUNDLE_/.test(name)) peers.push('tally:ruby/prefer-secret-mounts-for-build-credentials');
  return peers;
}

const namesIn = (text: string): string[] => [...text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
const mentions = (text: string, name: string): boolean => namesIn(text).includes(name);

/** `echo "$TOKEN" > .npmrc`, `echo "$TOKEN" | tee file`, and tools that keep what they are told in a file of their own. */
function isWrittenBy(command: ShellCommand, name: string): boolean {
  if (!command.words.some((word) => mentions(word.raw, name))) return false;
  if (['npm', 'yarn', 'pnpm', 'git', 'pip', 'pip3', 'poetry', 'composer'].includes(command.name ?? '') && hasWord(command, 'config'))
    return true;
  const isFile = ({ operator, target }: ShellCommand['redirects'][number]) =>
    /^(?:&|\d*)>/.test(operator) && !/^(?:\/dev\/|&|\d+$|-$)/.test(target?.value ?? '');
  return command.pipeline.some((each) => each.name === 'tee' || each.redirects.some(isFile));
}

const hasWord = (command: ShellCommand, word: string): boolean => command.args.some(({ value }) => value === word);

/** A file or folder named from the root; few secrets look like that. */
const IS_PATH = /^(?:\/[\w.-]+){2,}\/?$/;

export default defineRule({
  id: 'dockerfile/secret-in-arg-or-env',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ARG', 'ENV'] },
  summary: 'A secret is handed to the build or the image through ARG or ENV',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    env: 'Whoever can pull this image can read "{name}": leave it out and set it where the container starts',
    arg: '"{name}" stays readable in the history of the image: use RUN --mount=type=secret instead of ARG',
    builder: '"{name}" stays in the build cache and provenance of this stage: use RUN --mount=type=secret',
  },
  docs: {
    description:
      'An ARG or ENV has a name whose words mean a secret (password, token, api key, credentials and the like) and no word that takes that back (file, url, id, ttl, public and the like). ENV is only reported where its value is written out or comes from such a variable; empty values, booleans and paths of files are not secrets. An ARG of a stage that does not ship is an info.',
    rationale:
      'ENV is stored in the configuration of the image, and the values of ARG in its history: docker history and docker inspect show both to everyone who can pull. Deleting a file or unsetting a variable in a later layer takes nothing back, and a leaked value must be changed everywhere.',
    impact:
      'A secret mount has to be passed to the build (--secret id=npm_token,env=NPM_TOKEN) instead of --build-arg, and needs BuildKit.',
    audit: 'docker history --no-trunc IMAGE and docker image inspect --format "{{json .Config.Env}}" IMAGE show the values.',
    remediation:
      'For the build: RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci. For the running container: an environment variable or file set by Compose, Kubernetes or the secret store.',
    defaultValue: 'Without ARG and ENV nothing of the environment of the build enters the image.',
    references: ['Docker: Build secrets', 'Dockerfile reference: RUN --mount=type=secret', 'CIS Docker Benchmark 4.10'],
    limits:
      'Judges the name; a value that has the form of a real secret is reported by dockerfile/hardcoded-secret instead. Names that only look like secrets belong into the option allowedNames.',
  },
  equivalents: [
    'hadolint:DL3064',
    'buildkit:SecretsUsedInArgOrEnv',
    'trivy:DS-0031',
    'sonar:S6472',
    'semgrep:secret-in-build-arg',
    'dockle:CIS-DI-0010',
    'cis-docker-1.6:4.10',
    'tally:ruby/secrets-in-arg-or-env',
    'tally:ruby/prefer-secret-mounts-for-build-credentials',
    '~tally:require-secret-mounts',
  ],
  options: {
    secretNames: stringList([], 'More names of variables that are secrets'),
    allowedNames: stringList([], 'Names of variables that look like secrets and are none'),
  },
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nARG NPM_TOKEN\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci --omit=dev\nCMD ["node", "server.js"]\n',
      byFix: false,
    },
    {
      bad: 'FROM alpine:3.24\nARG API_TOKEN\nRUN wget --header "X-Token: $API_TOKEN" https://example.com/data\n',
      good: 'FROM alpine:3.24\nRUN --mount=type=secret,id=api_token,env=API_TOKEN wget --header "X-Token: $API_TOKEN" https://example.com/data\n',
      byFix: true,
    },
    {
      bad: 'FROM alpine:3.24\nENV DB_PASSWORD=example\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nENV DB_PASSWORD_FILE=/run/secrets/db\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') return;
    const isSecret = (name: string) =>
      !ctx.options.allowedNames.includes(name) && (ctx.options.secretNames.includes(name) || isSecretName(name));
    for (const pair of instruction.pairs) {
      const name = pair.name.value;
      const value = pair.value?.value.trim();
      if (!isSecret(name) || (value !== undefined && /^(?:true|false|yes|no|on|off|0|1)$/i.test(value))) continue;
      // A value that is itself a secret is dockerfile/hardcoded-secret's.
      if (value !== undefined && credentialKindOf(name, value) !== undefined) continue;
      const isArg = instruction.keyword === 'ARG';
      // GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/key.json says where the secret is.
      if (!isArg && value !== undefined && IS_PATH.test(value)) continue;
      if (!isArg && (!value || (value.includes('$') && !namesIn(value).some(isSecret)))) continue;
      const ships = instruction.stage?.ships ?? ctx.model.isFragment;
      const isBuilderOnly = !ships;
      const isWritten = !isArg && !value?.includes('$');
      const fix = isArg ? mountInstead(ctx.model, instruction, pair) : undefined;
      yield ctx.problem(isBuilderOnly && !isWritten ? 'builder' : isArg ? 'arg' : 'env', {
        at: pair.name.span,
        data: { name },
        ...(isBuilderOnly && !isWritten ? { severity: 'info' as const } : {}),
        standsFor: peersOf(name, instruction, ships),
        fixes: [fix],
      });
    }
  },
});

interface Names {
  /** Instructions in whose text a name stands behind `$`. */
  readonly mentioned: ReadonlyMap<string, readonly Instruction[]>;
  /** How many ARG and ENV declare a name. */
  readonly declared: ReadonlyMap<string, number>;
}

const namesOfStage = new WeakMap<Stage, Names>();

function namesOf(file: DockerfileModel, stage: Stage): Names {
  const known = namesOfStage.get(stage);
  if (known) return known;
  const mentioned = new Map<string, Instruction[]>();
  const declared = new Map<string, number>();
  for (const instruction of stage.instructions) {
    const { keyword, span, pairs } = instruction;
    for (const name of new Set(namesIn(file.text.slice(span.start, span.end)))) {
      const list = mentioned.get(name);
      if (list) list.push(instruction);
      else mentioned.set(name, [instruction]);
    }
    if (keyword !== 'ARG' && keyword !== 'ENV') continue;
    for (const name of new Set(pairs.map((pair) => pair.name.value))) declared.set(name, (declared.get(name) ?? 0) + 1);
  }
  const names = { mentioned, declared };
  namesOfStage.set(stage, names);
  return names;
}

/** The ARG goes, and each RUN that names it gets a secret mount. Refuses where another instruction uses it, or nothing is seen to. */
function mountInstead(file: DockerfileModel, arg: Instruction, pair: Pair): Fix | undefined {
  const { stage } = arg;
  const name = pair.name.value;
  if (!stage || arg.onbuild || arg.pairs.length !== 1) return undefined;
  const { mentioned, declared } = namesOf(file, stage);
  const users = (mentioned.get(name) ?? []).filter(({ index }) => index > arg.index);
  const isDeclaredTwice = (declared.get(name) ?? 0) > 1;
  const isInherited = file.stages.some((other) => other.parent === stage);
  if (users.length === 0 || isDeclaredTwice || isInherited || users.some(({ keyword }) => keyword !== 'RUN')) return undefined;
  // A RUN that writes the secret to a file leaves it in the layer, mount or not.
  if (users.some((run) => commandsOf(run).some((command) => isWrittenBy(command, name)))) return undefined;
  const removal = removeInstruction(file, arg);
  if (!removal || removal.effect.kind !== 'dockerfile') return undefined;
  const mount = ` --mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  const change: Change = {
    edits: [
      ...removal.edits,
      ...users.map(({ keywordSpan }) => ({ span: { start: keywordSpan.end, end: keywordSpan.end }, newText: mount })),
    ],
    effect: {
      kind: 'dockerfile',
      ops: [
        ...removal.effect.ops,
        ...users.map((run) => ({
          op: 'replace' as const,
          index: run.index,
          instructions: [file.text.slice(run.span.start, run.keywordSpan.end) + mount + file.text.slice(run.keywordSpan.end, run.span.end)],
        })),
      ],
    },
  };
  return { title: 'Mount the secret in the RUN that needs it', safety: 'unsafe', ...change };
}
