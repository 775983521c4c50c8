// Commands that run another command, and where that one starts among their words.
import type { ShellWord } from './types.js';
import { baseName } from '../../text/base-name.js';

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly values?: readonly string[];
  /** Words between the options and the command: the duration of `timeout`, the user of `gosu`. */
  readonly positional?: number;
  /** `NAME=value` words may stand in front of the command. */
  readonly assignments?: boolean;
  /** With one of these it looks up or lists and runs nothing. */
  readonly not?: readonly string[];
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    'sudo',
    {
      values: [
        '-u',
        '-g',
        '-h',
        '-p',
        '-C',
        '-T',
        '-r',
        '-t',
        '-U',
        '-D',
        '-R',
        '--user',
        '--group',
        '--host',
        '--prompt',
        '--chdir',
        '--chroot',
      ],
      assignments: true,
      not: ['-l', '-v', '-V', '-k', '-K', '-e'],
    },
  ],
  ['doas', { values: ['-u', '-C'] }],
  ['env', { values: ['-u', '-C', '--unset', '--chdir'], assignments: true }],
  ['exec', { values: ['-a'] }],
  ['command', { not: ['-v', '-V'] }],
  ['builtin', {}],
  ['nice', { values: ['-n', '--adjustment'] }],
  ['ionice', { values: ['-c', '-n', '--class', '--classdata'], not: ['-p', '-P', '-u'] }],
  ['nohup', {}],
  ['setsid', {}],
  ['time', { values: ['-f', '-o', '--format', '--output'] }],
  ['timeout', { values: ['-k', '-s', '--kill-after', '--signal'], positional: 1 }],
  ['stdbuf', { values: ['-i', '-o', '-e', '--input', '--output', '--error'] }],
  ['eatmydata', {}],
  ['fakeroot', {}],
  ['chronic', {}],
  ['gosu', { positional: 1 }],
  ['su-exec', { positional: 1 }],
  ['setpriv', { values: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set', '--securebits'] }],
  ['chroot', { positional: 1 }],
  ['tini', { values: ['-e', '-p'] }],
  ['dumb-init', { values: ['-r', '--rewrite'] }],
  ['catatonit', {}],
  ['busybox', { not: ['--list', '--list-full', '--install', '--help'] }],
  ['toybox', {}],
  [
    'xargs',
    {
      values: [
        '-n',
        '-P',
        '-I',
        '-L',
        '-d',
        '-a',
        '-s',
        '-E',
        '--max-args',
        '--max-procs',
        '--replace',
        '--delimiter',
        '--arg-file',
        '--max-lines',
      ],
    },
  ],
]);

/** Index of the word that is really run, and the names of those in front of it. */
export function unwrap(words: readonly ShellWord[]): { readonly command: number; readonly wrappers: readonly string[] } {
  let command = 0;
  const wrappers: string[] = [];
  for (;;) {
    const value = words[command]?.value;
    const name = value === undefined ? '' : baseName(value);
    const wrapper = WRAPPERS.get(name);
    const next = wrapper && wrappedAt(words, command + 1, wrapper);
    if (next === undefined) return { command, wrappers };
    wrappers.push(name);
    command = next;
  }
}

function wrappedAt(words: readonly ShellWord[], from: number, wrapper: Wrapper): number | undefined {
  let at = from;
  for (; at < words.length; at++) {
    const text = words[at]?.value ?? words[at]?.raw ?? '';
    if (text === '--') {
      at++;
      break;
    }
    if (text === '-' || !text.startsWith('-')) {
      if (wrapper.assignments && /^[A-Za-z_]\w*=/.test(text)) continue;
      break;
    }
    if (wrapper.not?.includes(text)) return undefined;
    if (wrapper.values?.includes(text)) at++;
  }
  if (wrapper.assignments) while (/^[A-Za-z_]\w*=/.test(words[at]?.raw ?? '')) at++;
  at += wrapper.positional ?? 0;
  return at < words.length ? at : undefined;
}
