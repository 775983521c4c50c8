import { defineRuleFamily } from '../../engine/rule.js';
import { findFile, SourceSearch } from '../../knowledge/copied-files.js';
import { gitClones, lastGitPin } from '../../knowledge/downloads.js';
import { languageCommandOf } from '../../knowledge/language-packages.js';
import type { LanguageCommand, LanguageTool, NamedPackage } from '../../knowledge/language-packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { BuildContext } from '../../model/context/types.js';

interface Row {
  readonly tools: readonly LanguageTool[];
  /** How a version is written, for the message. */
  readonly how: (found: NamedPackage, command: LanguageCommand) => string;
  /** Packages that a lock or a constraint decides about are left alone. */
  readonly exempt?: (found: LanguageCommand, at: Instruction, files: BuildContext | undefined) => boolean;
  /** Only worth a mark in the editor. */
  readonly hints?: (found: NamedPackage) => boolean;
  /** Is the newest of a range a finding too? */
  readonly ranges?: boolean;
}

/** Types a row. */
const about = (row: Row): Row => row;

const shared = {
  category: 'supply-chain',
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  fix: 'none',
  messages: { unpinned: '"{package}" comes in whatever version is newest that day, so builds differ: add {how}' },
} as const;

const RATIONALE =
  'The build takes whatever version is newest on that day. The same Dockerfile gives another image tomorrow, a release that breaks or that was taken over gets in without a change anybody reviewed, and a build that worked cannot be made again. The layer cache hides when it happened.';
const IMPACT = 'Somebody has to raise the versions; Renovate and Dependabot do so for what is written down.';
const LIMITS =
  'A pinned package still brings dependencies of its own in any version; only a lock file pins those too. Names from variables without a value are not judged.';
const SCORECARD = 'OpenSSF Scorecard: Pinned-Dependencies';

const PYTHON_TOOLS = /^(?:pip|setuptools|wheel)$/;

const anySource = new SourceSearch(() => true);
const folderSource = new SourceSearch(({ path, isFromStage }) => (!isFromStage && !/\.\w+$/.test(path)) || undefined);

/** A module whose go.sum is there decides about versions; without one, sources that are there may do so. */
function goIsDecided(found: LanguageCommand, at: Instruction, files: BuildContext | undefined): boolean {
  if (!at.stage) return true;
  if (found.verb.value !== 'get') return anySource.before(at) === true || hasClone(at);
  if (isCheckedOut(at)) return true;
  if (findFile(at, ['go.sum', 'go.mod'], [], files)) return true;
  return !files && folderSource.before(at) === true;
}

/** Sources that a clone earlier in the stage brought. */
const hasClone = ({ stage, index }: Instruction): boolean => gitClones.of(stage) <= index;

/** What `go get` fetched is checked out at a version afterwards. */
const isCheckedOut = (at: Instruction): boolean => at.stage !== undefined && lastGitPin(at.stage) >= at.index;

