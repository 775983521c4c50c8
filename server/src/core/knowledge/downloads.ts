// Commands that fetch, that run what they are given, and that verify. Source: the manuals of the commands; state of 2026-11.
import type { Instruction, Stage, StageState } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import type { CommandOption, OptionSyntax } from './command-line.js';
import { hasOption, lastOption, readCommandLine } from './command-line.js';
import { putIn, spanOfPart, textOf, writtenText } from './shell-text.js';
import { FirstInChain } from './stage-chain.js';
import { firstBehind } from '../text/in-order.js';
import { baseName } from '../text/base-name.js';

export const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'wget2', 'aria2c', 'http', 'https', 'fetch']);

/** Programs that `fetchesOf` reads, and more. */
export const FETCHERS: ReadonlySet<string> = new Set([...DOWNLOADERS, 'git']);

/** Run their standard input, or a file, as a program. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'fish']);
export const INTERPRETERS = /^(?:python[0-9.]*|perl|ruby|node|php|lua|pwsh|powershell|Rscript)$/;

/** Compare what came with what was promised. */
const VERIFIERS =
  /^(?:(?:sha(?:1|224|256|384|512)|b2|b3|md5)sum|shasum|gpgv?2?|sq|sqv|cosign|minisign|signify|rekor-cli|slsa-verifier|rpmkeys)$/;

export const isDownload = (command: ShellCommand): boolean => DOWNLOADERS.has(command.name ?? '');
const isShell = (command: ShellCommand): boolean => SHELLS.has(command.name ?? '');
export const isInterpreter = (command: ShellCommand): boolean => isShell(command) || INTERPRETERS.test(command.name ?? '');
const isFlag = (word: ShellWord): boolean => /^-./.test(word.raw);

/** openssl and rpm verify only with the commands that do. */
export function verifies(command: ShellCommand): boolean {
  if (VERIFIERS.test(command.name ?? '')) return true;
  const first = command.args[0]?.value;
  return (
    (command.name === 'openssl' && (first === 'dgst' || first === 'sha256')) ||
    (command.name === 'rpm' && /^-?-?(?:K|checksig)$/.test(first ?? ''))
  );
}

/** Compares content with what was promised: not the conversion or import of keys, which needs the same programs. */
export function checksContent(command: ShellCommand): boolean {
  if (!verifies(command)) return false;
  const isKeyring =
    /^gpg/.test(command.name ?? '') && !command.args.some(({ value }) => /^--(?:verify|decrypt)/.test(value ?? '') || value === '-d');
  return !isKeyring || command.name === 'gpgv' || command.name === 'gpgv2';
}

/** Compares content by MD5 or SHA-1. */
export function isWeakCheck(command: ShellCommand): boolean {
  const words = command.args.map(writtenText);
  if (command.name === 'openssl')
    return /^(?:md5|sha1)$/.test(words[0] ?? '') || (words[0] === 'dgst' && words.some((word) => /^-(?:md5|sha1)$/.test(word)));
  if (command.name === 'shasum') {
    const at = words.findIndex((word) => /^(?:-a|--algorithm)/.test(word));
    const algorithm = at < 0 ? '1' : /\d+$/.exec(`${words[at] ?? ''} ${words[at + 1] ?? ''}`.replace(/ \D.*$/, ''))?.[0];
    if (algorithm !== '1') return false;
  } else if (command.name !== 'md5sum' && command.name !== 'sha1sum') return false;
  return words.some((word) => /^(?:-\w*c\w*|--check)$/.test(word)) || command.substitutedInto !== undefined;
}

/** Does it take its program from standard input? `python -c` and `perl -ne` bring their own. */
export function readsProgram(command: ShellCommand): boolean {
  if (command.stdin !== undefined) return false;
  if (isShell(command)) {
    if (command.args.some((word) => /^-\w*c/.test(word.raw))) return false;
    // Behind -s, or a lone dash, come the arguments of the script.
    const first = command.args.findIndex((word) => !isFlag(word));
    return first < 0 || command.args[first]?.raw === '-' || command.args.slice(0, first).some((word) => /^-\w*s/.test(word.raw));
  }
  const [first] = command.args;
  // Behind `php --` come the arguments of the program.
  return first === undefined || first.value === '-' || (command.name === 'php' && first.value === '--');
}

