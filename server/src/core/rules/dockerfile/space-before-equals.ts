import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { olderPair, openQuoteAt } from '../../knowledge/key-values.js';
import type { DockerfileModel, Instruction, Pair } from '../../model/dockerfile/types.js';

/** Takes the blanks around `=` away where what follows is one value, and more pairs perhaps. */
function fixOf(model: DockerfileModel, instruction: Instruction, pair: Pair): Fix | undefined {
  const [, second, third] = instruction.words;
  if (!second || openQuoteAt(instruction.logical, model.escape) >= 0) return undefined;
  // `a = b`: the value is the word behind the sign.
  const isApart = second.value === '=';
  const value = isApart ? third : second;
  const rest = instruction.words.slice(isApart ? 3 : 2);
  if (!value || rest.some((word) => !/^[^=]+=/.test(word.value))) return undefined;
  const at = { start: pair.name.span.end, end: isApart ? value.span.start : second.span.start };
  const change = replaceWord(model, instruction, at, isApart ? '=' : '');
  return change && { title: 'Remove the blank', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/space-before-equals',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ENV', 'LABEL'] },
  summary: 'A blank in front of the equals sign makes the sign a part of the value',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    blank: 'The blank puts "=" into the value of "{name}": write {name}=value without blanks',
  },
  docs: {
    description: 'The first name of ENV or LABEL is followed by a blank and a word that starts with an equals sign.',
    rationale:
      'A name with a blank behind it is the older form, in which everything up to the end of the line is the value. ENV PORT = 80 sets PORT to "= 80", without a word from the builder.',
    impact: 'The value changes from "=value" to "value", which is what was meant.',
    audit:
      'docker image inspect --format "{{json .Config.Env}} {{json .Config.Labels}}" IMAGE shows values that start with an equals sign.',
    remediation: 'Write NAME=value, with double quotes around values with blanks.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: ENV', 'Dockerfile reference: LABEL'],
  },
  equivalents: ['sonar:S6574'],
  examples: [{ bad: 'FROM alpine:3.24\nENV PORT = 80\n', good: 'FROM alpine:3.24\nENV PORT=80\n', byFix: true }],
  *check(instruction, ctx) {
    const pair = olderPair(instruction);
    const second = instruction.words[1];
    if (!pair || !second?.value.startsWith('=')) return;
    yield ctx.problem('blank', {
      at: { start: second.span.start, end: second.span.start + 1 },
      data: { name: pair.name.value },
      fixes: [fixOf(ctx.model, instruction, pair)],
    });
  },
});
