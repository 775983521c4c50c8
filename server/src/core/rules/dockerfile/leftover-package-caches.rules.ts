import { defineRuleFamily } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { changeTogether } from '../../fix/dockerfile.js';
import { appendCommand, insertWordsAfter, removeCommand, replaceShellWord } from '../../fix/shell.js';
import { PACKAGE_CACHES, leftBehind, pipWords } from '../../knowledge/package-caches.js';
import type { PackageCache } from '../../knowledge/package-caches.js';
import { laterReaders, unusedRefresh } from '../../knowledge/package-refresh.js';
import { packageCommandOf, spanOf } from '../../knowledge/packages.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

interface Found {
  readonly model: DockerfileModel;
  readonly instruction: Instruction;
  readonly script: ShellScript;
  /** The commands that left something, in order. */
  readonly left: readonly ShellCommand[];
}
interface Offer {
  readonly title: string;
  readonly change: Change | undefined;
}
/** What ran through sudo is cleared through sudo. */
const prefixOf = (command: ShellCommand): string => (command.wrappers.includes('sudo') ? 'sudo ' : '');

const append =
  (cleaning: (command: ShellCommand) => string) =>
  ({ model, instruction, script, left }: Found): Offer | undefined => {
    const last = left.at(-1);
    if (!last) return undefined;
    const text = cleaning(last);
    return { title: `Append ${text}`, change: appendCommand(model, instruction, script, prefixOf(last) + text) };
  };

/** `--no-cache` for each command that takes it; an `apk update` has nothing left to do then. */
function withoutApkCache({ model, instruction, script, left }: Found): Offer {
  const changes = left.map((command) => {
    const found = packageCommandOf(command);
    if (!found?.verb) return undefined;
    if (found.action === 'refresh') return removeCommand(model, instruction, script, command);
    const update = found.options.find(({ name, word }) => (name === '--update' || name === '-U') && word.raw === name);
    return update
      ? replaceShellWord(model, instruction, script, update.word, '--no-cache')
      : insertWordsAfter(model, instruction, script, found.verb, ['--no-cache']);
  });
  return { title: 'Use --no-cache', change: changeTogether(model, instruction, changes) };
}

function withoutPipCache({ model, instruction, script, left }: Found): Offer {
  const changes = left.map((command) => {
    const verb = pipWords(command)?.find(({ value }) => value === 'install');
    return verb && insertWordsAfter(model, instruction, script, verb, ['--no-cache-dir']);
  });
  return { title: 'Add --no-cache-dir', change: changeTogether(model, instruction, changes) };
}

const ids =
  (byTool: Readonly<Record<string, readonly string[]>>, isMet: (command: ShellCommand) => boolean = () => true) =>
  (left: readonly ShellCommand[]): readonly string[] => [
    ...new Set(left.filter(isMet).flatMap(({ name }) => (Object.hasOwn(byTool, name ?? '') ? (byTool[name ?? ''] ?? []) : []))),
  ];
const always =
  (all: readonly string[]) =>
  (left: readonly ShellCommand[]): readonly string[] =>
    left.length > 0 ? all : [];

/** Without an install the peers see nothing. */
const installs = (command: ShellCommand): boolean => packageCommandOf(command)?.action === 'install';

const shared = { category: 'size', severity: 'info', confidence: 'high', profile: 'recommended', since: '0.1.0', fix: 'safe' } as const;

const LAYERS =
  'A layer keeps what its RUN leaves, and a later RUN that deletes it only hides it: the bytes are pulled, stored and scanned with the image, and nobody uses them.';
const DOCS = {
  audit:
    'docker history --no-trunc IMAGE shows the size of each layer; dive IMAGE, or docker run --rm IMAGE du -sh FOLDER, shows the files.',
  limits:
    'Only what the RUN itself does is seen: scripts of the image that install or clean are not read, though one whose name says "clean" is believed.',
};
const BEST = 'Docker: Building best practices';