/** The same file, as far as the names tell: a relative path may stand in any folder. */
const isSameFile = (path: string | undefined, file: string): boolean =>
  path !== undefined && (path === file || (!(path.startsWith('/') && file.startsWith('/')) && baseName(path) === baseName(file)));

/** The file that the command runs: the command itself when it is a path, or the program of an interpreter, `.` or `source`. */
export function programOf(command: ShellCommand): string | undefined {
  if (isInterpreter(command) || command.name === 'source' || command.name === '.') return command.args.find((word) => !isFlag(word))?.value;
  return command.word.value?.includes('/') === true ? command.word.value : undefined;
}

export const runs = (command: ShellCommand, file: string): boolean => isSameFile(programOf(command), file);

/** What a word names as a file, or as the folder whose files it means. */
export const withoutSlash = (word: ShellWord): string => writtenText(word).replace(/\/+\*?$/, '');

/** Does the command name this file among its words, or a folder it stands in? */
export function namesFile(command: ShellCommand, file: string): boolean {
  return command.args.some((word) => {
    const text = withoutSlash(word);
    return isSameFile(text, file) || (text !== '' && file.startsWith(`${text}/`)) || fits(text, file);
  });
}

/** Which commands of a script speak of which files; positions in order. */
interface Mentions {
  /** By the last part of the path: of all, and of those whose folder is not known. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly relative: ReadonlyMap<string, readonly number[]>;
  readonly byPath: ReadonlyMap<string, readonly number[]>;
  readonly patterns: readonly number[];
}

const mentionsOfScript = new WeakMap<readonly ShellCommand[], Mentions>();

function mentionsIn(commands: readonly ShellCommand[]): Mentions {
  const known = mentionsOfScript.get(commands);
  if (known) return known;
  const byName = new Map<string, number[]>();
  const relative = new Map<string, number[]>();
  const byPath = new Map<string, number[]>();
  const patterns: number[] = [];
  const add = (map: Map<string, number[]>, key: string, position: number): void => {
    const positions = map.get(key);
    if (!positions) map.set(key, [position]);
    else if (positions[positions.length - 1] !== position) positions.push(position);
  };
  for (const [position, command] of commands.entries()) {
    const program = programOf(command);
    for (const path of [...(program === undefined ? [] : [program]), ...command.args.map(withoutSlash)]) {
      add(byName, baseName(path), position);
      add(byPath, path, position);
      if (!path.startsWith('/')) add(relative, baseName(path), position);
      if ((path.includes('*') || path.includes('?')) && patterns[patterns.length - 1] !== position) patterns.push(position);
    }
  }
  const found = { byName, relative, byPath, patterns };
  mentionsOfScript.set(commands, found);
  return found;
}

/** No file is spoken of so often on purpose. */
const MOST_MENTIONS = 50;

/** Positions behind `after` of the commands that may run or name the file, in order: a few of thousands. */
export function mentionsOf(commands: readonly ShellCommand[], file: string, after: number): readonly number[] {
  const { byName, relative, byPath, patterns } = mentionsIn(commands);
  const lists = [patterns, (file.startsWith('/') ? relative : byName).get(baseName(file)), byPath.get(file)];
  for (let end = file.indexOf('/', 1); end >= 0; end = file.indexOf('/', end + 1)) lists.push(byPath.get(file.slice(0, end)));
  const positions = new Set<number>();
  for (const list of lists) {
    if (!list) continue;
    const from = firstBehind(list, after, (position) => position);
    for (const position of list.slice(from, from + MOST_MENTIONS)) positions.add(position);
  }
  return [...positions].sort((a, b) => a - b);
}

/** `rm /tmp/*.tar.gz` */
function fits(pattern: string, file: string): boolean {
  if (!pattern.includes('*') && !pattern.includes('?')) return false;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${expression}$`).test(file) || (!pattern.includes('/') && new RegExp(`^${expression}$`).test(baseName(file)));
}

const CURL: OptionSyntax = {
  valued: new Set(
    (
      '-o --output -x --proxy -H --header -d --data --data-raw --data-binary --data-urlencode --data-ascii --json -F --form --form-string ' +
      '-u --user -U --proxy-user -A --user-agent -e --referer -b --cookie -c --cookie-jar -X --request -T --upload-file -w --write-out -m --max-time ' +
      '--connect-timeout --retry --retry-delay --retry-max-time --limit-rate -r --range -C --continue-at -E --cert --cert-type --key --key-type ' +
      '--cacert --capath --ciphers --tls13-ciphers --tls-max --proto --proto-redir --proto-default --resolve --connect-to --interface -K --config ' +
      '--max-redirs --max-filesize --noproxy --oauth2-bearer --output-dir --create-file-mode --dns-servers --doh-url --unix-socket -y -Y -z ' +
      '--time-cond --stderr --trace --trace-ascii -D --dump-header --url --url-query --socks5 --socks5-hostname --preproxy --netrc-file --rate ' +
      '--parallel-max --keepalive-time --speed-limit --speed-time -P --ftp-port -Q --quote -t --telnet-option --pass --aws-sigv4 --hostpubmd5 -h'
    ).split(' '),
  ),
};
const WGET: OptionSyntax = {
  valued: new Set(
    (
      '-O --output-document -P --directory-prefix -o --output-file -a --append-output -t --tries -T --timeout --dns-timeout --connect-timeout ' +
      '--read-timeout -w --wait --waitretry -Q --quota -i --input-file -B --base -U --user-agent --header --referer --post-data --post-file ' +
      '--method --body-data --body-file --user --password --http-user --http-password --ftp-user --ftp-password --proxy-user --proxy-password ' +
      '--load-cookies --save-cookies --certificate --certificate-type --private-key --ca-certificate --ca-directory --secure-protocol --ciphers ' +
      '--progress --limit-rate --max-redirect -e --execute -l --level -A --accept -R --reject -D --domains -I -X --restrict-file-names ' +
      '--default-page --compression --retry-on-http-error -Y --proxy --rejected-log --bind-address --cut-dirs'
    ).split(' '),
  ),
  pairs: 'n',
};
const ARIA2C: OptionSyntax = {
  valued: new Set(
    (
      '-o --out -d --dir -i --input-file -j --max-concurrent-downloads -x --max-connection-per-server -s --split -k --min-split-size --checksum ' +
      '--header -U --user-agent --referer -t --timeout -m --max-tries --http-user --http-passwd --log -l --load-cookies --all-proxy'
    ).split(' '),
  ),
};
const SYNTAX: Readonly<Record<string, OptionSyntax>> = { curl: CURL, wget: WGET, wget2: WGET, aria2c: ARIA2C };
const OUTPUT: Readonly<Record<string, readonly string[]>> = {
  curl: ['-o', '--output'],
  wget: ['-O', '--output-document'],
  wget2: ['-O', '--output-document'],
  aria2c: ['-o', '--out'],
};

/** A place something is fetched from. */
export interface Source {
  /** With the values of ARG and ENV put in where they are known; the rest as written. */
  readonly url: string;
  readonly word: ShellWord;
}

export interface Download {
  readonly command: ShellCommand;
  readonly options: readonly CommandOption[];
  /** In order; words that are only a variable without a known value are left as they are. */
  readonly sources: readonly Source[];
  /** Path of the file as written, or "-" for standard output; absent where that is where it goes by default. */
  readonly output: string | undefined;
}

const isStream = (file: string): boolean => file === '-' || file === '/dev/stdout' || file === '/dev/null';

/** The command as a download by curl, wget or aria2c, when it is one. */
export function downloadOf(command: ShellCommand, state: StageState): Download | undefined {
  if (!Object.hasOwn(SYNTAX, command.name ?? '')) return undefined;
  const known = downloads.get(command) ?? readDownload(command, state);
  downloads.set(command, known);
  return known;
}

/** Many rules ask for the same command, which stands in one place with one state. */
const downloads = new WeakMap<ShellCommand, Download>();

function readDownload(command: ShellCommand, state: StageState): Download {
  const { options, operands, rest } = readCommandLine(command.args, SYNTAX[command.name ?? ''] ?? CURL);
  const named = options.flatMap((option) => (option.name === '--url' && option.valueWord ? [option.valueWord] : []));
  const sources = [...named, ...operands, ...rest].map((word) => ({ word, url: textOf(word, state) }));
  return { command, options, sources, output: outputOf(command, options, sources) };
}

function outputOf(command: ShellCommand, options: readonly CommandOption[], sources: readonly Source[]): string | undefined {
  const flag = lastOption(options, ...(OUTPUT[command.name ?? ''] ?? []));
  if (flag) return flag.value;
  const redirect = command.redirects.find(({ operator }) => operator === '>' || operator === '>|');
  if (redirect?.target) return writtenText(redirect.target);
  const keepsName = command.name !== 'curl' || hasOption(options, '-O', '--remote-name', '--remote-name-all');
  const url = sources[0]?.word && writtenText(sources[0].word);
  if (url === undefined || !keepsName) return undefined;
  const folder = lastOption(options, '-P', '--directory-prefix', '--output-dir', '-d', '--dir')?.value;
  const file = baseName(url.replace(/[?#].*$/, ''));
  return folder === undefined || command.name === 'curl' ? file : `${folder.replace(/\/+$/, '')}/${file}`;
}

/** The file a download leaves behind; absent when it goes to standard output or nowhere. */
export function savedTo(download: Download): string | undefined {
  return download.output === undefined || isStream(download.output) ? undefined : download.output;
}

export interface GitClone {
  readonly command: ShellCommand;
  readonly source: Source;
  /** `-b`, `--branch`, `--revision`: a branch, a tag or a commit. */
  readonly ref: CommandOption | undefined;
  readonly options: readonly CommandOption[];
  /** The folder it is cloned into, as written; absent where git names it after the repository. */
  readonly folder: string | undefined;
}

const GIT_GLOBAL: OptionSyntax = {
  valued: new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path', '--config-env']),
  stopsAtOperand: true,
};
const GIT_CLONE: OptionSyntax = {
  valued: new Set(
    (
      '-b --branch --revision --depth -o --origin -c --config -j --jobs --reference --reference-if-able --separate-git-dir --shallow-since ' +
      '--shallow-exclude --filter --template -u --upload-pack --server-option --bundle-uri'
    ).split(' '),
  ),
};

/** The words of git behind its global options: its command first. */
export const gitWords = (command: ShellCommand): readonly ShellWord[] =>
  command.name === 'git' ? readCommandLine(command.args, GIT_GLOBAL).operands : [];

export const gitOptions = (command: ShellCommand): readonly CommandOption[] =>
  command.name === 'git' ? readCommandLine(command.args, GIT_GLOBAL).options : [];

export function gitCloneOf(command: ShellCommand, state: StageState): GitClone | undefined {
  const [verb, ...args] = gitWords(command);
  if (verb?.value !== 'clone') return undefined;
  const { options, operands, rest } = readCommandLine(args, GIT_CLONE);
  const [word, folder] = [...operands, ...rest];
  if (!word) return undefined;
  return {
    command,
    source: { word, url: textOf(word, state) },
    ref: lastOption(options, '-b', '--branch', '--revision'),
    options,
    folder: folder && writtenText(folder),
  };
}

/** A tag or a commit has a digit in its name; a variable is taken for one. */
export const isFixedRef = (ref: string): boolean =>
  /[\d$`]/.test(ref) && !/^(?:origin\/)?(?:refs\/heads\/|(?:main|master|develop|dev|trunk|HEAD)$)/.test(ref);

/** `git checkout v1`, `git reset --hard COMMIT`, `git fetch origin TAG`, `git switch --detach TAG`. */
export function isGitPin(command: ShellCommand, state: StageState): boolean {
  const [verb, ...args] = gitWords(command);
  if (!/^(?:checkout|reset|fetch|switch|pull)$/.test(verb?.value ?? '')) return false;
  const operands = args.map((word) => textOf(word, state)).filter((text) => !text.startsWith('-'));
  const refs = /^(?:fetch|pull)$/.test(verb?.value ?? '') ? operands.slice(1) : operands;
  return refs.some(isFixedRef);
}

const gitRuns =
  (test: (command: ShellCommand, at: Instruction) => boolean) =>
  (at: Instruction): boolean =>
    at.keyword === 'RUN' && at.scripts().some(({ commands }) => commands.some((command) => command.name === 'git' && test(command, at)));

export const gitClones = new FirstInChain(gitRuns((command, at) => gitCloneOf(command, at.state) !== undefined));
/** What brings or uses a history, clones among them. */
export const gitHistories = new FirstInChain(
  gitRuns((command) => /^(?:clone|checkout|fetch|pull|init)$/.test(gitWords(command)[0]?.value ?? '')),
);

const isPinning = gitRuns((command, at) => isGitPin(command, at.state));
const lastPins = new WeakMap<Stage, number>();

/** Position of the last RUN of a stage that checks out a tag or a commit; -1 without one. */
export function lastGitPin(stage: Stage): number {
  let last = lastPins.get(stage);
  if (last === undefined) lastPins.set(stage, (last = stage.instructions.filter(isPinning).at(-1)?.index ?? -1));
  return last;
}

/** A source of ADD. */
export interface AddSource extends Source {
  /** As written, quotes taken off. */
  readonly written: string;
  readonly kind: 'http' | 'git' | 'local';
}

const HTTP = /^(?:https?|ftp):\/\//i;
/** Git sources may be written without a scheme. */
const GIT = /^(?:git:\/\/|ssh:\/\/|git@[^/]+:|github\.com\/)|^https?:\/\/[^?#]+\.git(?:[?#].*)?$/i;

/** The sources of an ADD; empty for other instructions. */
export function addSourcesOf(instruction: Instruction): readonly AddSource[] {
  if (instruction.keyword !== 'ADD') return [];
  const words = instruction.json ? instruction.json.items : instruction.words;
  return words.slice(0, -1).map(({ value, span }) => {
    const written = value.replace(/^(["'])(.*)\1$/, '$2');
    const url = putIn(written, instruction.state);
    const word = { raw: value, value, span };
    return { url, written, word, kind: GIT.test(url) ? 'git' : HTTP.test(url) ? 'http' : 'local' };
  });
}

export interface Fetch extends Source {
  /** Name of the command, or ADD. */
  readonly by: string;
  /** Absent for ADD. */
  readonly command: ShellCommand | undefined;
  /** Absent for git and ADD. */
  readonly download: Download | undefined;
}

/** Everything an instruction fetches by a URL it names: ADD, and the commands of a RUN. */
export function fetchesOf(instruction: Instruction): readonly Fetch[] {
  if (instruction.keyword === 'ADD') {
    return addSourcesOf(instruction)
      .filter(({ kind }) => kind !== 'local')
      .map(({ url, word }) => ({ url, word, by: 'ADD', command: undefined, download: undefined }));
  }
  if (instruction.keyword !== 'RUN') return [];
  const known = fetchesOfRun.get(instruction);
  if (known) return known;
  const fetches = instruction.scripts().flatMap((script) => script.commands.flatMap((command) => fetchesBy(command, instruction.state)));
  fetchesOfRun.set(instruction, fetches);
  return fetches;
}

/** Several rules ask for the same instruction. */
const fetchesOfRun = new WeakMap<Instruction, readonly Fetch[]>();

function fetchesBy(command: ShellCommand, state: StageState): readonly Fetch[] {
  const by = command.name ?? '';
  const download = downloadOf(command, state);
  if (download) return download.sources.map((source) => ({ ...source, by, command, download }));
  const clone = gitCloneOf(command, state);
  return clone ? [{ ...clone.source, by, command, download: undefined }] : [];
}

const LONGEST_SPAN = 60;

/** Where to point for a source: its word, or scheme and host alone where that would be too long. */
export function spanOfSource({ word }: Source): Span {
  if (word.span.end - word.span.start <= LONGEST_SPAN) return word.span;
  const head = /(?:[a-z][a-z0-9+.-]*:\/\/|git@)[^/\s"'?#]*/i.exec(word.raw)?.[0];
  const part = head === undefined ? word.span : spanOfPart(word, head);
  return part.end - part.start <= LONGEST_SPAN ? part : { start: word.span.start, end: word.span.start + LONGEST_SPAN };
}

/** A short name for messages: host and last part of the path. */
export function shortUrl(url: string): string {
  const plain = url.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const name = baseName(plain);
  return name === '' || name.includes('://') ? plain : name;
}

/** Host of a URL or of the scp form of git, lower case, without user and port; absent when it is not literal. */
export function hostOf(url: string): string | undefined {
  const match = /^(?:git\+)?[a-z][a-z0-9.+-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url) ?? /^[\w.-]+@([\w.-]+):/.exec(url);
  const host = match?.[1]?.toLowerCase();
  return host === undefined || host === '' || host.includes('$') ? undefined : host;
}

/** This machine. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0)$/.test(host);

/** Names that only resolve on this machine or inside a private network by convention. */
export const isLocalHost = (host: string): boolean =>
  isLoopback(host) ||
  /\.(?:local|localhost|internal|svc|lan|test|home\.arpa)$/.test(host) ||
  /\.svc\.[a-z0-9.-]+$/.test(host) ||
  !/[.:]/.test(host);

/** Keys, signatures and checksums: what others are verified with. */
export const PROOF_FILE =
  /\.(?:asc|gpg|key|pub|sig|sign|pem|crt|sha\d+|sha\d+sum|md5|sum|rsa\.pub)$|(?:sha\d+|check)sums?(?:\.txt)?$|gpgkey$|[-_.]KEY$/i;

/** What is made of a file or stream in the same script. */
export type Use = 'run' | 'installed' | 'unpacked';

const UNPACKERS = /^(?:tar|bsdtar|gtar|unzip|7z|7za|7zr|cpio|gunzip|bunzip2|unxz|ar)$/;
const INSTALLERS = /^(?:dpkg|rpm|apt|apt-get|apk|dnf|yum|microdnf|zypper|pacman|installer|pip[\d.]*|gem|npm)$/;

function useBy(command: ShellCommand): Use | undefined {
  if (isInterpreter(command)) return 'run';
  if (UNPACKERS.test(command.name ?? '')) {
    const lists = /^-?[a-zA-Z]*t[a-zA-Z]*$/.test(command.args[0]?.value ?? '') && /tar$/.test(command.name ?? '');
    return lists ? undefined : 'unpacked';
  }
  return INSTALLERS.test(command.name ?? '') ? 'installed' : undefined;
}

/** Fails where nothing, or half of it, comes in: what is compressed or signed says where it ends. The tar of BusyBox takes nothing for an empty archive. */
export function missesInput(command: ShellCommand, isBusyBox: boolean): boolean {
  const { name = '', args } = command;
  const has = (option: RegExp): boolean => args.some(({ raw }) => option.test(raw));
  if (/^(?:gpg2?|apt-key)$/.test(name)) return true;
  if (/^(?:gzip|xz|bzip2|zstd|lz4)$/.test(name)) return has(/^(?:-\w*d\w*|--decompress)$/);
  if (useBy(command) !== 'unpacked') return false;
  return (
    !/tar$/.test(name) ||
    !isBusyBox ||
    /^-?[A-Za-z]*[zjJ]/.test(args[0]?.raw ?? '') ||
    has(/^(?:-[a-z]*[zjJ]|--(?:gzip|bzip2|xz|zstd|absolute-names)$)/)
  );
}

const positions = new WeakMap<readonly ShellCommand[], ReadonlyMap<ShellCommand, number>>();

/** Position of a command in its script; -1 in another one. */
function positionOf(commands: readonly ShellCommand[], command: ShellCommand): number {
  let known = positions.get(commands);
  if (!known) positions.set(commands, (known = new Map(commands.map((each, i) => [each, i]))));
  return known.get(command) ?? -1;
}

/** What a script makes of a download: by a pipe, or by a later command that names the file. */
export const useOf = (download: Download, commands: readonly ShellCommand[]): Use | undefined => readerOf(download, commands)?.use;

/** The same with the command that does it, where there is one. */
export function readerOf(
  download: Download,
  commands: readonly ShellCommand[],
): { readonly use: Use; readonly by: ShellCommand | undefined } | undefined {
  const { command } = download;
  const file = savedTo(download);
  const into = command.substitutedInto;
  if (into && (isInterpreter(into) || into.name === 'eval' || into.name === 'source' || into.name === '.')) return { use: 'run', by: into };
  if (file === undefined) {
    const behind = command.pipeline.slice(command.pipeline.indexOf(command) + 1);
    for (const next of behind) {
      const use = useBy(next);
      if (use && (use !== 'run' || readsProgram(next))) return { use, by: next };
    }
    return undefined;
  }
  for (const position of mentionsOf(commands, file, positionOf(commands, command))) {
    const next = commands[position];
    if (!next) continue;
    if (runs(next, file)) return { use: 'run', by: next };
    const use = isInterpreter(next) ? undefined : useBy(next);
    if (use && namesFile(next, file)) return { use, by: next };
    if (next.name === 'chmod' && namesFile(next, file) && /^(?:[ugoa]*\+\w*x|[0-7]*[1357][0-7]*)/.test(next.args[0]?.value ?? ''))
      return { use: 'run', by: next };
    if (next.name === 'install' && namesFile(next, file)) return { use: 'installed', by: next };
  }
  return /(?:^|\/)s?bin\/[^/]*$/.test(file) ? { use: 'run', by: undefined } : undefined;
}
