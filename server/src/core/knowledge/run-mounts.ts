// The mounts of a RUN and their options. Source: BuildKit's reader of the flag and the Dockerfile reference, read 2026-08.
import type { Flag, Instruction } from '../model/dockerfile/types.js';

export const MOUNT_TYPES: readonly string[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
export const SHARING: readonly string[] = ['shared', 'private', 'locked'];

/** Which types take an option; absent = every type (BuildKit ignores what it has no use for). */
const TYPES_OF: Readonly<Record<string, readonly string[] | undefined>> = {
  type: undefined,
  from: ['bind', 'cache', 'tmpfs', 'ssh'],
  source: undefined,
  src: undefined,
  target: undefined,
  dst: undefined,
  destination: undefined,
  readonly: undefined,
  ro: undefined,
  readwrite: undefined,
  rw: undefined,
  id: undefined,
  sharing: ['cache'],
  required: ['secret', 'ssh'],
  mode: ['cache', 'secret', 'ssh'],
  uid: ['cache', 'secret', 'ssh'],
  gid: ['cache', 'secret', 'ssh'],
  size: ['tmpfs'],
  env: undefined,
};

export const MOUNT_KEYS: readonly string[] = Object.keys(TYPES_OF);

export const isMountKey = (key: string): boolean => Object.hasOwn(TYPES_OF, key);

export const takesKey = (type: string, key: string): boolean => TYPES_OF[key]?.includes(type) ?? true;

const isBoolean = (value: string): boolean => /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value);
const is32Bits = (value: string, radix: number): boolean => parseInt(value, radix) <= 0xffff_ffff;

/** What would be a value for the option, when this is none. */
export function valueProblem(key: string, value: string): string | undefined {
  switch (key) {
    case 'mode':
      return /^[0-7]+$/.test(value) && is32Bits(value, 8) ? undefined : 'octal digits: 0755';
    case 'uid':
    case 'gid':
      return /^\d+$/.test(value) && is32Bits(value, 10) ? undefined : 'a number';
    case 'size':
      return /^\d+(?:\.\d+)* ?[kmgtp]?i?b?$/i.test(value) ? undefined : 'bytes or 64m';
    case 'sharing':
      return SHARING.includes(value.toLowerCase()) ? undefined : SHARING.join(', ');
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
    case 'required':
      return isBoolean(value) ? undefined : 'true or false';
    default:
      return undefined;
  }
}

export interface RunMount {
  /** "bind" where nothing is said. */
  readonly type: string;
  /** As written; absent where BuildKit makes one up (secrets, ssh). */
  readonly target: string | undefined;
  /** Where the target is written. */
  readonly targetSpan: { readonly start: number; readonly end: number } | undefined;
  readonly flag: Flag;
}

const TARGETS: ReadonlySet<string> = new Set(['target', 'dst', 'destination']);

export function mountsOf(instruction: Instruction): readonly RunMount[] {
  if (instruction.keyword !== 'RUN' || instruction.flags.length === 0) return [];
  return instruction.flags
    .filter(({ name }) => name === 'mount')
    .map((flag) => {
      const target = flag.options.find(({ name }) => TARGETS.has(name.toLowerCase()));
      const type = flag.options.find(({ name }) => name.toLowerCase() === 'type')?.value?.toLowerCase() ?? 'bind';
      return { type, target: target?.value, targetSpan: target?.valueSpan, flag };
    });
}

/** What is written there does not become part of the layer. */
export const isOutside = (mount: RunMount): boolean => mount.type === 'cache' || mount.type === 'tmpfs';