const APT_IDS = [
  'hadolint:DL3009',
  'kics:df746b39-6564-4fed-bf85-e9c44382303c',
  'semgrep:remove-package-lists',
  'semgrep:remove-package-cache',
  'sonar:S6587',
  'dockle:DKL-DI-0005',
  'dockerfilelint:apt-get_missing_rm',
  'dockerfile_lint:no_apt-get_clean',
];
const APK_IDS = [
  'hadolint:DL3019',
  'trivy:DS-0025',
  'kics:ae9c56a6-3ed1-4ac0-9b54-31267f51151d',
  'semgrep:missing-apk-no-cache',
  'sonar:S6587',
  'dockle:DKL-DI-0004',
  'dockerfilelint:apkadd-missing_nocache_or_updaterm',
];
const DNF_IDS = {
  yum: ['hadolint:DL3032', 'trivy:DS-0015', 'kics:00481784-25aa-4a55-8633-3136dfcf4f37', 'dockerfile_lint:no_yum_clean_all'],
  dnf: [
    'hadolint:DL3040',
    'trivy:DS-0019',
    'kics:295acb63-9246-4b21-b441-7c1f1fb62dc0',
    'semgrep:missing-dnf-clean-all',
    'dockerfile_lint:no_dnf_clean_all',
  ],
  microdnf: ['hadolint:DL3040', 'trivy:DS-0027'],
};
const ZYPPER_IDS = ['hadolint:DL3036', 'trivy:DS-0020', 'kics:38300d1a-feb2-4a48-936a-d1ef1cd24313', 'semgrep:missing-zypper-clean'];
const PIP_IDS = ['hadolint:DL3042', 'kics:f2f903fb-b977-461e-98d7-b3e2185c6118', 'semgrep:missing-pip-no-cache-dir'];
const YARN_IDS = ['hadolint:DL3060', 'datadog:9e13082c-2e00-278b-8ee9-34f43fffc791'];

/** COPY or ADD of a file that may turn the cache off or move it. */
const bringing = (pattern: RegExp): FirstInChain =>
  new FirstInChain(
    ({ keyword, json, words }) =>
      (keyword === 'COPY' || keyword === 'ADD') && (json?.items ?? words).some(({ value }) => pattern.test(value)),
  );
const SETTINGS: Readonly<Record<string, FirstInChain>> = {
  pip: bringing(/pip\.(?:conf|ini)|\/etc\/?$/),
  yarn: bringing(/\.yarnrc|\.yarn\b/),
};

function isSetByFile(instruction: Instruction, { id }: PackageCache, isThere: (path: string) => boolean): boolean {
  const setting = Object.hasOwn(SETTINGS, id) ? SETTINGS[id] : undefined;
  if (!setting) return false;
  if (id === 'yarn' && (isThere('.yarnrc.yml') || isThere('.yarn/cache'))) return true;
  return setting.of(instruction.stage) < instruction.index;
}

