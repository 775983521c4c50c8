// Credentials that are handed to a command as words. Source: the manuals of the commands; state of 2026-11.
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import { readCommandLine } from './command-line.js';
import type { OptionSyntax } from './command-line.js';
import { spanOfPart, writtenText } from './shell-text.js';

export interface CommandCredential {
  /** "docker login", for messages. */
  readonly program: string;
  /** The credential as written, quotes taken off; variables stay. */
  readonly text: string;
  readonly at: Span;
}

/** Programs that log in with a password given as an option: the words behind the program, and the names of the option. */
const LOGINS: readonly {
  readonly program: RegExp;
  readonly verbs: readonly string[];
  readonly options: readonly string[];
  readonly shown: string;
}[] = [
  { program: /^(?:docker|podman|nerdctl|buildah|skopeo|oras|regctl)$/, verbs: ['login'], options: ['-p', '--password'], shown: 'login' },
  { program: /^crane$/, verbs: ['auth', 'login'], options: ['-p', '--password'], shown: 'auth login' },
  { program: /^helm$/, verbs: ['registry', 'login'], options: ['-p', '--password'], shown: 'registry login' },
  { program: /^helm$/, verbs: ['repo', 'add'], options: ['--password'], shown: 'repo add' },
  { program: /^az$/, verbs: ['login'], options: ['-p', '--password'], shown: 'login' },
  { program: /^az$/, verbs: ['acr', 'login'], options: ['-p', '--password'], shown: 'acr login' },
  { program: /^doctl$/, verbs: ['auth', 'init'], options: ['-t', '--access-token'], shown: 'auth init' },
  { program: /^dotnet$/, verbs: ['nuget', 'add', 'source'], options: ['-p', '--password'], shown: 'nuget add source' },
  { program: /^nuget$/, verbs: ['sources', 'add'], options: ['-Password'], shown: 'sources add' },
  { program: /^sshpass$/, verbs: [], options: ['-p'], shown: '' },
  { program: /^oc$/, verbs: ['login'], options: ['-p', '--password', '--token'], shown: 'login' },
  { program: /^vault$/, verbs: ['login'], options: ['-token'], shown: 'login' },
];

/** `PROGRAM config set NAME VALUE`, by the names that are secret. */
const SETTINGS: readonly { readonly program: RegExp; readonly verbs: readonly string[]; readonly names: RegExp }[] = [
  { program: /^(?:npm|pnpm)$/, verbs: ['config', 'set'], names: /_auth(?:Token)?$|_password$/ },
  { program: /^npm$/, verbs: ['set'], names: /_auth(?:Token)?$|_password$/ },
  { program: /^yarn$/, verbs: ['config', 'set'], names: /_auth(?:Token)?$|_password$|npmAuth(?:Token|Ident)$/ },
  { program: /^aws$/, verbs: ['configure', 'set'], names: /aws_secret_access_key$|aws_session_token$/ },
  { program: /^composer$/, verbs: ['config'], names: /^(?:github-oauth|gitlab-token|gitlab-oauth|bearer|http-basic)\./ },
  { program: /^poetry$/, verbs: ['config'], names: /^(?:pypi-token|http-basic)\./ },
];

const EVERY_VALUED: OptionSyntax = {
  valued: new Set([
    '-u',
    '--username',
    '-p',
    '--password',
    '-t',
    '--access-token',
    '-n',
    '--name',
    '-s',
    '--source',
    '--tenant',
    '--token',
    '-token',
    '-Password',
  ]),
};

const CURL: OptionSyntax = {
  valued: new Set(
    '-u --user -U --proxy-user -H --header -o --output -d --data --data-raw -X --request -A --user-agent -e -b --cookie --oauth2-bearer --connect-timeout --retry -m --max-time -x --proxy -T -F --cacert --cert --key -w --pass'.split(
      ' ',
    ),
  ),
};
const WGET: OptionSyntax = {
  valued: new Set(
    '--user --password --http-user --http-password --ftp-user --ftp-password --header -O --output-document -o -P -U -t -T'.split(' '),
  ),
  pairs: 'n',
};

const startsWith = (operands: readonly ShellWord[], verbs: readonly string[]): boolean =>
  verbs.every((verb, i) => operands[i]?.value === verb);

