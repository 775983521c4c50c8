import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceArguments, replaceWord } from '../../fix/dockerfile.js';
import { olderPair, openQuoteAt } from '../../knowledge/key-values.js';
import type { DockerfileModel, Instruction, Pair } from '../../model/dockerfile/types.js';

/** The pair that was meant by a later word, when the first value is a quoted one: `LABEL a "b c" d="e"`. */
function swallowedPair({ words }: Instruction): { readonly word: string; readonly isOnlyPairs: boolean } | undefined {
  const [, value, ...rest] = words;
  if (!value || !/^(["']).*\1$/.test(value.value)) return undefined;
  const found = rest.find((word) => /^[A-Za-z_][\w.-]*=/.test(word.value));
  const name = found && /^[\w.-]+/.exec(found.value)?.[0];
  return name === undefined ? undefined : { word: name, isOnlyPairs: rest.every((word) => /^[^=]+=/.test(word.value)) };
}

/** The same value behind `=`, in quotes where it has blanks; refuses what would be read otherwise there. */
function fixOf(model: DockerfileModel, instruction: Instruction, pair: Pair): Fix | undefined {
  const { escape } = model;
  const { name, value } = pair;
  const { words, logical } = instruction;
  if (!value || !/^[\w.\-/]+$/.test(name.value) || !logical.startsWith(name.value)) return undefined;
  const raw = logical.slice(name.value.length).trim();
  const isOneWord = words.length === 2 && !raw.endsWith(escape);
  if (!isOneWord && (/["']/.test(raw) || raw.includes(escape))) return undefined;
  const title = `Write ${name.value.length > 24 ? 'name' : name.value}=value`;
  const quote = isOneWord ? '' : '"';
  const written = model.text.slice(value.span.start, value.span.end).replace(/\r\n/g, '\n');
  const change = isOneWord
    ? replaceWord(model, instruction, { start: name.span.end, end: value.span.start }, '=')
    : replaceArguments(model, instruction, `${name.value}=${quote}${written}${quote}`);
  return change && { title, safety: 'safe', ...change };
}

export default defineRule({
  id: 'dockerfile/legacy-key-value-format',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ENV', 'LABEL'] },
  summary: 'ENV or LABEL separates name and value by a blank',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    older: 'A blank between name and value is the older form, good for one pair only: write {name}=value',
    swallowed: '"{word}=" is read as a part of the value of "{name}": put = behind that name',
  },
  docs: {
    description:
      'ENV or LABEL separates name and value by a blank instead of an equals sign. Where pairs follow behind a quoted value the finding is a warning, since all of them are one value.',
    rationale:
      'In this form everything up to the end of the line is the value, so a second pair becomes a part of the first. BuildKit warns of it, and says it may be dropped.',
    impact: 'None where the fix is safe: name and value stay the same.',
    audit: 'docker build --check . warns of LegacyKeyValueFormat.',
    remediation: 'Write NAME=value, with double quotes around values with blanks.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: ENV', 'BuildKit: build checks, LegacyKeyValueFormat'],
    limits: 'No fix is offered where a value with blanks also holds quotes or escapes.',
  },
  equivalents: ['buildkit:LegacyKeyValueFormat'],
  examples: [
    { bad: 'FROM alpine:3.24\nENV GREETING Hello world\n', good: 'FROM alpine:3.24\nENV GREETING="Hello world"\n', byFix: true },
    {
      bad: 'FROM alpine:3.24\nLABEL vendor "Example Inc." version="1.4"\n',
      good: 'FROM alpine:3.24\nLABEL vendor="Example Inc." version="1.4"\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const pair = olderPair(instruction);
    // A value that starts with an equals sign has a finding of its own.
    if (!pair || instruction.words[1]?.value.startsWith('=')) return;
    // So has a quote that is not closed.
    if (openQuoteAt(instruction.logical, ctx.model.escape) >= 0) return;
    const { name, value } = pair;
    const swallowed = swallowedPair(instruction);
    if (swallowed && value) {
      const at = { start: name.span.end, end: value.span.start };
      const change = swallowed.isOnlyPairs ? replaceWord(ctx.model, instruction, at, '=') : undefined;
      yield ctx.problem('swallowed', {
        at: name.span,
        severity: 'warning',
        data: { word: swallowed.word, name: name.value },
        fixes: [change && { title: 'Write pairs', safety: 'unsafe', ...change }],
      });
      return;
    }
    yield ctx.problem('older', { at: name.span, data: { name: name.value }, fixes: [fixOf(ctx.model, instruction, pair)] });
  },
});
