// What a .dockerignore file leaves out of a build context, by the rules of moby's patternmatcher as BuildKit uses it:
// every pattern is tried on the path and on each folder above it, and the last one that matches decides.

interface Pattern {
  readonly text: string;
  readonly isException: boolean;
  /** Without wildcards and escapes: the name itself. */
  readonly isLiteral: boolean;
  readonly pieces: readonly Piece[];
  readonly line: number;
}

export interface IgnoreFile {
  /** Is the file or folder left out? A folder in which an exception may bring something back is not. */
  ignores(path: string): boolean;
  /** Does an exception decide over the path, or over something below it? */
  excepts(path: string): boolean;
  /** The line (from 0) of the pattern that decides over the path; absent when none matches. */
  lineFor(path: string): number | undefined;
}

/** How far a piece of a pattern reaches: from each place of the path that is reached, to which ones. */
type Piece = (path: string, reached: readonly boolean[]) => boolean[];

/** One code unit. */
const one =
  (fits: (code: number) => boolean): Piece =>
  (path, reached) => {
    const next = new Array<boolean>(path.length + 1).fill(false);
    for (let i = 0; i < path.length; i++) if (reached[i] && fits(path.charCodeAt(i))) next[i + 1] = true;
    return next;
  };

const SLASH = 47;
/** `*`: any text without a slash. */
const star: Piece = (path, reached) => {
  const next = [...reached];
  for (let i = 0; i < path.length; i++) if (next[i] && path.charCodeAt(i) !== SLASH) next[i + 1] = true;
  return next;
};
/** `**` at the end: any text. */
const rest: Piece = (_path, reached) => {
  const from = reached.indexOf(true);
  return reached.map((_, i) => from >= 0 && i >= from);
};
/** `**` or `**` with its slash: nothing, or any text up to a slash. */
const folders: Piece = (path, reached) => {
  const from = reached.indexOf(true);
  return reached.map((isReached, i) => isReached || (from >= 0 && i > from && path.charCodeAt(i - 1) === SLASH));
};

/** A class of characters from behind its `[`; `end` is the offset of its `]`. Absent when it is not closed. */
function readClass(pattern: string, from: number): { readonly piece: Piece; readonly end: number } | undefined {
  const inverted = pattern.charAt(from) === '^';
  const ranges: (readonly [number, number])[] = [];
  for (let i = inverted ? from + 1 : from; i < pattern.length; i++) {
    if (pattern.charAt(i) === ']' && ranges.length > 0)
      return { piece: one((code) => ranges.some(([low, high]) => low <= code && code <= high) !== inverted), end: i };
    if (pattern.charAt(i) === '\\') i++;
    const low = pattern.charCodeAt(i);
    const isRange = pattern.charAt(i + 1) === '-' && i + 2 < pattern.length && pattern.charAt(i + 2) !== ']';
    if (isRange) i += 2;
    ranges.push([low, isRange ? pattern.charCodeAt(i) : low]);
  }
  return undefined;
}

/** The pieces of one pattern; absent when it cannot be read, which no path matches then. No regular expression: those take minutes for some. */
function compile(pattern: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const literal = (character: string) => pieces.push(one((code) => code === character.charCodeAt(0)));
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') {
      if (pattern.charAt(i + 1) !== '*') {
        pieces.push(star);
        continue;
      }
      i++;
      if (pattern.charAt(i + 1) === '/') i++;
      pieces.push(i + 1 >= pattern.length ? rest : folders);
    } else if (c === '?') pieces.push(one((code) => code !== SLASH));
    else if (c === '\\' && i + 1 < pattern.length) literal(pattern.charAt(++i));
    else if (c === '[') {
      const read = readClass(pattern, i + 1);
      if (!read) return undefined;
      pieces.push(read.piece);
      i = read.end;
    } else literal(c);
  }
  return pieces;
}

/** Does the pattern match the path as a whole? */
function matches(pieces: readonly Piece[], path: string): boolean {
  let reached = Array.from({ length: path.length + 1 }, (_, i) => i === 0);
  for (const piece of pieces) {
    reached = piece(path, reached);
    if (!reached.includes(true)) return false;
  }
  return reached[path.length] === true;
}

/** Go's path.Clean for relative and absolute paths. */
function clean(path: string): string {
  const names: string[] = [];
  const isAbsolute = path.startsWith('/');
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.length > 0 && names[names.length - 1] !== '..') names.pop();
    else if (!isAbsolute) names.push(name);
  }
  const joined = names.join('/');
  return isAbsolute ? `/${joined}` : joined === '' ? '.' : joined;
}

function readPatterns(text: string): Pattern[] {
  const patterns: Pattern[] = [];
  for (const [line, written] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (written.startsWith('#')) continue;
    let pattern = written.trim();
    if (pattern === '') continue;
    const isException = pattern.startsWith('!');
    if (isException) pattern = pattern.slice(1).trim();
    if (pattern.length > 0) {
      pattern = clean(pattern);
      if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
    }
    const pieces = compile(pattern);
    if (pieces) patterns.push({ text: pattern, isException, isLiteral: !/[*?[\\]/.test(pattern), pieces, line });
  }
  return patterns;
}

const normal = (path: string): string => clean(path).replace(/^\/+/, '');

export function readIgnoreFile(text: string): IgnoreFile {
  const patterns = readPatterns(text);

  function deciding(path: string): Pattern | undefined {
    let prefixes: readonly string[] | undefined;
    const fits = ({ text: name, isLiteral, pieces }: Pattern): boolean => {
      if (isLiteral) return path === name || (path.startsWith(name) && path.charCodeAt(name.length) === SLASH);
      prefixes ??= path.split('/').map((_, i, names) => names.slice(0, i + 1).join('/'));
      return prefixes.some((prefix) => matches(pieces, prefix));
    };
    for (let i = patterns.length - 1; i >= 0; i--) {
      const pattern = patterns[i];
      if (pattern && fits(pattern)) return pattern;
    }
    return undefined;
  }

  /** An exception behind the deciding pattern that may match something below the folder. */
  const mayBringBack = (folder: string, decider: Pattern): boolean =>
    patterns.slice(patterns.indexOf(decider) + 1).some(({ isException, text: pattern }) => {
      if (!isException) return false;
      const fixed = /^[^*?[\\]*/.exec(pattern)?.[0] ?? '';
      return fixed.length < pattern.length
        ? `${folder}/`.startsWith(fixed) || fixed.startsWith(`${folder}/`)
        : pattern.startsWith(`${folder}/`);
    });

  return {
    ignores(path) {
      const wanted = normal(path);
      if (wanted === '.' || wanted === '') return false;
      const decider = deciding(wanted);
      return decider !== undefined && !decider.isException && !mayBringBack(wanted, decider);
    },
    excepts(path) {
      const wanted = normal(path);
      const decider = deciding(wanted);
      return decider !== undefined && (decider.isException || mayBringBack(wanted, decider));
    },
    lineFor: (path) => deciding(normal(path))?.line,
  };
}
