// Options, settings and variables that switch the check of certificates off. Source: the manuals of the programs; state of 2026-11.
import type { Instruction } from '../model/dockerfile/types.js';
import type { CommandOption } from './command-line.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { downloadOf, gitCloneOf, gitOptions, gitWords, hostOf, isLoopback } from './downloads.js';
import { writtenText } from './shell-text.js';

export interface TlsSwitch {
  /** For messages: "--insecure", "http.sslVerify". */
  readonly name: string;
  readonly word: ShellWord;
  /** The part of the word that does it, where it is not all of it. */
  readonly part?: string;
  /** flag: goes by itself; pair: goes together with the next word; value: another value switches the check on. */
  readonly cure:
    | { readonly kind: 'flag' }
    | { readonly kind: 'pair'; readonly next: ShellWord }
    | { readonly kind: 'value'; readonly word: ShellWord; readonly text: string }
    | { readonly kind: 'none' };
  readonly program: string;
}

const OFF = /^(?:0|false|no|off|none)$/i;
const ON = /^(?:1|true|yes|on)$/i;

/** Options that stand alone, by command; short options may share a word with others. */
const FLAGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^curl$/, ['-k', '--insecure', '--proxy-insecure', '--doh-insecure']],
  [/^wget2?$/, ['--no-check-certificate', '--check-certificate=off', '--check-certificate=quiet']],
  [/^aria2c$/, ['--check-certificate=false']],
  [/^https?$/, ['--verify=no', '--verify=false']],
  [/^(?:npm|npx|yarn|pnpm)$/, ['--no-strict-ssl', '--strict-ssl=false']],
  [/^go$/, ['-insecure']],
  [/^(?:aws)$/, ['--no-verify-ssl']],
  [/^(?:helm|kubectl|oc|argocd|flux)$/, ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify=true']],
  [/^(?:podman|buildah|skopeo)$/, ['--tls-verify=false', '--src-tls-verify=false', '--dest-tls-verify=false']],
  [/^(?:mvnw?)$/, ['-Dmaven.wagon.http.ssl.insecure=true', '-Dmaven.wagon.http.ssl.allowall=true', '-Dmaven.wagon.http.ssl.insecure']],
  [/^ansible-galaxy$/, ['--ignore-certs']],
];

/** Options with a value: the option, and the values that switch the check off. */
const VALUED: readonly (readonly [RegExp, RegExp, RegExp])[] = [
  [/^(?:pip[\d.]*|(?:python|pypy)[\d.]*|uvx?|pipx)$/, /^(?:--trusted-host|--allow-insecure-host)$/, /./],
  [/^(?:dnf|yum|tdnf|microdnf|yum-config-manager)$/, /^--setopt$/, /(?:^|\.)sslverify=(?:0|false|no)$/i],
  [/^(?:apt|apt-get|aptitude)$/, /^(?:-o|--option)$/, /^Acquire::https(?:::[\w.-]+)?::Verify-(?:Peer|Host)=(?:"?false"?|0|no)$/i],
];

/** Settings that a command writes: the words in front, the name, and the values that switch the check off; the last is what cures. */
const SETTINGS: readonly (readonly [RegExp, RegExp, RegExp, RegExp, string])[] = [
  [/^(?:npm|yarn|pnpm)$/, /^(?:config|set|c)$/, /^(?:strict-ssl|enableStrictSsl)$/, OFF, 'true'],
  [/^composer(?:\.phar)?$/, /^config$/, /^secure-http$/, OFF, 'true'],
  [/^composer(?:\.phar)?$/, /^config$/, /^disable-tls$/, ON, 'false'],
  [/^(?:conda|mamba|micromamba)$/, /^config$/, /^ssl_verify$/, OFF, 'true'],
  [/^bundle$/, /^config$/, /^ssl_verify_mode$/, /^0$/, '1'],
  [/^pip[\d.]*$/, /^config$/, /\.trusted-host$/, /./, ''],
  [/^poetry$/, /^config$/, /^certificates\.[\w-]+\.cert$/, /^false$/, 'true'],
];

