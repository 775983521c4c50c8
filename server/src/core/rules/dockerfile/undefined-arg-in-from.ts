import { defineRule } from '../../engine/rule.js';
import { insertBefore, replaceWord } from '../../fix/dockerfile.js';
import { PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import { globalArgsOf } from '../../knowledge/variable-origin.js';
import type { DockerfileModel, ExpandedText, Instruction, Stage, VariableUse } from '../../model/dockerfile/types.js';
import { NameList, variableTypingErrors } from '../../text/nearest.js';

/** `${X:-y}` says itself what holds without a value. */
const hasFallback = ({ operator }: VariableUse): boolean => /^:?[-+]$/.test(operator);

interface Declared {
  /** ARGs above the first FROM, those with the platform arguments, and the first ARG inside a stage of each name. */
  readonly globals: NameList;
  readonly withPlatform: NameList;
  readonly inStages: ReadonlyMap<string, Instruction>;
}

const declaredIn = new WeakMap<DockerfileModel, Declared>();

function declared(file: DockerfileModel): Declared {
  let known = declaredIn.get(file);
  if (!known) {
    const globals = globalArgsOf(file);
    const inStages = new Map<string, Instruction>();
    for (const instruction of file.instructions) {
      if (instruction.keyword !== 'ARG' || !instruction.stage) continue;
      for (const { name } of instruction.pairs) if (!inStages.has(name.value)) inStages.set(name.value, instruction);
    }
    known = { globals: new NameList(globals.keys()), withPlatform: new NameList([...globals.keys(), ...PLATFORM_ARGS]), inStages };
    declaredIn.set(file, known);
  }
  return known;
}

/** An ARG of a stage above: where people put it who take FROM for part of the stage before. */
function stageArg(file: DockerfileModel, stage: Stage, name: string): Instruction | undefined {
  const first = declared(file).inStages.get(name);
  return first?.stage && first.stage.index < stage.index ? first : undefined;
}

/** With nothing in its place the text is no image, so that nobody can have built the file. */
function breaksWithout(text: string, { place, span }: ExpandedText, use: VariableUse): boolean {
  if (place === 'flag') return true;
  const before = text.slice(span.start, use.span.start);
  const after = text.slice(use.span.end, span.end);
  return before === '' ? after === '' || /^[:/@.]/.test(after) : /[:@/]$/.test(before) && after === '';
}

export default defineRule({
  id: 'dockerfile/undefined-arg-in-from',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'FROM uses a variable that no ARG above the first FROM declares',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    near: 'No ARG above the first FROM declares "{name}", so nothing stands here: write {meant}',
    stage: '"{name}" is declared inside a stage, which FROM cannot see: move its ARG above the first FROM',
    undeclared: 'No ARG above the first FROM declares "{name}", so nothing can stand here: declare it there',
    fallback: 'No ARG above the first FROM declares "{name}", so --build-arg cannot set it: declare it there',
  },
  docs: {
    description:
      'FROM, in its image or its --platform, uses a variable that is neither declared by an ARG above the first FROM nor one of the platform arguments (TARGETPLATFORM, BUILDPLATFORM ...). With a fallback as in ${X:-value} it is an info, since the fallback is always taken.',
    rationale:
      'FROM sees nothing but the ARGs above the first FROM. A misspelt or undeclared name is empty and cannot be set from outside, so that another image is built on, or none.',
    impact: 'With the ARG declared the image can be chosen by --build-arg; without a default it has to be.',
    audit: 'docker build --check . reports UndefinedArgInFrom.',
    remediation: 'Declare ARG NAME=default above the first FROM, or correct the name.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Understand how ARG and FROM interact', 'BuildKit build checks: UndefinedArgInFrom'],
  },
  equivalents: ['buildkit:UndefinedArgInFrom', 'dockerfile-utils:BASE_NAME_EMPTY'],
  examples: [
    {
      bad: 'ARG ALPINE_VERSION=3.24\nFROM alpine:${ALPIN_VERSION}\n',
      good: 'ARG ALPINE_VERSION=3.24\nFROM alpine:${ALPINE_VERSION}\n',
      byFix: true,
    },
    {
      bad: 'FROM node:24 AS build\nARG NGINX=1.30\nFROM nginx:$NGINX\n',
      good: 'ARG NGINX=1.30\nFROM node:24 AS build\nFROM nginx:$NGINX\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    const { from } = stage;
    const globals = globalArgsOf(ctx.model);
    for (const text of from.expandedTexts) {
      for (const use of text.uses) {
        const { name, span: at } = use;
        if (globals.has(name) || PLATFORM_ARGS.has(name) || !/^[\p{L}_]/u.test(name)) continue;
        const isWhole = text.place === 'word' && at.start === text.span.start && at.end === text.span.end;
        const standsFor = ['buildkit:UndefinedArgInFrom', ...(isWhole && !hasFallback(use) ? ['dockerfile-utils:BASE_NAME_EMPTY'] : [])];
        const { [text.place === 'flag' ? 'withPlatform' : 'globals']: candidates } = declared(ctx.model);
        const meant = candidates.nearest(name, variableTypingErrors(name));
        const elsewhere = meant === undefined ? stageArg(ctx.model, stage, name) : undefined;
        if (meant !== undefined) {
          const start = at.start + ctx.text.slice(at.start, at.end).indexOf(name);
          const change = replaceWord(ctx.model, from, { start, end: start + name.length }, meant);
          const isSafe = !hasFallback(use) && breaksWithout(ctx.text, text, use);
          yield ctx.problem('near', {
            at,
            data: { name, meant },
            standsFor,
            fixes: [change && { title: `Write ${meant}`, safety: isSafe ? 'safe' : 'unsafe', ...change }],
          });
        } else if (elsewhere) {
          yield ctx.problem('stage', {
            at,
            data: { name },
            standsFor,
            related: [{ at: elsewhere.span, message: 'declared inside this stage' }],
          });
        } else {
          const first = ctx.model.instructions[0];
          const change = first ? insertBefore(ctx.model, first, [`ARG ${name}`]) : undefined;
          const report = {
            at,
            data: { name },
            standsFor,
            fixes: [change && { title: `Declare ARG ${name}`, safety: 'unsafe' as const, ...change }],
          };
          yield hasFallback(use) ? ctx.problem('fallback', { ...report, severity: 'info' }) : ctx.problem('undeclared', report);
        }
      }
    }
  },
});
