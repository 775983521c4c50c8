// The paths that VOLUME declares.
import type { Stage } from '../model/dockerfile/types.js';
import { resolvePath } from './file-commands.js';
import { putIn } from './shell-text.js';

/** Every COPY asks. */
const volumesByStage = new WeakMap<Stage, readonly string[]>();

/** Absolute paths declared by the stage and those it is built on; what holds a variable without a value is left out. */
export function volumesOf(stage: Stage): readonly string[] {
  const known = volumesByStage.get(stage);
  if (known) return known;
  const found = stage.chain.flatMap((link) =>
    link.instructions.flatMap((instruction) =>
      instruction.keyword === 'VOLUME'
        ? (instruction.json?.items ?? instruction.words).flatMap(({ value }) => resolvePath(putIn(value, instruction.state), '/') ?? [])
        : [],
    ),
  );
  volumesByStage.set(stage, found);
  return found;
}
