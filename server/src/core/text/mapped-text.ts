// A text that was put together from pieces of a source, and the way back from each of its characters.
import type { Span } from './span.js';

/**
 * Pieces lie in the order of the text. A plain piece has its characters one by one in the source;
 * an escaped one is a single character that takes `width` code units there.
 */
export class MappedText {
  private constructor(
    readonly text: string,
    private readonly logical: readonly number[],
    private readonly source: readonly number[],
    private readonly width: readonly number[],
  ) {}

  /** A text that stands in the source as it is. */
  static plain(text: string, at: number): MappedText {
    return new MappedText(text, [0], [at], [0]);
  }

  static builder(): MappedTextBuilder {
    return new MappedTextBuilder((text, logical, source, width) => new MappedText(text, logical, source, width));
  }

  /** Source offset of the character at `offset`; the end of the text maps behind its last character. */
  toSource(offset: number): number {
    if (offset <= 0) return this.source[0] ?? 0;
    if (offset >= this.text.length) return this.text.length === 0 ? (this.source[0] ?? 0) : this.endOf(this.text.length - 1);
    const i = this.pieceAt(offset);
    const start = this.source[i] ?? 0;
    return (this.width[i] ?? 0) > 0 ? start : start + offset - (this.logical[i] ?? 0);
  }

  /** Source span of `[start, end)`: from the first character to behind the last, whatever lies between. */
  span(start: number, end: number): Span {
    if (end <= start) {
      const at = this.toSource(start);
      return { start: at, end: at };
    }
    return { start: this.toSource(start), end: this.endOf(Math.min(end, this.text.length) - 1) };
  }

  slice(start: number, end: number): MappedText {
    const text = this.text.slice(start, end);
    if (this.logical.length === 1) return MappedText.plain(text, this.toSource(start));
    const first = this.pieceAt(start);
    const last = end > start ? this.pieceAt(Math.min(end, this.text.length) - 1) : first;
    const logical: number[] = [0];
    const source: number[] = [this.toSource(start)];
    const width: number[] = [this.width[first] ?? 0];
    for (let i = first + 1; i <= last; i++) {
      logical.push((this.logical[i] ?? 0) - start);
      source.push(this.source[i] ?? 0);
      width.push(this.width[i] ?? 0);
    }
    return new MappedText(text, logical, source, width);
  }

  *pieces(): Generator<{ readonly text: string; readonly at: number; readonly width: number }> {
    for (let i = 0; i < this.logical.length; i++) {
      const text = this.text.slice(this.logical[i], this.logical[i + 1] ?? this.text.length);
      yield { text, at: this.source[i] ?? 0, width: this.width[i] ?? 0 };
    }
  }

  private endOf(offset: number): number {
    const i = this.pieceAt(offset);
    const width = this.width[i] ?? 0;
    const start = this.source[i] ?? 0;
    return width > 0 ? start + width : start + offset - (this.logical[i] ?? 0) + 1;
  }

  private pieceAt(offset: number): number {
    let low = 0;
    let high = this.logical.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.logical[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

type Build = (text: string, logical: number[], source: number[], width: number[]) => MappedText;

export class MappedTextBuilder {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly logical: number[] = [];
  private readonly source: number[] = [];
  private readonly width: number[] = [];

  constructor(private readonly create: Build) {}

  /** Adds characters that stand one by one in the source from `at` on. */
  add(text: string, at: number): this {
    return this.piece(text, at, 0);
  }

  /** Adds text that is written as an escape of `width` code units at `at`. */
  addEscaped(text: string, at: number, width: number): this {
    return this.piece(text, at, width);
  }

  /** Adds a text that is mapped already. */
  addMapped(mapped: MappedText): this {
    for (const { text, at, width } of mapped.pieces()) this.piece(text, at, width);
    return this;
  }

  build(at: number): MappedText {
    if (this.logical.length === 0) return MappedText.plain('', at);
    return this.create(this.parts.join(''), this.logical, this.source, this.width);
  }

  private piece(text: string, at: number, width: number): this {
    if (text === '') return this;
    const last = this.logical.length - 1;
    const goesOn =
      width === 0 && last >= 0 && this.width[last] === 0 && (this.source[last] ?? 0) + this.length - (this.logical[last] ?? 0) === at;
    if (!goesOn) {
      this.logical.push(this.length);
      this.source.push(at);
      this.width.push(width);
    }
    this.parts.push(text);
    this.length += text.length;
    return this;
  }
}
