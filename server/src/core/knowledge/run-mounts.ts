// The mounts of a RUN.
import type { Flag, Instruction } from '../model/dockerfile/types.js';

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
