import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import { globalArgsOf, hasPlainEnvironment, originOf } from '../../knowledge/variable-origin.js';
import type { DockerfileModel, ExpandedText, Instruction, Stage, VariableUse } from '../../model/dockerfile/types.js';
import { firstBehind } from '../../text/in-order.js';
import { NameList, variableTypingErrors } from '../../text/nearest.js';

/** Meant as what they are, though no builder sets them. */
const LOGIN: ReadonlySet<string> = new Set(['HOME', 'USER', 'PWD', 'HOSTNAME', 'SHELL', 'UID', 'LANG', 'TERM', 'TMPDIR']);

/** `${X:-y}`, `${X:+y}` and `${X:?y}` are written for names that may have no value. */
const isGuarded = ({ operator }: VariableUse): boolean => /^:?[-+?]$/.test(operator);

/** `LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH`, `CFLAGS="$CFLAGS -O2"`: added to, whether it is there or not. */
function addsToItself(instruction: Instruction, { name, span }: VariableUse): boolean {
  const { keyword, pairs } = instruction;
  const pair = keyword === 'ENV' ? pairs[firstBehind(pairs, span.start, (each) => each.span.start) - 1] : undefined;
  return pair?.name.value === name && span.end <= pair.span.end;
}

/** Another pair of the same ENV sets it: env-self-reference tells that. */
function isSetBeside(instruction: Instruction, name: string): boolean {
  if (instruction.keyword !== 'ENV') return false;
  const names = namesOfEnv.get(instruction) ?? new Set(instruction.pairs.map((pair) => pair.name.value));
  namesOfEnv.set(instruction, names);
  return names.has(name);
}

const namesOfEnv = new WeakMap<Instruction, ReadonlySet<string>>();

/** Names that could have been meant, those set further down in the stage too. */
function* candidates({ state, stage }: Instruction, file: DockerfileModel): Generator<string> {
  yield* state.args.keys();
  yield* state.env.keys();
  if (stage) yield* globalArgsOf(file).keys();
  yield* PLATFORM_ARGS;
}

/** The last ARG or ENV of each name in a stage. */
function declarationsOf(stage: Stage): ReadonlyMap<string, Instruction> {
  return new Map(
    stage.instructions
      .filter(({ keyword }) => keyword === 'ARG' || keyword === 'ENV')
      .flatMap((instruction) => instruction.pairs.map(({ name }) => [name.value, instruction] as const)),
  );
}

/** So many names are compared with all others; a file that has more unknown ones is no typing error. */
const MAX_COMPARED = 50;