function* ofLogin(command: ShellCommand, program: string): Generator<CommandCredential> {
  const rows = LOGINS.filter((row) => row.program.test(program));
  if (rows.length === 0) return;
  const { options, operands } = readCommandLine(
    command.args,
    program === 'sshpass' ? { valued: new Set(['-p']), stopsAtOperand: true } : EVERY_VALUED,
  );
  const row = rows.find(({ verbs }) => startsWith(operands, verbs));
  const option = row && options.find(({ name }) => row.options.includes(name));
  if (row && option?.value !== undefined && option.value !== '' && option.valueWord) {
    yield { program: `${program} ${row.shown}`.trim(), text: option.value, at: spanOfPart(option.valueWord, option.value) };
  }
}

function* ofSetting(command: ShellCommand, program: string): Generator<CommandCredential> {
  const rows = SETTINGS.filter((row) => row.program.test(program));
  if (rows.length === 0) return;
  const operands = command.args.filter(({ raw }) => !/^-[-a-zA-Z]/.test(raw));
  for (const { verbs, names } of rows) {
    if (!startsWith(operands, verbs)) continue;
    const [first, ...others] = operands.slice(verbs.length);
    if (!first) continue;
    // `npm config set NAME VALUE` and `npm config set NAME=VALUE`.
    const written = writtenText(first);
    const equals = written.search(/(?<=_auth|_authToken|_password)=/);
    const name = equals < 0 ? written : written.slice(0, equals);
    const value = equals < 0 ? others[others.length - 1] : first;
    if (!names.test(name) || !value) continue;
    const text = equals < 0 ? writtenText(value) : written.slice(equals + 1);
    if (text !== '') yield { program: `${program} ${verbs.join(' ')}`, text, at: spanOfPart(value, text) };
    return;
  }
}

/** Headers that carry a credential: of HTTP, GitLab, Vault, Artifactory and by custom. */
const HEADER =
  /^\s*(?:(?:proxy-)?authorization|(?:private|job|deploy)-token|x-(?:api-key|auth-token|vault-token|jfrog-art-api)|api-?key)\s*:\s*(?:(?:basic|bearer|token)\s+)?(\S.*)$/i;

function* ofTransfer(command: ShellCommand, program: string): Generator<CommandCredential> {
  if (program !== 'curl' && program !== 'wget') return;
  const { options } = readCommandLine(command.args, program === 'curl' ? CURL : WGET);
  for (const { name, value, valueWord } of options) {
    if (value === undefined || !valueWord) continue;
    const header = name === '-H' || name === '--header' ? HEADER.exec(value)?.[1] : undefined;
    const isUser = program === 'curl' && (name === '-u' || name === '--user' || name === '-U' || name === '--proxy-user');
    // `-u $CREDENTIALS` may hold both; a lone user is asked for the password.
    const password = isUser
      ? (/^[^:]*:(.+)$/s.exec(value)?.[1] ?? (/^\$\{?(?!\w*user)\w+\}?$/i.test(value) ? value : undefined))
      : undefined;
    const isPassword = /^--(?:(?:http-|ftp-)?password|oauth2-bearer)$/.test(name);
    const text = header ?? password ?? (isPassword ? value : undefined);
    if (text !== undefined) yield { program, text, at: spanOfPart(valueWord, text) };
  }
}

/** `https://user:password@host`, `https://$TOKEN@host`. */
const USERINFO = /[a-z][a-z0-9+.-]*:\/\/(?:[^\s/:@"']*:)?([^\s/@"']+)@/gi;

function* ofUrls(command: ShellCommand, program: string): Generator<CommandCredential> {
  for (const word of command.args) {
    if (!word.raw.includes('://') || !word.raw.includes('@')) continue;
    for (const match of writtenText(word).matchAll(USERINFO)) {
      const text = match[1] ?? '';
      const hasPassword = /:\/\/[^/@]*:/.test(match[0]);
      if (hasPassword || text.includes('$')) yield { program, text, at: spanOfPart(word, text) };
    }
  }
}

/** Every credential among the words of this command, whether written out or in a variable. */
export function* credentialsOn(command: ShellCommand): Generator<CommandCredential> {
  const program = command.name;
  if (program === undefined || command.args.length === 0) return;
  yield* ofLogin(command, program);
  yield* ofSetting(command, program);
  yield* ofTransfer(command, program);
  if (program === 'gcloud' && command.args.some(({ value }) => value === 'activate-service-account')) {
    const { options } = readCommandLine(command.args, { valued: new Set(['--key-file', '--password-file', '--account', '--project']) });
    const file = options.find(({ name }) => name === '--key-file');
    if (file?.value !== undefined && file.valueWord)
      yield { program: 'gcloud auth', text: file.value, at: spanOfPart(file.valueWord, file.value) };
  }
  if (program !== 'echo' && program !== 'printf' && program !== 'export' && program !== 'sed') yield* ofUrls(command, program);
}
