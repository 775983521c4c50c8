// Where BuildKit puts variables into an instruction: which words, flags and heredoc bodies, and what stands in them.
import type { RawHeredoc } from '../../parse/dockerfile.js';
import type { RawFlag, RawWord } from '../../parse/instruction-line.js';
import { isBlank } from '../../parse/white-space.js';
import { MappedText } from '../../text/mapped-text.js';
import { decodeJson } from './scripts.js';
import type { ExpandedText, JsonForm } from './types.js';
import { expand } from './variables.js';

export interface ExpansionSource {
  readonly keyword: string;
  readonly head: MappedText;
  readonly flags: readonly RawFlag[];
  readonly words: readonly RawWord[];
  readonly argumentsStart: number;
  readonly argumentsEnd: number;
  readonly json: JsonForm | undefined;
  readonly heredocs: readonly RawHeredoc[];
  /** Whole file, for the bodies of heredocs. */
  readonly text: string;
  readonly escape: string;
}

/** Flags whose value is expanded. COPY --from is not among them, and of a RUN --mount all but from= are. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  FROM: ['platform'],
  COPY: ['chown', 'chmod', 'exclude'],
  ADD: ['chown', 'chmod', 'checksum', 'exclude'],
  RUN: ['mount'],
};

/** What makes a text more than it says. */
const SPECIAL = /[$"']/;

export function readExpandedTexts(source: ExpansionSource): readonly ExpandedText[] {
  const { head, keyword, heredocs, escape } = source;
  const mayHold = SPECIAL.test(head.text) || (heredocs.length > 0 && keyword !== 'RUN');
  if (!mayHold) return [];
  const texts: ExpandedText[] = [];
  const add = (piece: MappedText, place: ExpandedText['place'], name?: string): void => {
    if (SPECIAL.test(piece.text)) texts.push(readText(piece, place, name, escape));
  };
  const names = FLAGS[keyword] ?? [];
  for (const flag of source.flags) {
    const equals = flag.text.indexOf('=');
    const name = flag.text.slice(2, equals < 0 ? undefined : equals);
    if (!names.includes(name) || equals < 0) continue;
    const start = head.text.indexOf('=', flag.start) + 1;
    if (start === 0 || start > flag.end) continue;
    if (name !== 'mount') add(head.slice(start, flag.end), 'flag', name);
    else for (const option of mountOptions(head.text, start, flag.end)) add(head.slice(option.start, option.end), 'flag', option.name);
  }
  for (const piece of piecesOf(source)) add(piece, 'word');
  if (keyword === 'COPY' || keyword === 'ADD') {
    for (const { expand: isExpanded, body } of heredocs) {
      const text = source.text.slice(body.start, body.end);
      if (isExpanded && text.includes('$')) texts.push(readText(MappedText.plain(text, body.start), 'heredoc', undefined, '\\'));
    }
  }
  return texts;
}

/** Values of the options of a mount; `from=` is refused rather than expanded. */
function* mountOptions(text: string, start: number, end: number): Generator<RawWord & { readonly name: string }> {
  let at = start;
  for (const option of text.slice(start, end).split(',')) {
    const equals = option.indexOf('=');
    const name = option.slice(0, Math.max(equals, 0)).toLowerCase();
    if (equals >= 0 && name !== 'from') yield { name, start: at + equals + 1, end: at + option.length };
    at += option.length + 1;
  }
}

function* piecesOf({ keyword, head, words, argumentsStart, argumentsEnd, json }: ExpansionSource): Generator<MappedText> {
  switch (keyword) {
    case 'FROM':
      if (words[0]) yield head.slice(words[0].start, words[0].end);
      return;
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
      yield head.slice(argumentsStart, argumentsEnd);
      return;
    // Names and values are read apart.
    case 'ENV':
    case 'LABEL':
    case 'ARG': {
      const [first] = words;
      if (first && keyword !== 'ARG' && !head.text.slice(first.start, first.end).includes('=')) {
        let nameEnd = first.start;
        while (nameEnd < argumentsEnd && !isBlank(head.text.charCodeAt(nameEnd))) nameEnd++;
        yield head.slice(first.start, nameEnd);
        yield head.slice(nameEnd, argumentsEnd);
        return;
      }
      for (const { start, end } of words) {
        const equals = head.text.slice(start, end).indexOf('=');
        if (equals < 0) yield head.slice(start, end);
        else {
          yield head.slice(start, start + equals);
          yield head.slice(start + equals + 1, end);
        }
      }
      return;
    }
    case 'EXPOSE':
      for (const { start, end } of words) yield head.slice(start, end);
      return;
    case 'COPY':
    case 'ADD':
    case 'VOLUME':
      if (json) {
        const array = head.slice(argumentsStart, argumentsEnd);
        yield* decodeJson(array);
        return;
      }
      for (const { start, end } of words) if (!/^\d*<</.test(head.text.slice(start, end))) yield head.slice(start, end);
  }
}

function readText(piece: MappedText, place: ExpandedText['place'], flag: string | undefined, escape: string): ExpandedText {
  const { uses, problem } = expand(piece.text, { escape, quotes: place !== 'heredoc', lookup: () => ({ kind: 'unknown' }) });
  return {
    place,
    flag,
    span: piece.span(0, piece.text.length),
    // A use without an end is one whose brace is missing.
    uses: uses
      .filter(({ start, end }) => end > start)
      .map(({ name, start, end, operator }) => ({ name, operator, span: piece.span(start, end) })),
    problem: problem && { kind: problem.kind, span: piece.span(problem.start, problem.end) },
  };
}
