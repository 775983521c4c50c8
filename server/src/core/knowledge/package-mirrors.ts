// Mirrors of Debian and Ubuntu that keep every version, and show the archive as it was at a given time.
import type { Stage } from '../model/dockerfile/types.js';
import { alongChain } from './stage-chain.js';

const DATED = /snapshot[\w-]*\.(?:debian\.org|ubuntu\.com)|APT::Snapshot|\bSnapshot:\s*\d/;
const known = new WeakMap<Stage, boolean>();

/** Does the stage, or one it is built on, take its packages from a dated mirror? */
export function usesDatedMirror(stage: Stage): boolean {
  return alongChain(
    known,
    stage,
    (below, link) =>
      below === true ||
      link.instructions.some(
        ({ keyword, logical, heredocs }) =>
          /^(?:RUN|COPY|ADD|ENV|ARG)$/.test(keyword) && (DATED.test(logical) || heredocs.some(({ body }) => DATED.test(body))),
      ),
  );
}
