// One instruction and what can be read from its own text; everything is read on first use and kept.
import type { RawInstruction } from '../../parse/dockerfile.js';
import { readLine, splitAtBlanks, splitOutsideQuotes, unquote } from '../../parse/instruction-line.js';
import type { RawFlag, RawLine, RawWord } from '../../parse/instruction-line.js';
import { isBlank, trimEnd, trimStart } from '../../parse/white-space.js';
import type { MappedText } from '../../text/mapped-text.js';
import type { Located, Span } from '../../text/span.js';
import { dialectOf } from '../shell/read-script.js';
import type { ShellDialect, ShellScript } from '../shell/types.js';
import { readBlankLines, readComments } from './continuations.js';
import type { CommentsInLine } from './continuations.js';
import { readInstructionScripts } from './scripts.js';
import { readSources } from './sources.js';
import type {
  CarriedBlankLines,
  ContextSource,
  ExpandedText,
  Flag,
  Heredoc,
  Instruction,
  JsonForm,
  Pair,
  Stage,
  StageState,
} from './types.js';
import { readExpandedTexts } from './variable-uses.js';

const SPLIT_AT_BLANKS: ReadonlySet<string> = new Set(['FROM', 'COPY', 'ADD', 'EXPOSE', 'VOLUME']);
const MAY_BE_JSON: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME', 'HEALTHCHECK']);
const HAS_SCRIPT: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const HAS_PAIRS: ReadonlySet<string> = new Set(['ARG', 'ENV', 'LABEL']);

/** Where an instruction stands, apart from its text. */
export interface Placement {
  readonly escape: '\\' | '`';
  readonly text: string;
  readonly index: number;
  readonly stage: Stage | undefined;
  readonly state: StageState;
  /** Shell that runs its shell form unless SHELL says another. */
  readonly defaultDialect: () => ShellDialect;
}

export class DockerfileInstruction implements Instruction {
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly headSpan: Span;
  readonly lines: Span;
  readonly isDangling: boolean;
  private readonly line: RawLine;

  constructor(
    private readonly raw: RawInstruction,
    private readonly placement: Placement,
    readonly onbuild: Instruction | undefined,
    from: number,
  ) {
    this.line = readLine(raw.head.text, from);
    this.keyword = this.line.keyword;
    this.keywordSpan = raw.head.span(this.line.keywordStart, this.line.keywordEnd);
    const start = this.keywordSpan.start;
    this.span = { start, end: Math.max(start, raw.span.end) };
    this.headSpan = { start, end: Math.max(start, raw.headSpan.end) };
    this.lines = raw.lines;
    this.isDangling = raw.isDangling;
  }

  get index(): number {
    return this.placement.index;
  }

  get stage(): Stage | undefined {
    return this.placement.stage;
  }

  get state(): StageState {
    return this.placement.state;
  }

  get logical(): string {
    return this.raw.head.text.slice(this.line.argumentsStart, this.line.argumentsEnd);
  }

  get argumentsSpan(): Span {
    const { argumentsStart, argumentsEnd, keywordEnd, flags } = this.line;
    if (argumentsEnd > argumentsStart) return this.raw.head.span(argumentsStart, argumentsEnd);
    const end = this.raw.head.span(this.line.keywordStart, flags[flags.length - 1]?.end ?? keywordEnd).end;
    return { start: end, end };
  }

  private lazyFlags: readonly Flag[] | undefined;
  get flags(): readonly Flag[] {
    return (this.lazyFlags ??= this.line.flags.map((flag) => readFlag(flag, this.raw.head)));
  }

  private lazyWords: readonly Located<string>[] | undefined;
  get words(): readonly Located<string>[] {
    return (this.lazyWords ??= this.rawWords().map(({ start, end }) => ({
      value: this.raw.head.text.slice(start, end),
      span: this.raw.head.span(start, end),
    })));
  }

  private rawWords(): RawWord[] {
    const { argumentsStart, argumentsEnd } = this.line;
    return SPLIT_AT_BLANKS.has(this.keyword)
      ? splitAtBlanks(this.raw.head.text, argumentsStart, argumentsEnd)
      : splitOutsideQuotes(this.raw.head.text, argumentsStart, argumentsEnd, this.placement.escape);
  }

  /** Start of the arguments that may be JSON or a script: those behind CMD for HEALTHCHECK; -1 when there are none. */
  private commandStart(): number {
    const { argumentsStart, argumentsEnd } = this.line;
    if (this.keyword !== 'HEALTHCHECK') return argumentsStart;
    const text = this.raw.head.text;
    if (!/^cmd(?=\s|$)/i.test(text.slice(argumentsStart, argumentsStart + 4))) return -1;
    return trimStart(text, argumentsStart + 3, argumentsEnd);
  }

