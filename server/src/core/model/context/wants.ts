// What a Dockerfile makes one want to know of the files around it.
import type { DockerfileModel, Instruction } from '../dockerfile/types.js';
import { expand } from '../dockerfile/variables.js';

export interface ContextWants {
  /** What COPY and ADD take from the context, as written, variables put in; what cannot be known is left out. */
  readonly sources: readonly string[];
  /** Those whose text may be the program that the container starts. */
  readonly scripts: readonly string[];
  /** Is anything to be said of the project itself: its name, licence, where it comes from? */
  readonly project: boolean;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Sources of COPY or ADD that come from the build context; with the word they are written in. */
export function contextSources(instruction: Instruction): readonly { readonly path: string; readonly at: Instruction['words'][number] }[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  const words = instruction.json ? instruction.json.items : instruction.words;
  const { state } = instruction;
  return words.slice(0, -1).flatMap((at) => {
    if (at.value.startsWith('<<') || /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i.test(at.value)) return [];
    const value = instruction.json
      ? at.value
      : expand(at.value, {
          escape: '\\',
          lookup: (name) => {
            const known = state.env.get(name) ?? state.args.get(name);
            return known === undefined || known.includes('$') ? { kind: 'unknown' } : { kind: 'set', value: known };
          },
        }).value;
    return value === undefined ? [] : [{ path: value, at }];
  });
}

export function contextWants(model: DockerfileModel): ContextWants {
  const sources = new Set<string>();
  const started = new Set<string>();
  for (const { keyword, json, words } of model.instructions) {
    if (keyword !== 'ENTRYPOINT' && keyword !== 'CMD') continue;
    for (const { value } of json ? json.items : words) if (value.length < 200) started.add(baseName(value));
  }
  for (const instruction of model.instructions) {
    for (const { path } of contextSources(instruction)) sources.add(path);
    if (instruction.trigger) for (const { path } of contextSources(instruction.trigger)) sources.add(path);
  }
  const all = [...sources];
  return {
    sources: all,
    scripts: all.filter((path) => /\.(?:sh|bash)$/.test(path) || started.has(baseName(path))),
    project: model.finalStage !== undefined,
  };
}
