import { defineRule } from '../../engine/rule.js';
import { commandsInFolders, isWithin, removedBy, resolvePath } from '../../knowledge/file-commands.js';
import { mountsOf } from '../../knowledge/run-mounts.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

/** Commands that hand on what they read, more or less as it is. */
const PASSES_ON: ReadonlySet<string> = new Set(
  'echo printf cat tee base64 sed envsubst head tail tr cut awk gawk jq yq grep openssl gunzip xargs'.split(' '),
);
/** Programs that keep a setting in a file of the user. */
const KEEPS: Readonly<Record<string, RegExp>> = {
  npm: /^(?:config set|set)\b/,
  pnpm: /^(?:config set|set)\b/,
  yarn: /^config set\b/,
  git: /^config\b.*--(?:global|system|file)\b|^config --(?:global|system)\b/,
  pip: /^config (?:--\w+ )?set\b/,
  pip3: /^config (?:--\w+ )?set\b/,
  aws: /^configure set\b/,
  composer: /^config\b/,
  poetry: /^config\b/,
  docker: /^login\b/,
  podman: /^login\b/,
  helm: /^(?:registry login|repo add)\b/,
};
/** A certificate of the company is handed over like a secret, and is none. */
const CERTIFICATES = /(?:ca-certificates|ca-trust|ssl\/certs)\/|\.(?:crt|cer)$/;
const GONE: readonly string[] = ['/tmp', '/run', '/var/run', '/dev', '/proc'];

interface Secret {
  /** Mounted files, and names of variables that hold their text. */
  readonly paths: readonly string[];
  readonly variables: Set<string>;
}

function secretsOf(run: Instruction): Secret | undefined {
  const paths: string[] = [];
  const variables = new Set<string>();
  for (const mount of mountsOf(run)) {
    if (mount.type !== 'secret') continue;
    const value = (name: string): string | undefined => mount.flag.options.find((option) => option.name.toLowerCase() === name)?.value;
    const env = value('env');
    if (env !== undefined) variables.add(env);
    const id = value('id') ?? value('source') ?? value('src');
    if (mount.target !== undefined) paths.push(mount.target);
    else if (env === undefined && id !== undefined) paths.push(`/run/secrets/${id}`);
  }
  return paths.length > 0 || variables.size > 0 ? { paths, variables } : undefined;
}

