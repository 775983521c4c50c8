// Builders for changes to stages and to what refers to them.
import type { Change } from '../engine/rule.js';
import type { DockerfileModel, ImageUse, Instruction, Stage } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';
import { changeTogether, insertBefore, joinChanges, replaceWord } from './dockerfile.js';

/** Another name for a stage, with all references to it. Refuses when the name is taken. */
export function renameStage(model: DockerfileModel, stage: Stage, name: string): Change | undefined {
  if (!stage.name || model.stages.some((other) => other.name?.value.toLowerCase() === name.toLowerCase())) return undefined;
  const uses = model.images.filter((use) => use.stage === stage && !/^\d+$/.test(use.raw));
  if (uses.some(({ variables }) => variables.length > 0)) return undefined;
  const byInstruction = new Map<Instruction, Span[]>([[stage.from, [stage.name.span]]]);
  for (const { at, span } of uses) byInstruction.set(at, [...(byInstruction.get(at) ?? []), span]);
  return joinChanges(
    [...byInstruction].map(([at, spans]) => {
      const changes = spans.map((span) => replaceWord(model, at, span, name));
      return changes.length === 1 ? changes[0] : changeTogether(model, at, changes);
    }),
  );
}

/**
 * A stage on top of the image above the stage that uses it, and its name in place of the image. The ARGs go above the first FROM.
 * Refuses when the name is taken.
 */
export function copyFromNewStage(model: DockerfileModel, use: ImageUse, name: string, args: readonly string[]): Change | undefined {
  const { stage } = use.at;
  const first = model.stages[0];
  if (!stage || !first || model.stages.some((other) => other.name?.value.toLowerCase() === name)) return undefined;
  const from = `FROM ${use.raw} AS ${name}`;
  const inserted =
    args.length === 0 || stage === first
      ? [insertBefore(model, stage.from, [...args, from])]
      : [insertBefore(model, first.from, args), insertBefore(model, stage.from, [from])];
  return joinChanges([...inserted, replaceWord(model, use.at, use.span, name)]);
}
