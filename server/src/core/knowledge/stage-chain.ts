// What holds at the end of a stage, worked out from what held at the end of the stage below it.
import type { Stage } from '../model/dockerfile/types.js';

/** Each stage of a chain is looked at once, however many are built on it. `known` keeps the answers. */
export function alongChain<T>(known: WeakMap<Stage, T>, stage: Stage, step: (below: T | undefined, link: Stage) => T): T {
  const open: Stage[] = [];
  for (let link: Stage | undefined = stage; link && !known.has(link); link = link.parent) open.push(link);
  for (let link = open.pop(); link; link = open.pop()) known.set(link, step(link.parent && known.get(link.parent), link));
  return known.get(stage) as T;
}