export default defineRule({
  id: 'dockerfile/undefined-variable',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'An instruction uses a variable that nothing sets',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    near: 'Nothing sets "{name}" here, so it is replaced by nothing: write {meant}',
    below: '"{name}" is declared only further down, so it is replaced by nothing here: move its declaration up',
    heredoc: 'The builder replaces "{name}" by nothing before the file is written: quote the delimiter to keep it',
    unset: 'Nothing sets "{name}" here, so it is replaced by nothing: declare it with ARG or ENV',
    unknown: 'Nothing in this file sets "{name}"; unless the base image does, it is replaced by nothing: declare it',
  },
  docs: {
    description:
      'COPY, ADD, ENV, ARG, LABEL, WORKDIR, USER, EXPOSE, VOLUME, STOPSIGNAL, an expanded flag or an unquoted heredoc of COPY or ADD uses a variable that no ARG or ENV of the stage or the stages below it sets, that is not predefined, and that the base image is not known to set. Forms with a fallback, paths (PATH, LD_LIBRARY_PATH ...) and variables that are added to themselves are left alone, except that scratch has no PATH. Where the environment of the base image is not known, it is an info. A name without a near one is told once for each stage.',
    rationale:
      'The builder puts nothing in its place and goes on: a file lands in the wrong folder, a label is empty, USER falls back to root.',
    impact: 'With the right name the value is what the author meant, which may change the image.',
    audit: 'docker build --check . reports UndefinedVar.',
    remediation: 'Correct the name, declare it, or quote the delimiter of a heredoc (<<"EOF") whose variables are for run time.',
    defaultValue: 'A base image sets PATH; HOME and USER are not set while building.',
    references: ['BuildKit build checks: UndefinedVar', 'Dockerfile reference: Environment replacement'],
    limits: 'What a base image sets is known for official images only. Triggers of ONBUILD run elsewhere and are not judged.',
  },
  equivalents: ['buildkit:UndefinedVar'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nENV APP_HOME=/srv/app\nWORKDIR $APP_HME\n',
      good: 'FROM alpine:3.24\nENV APP_HOME=/srv/app\nWORKDIR $APP_HOME\n',
      byFix: true,
    },
    { bad: 'FROM alpine:3.24\nCOPY app $HOME/app\n', good: 'FROM alpine:3.24\nCOPY app /root/app\n', byFix: false },
  ],
  *check(file, ctx) {
    /** What is told once is not told again in its stage. */
    const told = new Map<unknown, Set<string>>();
    const isFirst = (where: unknown, name: string): boolean => {
      const names = told.get(where) ?? new Set<string>();
      told.set(where, names);
      return names.size !== names.add(name).size;
    };

    const compared = new Set<string>();
    const known = new Map<Stage, ReadonlyMap<string, Instruction>>();
    const declarations = (stage: Stage): ReadonlyMap<string, Instruction> => {
      const names = known.get(stage) ?? declarationsOf(stage);
      known.set(stage, names);
      return names;
    };

    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM' || (!instruction.stage && instruction.keyword !== 'ARG')) continue;
      for (const text of instruction.expandedTexts) {
        // What stands around an open brace is not what was meant.
        for (const use of text.problem ? [] : text.uses) {
          const { name, span: at } = use;
          if ((text.place !== 'heredoc' && !/^[\p{L}_]/u.test(name)) || isGuarded(use) || originOf(name, instruction, file) !== 'none')
            continue;
          if (addsToItself(instruction, use) || isSetBeside(instruction, name)) continue;
          const { stage } = instruction;
          const isScratch = stage?.rootImage.resolved === 'scratch';
          if (/PATH$/.test(name) && !isScratch) continue;
          yield* judge(instruction, text, use, at);
        }
      }
    }

    function* judge(instruction: Instruction, text: ExpandedText, { name }: VariableUse, at: VariableUse['span']) {
      const { stage } = instruction;
      // BuildKit looks at stages alone.
      const standsFor = stage ? ['buildkit:UndefinedVar'] : [];
      const below = stage && declarations(stage).get(name);
      if (below && below.index > instruction.index) {
        if (!isFirst(stage, name)) return;
        yield ctx.problem('below', { at, data: { name }, standsFor, related: [{ at: below.span, message: 'declared here' }] });
        return;
      }
      const isCompared = !LOGIN.has(name) && compared.size < MAX_COMPARED;
      if (isCompared) compared.add(name);
      const meant = isCompared ? new NameList(candidates(instruction, file)).nearest(name, variableTypingErrors(name)) : undefined;
      if (text.place === 'heredoc') {
        if (isFirst(text, '')) yield ctx.problem('heredoc', { at, data: { name }, standsFor });
        return;
      }
      if (meant !== undefined) {
        const start = at.start + ctx.text.slice(at.start, at.end).indexOf(name);
        const change = replaceWord(file, instruction, { start, end: start + name.length }, meant);
        yield ctx.problem('near', {
          at,
          data: { name, meant },
          standsFor,
          fixes: [change && { title: `Write ${meant}`, safety: 'unsafe', ...change }],
        });
        return;
      }
      if (!isFirst(stage, name)) return;
      const isSure = !stage || hasPlainEnvironment(stage);
      yield isSure
        ? ctx.problem('unset', { at, data: { name }, standsFor })
        : ctx.problem('unknown', { at, severity: 'info', data: { name }, standsFor });
    }
  },
});
