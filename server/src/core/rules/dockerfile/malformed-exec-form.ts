import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

const COMMANDS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const PATHS: ReadonlySet<string> = new Set(['COPY', 'ADD', 'VOLUME']);
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '”': '”',
  '‘': '’',
  '’': '’',
  '„': '“',
  '«': '»',
};

interface Attempt {
  /** Words of the array as they were meant; absent when that is a guess. */
  readonly items: readonly string[] | undefined;
  readonly problem: 'quotes' | 'bare' | 'comma' | 'escape' | 'behind' | 'open' | 'values';
}

/** Reads text that starts with `[` the way its writer may have meant it; absent when it is shell text or a file pattern. */
function readAttempt(text: string, isCommand: boolean): Attempt | undefined {
  if (text.startsWith('[[')) return undefined;
  const items: string[] = [];
  let problem: Attempt['problem'] | undefined;
  let at = skipBlanks(text, 1);
  let wantsComma = false;
  let hadComma = false;
  for (;;) {
    const c = text.charAt(at);
    if (c === '') return items.length > 0 ? { items: undefined, problem: 'open' } : undefined;
    if (c === ']') break;
    if (c === ',') {
      if (!wantsComma) problem ??= 'comma';
      wantsComma = false;
      hadComma = true;
      at = skipBlanks(text, at + 1);
      continue;
    }
    if (wantsComma) problem ??= 'comma';
    const closing = CLOSING[c];
    if (closing === undefined) {
      const word = /^[^\s,\]"']+/.exec(text.slice(at))?.[0];
      if (word === undefined) return undefined;
      // `[ -f x ]`, `[ $A = b ]`, `[ a ]` and `[a-z]*` are no arrays.
      const next = text.charAt(skipBlanks(text, at + word.length));
      if (
        items.length === 0 &&
        (!isArrayWord(word, isCommand) || (next !== ',' && !(isCommand && next === ']' && !/\s/.test(text.charAt(1)))))
      )
        return undefined;
      problem = /^(?:\d+(?:\.\d+)?|true|false|null)$/.test(word)
        ? (problem ?? 'values')
        : problem === undefined || problem === 'comma'
          ? 'bare'
          : problem;
      items.push(word);
      at = skipBlanks(text, at + word.length);
    } else {
      const end = endOfString(text, at, closing);
      if (end < 0) return items.length > 0 || hadComma ? { items: undefined, problem: 'open' } : undefined;
      const next = text.charAt(skipBlanks(text, end));
      // `[ "$A" = b ]` is a test.
      if (isCommand && items.length === 0 && /[=!<>~-]/.test(next)) return undefined;
      if (c !== '"') problem ??= 'quotes';
      const raw = text.slice(at + 1, end - 1);
      const value = c === '"' ? parseString(raw) : raw;
      if (value === undefined) problem ??= 'escape';
      items.push(value ?? raw);
      at = skipBlanks(text, end);
    }
    wantsComma = true;
  }
  if (items.length === 0) return undefined;
  if (!wantsComma) problem ??= 'comma';
  if (skipBlanks(text, at + 1) < text.length) {
    // Behind one word in brackets it may as well be a test of the shell, or a pattern.
    const isTest = isCommand && !hadComma && (problem === 'bare' || (problem === undefined && /^\[\s/.test(text)));
    return isTest ? undefined : { items: undefined, problem: 'behind' };
  }
  return problem && { items, problem };
}

const isArrayWord = (word: string, isCommand: boolean): boolean =>
  !/^[-!$(]/.test(word) && (isCommand || !/^[a-z0-9]-[a-z0-9]/i.test(word));

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
}

/** Offset behind the closing quote; -1 without. */
function endOfString(text: string, start: number, closing: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\' && closing === '"') at++;
    else if (text.charAt(at) === closing || (closing === '”' && text.charAt(at) === '“')) return at + 1;
  }
  return -1;
}

function parseString(raw: string): string | undefined {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
}

