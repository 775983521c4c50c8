// Places in a text and changes to it. Every offset is a UTF-16 code unit counted from the start of the text it belongs to.

/** A piece of text: `start` inclusive, `end` exclusive, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value together with the place it was written at. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

/** Puts `newText` in place of `span`. An insertion has an empty span. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

export const span = (start: number, end: number): Span => ({ start, end });

export const shiftSpan = (at: Span, by: number): Span => (by === 0 ? at : { start: at.start + by, end: at.end + by });

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Do the two share at least one code unit? Spans that only touch do not overlap. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
