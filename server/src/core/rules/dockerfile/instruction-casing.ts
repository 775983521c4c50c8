import { choice } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import type { Replacement } from '../../fix/dockerfile.js';
import { replaceWords } from '../../fix/dockerfile.js';
import { KEYWORDS } from '../../knowledge/instructions.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

/** More than this is no oversight, and would make a long list of edits at each keystroke. */
const MOST_EDITS = 200;

const wordOf = (model: DockerfileModel, { keywordSpan: at }: Instruction): string => model.text.slice(at.start, at.end);

/** The keyword in the wanted case, and AS along with its FROM. */
function recased(instruction: Instruction, isUpper: boolean): Replacement[] {
  const inCase = (text: string): string => (isUpper ? text.toUpperCase() : text.toLowerCase());
  const own = { instruction, at: instruction.keywordSpan, text: inCase(instruction.keyword) };
  const as = instruction.keyword === 'FROM' && instruction.words.length > 2 ? instruction.words[1] : undefined;
  if (as?.value.toUpperCase() !== 'AS' || as.value === inCase('as')) return [own];
  return [own, { instruction, at: as.span, text: inCase('as') }];
}

export default defineRule({
  id: 'dockerfile/instruction-casing',
  category: 'maintainability',
  on: 'dockerfile.file',
  summary: 'Instructions are written in upper and in lower case',
  severity: 'hint',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    one: 'Most instructions here are in {case} case, this one is not: write {wanted}',
    several: 'Most instructions are in {case} case, {word} and {count} more are not: write them alike',
    upper: 'The settings want instructions in upper case: write {wanted}',
    allUpper: 'The settings want instructions in upper case, and {count} are not: write them so',
  },
  docs: {
    description:
      'Keywords of instructions are not all in the case that most of them have, upper or lower; with as many of each it is upper. One finding for the whole file, at the first of them. The option casing can ask for upper case throughout.',
    rationale: 'Keywords in one case are told from arguments at a glance. Which case it is does not matter to the builder.',
    impact: 'None: the builder does not tell upper from lower case here.',
    audit: 'docker build --check . warns of ConsistentInstructionCasing.',
    remediation: 'Write all keywords in upper case, or all in lower case.',
    defaultValue: 'By convention keywords are in upper case.',
    references: ['Dockerfile reference: Format', 'BuildKit: build checks, ConsistentInstructionCasing'],
  },
  equivalents: [
    'buildkit:ConsistentInstructionCasing',
    'sonar:S6476',
    'dockerfile-utils:CASING_INSTRUCTION',
    'dockerfilelint:uppercase_commands',
  ],
  options: { casing: choice(['consistent', 'upper'], 'consistent', 'consistent: as most of the file; upper: upper case throughout') },
  examples: [
    {
      bad: 'FROM alpine:3.24\nrun apk add --no-cache curl\nCMD ["curl"]\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache curl\nCMD ["curl"]\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    let upper = 0;
    let lower = 0;
    let mixed = 0;
    for (const instruction of file.instructions) {
      if (!KEYWORDS.has(instruction.keyword)) continue;
      const word = wordOf(file, instruction);
      if (word === instruction.keyword) upper++;
      else if (word === word.toLowerCase()) lower++;
      else mixed++;
    }
    const isForced = ctx.options.casing === 'upper';
    const isUpper = isForced || lower <= upper;
    const casing = isUpper ? 'upper' : 'lower';
    const count = mixed + (isUpper ? lower : upper);
    if (count === 0) return;
    const wanted = (instruction: Instruction): string => (isUpper ? instruction.keyword : instruction.keyword.toLowerCase());
    const others = file.instructions.filter(
      (instruction) => KEYWORDS.has(instruction.keyword) && wordOf(file, instruction) !== wanted(instruction),
    );
    const [first] = others;
    if (!first) return;
    const change =
      count > MOST_EDITS
        ? undefined
        : replaceWords(
            file,
            others.flatMap((instruction) => recased(instruction, isUpper)),
          );
    const report = {
      at: first.keywordSpan,
      standsFor: [
        ...(mixed > 0 || (lower > 0 && upper > 0 && isUpper === lower <= upper) ? ['buildkit:ConsistentInstructionCasing'] : []),
        ...(isUpper ? ['sonar:S6476', 'dockerfile-utils:CASING_INSTRUCTION', 'dockerfilelint:uppercase_commands'] : []),
      ],
      related: others.slice(1, 10).map((instruction) => ({ at: instruction.keywordSpan, message: `Write ${wanted(instruction)}` })),
      fixes: [
        change && { title: count === 1 ? `Write ${wanted(first)}` : `Write all in ${casing} case`, safety: 'safe' as const, ...change },
      ],
    };
    if (isForced) {
      if (count === 1) yield ctx.problem('upper', { ...report, data: { wanted: wanted(first) } });
      else yield ctx.problem('allUpper', { ...report, data: { count: String(count) } });
    } else if (count === 1) yield ctx.problem('one', { ...report, data: { case: casing, wanted: wanted(first) } });
    else yield ctx.problem('several', { ...report, data: { case: casing, word: wordOf(file, first), count: String(count - 1) } });
  },
});