/** The arguments that may be an array: those behind CMD for HEALTHCHECK. */
function arrayText(instruction: Instruction): { readonly text: string; readonly at: Span } | undefined {
  const { keyword, logical, words, argumentsSpan, heredocs } = instruction;
  if (heredocs.length > 0) return undefined;
  if (keyword !== 'HEALTHCHECK') return logical.startsWith('[') ? { text: logical, at: argumentsSpan } : undefined;
  const first = words[1];
  const text = logical.replace(/^cmd\s+/i, '');
  return first && text !== logical && text.startsWith('[') ? { text, at: { start: first.span.start, end: argumentsSpan.end } } : undefined;
}

function fixOf(model: DockerfileModel, instruction: Instruction, at: Span, items: readonly string[] | undefined): Fix | undefined {
  if (!items) return undefined;
  const text = `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const change = replaceWord(model, instruction, at, text);
  return change && { title: 'Write it as a JSON array', safety: 'unsafe', ...change };
}

/** JSON in single quotes is all that dockerfile-utils looks for. */
const peersOf = (attempt: Attempt): string[] => [
  'sonar:S7030',
  'kics:34945ae8-730d-424c-8279-b064d9f108de',
  'tally:invalid-json-form',
  ...(attempt.problem === 'quotes' ? ['dockerfile-utils:JSON_IN_SINGLE_QUOTES'] : []),
];

export default defineRule({
  id: 'dockerfile/malformed-exec-form',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'COPY', 'ADD', 'VOLUME'] },
  summary: 'Arguments look like a JSON array but are none',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  syntax: true,
  messages: {
    quotes: 'JSON knows only straight double quotes, so {keyword} takes this for shell text: write ["like", "this"]',
    bare: 'Words in a JSON array need double quotes, so {keyword} takes this for text: write ["like", "this"]',
    comma: 'A comma is missing or too much, so this is no JSON and {keyword} takes the brackets for text: correct it',
    escape: 'A backslash here is no JSON escape, so {keyword} takes the brackets for text: double it',
    behind: 'Text stands behind the closing bracket, so {keyword} takes all of it for text: drop it or the brackets',
    open: 'The array is not closed, so {keyword} takes the bracket for text: close quotes and bracket',
    values: 'The array holds what is no string, so the build stops here: put double quotes around every word',
  },
  docs: {
    description:
      'The arguments of RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD, COPY, ADD or VOLUME start with a bracket and look like an array, but are no JSON array of strings: single or curly quotes, words without quotes, a comma missing or too much, text behind the bracket. Tests such as [ -f x ] && ... are shell and are left alone.',
    rationale:
      'The builder does not complain: it takes the text as shell form, or as paths. The shell then looks for a command called [, and the image fails when it is started.',
    impact: 'The command runs without a shell, as was meant; variables in it are no longer expanded.',
    audit: 'docker image inspect --format "{{json .Config.Cmd}}" IMAGE shows ["/bin/sh", "-c", "[..."].',
    remediation: 'Write the array with straight double quotes and single commas.',
    defaultValue: 'Whatever is no JSON array is shell form.',
    references: ['Dockerfile reference: Exec form', 'Dockerfile reference: CMD'],
  },
  equivalents: [
    'sonar:S7030',
    'kics:34945ae8-730d-424c-8279-b064d9f108de',
    'dockerfile-utils:JSON_IN_SINGLE_QUOTES',
    'tally:invalid-json-form',
  ],
  examples: [
    { bad: "FROM alpine:3.24\nCMD ['top', '-b']\n", good: 'FROM alpine:3.24\nCMD ["top", "-b"]\n', byFix: true },
    { bad: 'FROM alpine:3.24\nENTRYPOINT ["top", "-b",]\n', good: 'FROM alpine:3.24\nENTRYPOINT ["top", "-b"]\n', byFix: true },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    const isCommand = COMMANDS.has(keyword);
    if ((!isCommand && !PATHS.has(keyword)) || instruction.json) return;
    const found = arrayText(instruction);
    const attempt = found && readAttempt(found.text, isCommand);
    if (!found || !attempt) return;
    const report = { at: found.at, standsFor: peersOf(attempt), fixes: [fixOf(ctx.model, instruction, found.at, attempt.items)] };
    if (attempt.problem === 'values') yield ctx.problem('values', report);
    else yield ctx.problem(attempt.problem, { ...report, data: { keyword } });
  },
});