  private lazySources: readonly ContextSource[] | undefined;
  get sources(): readonly ContextSource[] {
    return (this.lazySources ??= readSources(this, this.placement.escape));
  }

  private lazyJson: { readonly form: JsonForm | undefined } | undefined;
  get json(): JsonForm | undefined {
    return (this.lazyJson ??= { form: this.readJson() }).form;
  }

  private readJson(): JsonForm | undefined {
    if (!MAY_BE_JSON.has(this.keyword)) return undefined;
    const start = this.commandStart();
    if (start < 0 || this.raw.head.text.charCodeAt(start) !== 91) return undefined;
    return readJsonForm(this.raw.head, start, this.line.argumentsEnd);
  }

  private lazyHeredocs: readonly Heredoc[] | undefined;
  get heredocs(): readonly Heredoc[] {
    return (this.lazyHeredocs ??= this.raw.heredocs.map(({ name, expand, chomp, opener, body, terminated }) => ({
      name,
      expand,
      chomp,
      openerSpan: this.raw.head.span(opener.start, opener.end),
      bodySpan: body,
      body: this.placement.text.slice(body.start, body.end),
      terminated,
    })));
  }

  private lazyTrigger: { readonly instruction: Instruction | undefined } | undefined;
  get trigger(): Instruction | undefined {
    return (this.lazyTrigger ??= { instruction: this.readTrigger() }).instruction;
  }

  private readTrigger(): Instruction | undefined {
    const { argumentsStart, argumentsEnd } = this.line;
    if (this.keyword !== 'ONBUILD' || this.onbuild || argumentsStart >= argumentsEnd) return undefined;
    return new DockerfileInstruction(this.raw, this.placement, this, argumentsStart);
  }

  private lazyPairs: readonly Pair[] | undefined;
  get pairs(): readonly Pair[] {
    return (this.lazyPairs ??= HAS_PAIRS.has(this.keyword) ? this.readPairs().map(({ pair }) => pair) : []);
  }

  /** Pairs with the value as written, for putting variables in. */
  readPairs(): { readonly pair: Pair; readonly rawValue: string | undefined }[] {
    const { text } = this.raw.head;
    const words = this.rawWords();
    const first = words[0];
    if (!first) return [];
    const isLegacy = this.keyword !== 'ARG' && !text.slice(first.start, first.end).includes('=');
    if (isLegacy) {
      let nameEnd = first.start;
      while (nameEnd < this.line.argumentsEnd && !isBlank(text.charCodeAt(nameEnd))) nameEnd++;
      const valueStart = trimStart(text, nameEnd, this.line.argumentsEnd);
      return [this.pair(first.start, nameEnd, valueStart < this.line.argumentsEnd ? valueStart : -1, this.line.argumentsEnd)];
    }
    return words.map(({ start, end }) => {
      const equals = text.slice(start, end).indexOf('=');
      return equals < 0 ? this.pair(start, end, -1, end) : this.pair(start, start + equals, start + equals + 1, end);
    });
  }

  private pair(start: number, nameEnd: number, valueStart: number, end: number): { pair: Pair; rawValue: string | undefined } {
    const { head } = this.raw;
    const { escape } = this.placement;
    const rawValue = valueStart < 0 ? undefined : head.text.slice(valueStart, end);
    const name = { value: unquote(head.text.slice(start, nameEnd), escape), span: head.span(start, nameEnd) };
    const nameStop = name.span.end + (valueStart === end ? 1 : 0);
    const valueSpan = valueStart === end ? { start: nameStop, end: nameStop } : head.span(valueStart, end);
    const value = rawValue === undefined ? undefined : { value: unquote(rawValue, escape), span: valueSpan };
    return { pair: { name, value, span: { start: name.span.start, end: value?.span.end ?? name.span.end } }, rawValue };
  }

  private lazyExpandedTexts: readonly ExpandedText[] | undefined;
  get expandedTexts(): readonly ExpandedText[] {
    return (this.lazyExpandedTexts ??= readExpandedTexts({
      keyword: this.keyword,
      head: this.raw.head,
      flags: this.line.flags,
      words: HAS_SCRIPT.has(this.keyword) ? [] : this.rawWords(),
      argumentsStart: this.line.argumentsStart,
      argumentsEnd: this.line.argumentsEnd,
      json: this.json,
      heredocs: this.raw.heredocs,
      text: this.placement.text,
      escape: this.placement.escape,
    }));
  }

  private lazyBlankLines: readonly CarriedBlankLines[] | undefined;
  get blankLines(): readonly CarriedBlankLines[] {
    return (this.lazyBlankLines ??= readBlankLines(this.placement.text, this.lines, this.headSpan.end));
  }

