// The environment variables of a stage, each with the place that has the last word.
import type { Instruction, Pair, Stage } from '../model/dockerfile/types.js';
import type { Located } from '../text/span.js';

export interface EnvironmentVariable {
  readonly name: string;
  /** Variables put in where they are known. */
  readonly value: string;
  /** As written, quotes taken off. */
  readonly written: Located<string>;
  readonly pair: Pair;
  readonly at: Instruction;
}

/** What ENV of the stage and of those it is built on sets; the last one of each name. */
export function environmentOf(stage: Stage): readonly EnvironmentVariable[] {
  const found = new Map<string, EnvironmentVariable>();
  for (const link of [...stage.chain].reverse()) {
    for (const at of link.instructions) {
      if (at.keyword !== 'ENV') continue;
      for (const pair of at.pairs) {
        const name = pair.name.value;
        if (pair.value) found.set(name, { name, value: stage.endState.env.get(name) ?? pair.value.value, written: pair.value, pair, at });
      }
    }
  }
  return [...found.values()];
}