const mentions = (text: string, { paths, variables }: Secret): boolean =>
  paths.some((path) => text.includes(path)) || [...text.matchAll(/\$\{?(\w+)/g)].some((match) => variables.has(match[1] ?? ''));

/** `TOKEN=$(cat /run/secrets/token)` makes the variable one more of them. */
function follow(command: ShellCommand, secret: Secret): void {
  for (const { name, value } of command.assignments) if (value && mentions(value.raw, secret)) secret.variables.add(name);
  if (command.name !== 'export' && command.name !== 'declare' && command.name !== 'local') return;
  for (const { raw } of command.args) {
    const name = /^(\w+)=/.exec(raw)?.[1];
    if (name !== undefined && mentions(raw, secret)) secret.variables.add(name);
  }
}

/** Where this command puts the secret, when it does. */
function writtenTo(command: ShellCommand, secret: Secret): { readonly word: ShellWord; readonly path: string } | undefined {
  const { name = '', args, redirects, pipeline } = command;
  if (name === 'cp' || name === 'mv' || name === 'install' || name === 'rsync') {
    const operands = args.filter(({ raw }) => !raw.startsWith('-'));
    const target = operands[operands.length - 1];
    const isSource = operands.slice(0, -1).some(({ raw }) => mentions(raw, secret));
    return target && isSource ? { word: target, path: writtenText(target) } : undefined;
  }
  if (!pipeline.every((each) => PASSES_ON.has(each.name ?? ''))) return undefined;
  const reads = (each: ShellCommand): boolean =>
    [...each.args, ...each.redirects.filter(({ operator }) => operator.startsWith('<')).flatMap(({ target }) => target ?? [])].some(
      ({ raw }) => mentions(raw, secret),
    ) ||
    (each.stdin !== undefined && mentions(each.stdin, secret));
  if (!pipeline.slice(0, pipeline.indexOf(command) + 1).some(reads)) return undefined;
  const redirect = redirects.find(
    ({ operator, target }) => /^(?:&|1)?>/.test(operator) && target !== undefined && !/^\d$|^-$/.test(target.raw),
  );
  if (redirect?.target) return { word: redirect.target, path: writtenText(redirect.target) };
  const file = name === 'tee' ? args.find(({ raw }) => !raw.startsWith('-')) : undefined;
  return file && { word: file, path: writtenText(file) };
}

/** `git config --unset`, `npm config delete`, `docker logout`. */
const undoes = ({ args }: ShellCommand): boolean =>
  args.some(({ value }) => /^(?:--unset(?:-all)?|--remove-section|unset|delete|logout)$/.test(value ?? ''));

export default defineRule({
  id: 'dockerfile/persisted-secret-mount',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A mounted secret is written into the layer',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    file: 'The mounted secret is written to "{file}" and stays in the layer: mount it there, or delete it here',
    setting: '{program} keeps the mounted secret in a file of the layer: mount the file itself instead',
  },
  docs: {
    description:
      'A RUN with a secret mount copies the mounted file, writes it or its environment variable to a file by a redirection or tee, or gives it to a program that keeps it (npm config set, git config --global, docker login). Files below /tmp, /run and /dev, below other mounts, and those the same RUN deletes are fine; so are programs whose file it deletes. In a stage that does not ship it is an info.',
    rationale: 'The mount is gone after the step, the copy is not: the layer has the secret as if it had come by COPY.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker save IMAGE, then look through the layers for the file.',
    remediation:
      'Mount the secret where the program looks for it: --mount=type=secret,id=npmrc,target=/root/.npmrc. Or write the file and delete it in the same RUN.',
    defaultValue: 'A secret mount leaves nothing behind but an empty file as its place.',
    references: ['Docker: Build secrets', 'Dockerfile reference: RUN --mount=type=secret'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM node:24-slim\nRUN --mount=type=secret,id=npm echo "//registry.npmjs.org/:_authToken=$(cat /run/secrets/npm)" > /root/.npmrc && npm ci\n',
      good: 'FROM node:24-slim\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' || instruction.flags.length === 0) return;
    const secret = secretsOf(instruction);
    if (!secret) return;
    const others = mountsOf(instruction).flatMap(({ target }) => (target === undefined ? [] : [resolvePath(target, '/') ?? target]));
    const written: { readonly word: ShellWord; readonly path: string; readonly full: string | undefined }[] = [];
    const kept: { readonly program: string; readonly at: Span }[] = [];
    const removed: string[] = [];
    const undone = new Set<string>();
    for (const { command, resolve } of commandsInFolders(instruction)) {
      follow(command, secret);
      const to = writtenTo(command, secret);
      if (to) written.push({ ...to, full: resolve(to.word) });
      if (undoes(command)) undone.add(command.name ?? '');
      for (const word of removedBy(command)) removed.push(resolve(word) ?? writtenText(word), writtenText(word));
      const keeps = Object.hasOwn(KEEPS, command.name ?? '') ? KEEPS[command.name ?? ''] : undefined;
      const secretWord = keeps?.test(command.args.map((word) => writtenText(word)).join(' '))
        ? command.args.find(({ raw }) => mentions(raw, secret))
        : undefined;
      if (secretWord) kept.push({ program: command.name ?? '', at: command.word.span });
    }
    const ships = instruction.stage?.ships ?? ctx.model.isFragment;
    const mild = ships ? {} : { severity: 'info' as const };
    for (const { word, path, full } of written) {
      const isGone = [path, full ?? path].some(
        (each) => GONE.some((folder) => isWithin(each, folder)) || removed.some((gone) => isWithin(each, gone)),
      );
      if (isGone || CERTIFICATES.test(path) || (full !== undefined && others.some((target) => isWithin(full, target)))) continue;
      yield ctx.problem('file', { at: spanOfPart(word, path), data: { file: shorten(path) }, ...mild });
    }
    // Which file a program keeps is its own matter: any deletion of a file of the home directory counts.
    if (removed.some((path) => /(?:^~|^\$\{?HOME|\/root|\/home\/[^/]+)\/|^\.\w/.test(path))) return;
    for (const { program, at } of kept) if (!undone.has(program)) yield ctx.problem('setting', { at, data: { program }, ...mild });
  },
});