  private lazyComments: CommentsInLine | undefined;
  private get comments(): CommentsInLine {
    if (this.lazyComments) return this.lazyComments;
    const { argumentsStart, argumentsEnd } = this.line;
    const isWanted = this.raw.head.text.includes('#', argumentsStart) && !this.json && this.keyword !== 'ONBUILD';
    return (this.lazyComments = isWanted
      ? readComments(this.raw.head, argumentsStart, argumentsEnd, this.placement.text, this.placement.escape)
      : { hiding: [], broken: undefined });
  }

  get hidingComments(): readonly Span[] {
    if (!HAS_SCRIPT.has(this.keyword)) return [];
    return this.comments.hiding.map(({ start, end }) => this.raw.head.span(start, trimEnd(this.raw.head.text, start, end)));
  }

  get brokenContinuation(): Span | undefined {
    const { broken } = this.comments;
    return broken && this.raw.heredocs.length === 0 ? this.raw.head.span(broken.start, broken.end) : undefined;
  }

  private lazyScripts: readonly ShellScript[] | undefined;
  scripts(): readonly ShellScript[] {
    return (this.lazyScripts ??= this.readScripts());
  }

  private readScripts(): readonly ShellScript[] {
    if (!HAS_SCRIPT.has(this.keyword)) return [];
    const start = this.commandStart();
    if (start < 0 || start >= this.line.argumentsEnd) return [];
    const [program, ...flags] = this.state.shell?.words ?? [];
    return readInstructionScripts({
      command: this.raw.head.slice(start, this.line.argumentsEnd),
      json: this.json,
      heredocs: this.keyword === 'RUN' ? this.raw.heredocs : [],
      text: this.placement.text,
      shell: { dialect: program === undefined ? this.placement.defaultDialect() : dialectOf(program), program, flags },
    });
  }
}

function readFlag(flag: RawFlag, head: MappedText): Flag {
  const raw = head.text.slice(flag.start, flag.end);
  const span = head.span(flag.start, flag.end);
  const equals = raw.indexOf('=');
  const nameEnd = equals < 0 ? flag.end : flag.start + equals;
  const nameSpan = head.span(flag.start + 2, nameEnd);
  const inText = flag.text.indexOf('=');
  if (equals < 0 || inText < 0) return { name: flag.text.slice(2), value: undefined, span, nameSpan, valueSpan: undefined, options: [] };
  const name = flag.text.slice(2, inText);
  const valueStart = nameEnd + 1;
  const valueSpan = valueStart < flag.end ? head.span(valueStart, flag.end) : { start: span.end, end: span.end };
  const options = name === 'mount' ? readOptions(head, valueStart, flag.end) : [];
  return { name, value: flag.text.slice(inText + 1), span, nameSpan, valueSpan, options };
}

/** Comma-separated, quotes hold commas together. */
function readOptions(head: MappedText, start: number, end: number): Flag['options'][number][] {
  const options: Flag['options'][number][] = [];
  let from = start;
  let quote = '';
  for (let at = start; at <= end; at++) {
    const c = head.text.charAt(at);
    if (at < end && quote !== '') quote = c === quote ? '' : quote;
    else if (at < end && (c === '"' || c === "'")) quote = c;
    else if (at === end || c === ',') {
      if (at > from) options.push(readOption(head, from, at));
      from = at + 1;
    }
  }
  return options;
}

function readOption(head: MappedText, start: number, end: number): Flag['options'][number] {
  const raw = head.text.slice(start, end);
  const equals = raw.indexOf('=');
  const plain = (text: string): string => text.replace(/["']/g, '');
  const span = head.span(start, end);
  if (equals < 0) return { name: plain(raw).toLowerCase(), value: undefined, span, valueSpan: undefined };
  const valueSpan = start + equals + 1 < end ? head.span(start + equals + 1, end) : { start: span.end, end: span.end };
  return { name: plain(raw.slice(0, equals)).toLowerCase(), value: plain(raw.slice(equals + 1)), span, valueSpan };
}

function readJsonForm(head: MappedText, start: number, end: number): JsonForm | undefined {
  let values: unknown;
  try {
    values = JSON.parse(head.text.slice(start, end));
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value): value is string => typeof value === 'string')) return undefined;
  const items: Located<string>[] = [];
  let at = start;
  for (const value of values) {
    const from = head.text.indexOf('"', at);
    at = from + 1;
    while (at < end && head.text.charCodeAt(at) !== 34) at += head.text.charCodeAt(at) === 92 ? 2 : 1;
    at++;
    items.push({ value, span: head.span(from, at) });
  }
  return { items, span: head.span(start, end) };
}
