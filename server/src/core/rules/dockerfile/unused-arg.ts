import { defineRule } from '../../engine/rule.js';
import { removeInstruction } from '../../fix/dockerfile.js';
import { isBuilderArg, PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import type { DockerfileModel, Instruction, Pair, Stage } from '../../model/dockerfile/types.js';

/** What comes behind a place: names that are used, and whether a RUN gets every argument in its environment. */
interface Later {
  readonly names: Set<string>;
  hasRun: boolean;
}

function addUses(instruction: Instruction, later: Later): void {
  for (const { uses } of instruction.expandedTexts) for (const { name } of uses) later.names.add(name);
  if (instruction.keyword === 'RUN') later.hasRun = true;
  // What runs in the container has no arguments, yet was meant to use one: build-arg-at-runtime tells that.
  else for (const script of instruction.scripts()) for (const { name } of script.structure().expansions) later.names.add(name);
  if (instruction.trigger) addUses(instruction.trigger, later);
}

/** Both in the larger of the two. */
function merged(one: Later | undefined, other: Later): Later {
  if (!one) return other;
  const [into, from] = one.names.size < other.names.size ? [other, one] : [one, other];
  for (const name of from.names) into.names.add(name);
  into.hasRun ||= from.hasRun;
  return into;
}

const isExempt = (name: string): boolean => isBuilderArg(name) || PLATFORM_ARGS.has(name);

function* unusedInStages(file: DockerfileModel): Generator<{ readonly instruction: Instruction; readonly pair: Pair }> {
  /** Uses in the stages that are built on this one. */
  const behind = new Map<Stage, Later>();
  /** A FROM further down cannot see the argument, yet was meant to: undefined-arg-in-from tells that. */
  const froms: Later = { names: new Set<string>(), hasRun: false };
  for (const stage of [...file.stages].reverse()) {
    const later = behind.get(stage) ?? { names: new Set<string>(), hasRun: false };
    for (const instruction of [...stage.instructions].reverse()) {
      addUses(instruction, later);
      if (instruction.keyword !== 'ARG' || later.hasRun) continue;
      for (const pair of instruction.pairs)
        if (!later.names.has(pair.name.value) && !froms.names.has(pair.name.value)) yield { instruction, pair };
    }
    addUses(stage.from, froms);
    const { parent } = stage;
    if (parent) behind.set(parent, merged(behind.get(parent), later));
  }
}

function* unusedGlobals(file: DockerfileModel): Generator<{ readonly instruction: Instruction; readonly pair: Pair }> {
  const used: Later = { names: new Set<string>(), hasRun: false };
  for (const { from, instructions } of file.stages) {
    addUses(from, used);
    for (const top of instructions) {
      const { keyword, pairs } = top.trigger ?? top;
      if (keyword === 'ARG') for (const { name } of pairs) used.names.add(name.value);
      // COPY --from=$X cannot be built, but shows what the argument is for.
      for (const { value, options } of top.flags) {
        for (const text of [value, ...options.map((option) => option.value)])
          for (const match of text?.matchAll(/\$\{?(\w+)/g) ?? []) used.names.add(match[1] ?? '');
      }
    }
  }
  for (const instruction of [...file.globalArgs].reverse()) {
    addUses(instruction, used);
    for (const pair of instruction.pairs) if (!used.names.has(pair.name.value)) yield { instruction, pair };
  }
}

export default defineRule({
  id: 'dockerfile/unused-arg',
  category: 'maintainability',
  on: 'dockerfile.file',
  summary: 'A build argument is used by nothing',
  severity: 'hint',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    stage: 'Nothing behind this ARG uses "{name}", so passing it changes nothing: delete it',
    global: 'No FROM uses "{name}" and no stage declares it, so passing it changes nothing: delete it',
  },
  docs: {
    description:
      'An ARG of a stage is used by no later instruction of the stage or of the stages built on it, and no RUN follows, which would have it in its environment. Or an ARG above the first FROM is used by no FROM and declared in no stage. Proxies, platform arguments, BUILDKIT_* and SOURCE_DATE_EPOCH are read by the builder and left alone.',
    rationale: 'Whoever builds the image believes that the argument has an effect, and often it once had.',
    impact: 'Builds that pass the argument get a warning that it was not consumed.',
    audit: 'grep -n "ARG" Dockerfile and look for uses of each name.',
    remediation: 'Delete the ARG, or use it.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: ARG'],
    limits: 'A RUN that uses an argument without naming it cannot be told from one that does not, so that every RUN counts.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'ARG DEBIAN_VERSION=13\nFROM debian:trixie-slim\nCMD ["bash"]\n',
      good: 'FROM debian:trixie-slim\nCMD ["bash"]\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    if (file.stages.length === 0) return;
    for (const [key, found] of [['global', unusedGlobals(file)] as const, ['stage', unusedInStages(file)] as const]) {
      for (const { instruction, pair } of found) {
        const name = pair.name.value;
        if (isExempt(name) || name === '') continue;
        const change = instruction.pairs.length === 1 ? removeInstruction(file, instruction) : undefined;
        yield ctx.problem(key, {
          at: pair.name.span,
          data: { name },
          tags: ['unnecessary'],
          fixes: [change && { title: `Delete ARG ${name}`, safety: 'safe', ...change }],
        });
      }
    }
  },
});
