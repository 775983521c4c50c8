// Options and variables that say where a language package manager fetches from. Source: their manuals; state of 2026-11.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { readCommandLine } from './command-line.js';
import type { Source } from './downloads.js';
import { textOf } from './shell-text.js';

/** Options by command; each takes a URL. */
const OPTIONS: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [
    /^(?:pip[\d.]*|pipx|uvx?|(?:python|pypy)[\d.]*|poetry|pdm)$/,
    new Set(['-i', '--index-url', '--extra-index-url', '-f', '--find-links', '--index', '--default-index']),
  ],
  [/^(?:npm|npx|yarn|pnpm|bun)$/, new Set(['--registry'])],
  [/^gem$/, new Set(['-s', '--source', '--clear-sources'])],
  [/^(?:dotnet|nuget)$/, new Set(['-s', '--source', '--add-source', '-Source'])],
  [/^(?:conda|mamba|micromamba)$/, new Set(['-c', '--channel'])],
  [/^cargo$/, new Set(['--index', '--git'])],
  [/^(?:cpanm|cpm)$/, new Set(['--mirror'])],
  [/^luarocks$/, new Set(['--server', '--only-server'])],
];

/** Words that set an index for good: `npm config set registry URL`, `pip config set global.index-url URL`. */
const SETTINGS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:npm|yarn|pnpm|pip[\d.]*|go|composer|bundle|poetry|conda)$/, /^(?:config|env)$/],
  [/^gem$/, /^sources$/],
  [/^(?:dotnet|nuget)$/, /^(?:nuget|sources|add)$/],
];

/** Variables that hold URLs of indexes. */
export const INDEX_VARIABLE =
  /^(?:PIP_INDEX_URL|PIP_EXTRA_INDEX_URL|PIP_FIND_LINKS|UV_INDEX|UV_INDEX_URL|UV_DEFAULT_INDEX|UV_EXTRA_INDEX_URL|npm_config_registry|YARN_REGISTRY|YARN_NPM_REGISTRY_SERVER|GOPROXY|BUNDLE_MIRROR__.*|CARGO_REGISTRIES_.*_INDEX|NUGET_SOURCE|COMPOSER_REPO_PACKAGIST|HEX_MIRROR|RUSTUP_DIST_SERVER|RUSTUP_UPDATE_ROOT)$/i;

const URL = /^(?:https?|ftp):\/\//i;

export interface IndexSource extends Source {
  /** The option or variable, as written. */
  readonly name: string;
}

/** The URLs of package indexes a command names. */
export function indexesOf(command: ShellCommand, instruction: Instruction): readonly IndexSource[] {
  const name = command.name ?? '';
  const found: IndexSource[] = [];
  const take = (word: ShellWord | undefined, option: string): void => {
    if (!word) return;
    const url = textOf(word, instruction.state).replace(/^--?[\w-]+=/, '');
    if (URL.test(url)) found.push({ url, word, name: option });
  };
  for (const { name: variable, value } of command.assignments) if (INDEX_VARIABLE.test(variable)) take(value, variable);
  const valued = OPTIONS.find(([pattern]) => pattern.test(name))?.[1];
  if (valued)
    for (const option of readCommandLine(command.args, { valued }).options)
      if (valued.has(option.name)) take(option.valueWord, option.name);
  const setting = SETTINGS.find(([pattern]) => pattern.test(name))?.[1];
  if (setting && command.args.slice(0, 2).some((word) => setting.test(word.value ?? ''))) {
    for (const word of command.args) if (!found.some((item) => item.word === word)) take(word, name);
  }
  return found;
}
