// The outline of a Dockerfile (stages with their instructions), and the links between its stages.
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';

export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'stage' | 'instruction' | 'argument';
  readonly span: Span;
  /** What is marked when the entry is chosen; inside `span`. */
  readonly at: Span;
  readonly children: readonly OutlineEntry[];
}

/** From the name of a stage where it is used to the place where it is made. */
export interface StageLink {
  readonly at: Span;
  readonly to: Span;
  readonly name: string;
}

const LONGEST_DETAIL = 60;
const shown = (instruction: Instruction): string => {
  const text = instruction.logical.replace(/\s+/g, ' ').trim();
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL - 1)}…` : text;
};

const entryOf = (instruction: Instruction): OutlineEntry => ({
  name: instruction.keyword,
  detail: shown(instruction),
  kind: instruction.keyword === 'ARG' ? 'argument' : 'instruction',
  span: instruction.span,
  at: instruction.keywordSpan,
  children: [],
});

export function outlineOf(model: DockerfileModel): readonly OutlineEntry[] {
  const stages = model.stages.map((stage): OutlineEntry => {
    const end = stage === model.finalStage ? ', ships' : stage.ships ? ', ships as a part' : stage.reachable ? '' : ', not used';
    return {
      name: stage.name?.value ?? `stage ${stage.index}`,
      detail: `${stage.image.raw}${end}`,
      kind: 'stage',
      span: stage.span,
      at: stage.name?.span ?? stage.from.keywordSpan,
      children: stage.instructions.map(entryOf),
    };
  });
  return [...model.instructions.filter(({ stage }) => !stage).map(entryOf), ...stages];
}

/** FROM, COPY --from and RUN --mount from= that name a stage of the file. */
export function stageLinks(model: DockerfileModel): readonly StageLink[] {
  return model.images.flatMap((use) => {
    const { stage } = use;
    if (!stage) return [];
    return [{ at: use.span, to: stage.name?.span ?? stage.from.keywordSpan, name: stage.name?.value ?? `stage ${stage.index}` }];
  });
}
