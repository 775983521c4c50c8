// What holds at the end of a stage, worked out from what held at the end of the stage below it.
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';

/** Each stage of a chain is looked at once, however many are built on it. `known` keeps the answers. */
export function alongChain<T>(known: WeakMap<Stage, T>, stage: Stage, step: (below: T | undefined, link: Stage) => T): T {
  const open: Stage[] = [];
  for (let link: Stage | undefined = stage; link && !known.has(link); link = link.parent) open.push(link);
  for (let link = open.pop(); link; link = open.pop()) known.set(link, step(link.parent && known.get(link.parent), link));
  return known.get(stage) as T;
}

/** Asks for the first instruction of a kind in a chain; each stage is searched once, however many ask. */
export class FirstInChain {
  private readonly found = new WeakMap<Stage, number>();

  constructor(private readonly isWanted: (instruction: Instruction) => boolean) {}

  /** Its position; Infinity without one. */
  of(stage: Stage | undefined): number {
    if (!stage) return Infinity;
    return alongChain(this.found, stage, (below = Infinity, { instructions }) =>
      below < Infinity ? below : (instructions.find((instruction) => this.isWanted(instruction))?.index ?? Infinity),
    );
  }
}

/** The next instruction of this keyword in the stage. */
export function nextInStage({ instructions }: DockerfileModel, { index, stage }: Instruction, keyword: string): Instruction | undefined {
  for (let i = index + 1; i < instructions.length; i++) {
    const next = instructions[i];
    if (next?.stage !== stage) return undefined;
    if (next?.keyword === keyword) return next;
  }
  return undefined;
}