/** Variables, and the values of them that switch the check off. */
const VARIABLES: readonly (readonly [RegExp, RegExp])[] = [
  [/^GIT_SSL_NO_VERIFY$/, /^(?!(?:0|false|no|off)?$)/i],
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/],
  [/^npm_config_strict_ssl$/i, OFF],
  [/^YARN_(?:ENABLE_)?STRICT_SSL$/, OFF],
  [/^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, /./],
  [/^PYTHONHTTPSVERIFY$/, /^0$/],
  [/^GOINSECURE$/, /./],
  [/^GOFLAGS$/, /(?:^|\s)-insecure\b/],
  [/^CONDA_SSL_VERIFY$/, OFF],
  [/^BUNDLE_SSL_VERIFY_MODE$/, /^0$/],
  [/^(?:MAVEN_OPTS|MAVEN_ARGS|JAVA_TOOL_OPTIONS)$/, /-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true/],
];

/** Lines of configuration files that a command writes or prints into one. */
const LINES =
  /\bsslverify\s*=\s*(?:0|false|no)\b|Acquire::https(?:::[\w.-]+)?::Verify-(?:Peer|Host)\s+"?(?:false|0|no)"?|\ballow-insecure=yes\b|\bstrict-ssl\s*=\s*false\b|\bcheck_certificate\s*=\s*off\b|\bsslVerify\s*=\s*false\b/i;
const WRITERS = /^(?:echo|printf|sed|tee|cat)$/;

/** Does this variable, with this value, switch checks off? Hosts that are this machine do not count. */
export function isTlsVariable(name: string, value: string): boolean {
  const found = VARIABLES.find(([pattern]) => pattern.test(name));
  if (!found?.[1].test(value)) return false;
  return (
    !/(?:TRUSTED_HOST|INSECURE_HOST|GOINSECURE)$/.test(name) ||
    !value.split(/[\s,]+/).every((host) => isLoopback(host.replace(/:\d+$/, '')))
  );
}

