// The text of a shell word as far as it is known before the build.
import type { StageState } from '../model/dockerfile/types.js';
import type { ShellWord } from '../model/shell/types.js';
import type { Span } from '../text/span.js';

/** Word without expansions, quotes and escapes taken off; what is not known stays as it is written: "v$VERSION". */
export const writtenText = (word: ShellWord): string => word.value ?? unquote(word.raw);

/** The same with the defaults of ARG and the values of ENV put in. A variable that the shell sets itself is not seen here. */
export function textOf(word: ShellWord, state: StageState): string {
  if (word.value !== undefined) return word.value;
  return putIn(unquote(word.raw), state);
}

const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?-([^{}$]*))?\})/g;

/** Variables that ARG and ENV give a value, put in. */
export function putIn(text: string, state: StageState): string {
  if (!text.includes('$')) return text;
  return text.replace(VARIABLE, (written: string, bare?: string, braced?: string, fallback?: string) => {
    const name = bare ?? braced ?? '';
    return state.env.get(name) ?? state.args.get(name) ?? fallback ?? written;
  });
}

/** Where `part` stands in the file, when the word is written there in one piece; else the whole word. */
export function spanOfPart(word: ShellWord, part: string): Span {
  const at = word.raw.indexOf(part);
  const isWhole = word.span.end - word.span.start === word.raw.length;
  return at < 0 || !isWhole ? word.span : { start: word.span.start + at, end: word.span.start + at + part.length };
}

function unquote(raw: string): string {
  if (!/["'\\]/.test(raw)) return raw;
  let text = '';
  let quote = '';
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charAt(i);
    if (c === quote) quote = '';
    else if (quote === '' && (c === '"' || c === "'")) quote = c;
    else if (c === '\\' && quote !== "'" && i + 1 < raw.length) text += raw.charAt(++i);
    else text += c;
  }
  return text;
}
