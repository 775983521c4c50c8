import { defineRule } from '../../engine/rule.js';
import { olderPair, openQuoteAt } from '../../knowledge/key-values.js';

const KEYWORDS: ReadonlySet<string> = new Set(['ENV', 'LABEL', 'ARG']);

const peerOf = (text: string, quote: number): string =>
  `dockerfile-utils:SYNTAX_MISSING_${text.charAt(quote) === '"' ? 'DOUBLE' : 'SINGLE'}_QUOTE`;

export default defineRule({
  id: 'dockerfile/malformed-key-value',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ENV', 'LABEL', 'ARG'] },
  summary: 'ENV, LABEL or ARG has a pair that cannot be read',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    equals: '"{word}" has no =, so the build stops here: put quotes around a value with blanks, or write NAME=value',
    name: '"{word}" has no name in front of its =, so the build stops here: write NAME=value without blanks',
    quote: 'This quote is never closed, so the build stops here: close it, or put {escape} in front of it',
  },
  docs: {
    description:
      'ENV or LABEL starts with NAME=value and goes on with a word without =, a pair of ENV, LABEL or ARG has no name in front of its =, or a quote in one of them is not closed. Words without = are fine in ARG. The first of these is reported, as the builder stops there.',
    rationale: 'The builder refuses the file. Mostly a value with blanks has no quotes, or an apostrophe stands in plain text.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build . stops with "can\'t find =", "names can not be blank" or "unexpected end of statement".',
    remediation: 'Put double quotes around values with blanks or apostrophes: LABEL description="It\'s one value".',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: ENV', 'Dockerfile reference: LABEL', 'Dockerfile reference: ARG'],
  },
  equivalents: [
    'dockerfile-utils:SYNTAX_MISSING_EQUALS',
    'dockerfile-utils:SYNTAX_MISSING_NAMES',
    'dockerfile-utils:SYNTAX_MISSING_SINGLE_QUOTE',
    'dockerfile-utils:SYNTAX_MISSING_DOUBLE_QUOTE',
    'dockerfilelint:label_invalid',
    'dockerfilelint:invalid_format',
  ],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL description=A small image\n',
      good: 'FROM alpine:3.24\nLABEL description="A small image"\n',
      byFix: false,
    },
    { bad: "FROM alpine:3.24\nENV GREETING=it's\n", good: 'FROM alpine:3.24\nENV GREETING="it\'s"\n', byFix: false },
  ],
  *check(instruction, ctx) {
    const { keyword, words } = instruction;
    if (!KEYWORDS.has(keyword)) return;
    const { escape } = ctx.model;
    const older = olderPair(instruction);
    const isOlder = older !== undefined;
    const peer = keyword === 'LABEL' ? ['dockerfilelint:label_invalid'] : keyword === 'ENV' ? ['dockerfilelint:invalid_format'] : [];
    // In the older form the name ends at the first blank, inside quotes too.
    const inOlderName = older ? openQuoteAt(/^\S*/.exec(instruction.logical)?.[0] ?? '', escape) : -1;
    if (older && inOlderName >= 0) {
      const { start } = older.name.span;
      yield ctx.problem('quote', {
        at: { start, end: start + 1 },
        data: { escape },
        standsFor: [peerOf(instruction.logical, inOlderName)],
      });
      return;
    }
    for (const { value, span: at } of words) {
      if (!isOlder && value.startsWith('=')) {
        yield ctx.problem('name', { at, data: { word: value }, standsFor: ['dockerfile-utils:SYNTAX_MISSING_NAMES'] });
        return;
      }
      // A name alone is no pair at all: too few arguments.
      if (!isOlder && keyword !== 'ARG' && words.length > 1 && !value.includes('=')) {
        yield ctx.problem('equals', { at, data: { word: value }, standsFor: ['dockerfile-utils:SYNTAX_MISSING_EQUALS', ...peer] });
        return;
      }
      // Name and value are read apart, wherever the quotes are.
      const equals = isOlder ? -1 : value.indexOf('=');
      const inName = openQuoteAt(value.slice(0, Math.max(equals, 0)), escape);
      const inValue = openQuoteAt(value.slice(equals + 1), escape);
      const quote = inName >= 0 ? inName : inValue >= 0 ? equals + 1 + inValue : -1;
      if (quote < 0) continue;
      const start = at.start + quote;
      // Where a continuation stands inside the word, places in it are not known.
      const isWhole = at.end - at.start === value.length;
      yield ctx.problem('quote', {
        at: isWhole ? { start, end: start + 1 } : { start: at.start, end: at.start + 1 },
        data: { escape },
        standsFor: [peerOf(value, quote)],
      });
      return;
    }
  },
});
