// What bash has and other shells called sh lack. Verified with dash 0.5.12 and busybox 1.35 (Debian 12), 2026-11-26.
import type { ShellCommand, ShellFeatureKind, ShellPipeline } from '../model/shell/types.js';

export interface Bashism {
  /** For messages: "[[", "source". */
  readonly name: string;
  /** ShellCheck's id for it, if it has one. */
  readonly code: string | undefined;
  /** Busybox' ash, the sh of Alpine, can do it. */
  readonly inBusybox: boolean;
}

const row = (name: string, code: string | undefined, inBusybox = false): Bashism => ({ name, code, inBusybox });

export const FEATURES: Readonly<Record<ShellFeatureKind, Bashism>> = {
  'double-bracket': row('[[ ]]', 'SC3010', true),
  'double-parenthesis': row('(( ))', 'SC3006'),
  'arithmetic-for': row('for (( ))', 'SC3005'),
  select: row('select', 'SC3008'),
  coproc: row('coproc', 'SC3032'),
  'function-keyword': row('function', 'SC2113', true),
  array: row('an array', 'SC3030'),
  append: row('+=', 'SC3024'),
  replace: row('${x/y/z}', 'SC3060', true),
  slice: row('${x:1:2}', 'SC3057', true),
  'case-modification': row('${x^^}', 'SC3059'),
  transform: row('${x@Q}', undefined),
  indirect: row('${!x}', 'SC3053'),
  'ansi-quote': row("$'…'", 'SC3003', true),
  'locale-quote': row('$"…"', 'SC3004'),
  'process-substitution': row('<( )', 'SC3001', true),
  'here-string': row('<<<', 'SC3011'),
  'redirect-both': row('&>', 'SC3020', true),
  'pipe-both': row('|&', 'SC3029'),
  'brace-expansion': row('{a,b}', 'SC3009'),
  'descriptor-variable': row('{fd}>', 'SC3022'),
  'case-fallthrough': row(';&', undefined),
  'extended-glob': row('an extended glob', 'SC3002'),
};

/** ShellCheck's id for one place. */
export function codeOf(kind: ShellFeatureKind, raw: string): string | undefined {
  if (kind === 'array') return raw.startsWith('${') ? 'SC3054' : raw.includes('=(') ? 'SC3030' : undefined;
  if (kind === 'redirect-both' && raw === '>&') return 'SC3021';
  return FEATURES[kind].code;
}

/** Variables that bash sets. */
export const VARIABLES: Readonly<Record<string, Bashism>> = {
  RANDOM: row('$RANDOM', 'SC3028', true),
  SECONDS: row('$SECONDS', 'SC3028'),
  UID: row('$UID', 'SC3028'),
  EUID: row('$EUID', 'SC3028'),
  BASH_SOURCE: row('$BASH_SOURCE', 'SC3028'),
  BASHPID: row('$BASHPID', 'SC3028'),
  FUNCNAME: row('$FUNCNAME', 'SC3028'),
  PIPESTATUS: row('$PIPESTATUS', 'SC3028'),
  OSTYPE: row('$OSTYPE', 'SC3028'),
};

const POWER = row('**', 'SC3019', true);
const STEP = row('++ or --', 'SC3018', true);

/** What only bash computes, in the text of `$(( ))`. */
export function bashismOfSum(raw: string): Bashism | undefined {
  if (raw.includes('**')) return POWER;
  return /[A-Za-z_]\w*\s*(?:\+\+|--)(?!\s*[\w$(])|(?<![\w)]\s*)(?:\+\+|--)[A-Za-z_]/.test(raw) ? STEP : undefined;
}

