// The ports that EXPOSE names.
import type { Instruction } from '../model/dockerfile/types.js';
import type { Located } from '../text/span.js';
import { putIn } from './shell-text.js';

export interface ExposedPort {
  readonly word: Located<string>;
  /** The same number as `from`, but for a range. */
  readonly to: number;
  readonly from: number;
  /** Lower case; tcp where nothing is said. */
  readonly protocol: string;
}

/** Defaults of variables are put in; words that are no port or range are left out. */
export function exposedPorts(instruction: Instruction): readonly ExposedPort[] {
  if (instruction.keyword !== 'EXPOSE') return [];
  return instruction.words.flatMap((word) => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(putIn(word.value, instruction.state).replace(/["']/g, ''));
    if (!match) return [];
    const from = Number(match[1]);
    return [{ word, from, to: Number(match[2] ?? from), protocol: match[3]?.toLowerCase() ?? 'tcp' }];
  });
}
