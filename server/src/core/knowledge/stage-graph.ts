// Which stages need each other: by FROM, COPY --from and RUN --mount from=.
import type { DockerfileModel, ImageUse, Instruction, Stage } from '../model/dockerfile/types.js';

type Use = Stage['uses'][number];

const usesOfStage = new WeakMap<Stage, ReadonlyMap<Instruction, Use>>();

/** What a COPY takes from, when that is another stage or an image; of a RUN its first mount. */
export function firstUseBy(instruction: Instruction): Use | undefined {
  const { stage } = instruction;
  let uses = stage && usesOfStage.get(stage);
  // Of several of one instruction the first counts.
  if (stage && !uses) usesOfStage.set(stage, (uses = new Map([...stage.uses].reverse().map((use) => [use.at, use]))));
  return uses?.get(instruction);
}

/** Stages that can only be built after each other, two or more; a stage that copies from itself is none. */
export interface StageCycle {
  readonly stages: readonly Stage[];
  /** References of its stages to later stages of it, in order: at least one. */
  readonly references: readonly ImageUse[];
}

const cycles = new WeakMap<DockerfileModel, readonly StageCycle[]>();

/** Two rules ask for them. */
export function cyclesOf(file: DockerfileModel): readonly StageCycle[] {
  let found = cycles.get(file);
  if (!found) cycles.set(file, (found = readCycles(file)));
  return found;
}

/** Without a reference to a later stage there is no cycle, so most files are done at once. */
function readCycles(file: DockerfileModel): readonly StageCycle[] {
  const isForward = (stage: Stage, target: Stage | undefined): boolean => target !== undefined && target.index > stage.index;
  if (!file.stages.some((stage) => stage.uses.some((use) => isForward(stage, use.stage)))) return [];
  const needs = (stage: Stage): Stage[] => [
    ...(stage.parent ? [stage.parent] : []),
    ...stage.uses.flatMap((use) => (use.stage ? [use.stage] : [])),
  ];
  return components(file.stages, needs).map((stages) => ({
    stages,
    references: stages.flatMap((stage) =>
      stage.uses.filter((use) => isForward(stage, use.stage) && use.stage && stages.includes(use.stage)).map(({ reference }) => reference),
    ),
  }));
}

/** Tarjan's strongly connected components of two or more stages, without recursion. */
function components(stages: readonly Stage[], needs: (stage: Stage) => Stage[]): Stage[][] {
  const order = new Map<Stage, number>();
  const low = new Map<Stage, number>();
  const open: Stage[] = [];
  const isOpen = new Set<Stage>();
  const found: Stage[][] = [];
  for (const root of stages) {
    if (order.has(root)) continue;
    const path: { readonly stage: Stage; readonly rest: Stage[] }[] = [];
    const enter = (stage: Stage): void => {
      order.set(stage, order.size);
      low.set(stage, order.size - 1);
      open.push(stage);
      isOpen.add(stage);
      path.push({ stage, rest: needs(stage) });
    };
    enter(root);
    for (let top = path[path.length - 1]; top; top = path[path.length - 1]) {
      const { stage, rest } = top;
      const next = rest.pop();
      if (next) {
        if (!order.has(next)) enter(next);
        else if (isOpen.has(next)) low.set(stage, Math.min(low.get(stage) ?? 0, order.get(next) ?? 0));
        continue;
      }
      path.pop();
      const above = path[path.length - 1]?.stage;
      if (above) low.set(above, Math.min(low.get(above) ?? 0, low.get(stage) ?? 0));
      if (low.get(stage) !== order.get(stage)) continue;
      const members = open.splice(open.indexOf(stage));
      for (const member of members) isOpen.delete(member);
      if (members.length > 1) found.push(members.sort((a, b) => a.index - b.index));
    }
  }
  return found;
}

/** Earlier stages that `FROM base-${TARGETARCH}` may come to, where the variables leave that open. */
export function possibleParents(stage: Stage, file: DockerfileModel): readonly Stage[] {
  const { image } = stage;
  if (stage.parent || image.resolved !== undefined || image.variables.length === 0) return [];
  let found = parents.get(stage);
  if (!found) {
    const byText = named.get(file) ?? new Map<string, readonly Stage[]>();
    named.set(file, byText);
    const all = byText.get(image.raw) ?? stagesNamedLike(image.raw, file);
    byText.set(image.raw, all);
    parents.set(stage, (found = all.slice(0, MOST_PARENTS).filter(({ index }) => index < stage.index)));
  }
  return found;
}

const named = new WeakMap<DockerfileModel, Map<string, readonly Stage[]>>();
/** More stages than anybody chooses from. */
const MOST_PARENTS = 100;

function stagesNamedLike(raw: string, file: DockerfileModel): readonly Stage[] {
  const literal = raw.split(/\$(?:\{[^}]*\}|\w+)/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('.*')}$`, 'i');
  return file.stages.filter(({ name }) => name !== undefined && pattern.test(name.value));
}

/** Asked for every variable of such a stage. */
const parents = new WeakMap<Stage, readonly Stage[]>();