/** Builtins that bash has beside those of POSIX. */
const BUILTINS: Readonly<Record<string, Bashism>> = {
  source: row('source', 'SC3046', true),
  declare: row('declare', 'SC3044'),
  typeset: row('typeset', 'SC3044'),
  shopt: row('shopt', 'SC3044'),
  pushd: row('pushd', 'SC3044'),
  popd: row('popd', 'SC3044'),
  mapfile: row('mapfile', 'SC3044'),
  readarray: row('readarray', 'SC3044'),
  disown: row('disown', 'SC3044'),
  enable: row('enable', 'SC3044'),
  dirs: row('dirs', 'SC3044'),
  caller: row('caller', 'SC3044'),
  let: row('let', 'SC3039', true),
};
const ECHO = row('echo -e', 'SC3037', true);
const EQUALS = row('==', 'SC3014', true);
const PIPEFAIL = row('set -o pipefail', 'SC3040', true);
const IS_SET = row('[ -v', 'SC3016');
const TYPE = row('type -t', 'SC3045', true);
const WAIT = row('wait -n', 'SC3045', true);
const NAMEREF = row('local -n', 'SC3043');
const READ = row('this flag of read', 'SC3045', true);
const READ_ARRAY = row('read -a', 'SC3045');
const PRINTF = row('printf -v', 'SC3045');
const PRINTF_Q = row('printf %q', 'SC3050');
const EXPORT = row('export -f', 'SC3045');
const ERR = row('trap on ERR', 'SC3047');
const SIGNAL = row('trap on SIG…', 'SC3048', true);

/** What in the words of a command only bash understands: the word, and what it is. */
export function bashismOf(command: ShellCommand, pipeline: ShellPipeline): { readonly at: number; readonly what: Bashism } | undefined {
  const { name = '', args, word } = command;
  // "/usr/bin/let" is a program.
  if (word.value !== name) return undefined;
  if (Object.hasOwn(BUILTINS, name)) return { at: -1, what: BUILTINS[name] as Bashism };
  const find = (pattern: RegExp): number => args.findIndex(({ raw }) => pattern.test(raw));
  const first = args[0]?.raw ?? '';
  switch (name) {
    case 'echo':
      return /^-[neE]*e[neE]*$/.test(first) ? { at: 0, what: ECHO } : undefined;
    case '[':
    case 'test': {
      const at = find(/^==$/);
      if (at > 0) return { at, what: EQUALS };
      const asked = args.findIndex(
        ({ raw }, i) => raw === '-v' && /^(?:!|-[ao])?$/.test(args[i - 1]?.raw ?? '') && /^\w+$/.test(args[i + 1]?.raw ?? ''),
      );
      return asked >= 0 ? { at: asked, what: IS_SET } : undefined;
    }
    case 'set': {
      const at = find(/^pipefail$/);
      // `set -o pipefail || true` and "if set -o pipefail" ask whether it can.
      const { operators, list } = pipeline.statement;
      const asks = operators.some(({ operator }) => operator === '||') || list.kind === 'condition' || list.kind === 'subshell';
      return at > 0 && !asks && /^-[A-Za-z]*o$/.test(args[at - 1]?.raw ?? '') ? { at, what: PIPEFAIL } : undefined;
    }
    case 'local':
      return /^-[a-zA-Z]*n/.test(first) ? { at: 0, what: NAMEREF } : undefined;
    case 'read': {
      const flags = args.findIndex(({ raw }) => !/^-/.test(raw));
      const own = flags < 0 ? args : args.slice(0, flags + 1);
      const array = own.findIndex(({ raw }) => /^-[a-zA-Z]*a/.test(raw));
      if (array >= 0) return { at: array, what: READ_ARRAY };
      const at = own.findIndex(({ raw }) => /^-[a-zA-Z]*[sntdiNeu]/.test(raw));
      return at >= 0 ? { at, what: READ } : undefined;
    }
    case 'printf':
      if (first === '-v') return { at: 0, what: PRINTF };
      return /%q/.test(first) ? { at: 0, what: PRINTF_Q } : undefined;
    case 'export':
      return /^-[a-z]*f/.test(first) ? { at: 0, what: EXPORT } : undefined;
    case 'type':
      return /^-[apPt]+$/.test(first) ? { at: 0, what: TYPE } : undefined;
    case 'wait':
      return first === '-n' ? { at: 0, what: WAIT } : undefined;
    case 'trap': {
      const at = find(/^(?:ERR|DEBUG|RETURN)$/);
      if (at > 0) return { at, what: ERR };
      const signal = args.findIndex(({ raw }, i) => i > 0 && /^SIG[A-Z]+$/.test(raw));
      return signal > 0 ? { at: signal, what: SIGNAL } : undefined;
    }
    default:
      return undefined;
  }
}
