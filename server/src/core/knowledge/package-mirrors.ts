// Mirrors of Debian and Ubuntu that keep every version, and show the archive as it was at a given time.
import type { Stage } from '../model/dockerfile/types.js';

const DATED = /snapshot[\w-]*\.(?:debian\.org|ubuntu\.com)|APT::Snapshot|\bSnapshot:\s*\d/;
const known = new WeakMap<Stage, boolean>();

/** Does the stage, or one it is built on, take its packages from a dated mirror? */
export function usesDatedMirror(stage: Stage): boolean {
  return stage.chain.some((link) => {
    let found = known.get(link);
    if (found === undefined) {
      found = link.instructions.some(
        ({ keyword, logical, heredocs }) =>
          /^(?:RUN|COPY|ADD|ENV|ARG)$/.test(keyword) && (DATED.test(logical) || heredocs.some(({ body }) => DATED.test(body))),
      );
      known.set(link, found);
    }
    return found;
  });
}