export default defineRuleFamily({
  on: 'dockerfile.command',
  rows: [
    {
      ...shared,
      id: 'dockerfile/unpinned-pip-package',
      profile: 'recommended',
      summary: 'A Python package is installed without a version',
      scope: { commands: /^(?:pip[\d.]*|pipx|uvx?|(?:python|pypy)[\d.]*)$/ },
      about: about({
        tools: ['pip', 'pipx', 'uv'],
        how: (found, { tool, command }) =>
          found.kind === 'git'
            ? '@COMMIT'
            : command.name === 'uvx' || (tool === 'uv' && found.word.raw.includes('@'))
              ? '@VERSION'
              : '==VERSION',
        // `uv add` writes the lock; a constraint file names the versions.
        exempt: (found) => found.verb.value === 'add' || found.has('-c', '--constraint', '--constraints', '--require-hashes', '--no-index'),
        hints: (found) => PYTHON_TOOLS.test(found.name) || found.pinning === 'range',
        ranges: true,
      }),
      equivalents: ['hadolint:DL3013', 'kics:02d9c71f-3ee8-4986-9c27-1a20d0d19bfc', 'scorecard:Pinned-Dependencies'],
      docs: {
        description:
          'pip, python -m pip, uv pip, uv tool, uvx or pipx installs a package of an index without ==, or a repository without @ref. A range, and an upgrade of pip, setuptools or wheel, is a hint. Requirement and constraint files, paths, wheels, archives, editable installs and variables without a value are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE pip freeze shows which versions came.',
        remediation:
          'pip install flask==3.1.2, or better pip install -r requirements.txt with a file that pip-compile or uv pip compile --generate-hashes wrote.',
        defaultValue: 'pip takes the newest release that fits Python and the platform.',
        references: ['pip documentation: Repeatable installs', SCORECARD],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM python:3.14-slim\nRUN pip install --no-cache-dir flask\n',
          good: 'FROM python:3.14-slim\nRUN pip install --no-cache-dir flask==3.1.2\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-npm-package',
      profile: 'recommended',
      summary: 'A Node package is installed without a version',
      scope: { commands: /^(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|bun|bunx|corepack)$/ },
      about: about({
        tools: ['npm', 'yarn', 'pnpm', 'bun', 'corepack'],
        how: (found) => (found.kind === 'git' ? '#COMMIT' : '@VERSION'),
      }),
      equivalents: ['hadolint:DL3016', 'kics:e36d8880-3f78-4546-b9a1-12f0745ca0d5', 'scorecard:Pinned-Dependencies'],
      docs: {
        description:
          'npm, pnpm, yarn or bun install, add or dlx, npx with -y, bunx or corepack prepare names a package without @version. Tags such as @latest count as no version, ranges as one. Installs without names, paths, tarballs, git addresses with #ref and variables without a value are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE npm ls -g --depth=0 shows which versions came.',
        remediation: 'npm install -g pm2@6.0.8, or list the package in package.json and run npm ci.',
        defaultValue: 'Without a version the tag latest is taken.',
        references: ['npm documentation: npm install', SCORECARD],
        limits: LIMITS,
      },
      examples: [
        { bad: 'FROM node:24-slim\nRUN npm install -g pm2\n', good: 'FROM node:24-slim\nRUN npm install -g pm2@6.0.8\n', byFix: false },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-gem',
      profile: 'recommended',
      summary: 'A gem is installed without a version',
      scope: { commands: /^gem$/ },
      about: about({
        tools: ['gem'],
        how: () => '--version or :VERSION',
      }),
      equivalents: ['hadolint:DL3028', 'kics:22cd11f7-9c6c-4f6e-84c0-02058120b341', '~tally:ruby/redundant-bundler-install'],
      docs: {
        description:
          'gem install names a gem without :version, -v or --version. Local .gem files, gem install --file and arguments behind -- are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE gem list shows which versions came.',
        remediation:
          'gem install puma:7.0.4 or gem install puma --version 7.0.4; for an application list it in the Gemfile and run bundle install. Bundler itself comes with Ruby.',
        defaultValue: 'gem takes the newest release.',
        references: ['RubyGems guides: command reference', SCORECARD],
        limits: LIMITS,
      },
      examples: [
        { bad: 'FROM ruby:3.4-slim\nRUN gem install puma\n', good: 'FROM ruby:3.4-slim\nRUN gem install puma:7.0.4\n', byFix: false },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-go-install',
      profile: 'recommended',
      summary: 'A Go program is installed at whatever version is newest',
      scope: { commands: /^go$/ },
      about: about({
        tools: ['go'],
        // From Go 1.18 on, go get only writes a go.mod and builds no program.
        how: ({ word }, { verb }) =>
          verb.value !== 'get' || word.raw.includes('@')
            ? '@VERSION'
            : word.raw.includes('/cmd/')
              ? '@VERSION to go install'
              : 'a go.mod that lists it',
        exempt: (found, at, files) => found.packages.every(({ word }) => !word.raw.includes('@')) && goIsDecided(found, at, files),
      }),
      equivalents: ['hadolint:DL3062', 'scorecard:Pinned-Dependencies'],
      docs: {
        description:
          'go install, go run or go get names a remote package with @latest or a branch, or without @version where no module is there that decides. Local paths, std and cmd, arguments of the program behind go run, and packages of a module that was copied or cloned before are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'go version -m PROGRAM shows the version that was built in.',
        remediation: 'go install golang.org/x/tools/gopls@v0.20.0, or list the program as a tool in go.mod.',
        defaultValue: '@latest is the newest release, or the newest commit where there is none.',
        references: ['Go Modules Reference: go install', SCORECARD],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM golang:1.27\nRUN go install golang.org/x/tools/gopls@latest\n',
          good: 'FROM golang:1.27\nRUN go install golang.org/x/tools/gopls@v0.20.0\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-cargo-install',
      profile: 'recommended',
      summary: 'A crate is installed without a version',
      scope: { commands: /^cargo$/ },
      about: about({
        tools: ['cargo'],
        how: (found) => (found.kind === 'git' ? '--rev COMMIT' : '@VERSION'),
      }),
      equivalents: [],
      docs: {
        description:
          'cargo install or cargo binstall names a crate of a registry without @version and --version, or a repository by --git without --rev and --tag. Crates of the project (--path) are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE cargo install --list shows which versions came.',
        remediation: 'cargo install --locked cargo-audit@0.21.2, or --git URL --rev COMMIT.',
        defaultValue: 'cargo takes the newest release.',
        references: ['The Cargo Book: cargo install', SCORECARD],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM rust:1.98\nRUN cargo install --locked cargo-audit\n',
          good: 'FROM rust:1.98\nRUN cargo install --locked cargo-audit@0.21.2\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-dotnet-tool',
      profile: 'strict',
      summary: 'A NuGet or Chocolatey package is installed without a version',
      scope: { commands: /^(?:dotnet|nuget|choco)$/ },
      about: about({
        tools: ['dotnet', 'nuget', 'choco'],
        how: (_, { tool }) => (tool === 'nuget' ? '-Version VERSION' : '--version VERSION'),
      }),
      equivalents: ['scorecard:Pinned-Dependencies'],
      docs: {
        description:
          'dotnet tool install, dotnet add package, nuget install or choco install names a package without a version. packages.config files are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE dotnet tool list --global shows which versions came.',
        remediation: 'dotnet tool install --global dotnet-ef --version 10.0.0, or a tool manifest and dotnet tool restore.',
        defaultValue: 'The newest stable release is taken.',
        references: ['.NET documentation: dotnet tool install', SCORECARD],
        limits: `${LIMITS} Commands in PowerShell and cmd are not read.`,
      },
      examples: [
        {
          bad: 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet tool install --global dotnet-ef\n',
          good: 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet tool install --global dotnet-ef --version 10.0.0\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-composer-package',
      profile: 'strict',
      summary: 'A Composer package is required without a constraint',
      scope: { commands: /^composer(?:\.phar)?$/ },
      about: about({
        tools: ['composer'],
        how: () => ':CONSTRAINT',
      }),
      equivalents: [],
      docs: {
        description: 'composer require or composer global require names a package without a constraint behind a colon or as the next word.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE composer global show shows which versions came.',
        remediation: 'composer require vendor/package:1.4.2, or list it in composer.json with a composer.lock and run composer install.',
        defaultValue: 'Composer takes the newest stable release.',
        references: ['Composer documentation: require'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM composer:2\nRUN composer global require phpunit/phpunit\n',
          good: 'FROM composer:2\nRUN composer global require phpunit/phpunit:12.4.1\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-conda-package',
      profile: 'strict',
      summary: 'A conda package is installed without a version',
      scope: { commands: /^(?:conda|mamba|micromamba)$/ },
      about: about({
        tools: ['conda'],
        how: () => '=VERSION',
      }),
      equivalents: [],
      docs: {
        description:
          'conda, mamba or micromamba install or create names a package without a version. Environment and list files are left alone.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: 'docker run --rm IMAGE conda list shows which versions came.',
        remediation: 'conda install numpy=2.3.4, or an environment file that conda-lock wrote.',
        defaultValue: 'The solver takes the newest versions that fit each other.',
        references: ['conda documentation: Managing packages'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM mambaorg/micromamba:2.3.2\nRUN micromamba install -y numpy\n',
          good: 'FROM mambaorg/micromamba:2.3.2\nRUN micromamba install -y numpy=2.3.4\n',
          byFix: false,
        },
      ],
    },
  ],
  *check({ command, instruction }, ctx, row) {
    const { about: data } = row;
    const found = languageCommandOf(command, instruction.state);
    if (!found || found.action !== 'add' || !data.tools.includes(found.tool) || data.exempt?.(found, instruction, ctx.files)) return;
    for (const item of found.packages) {
      if (item.pinning !== 'floating' && !(item.pinning === 'range' && data.ranges)) continue;
      const standsFor = row.equivalents
        .filter((id) => !id.startsWith('~') && !(id === 'hadolint:DL3013' && item.pinning === 'range'))
        .concat(item.name === 'bundler' && found.tool === 'gem' ? ['tally:ruby/redundant-bundler-install'] : []);
      yield ctx.problem('unpinned', {
        at: item.word.span,
        data: { package: item.name, how: data.how(item, found) },
        standsFor,
        ...(data.hints?.(item) ? { severity: 'hint' } : {}),
      });
    }
  },
});
