// Builders for changes to stages and to what refers to them.
import type { Change } from '../engine/rule.js';
import type { DockerfileModel, Stage } from '../model/dockerfile/types.js';
import { replaceWord } from './dockerfile.js';

/** Several changes to different instructions as one. Refuses when one is missing or two change the same instruction. */
export function together(changes: readonly (Change | undefined)[]): Change | undefined {
  const ops = [];
  const edits = [];
  const touched = new Set<number>();
  for (const change of changes) {
    if (change?.effect.kind !== 'dockerfile') return undefined;
    for (const op of change.effect.ops) {
      if (op.op !== 'insert' && touched.has(op.index)) return undefined;
      if (op.op !== 'insert') touched.add(op.index);
      ops.push(op);
    }
    edits.push(...change.edits);
  }
  return edits.length === 0 ? undefined : { edits, effect: { kind: 'dockerfile', ops } };
}

/** Another name for a stage, with all references to it. Refuses when the name is taken. */
export function renameStage(model: DockerfileModel, stage: Stage, name: string): Change | undefined {
  if (!stage.name || model.stages.some((other) => other.name?.value.toLowerCase() === name.toLowerCase())) return undefined;
  const uses = model.images.filter((use) => use.stage === stage && !/^\d+$/.test(use.raw));
  if (uses.some(({ variables }) => variables.length > 0)) return undefined;
  return together([
    replaceWord(model, stage.from, stage.name.span, name),
    ...uses.map(({ at, span }) => replaceWord(model, at, span, name)),
  ]);
}