export default defineRuleFamily({
  on: 'dockerfile.runScript',
  rows: [
    {
      ...shared,
      id: 'dockerfile/leftover-apt-lists',
      summary: 'The package lists of apt stay in a layer that ships',
      messages: { left: '"{command}" leaves package lists in the image, unused: remove /var/lib/apt/lists/* in this RUN' },
      equivalents: APT_IDS,
      docs: {
        ...DOCS,
        description:
          'A RUN of a stage that ships fetches the package lists (apt-get, apt or aptitude update) and does not remove /var/lib/apt/lists afterwards. Cache and tmpfs mounts there are fine. Removing any other folder does not count. A RUN that fetches the lists and installs nothing is left to update-without-install.',
        rationale: `The lists of Debian and Ubuntu weigh 20 to 50 MB and are out of date the next day. ${LAYERS}`,
        impact:
          'An apt-get install in the running container needs an apt-get update first, as it does in the base images. No fix is offered where a later RUN reads the lists.',
        remediation: 'End the RUN with "&& rm -rf /var/lib/apt/lists/*", or put a cache mount on /var/lib/apt/lists.',
        defaultValue: 'The Debian and Ubuntu images come with empty lists; apt-get update fills them, apt-get clean does not remove them.',
        references: [BEST, 'apt-get(8): update, clean, distclean'],
      },
      examples: [
        {
          bad: 'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends curl\n',
          good: 'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends curl \\\n && rm -rf /var/lib/apt/lists/*\n',
          byFix: true,
        },
      ],
      scope: { commands: /^apt(?:-get|itude)?$/ },
      cache: PACKAGE_CACHES.aptLists,
      standsFor: always(APT_IDS),
      fixOf: (found: Found) =>
        laterReaders(found.model.stages, found.instruction, 'apt').length > 0
          ? undefined
          : append(() => 'rm -rf /var/lib/apt/lists/*')(found),
    },
    {
      ...shared,
      id: 'dockerfile/leftover-apk-cache',
      summary: 'The package index of apk stays in a layer that ships',
      messages: { left: '"{command}" leaves the package index in the image, where nothing reads it: use --no-cache' },
      equivalents: APK_IDS,
      docs: {
        ...DOCS,
        description:
          'apk add, update or upgrade in a stage that ships has no --no-cache, and the RUN does not remove /var/cache/apk afterwards. Cache and tmpfs mounts on /var/cache/apk or /etc/apk/cache are fine, and so are installs into another root.',
        rationale: `apk writes the index of each repository to /var/cache/apk, 2 to 3 MB each. ${LAYERS}`,
        impact: 'None: --no-cache fetches the index anew and keeps it out of the layer, so that apk update has nothing left to do.',
        remediation: 'Write apk add --no-cache and drop apk update and --update.',
        defaultValue: 'apk keeps the index it fetched.',
        references: [BEST, 'apk(8): --no-cache'],
      },
      examples: [
        {
          bad: 'FROM alpine:3.24\nRUN apk update && apk add curl\n',
          good: 'FROM alpine:3.24\nRUN apk add --no-cache curl\n',
          byFix: true,
        },
      ],
      scope: { commands: /^apk$/ },
      cache: PACKAGE_CACHES.apk,
      standsFor: (left: readonly ShellCommand[]) => (left.some(installs) ? APK_IDS : []),
      fixOf: withoutApkCache,
    },
    {
      ...shared,
      id: 'dockerfile/leftover-dnf-cache',
      summary: 'Metadata of dnf or yum stays in a layer that ships',
      messages: { left: '"{command}" leaves repository metadata in the image, unused: end this RUN with "clean all"' },
      equivalents: [...new Set(Object.values(DNF_IDS).flat())],
      docs: {
        ...DOCS,
        description:
          'yum, dnf, microdnf or tdnf installs or updates in a stage that ships, and the same RUN neither says clean all (of any of them) nor removes /var/cache/dnf, /var/cache/yum or /var/cache/libdnf5 afterwards. Cache and tmpfs mounts there are fine, and so are installs into another root.',
        rationale: `The metadata of the repositories of Fedora and its kin weigh 50 to 250 MB. ${LAYERS}`,
        impact: 'The next install fetches the metadata again.',
        remediation: 'End the RUN with "&& dnf clean all" (the tool that installed), or put a cache mount on /var/cache/dnf.',
        defaultValue: 'dnf deletes the packages it installed and keeps the metadata.',
        references: ['dnf(8): clean', BEST],
      },
      examples: [
        {
          bad: 'FROM registry.access.redhat.com/ubi10/ubi-minimal\nRUN microdnf install -y nginx\n',
          good: 'FROM registry.access.redhat.com/ubi10/ubi-minimal\nRUN microdnf install -y nginx && microdnf clean all\n',
          byFix: true,
        },
      ],
      scope: { commands: /^(?:dnf5?|yum|microdnf|tdnf)$/ },
      cache: PACKAGE_CACHES.dnf,
      standsFor: ids(DNF_IDS, installs),
      fixOf: append(({ name }) => `${name ?? 'dnf'} clean all`),
    },
    {
      ...shared,
      id: 'dockerfile/leftover-zypper-cache',
      summary: 'The cache of zypper stays in a layer that ships',
      messages: { left: '"{command}" leaves metadata and packages in the image, unused: end this RUN with zypper clean -a' },
      equivalents: ZYPPER_IDS,
      docs: {
        ...DOCS,
        description:
          'zypper installs, updates, patches or refreshes in a stage that ships and is not followed by zypper clean (cc) in the same RUN. A cache or tmpfs mount on /var/cache/zypp is fine.',
        rationale: `Metadata and solver caches of openSUSE's repositories weigh 100 MB and more. ${LAYERS}`,
        impact: 'The next install fetches the metadata again.',
        remediation: 'End the RUN with "&& zypper clean -a".',
        defaultValue: 'zypper keeps metadata, and packages where the repository says keeppackages.',
        references: ['zypper(8): clean'],
      },
      examples: [
        {
          bad: 'FROM opensuse/leap:16.0\nRUN zypper --non-interactive install curl\n',
          good: 'FROM opensuse/leap:16.0\nRUN zypper --non-interactive install curl && zypper clean -a\n',
          byFix: true,
        },
      ],
      scope: { commands: /^zypper$/ },
      cache: PACKAGE_CACHES.zypper,
      standsFor: (left: readonly ShellCommand[]) => (left.some(installs) ? ZYPPER_IDS : []),
      fixOf: append(() => 'zypper clean -a'),
    },
    {
      ...shared,
      id: 'dockerfile/leftover-pip-cache',
      summary: 'The cache of pip stays in a layer that ships',
      messages: { left: '"{command}" leaves downloads in the image that nothing reads again: add --no-cache-dir' },
      equivalents: PIP_IDS,
      docs: {
        ...DOCS,
        description:
          'pip install in a stage that ships has no --no-cache-dir, PIP_NO_CACHE_DIR is set neither by ENV or ARG nor in the RUN, no cache or tmpfs mount covers .cache/pip, and the RUN does not purge the cache. pipx, pipenv and uv are other tools.',
        rationale: `pip keeps each download and each wheel it built in ~/.cache/pip, often as much again as what it installs. ${LAYERS}`,
        impact: 'None on what is installed. A pip install in a later RUN downloads what the two have in common again.',
        remediation:
          'Write pip install --no-cache-dir, or RUN --mount=type=cache,target=/root/.cache/pip for builds that are repeated often.',
        defaultValue: 'pip caches, the official Python images too.',
        references: ['pip documentation: Caching', BEST],
        limits: `${DOCS.limits} A pip.conf that is copied in is not read, so that nothing is said after one. Any value of PIP_NO_CACHE_DIR turns the cache off, as pip reads it.`,
      },
      examples: [
        {
          bad: 'FROM python:3.14-slim\nRUN pip install -r requirements.txt\n',
          good: 'FROM python:3.14-slim\nRUN pip install --no-cache-dir -r requirements.txt\n',
          byFix: true,
        },
      ],
      scope: { commands: /^(?:pip|python|pypy)[\d.]*$/ },
      cache: PACKAGE_CACHES.pip,
      standsFor: always(PIP_IDS),
      fixOf: withoutPipCache,
    },
    {
      ...shared,
      id: 'dockerfile/leftover-yarn-cache',
      summary: 'The cache of Yarn stays in a layer that ships',
      messages: { left: '"{command}" leaves its downloads in the image, unused: end this RUN with yarn cache clean' },
      equivalents: YARN_IDS,
      docs: {
        ...DOCS,
        description:
          'yarn install or yarn add in a stage that ships is not followed by yarn cache clean in the same RUN and has no cache or tmpfs mount. Nothing is said where the project shows signs of Yarn 2 or later (.yarnrc.yml, .yarn), whose cache may be part of the project.',
        rationale: `Yarn keeps each package it downloaded beside node_modules, about as much again. ${LAYERS}`,
        impact: 'None on what is installed.',
        remediation: 'End the RUN with "&& yarn cache clean", or install in a stage that does not ship.',
        defaultValue: 'Yarn caches; the official Node images keep it in /usr/local/share/.cache.',
        references: ['Yarn documentation: yarn cache'],
      },
      examples: [
        {
          bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile\n',
          good: 'FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile && yarn cache clean\n',
          byFix: true,
        },
      ],
      scope: { commands: /^(?:yarn|yarnpkg)$/ },
      cache: PACKAGE_CACHES.yarn,
      standsFor: always(YARN_IDS),
      fixOf: append(() => 'yarn cache clean'),
    },
  ],
  *check({ script, instruction }, ctx, row) {
    if (!instruction.stage?.ships) return;
    const left = leftBehind(instruction, script.commands, row.cache);
    const [first] = left;
    if (!first || isSetByFile(instruction, row.cache, (path) => /^(?:file|folder)$/.test(ctx.files?.kindOf(path) ?? ''))) return;
    // A refresh that nothing uses is a finding of its own: clearing up behind it would not make it useful.
    const idle = unusedRefresh(script.commands);
    if (idle && left.every((command) => command === idle.command)) return;
    const shown = left.find(installs) ?? first;
    const found = packageCommandOf(shown);
    const at = found ? spanOf(found) : spanOfCall(shown);
    const offer = row.fixOf({ model: ctx.model, instruction, script, left });
    yield ctx.problem('left', {
      at,
      data: { command: nameOf(shown) },
      standsFor: row.standsFor(left),
      fixes: [offer?.change && { title: offer.title, safety: 'safe', ...offer.change }],
    });
  },
});

const verbOf = (command: ShellCommand) =>
  packageCommandOf(command)?.verb ?? (pipWords(command) ?? command.args).find(({ raw }) => !raw.startsWith('-'));

const nameOf = (command: ShellCommand): string => {
  const verb = verbOf(command);
  const tool = pipWords(command) && command.name?.startsWith('python') ? 'pip' : (command.name ?? '');
  return verb ? `${tool} ${verb.value ?? verb.raw}` : tool;
};

/** From the command to its verb. */
function spanOfCall(command: ShellCommand): { readonly start: number; readonly end: number } {
  const verb = verbOf(command);
  const { start, end } = command.word.span;
  return verb && verb.span.end > start && verb.span.end - start <= 40 ? { start, end: verb.span.end } : { start, end };
}
