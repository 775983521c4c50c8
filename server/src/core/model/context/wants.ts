// What a Dockerfile makes one want to know of the files around it.
import type { DockerfileModel } from '../dockerfile/types.js';
import { baseName } from '../../text/base-name.js';

export interface ContextWants {
  /** What COPY and ADD take from the context, as written, variables put in; what cannot be known is left out. */
  readonly sources: readonly string[];
  /** Those whose text may be the program that the container starts. */
  readonly scripts: readonly string[];
  /** Is anything to be said of the project itself: its name, licence, where it comes from? */
  readonly project: boolean;
}

export function contextWants(model: DockerfileModel): ContextWants {
  const sources = new Set<string>();
  const started = new Set<string>();
  for (const { keyword, json, words } of model.instructions) {
    if (keyword !== 'ENTRYPOINT' && keyword !== 'CMD') continue;
    for (const { value } of json ? json.items : words) if (value.length < 200) started.add(baseName(value));
  }
  for (const instruction of model.instructions) {
    for (const { path } of [...instruction.sources, ...(instruction.trigger?.sources ?? [])]) if (path !== undefined) sources.add(path);
  }
  const all = [...sources];
  return {
    sources: all,
    scripts: all.filter((path) => /\.(?:sh|bash)$/.test(path) || started.has(baseName(path))),
    project: model.finalStage !== undefined,
  };
}
