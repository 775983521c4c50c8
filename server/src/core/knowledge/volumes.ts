// The paths that VOLUME declares.
import type { Stage } from '../model/dockerfile/types.js';
import { resolvePath } from './file-commands.js';
import { putIn } from './shell-text.js';
import { alongChain } from './stage-chain.js';

/** Every COPY asks. */
const volumesByStage = new WeakMap<Stage, ReadonlySet<string>>();

/** Absolute paths declared by the stage and those it is built on; what holds a variable without a value is left out. */
export function volumesOf(stage: Stage): ReadonlySet<string> {
  return alongChain(volumesByStage, stage, (below, link) => {
    const own = link.instructions.flatMap((instruction) =>
      instruction.keyword === 'VOLUME'
        ? (instruction.json?.items ?? instruction.words).flatMap(({ value }) => resolvePath(putIn(value, instruction.state), '/') ?? [])
        : [],
    );
    return below && own.length === 0 ? below : new Set([...own, ...(below ?? [])]);
  });
}
