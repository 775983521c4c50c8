// The last RUN of a stage that calls a program, looked up once for the stage.
import type { Instruction, Stage } from '../model/dockerfile/types.js';

const lastRuns = new WeakMap<Stage, ReadonlyMap<string, number>>();

function lastRunsOf(stage: Stage): ReadonlyMap<string, number> {
  let known = lastRuns.get(stage);
  if (!known) {
    const found = new Map<string, number>();
    for (const run of stage.instructions) {
      if (run.keyword !== 'RUN') continue;
      for (const { commands } of run.scripts()) for (const { name } of commands) if (name !== undefined) found.set(name, run.index);
    }
    lastRuns.set(stage, (known = found));
  }
  return known;
}

/** Does a RUN of the same stage, below this instruction, call one of these programs? */
export function isCalledBelow(instruction: Instruction, names: Iterable<string>): boolean {
  if (!instruction.stage) return false;
  const last = lastRunsOf(instruction.stage);
  for (const name of names) if ((last.get(name) ?? -1) > instruction.index) return true;
  return false;
}