/** What of this command of a RUN switches certificate checks off. */
export function tlsSwitchesOf(command: ShellCommand, instruction: Instruction): readonly TlsSwitch[] {
  const program = command.name ?? '';
  const found: TlsSwitch[] = [];
  for (const { name, value } of [...command.assignments, ...exported(command)]) {
    if (value && isTlsVariable(name, writtenText(value))) found.push({ name, word: value, cure: { kind: 'none' }, program: 'variable' });
  }
  if (program === '') return found;
  if (program === 'git') return [...found, ...gitSwitches(command, instruction)];
  const flags = FLAGS.find(([pattern]) => pattern.test(program))?.[1] ?? [];
  const valued = VALUED.find(([pattern]) => pattern.test(program));
  if (flags.length > 0 || valued) {
    if (isLocal(command, instruction)) return found;
    // Behind -o and the like stands a value, not a flag; curl's own reader tells them apart.
    const known = downloadOf(command, instruction.state)?.options;
    const byWord = new Map<ShellWord, CommandOption>();
    for (const item of known ?? []) {
      if (byWord.has(item.word) || !(flags.includes(item.name) || flags.includes(`${item.name}=${item.value ?? ''}`))) continue;
      byWord.set(item.word, item);
    }
    const { args } = command;
    for (let i = 0; i < args.length; i++) {
      const word = args[i];
      if (!word) break;
      const text = writtenText(word);
      if (!text.startsWith('-')) continue;
      const option = byWord.get(word);
      if (known ? option?.name === text || option?.name.startsWith('--') : flags.includes(text))
        found.push({ name: text, word, cure: { kind: 'flag' }, program });
      else if (option) found.push({ name: option.name, word, part: option.name, cure: { kind: 'flag' }, program });
      if (!valued) continue;
      const [name = '', joined] = /^(-o)(.+)$/.test(text) && valued[1].test('-o') ? ['-o', text.slice(2)] : text.split(/=(.*)/s);
      const next = joined === undefined ? args[i + 1] : undefined;
      const value = joined ?? (next && writtenText(next)) ?? '';
      if (!valued[1].test(name) || !valued[2].test(value) || (isLoopback(value.replace(/:\d+$/, '')) && /host$/.test(name))) continue;
      found.push({ name: /host$/.test(name) ? name : value, word, cure: next ? { kind: 'pair', next } : { kind: 'flag' }, program });
    }
  }
  for (const [pattern, verb, key, off, cure] of SETTINGS) {
    if (!pattern.test(program) || !command.args.slice(0, 3).some((word) => verb.test(word.value ?? ''))) continue;
    command.args.forEach((word, i) => {
      const [name = '', joined] = writtenText(word).split(/=(.*)/s);
      const next = joined === undefined ? command.args[i + 1] : undefined;
      const value = joined ?? (next && writtenText(next)) ?? '';
      if (!key.test(name) || !off.test(value)) return;
      const repair = cure === '' ? undefined : next ? { word: next, text: cure } : { word, text: `${name}=${cure}` };
      found.push({ name, word, cure: repair ? { kind: 'value', ...repair } : { kind: 'none' }, program });
    });
  }
  if (WRITERS.test(program)) {
    for (const word of command.args) {
      const line = LINES.exec(writtenText(word))?.[0];
      if (line !== undefined) found.push({ name: line, word, part: line, cure: { kind: 'none' }, program });
    }
  }
  if (program === 'go' && command.args[0]?.value === 'env') {
    for (const word of command.args.slice(1)) {
      const [name = '', value = ''] = writtenText(word).split(/=(.*)/s);
      if (isTlsVariable(name, value)) found.push({ name, word, cure: { kind: 'none' }, program });
    }
  }
  return found;
}

/** `export NAME=value` */
function exported(command: ShellCommand): readonly { readonly name: string; readonly value: ShellWord | undefined }[] {
  if (!/^(?:export|declare|typeset|local|readonly|setx)$/.test(command.name ?? '')) return [];
  return command.args.flatMap((word) => {
    const match = /^(\w+)=(.*)$/s.exec(writtenText(word));
    return match ? [{ name: match[1] ?? '', value: { ...word, value: match[2] } }] : [];
  });
}

function gitSwitches(command: ShellCommand, instruction: Instruction): readonly TlsSwitch[] {
  const found: TlsSwitch[] = [];
  const host = hostOf(gitCloneOf(command, instruction.state)?.source.url ?? '');
  if (host !== undefined && isLoopback(host)) return found;
  for (const { name, value, valueWord, word } of gitOptions(command)) {
    if (name !== '-c' || !valueWord || !/^http(?:\..*)?\.sslverify=(?:0|false|no|off)$/i.test(value ?? '')) continue;
    found.push({
      name: 'http.sslVerify',
      word,
      cure: word === valueWord ? { kind: 'flag' } : { kind: 'pair', next: valueWord },
      program: 'git',
    });
  }
  const [verb, ...rest] = gitWords(command);
  if (verb?.value !== 'config') return found;
  rest.forEach((word, i) => {
    const value = rest[i + 1];
    if (!value || !/^http(?:\..*)?\.sslverify$/i.test(writtenText(word)) || !OFF.test(writtenText(value))) return;
    found.push({ name: 'http.sslVerify', word, cure: { kind: 'value', word: value, text: 'true' }, program: 'git' });
  });
  return found;
}

/** Does the command speak only to this machine? */
function isLocal(command: ShellCommand, instruction: Instruction): boolean {
  const sources = downloadOf(command, instruction.state)?.sources ?? [];
  return (
    sources.length > 0 &&
    sources.every(({ url }) => {
      const host = hostOf(/:\/\//.test(url) ? url : `http://${url}`);
      return host !== undefined && isLoopback(host);
    })
  );
}
