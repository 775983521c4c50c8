import { defineRule } from '../../engine/rule.js';
import type { Change, Fix } from '../../engine/rule.js';
import { insertWordsAfter, replaceShellWord } from '../../fix/shell.js';
import { findFile } from '../../knowledge/copied-files.js';
import { LOCK_FILES, isTrue, languageCommandOf, settingBefore, variableOf } from '../../knowledge/language-packages.js';
import type { LanguageCommand } from '../../knowledge/language-packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';

const COMMANDS =
  /^(?:npm|yarn|yarnpkg|pnpm|bun|bundle|bundler|composer|composer\.phar|poetry|pdm|uv|cargo|dotnet|go|(?:python|pypy)[\d.]*)$/;

interface Verdict {
  /** Name of the frozen form, for messages and titles. */
  readonly frozen: string;
  /** The verb that takes the place of the written one, or the option that goes behind it. */
  readonly verb?: string;
  readonly option?: string;
  /** Written in front of the command. */
  readonly variable?: string;
  readonly severity?: 'hint';
}

/** How the command could be held to the lock; absent when it is, or has nothing to do with one. */
function judge(found: LanguageCommand, at: Instruction): Verdict | undefined {
  const { tool, action, command, verb } = found;
  const variable = (...names: readonly string[]): string | undefined => variableOf(command, at.state, ...names);
  if (action === 'update') {
    if (found.has('--check', '--dry-run', '--no-update', '--regenerate') || !/^(?:composer|poetry|pdm|go|bundle|cargo)$/.test(tool))
      return undefined;
    return {
      frozen: '',
      ...(tool === 'composer' || tool === 'poetry' ? { verb: 'install' } : {}),
      ...(verb.value === 'lock' ? { verb: '' } : {}),
    };
  }
  if (tool === 'go') return found.verb.value === 'get' && found.has('-u') ? { frozen: '' } : undefined;
  if (action !== 'sync') return undefined;
  switch (tool) {
    case 'npm':
      if (/^(?:ci|clean-install|ic|install-clean)$/.test(verb.value ?? '') || found.has('-g', '--global')) return undefined;
      return found.has('--no-package-lock') ? { frozen: 'npm ci' } : { frozen: 'npm ci', verb: 'ci' };
    case 'yarn': {
      if (found.has('--frozen-lockfile', '--immutable', '--immutable-cache', '--pure-lockfile', '--mode')) return undefined;
      if (isTrue(variable('YARN_ENABLE_IMMUTABLE_INSTALLS')) || isTrue(settingBefore(at, /^yarn$/, /^enableImmutableInstalls$/)))
        return undefined;
      return found.has('--no-immutable') ? { frozen: '--immutable' } : { frozen: '--frozen-lockfile', option: '--frozen-lockfile' };
    }
    case 'pnpm':
      if (verb.value === 'ci' || found.has('--frozen-lockfile') || (isTrue(variable('CI')) && !found.has('--no-frozen-lockfile')))
        return undefined;
      if (isTrue(variable('npm_config_frozen_lockfile', 'NPM_CONFIG_FROZEN_LOCKFILE')) || found.has('-g', '--global')) return undefined;
      return found.has('--no-frozen-lockfile')
        ? { frozen: '--frozen-lockfile' }
        : { frozen: '--frozen-lockfile', option: '--frozen-lockfile' };
    case 'bun':
      if (verb.value === 'ci' || found.has('--frozen-lockfile', '-g', '--global')) return undefined;
      return { frozen: '--frozen-lockfile', option: '--frozen-lockfile' };
    case 'bundle': {
      if (found.has('--deployment', '--frozen', '--local')) return undefined;
      if (isTrue(variable('BUNDLE_DEPLOYMENT')) || isTrue(variable('BUNDLE_FROZEN'))) return undefined;
      if (isTrue(settingBefore(at, /^bundler?$/, /^(?:deployment|frozen)$/))) return undefined;
      return { frozen: 'BUNDLE_FROZEN=true', variable: 'BUNDLE_FROZEN=true' };
    }
    case 'uv':
      if (command.args[0]?.value === 'pip' || found.has('--locked', '--frozen')) return undefined;
      if (isTrue(variable('UV_LOCKED')) || isTrue(variable('UV_FROZEN'))) return undefined;
      return { frozen: '--locked', option: '--locked' };
    case 'cargo':
      if (!/^(?:build|b|install|run|r|rustc|zigbuild|auditable)$/.test(verb.value ?? '') || found.has('--locked', '--frozen'))
        return undefined;
      return { frozen: '--locked', ...(verb.value === 'auditable' ? {} : { option: '--locked' }) };
    case 'dotnet':
      if (found.has('--locked-mode') || found.options.some(({ word }) => /RestoreLockedMode=true/i.test(word.raw))) return undefined;
      return { frozen: '--locked-mode', option: '--locked-mode', severity: 'hint' };
    default:
      return undefined;
  }
}

const titleOf = ({ verb, option, variable, frozen }: Verdict, tool: string): string =>
  verb ? `Use ${tool} ${verb}` : variable ? `Set ${variable}` : `Add ${option ?? frozen}`;

export default defineRule({
  id: 'dockerfile/unfrozen-lockfile',
  category: 'supply-chain',
  on: 'dockerfile.command',
  scope: { commands: COMMANDS },
  summary: 'An install may change what the lock file says',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    loose: '"{command}" may install other versions than "{lock}" says: use {frozen}',
    left: '"{lock}" is not copied, so "{command}" picks versions anew: copy it first',
    updates: '"{command}" rewrites "{lock}" during the build: run it before and commit the result',
    crate: 'cargo install ignores the lock file of "{crate}", so its dependencies change by the day: add --locked',
  },
  docs: {
    description:
      'The stage copies a lock file, or one stands beside what it copies, and the install may depart from it: npm install, yarn and yarn install, pnpm install, bun install, bundle install, uv sync, cargo build and install, dotnet restore without their frozen form; or composer update, poetry update and lock, go get -u, go mod tidy resolve anew. Settings in ENV, ARG and earlier config commands count. Without a lock file nothing is reported; cargo install of a crate without --locked is a hint.',
    rationale:
      'A lock file records what was reviewed and tested. The loose form repairs the lock without a word when it does not fit the manifest, and takes whatever is newest; the image then holds what nobody tested, and nothing in the log says so.',
    impact: 'The build stops where lock and manifest do not fit, until the lock is committed again.',
    audit:
      'Compare the lock file of the image with that of the repository: docker run --rm IMAGE cat package-lock.json | diff - package-lock.json.',
    remediation:
      'npm ci; yarn install --immutable (Yarn 1: --frozen-lockfile); pnpm and bun install --frozen-lockfile; BUNDLE_FROZEN=true bundle install; composer install; uv sync --locked; cargo build --locked; dotnet restore --locked-mode.',
    defaultValue: 'These installs repair a lock that does not fit, or ignore it.',
    references: ['npm documentation: npm ci', 'Yarn: yarn install', 'The Cargo Book: --locked', 'OpenSSF Scorecard: Pinned-Dependencies'],
    limits:
      'Whether a pattern such as package*.json brings a lock is only known where the files around are. pnpm and Yarn freeze by themselves where CI is set; a variable of the builder is not seen.',
  },
  equivalents: ['scorecard:Pinned-Dependencies', 'tally:ruby/missing-bundle-deployment', '~tally:ruby/deprecated-bundler-install-flags'],
  examples: [
    {
      bad: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm install --omit=dev\n',
      good: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (!COMMANDS.test(command.name ?? '') || !instruction.stage) return;
    const found = languageCommandOf(command, instruction.state);
    if (!found) return;
    const { tool, verb } = found;
    const name = [
      tool,
      ...(verb === command.word || command.name === verb.value
        ? []
        : [tool === 'go' && verb.value !== 'get' ? `mod ${verb.raw}` : verb.raw]),
    ].join(' ');
    if (tool === 'cargo' && found.action === 'add') {
      const [crate] = found.packages;
      if (verb.value !== 'install' || !crate || found.has('--locked', '--frozen') || crate.pinning === 'open') return;
      const change = insertWordsAfter(ctx.model, instruction, script, verb, ['--locked']);
      const fix: Fix | undefined = change && { title: 'Add --locked', safety: 'unsafe', ...change };
      yield ctx.problem('crate', { at: verb.span, data: { crate: crate.name }, severity: 'hint', fixes: [fix], standsFor: [] });
      return;
    }
    const verdict = judge(found, instruction);
    const known = LOCK_FILES[tool];
    if (!verdict || !known) return;
    const lock = findFile(instruction, known.locks, known.manifests, ctx.files);
    if (!lock) return;
    const at = { start: (verb === command.word ? command.word : verb).span.start, end: verb.span.end };
    const standsFor =
      tool === 'bundle'
        ? [
            'tally:ruby/missing-bundle-deployment',
            ...(found.has('--path', '--without', '--with') ? ['tally:ruby/deprecated-bundler-install-flags'] : []),
          ]
        : tool === 'npm' || tool === 'go' || tool === 'dotnet'
          ? ['scorecard:Pinned-Dependencies']
          : [];
    if (lock.how === 'left') {
      if (found.action !== 'update')
        yield ctx.problem('left', {
          at,
          data: { lock: lock.name, command: name },
          standsFor,
          ...(verdict.severity ? { severity: verdict.severity } : {}),
        });
      return;
    }
    let change: Change | undefined;
    if (verdict.verb) change = replaceShellWord(ctx.model, instruction, script, verb, verdict.verb);
    else if (verdict.option) change = insertWordsAfter(ctx.model, instruction, script, verb, [verdict.option]);
    else if (verdict.variable && script.form !== 'exec' && command.wrappers.length === 0)
      change = replaceShellWord(ctx.model, instruction, script, command.word, `${verdict.variable} ${command.word.raw}`);
    const fix: Fix | undefined = change && { title: titleOf(verdict, tool), safety: 'unsafe', ...change };
    if (found.action === 'update' || tool === 'go') {
      yield ctx.problem('updates', { at, data: { command: name, lock: lock.name }, fixes: [fix], standsFor });
      return;
    }
    yield ctx.problem('loose', {
      at,
      data: { command: name, lock: lock.name, frozen: verdict.frozen },
      fixes: [fix],
      standsFor,
      ...(verdict.severity ? { severity: verdict.severity } : {}),
    });
  },
});
