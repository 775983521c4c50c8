// Holds paths against patterns in gitignore syntax, in time proportional to pattern times path, whatever the pattern:
// patterns come from folders nobody vouches for, and as regular expressions ten stars in one name take minutes.

/** What one place of a name takes: any text, or one code unit. */
type Token = '*' | ((code: number) => boolean);
type Name = readonly Token[] | '**';

interface Pattern {
  readonly names: readonly Name[];
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

/**
 * Tells whether the patterns name a file. Paths are relative, with `/` between names; others (absolute, upward) are never named.
 * Later patterns win, `!` takes back, and what lies in a folder that is named stays named, as in git. Case counts.
 */
export function pathPatterns(lines: readonly string[]): (path: string) => boolean {
  // The last one first: it decides.
  const patterns = lines
    .map(readPattern)
    .filter((pattern): pattern is Pattern => pattern !== undefined)
    .reverse();
  if (patterns.length === 0) return () => false;
  return (path) => {
    const names = path.split('/');
    if (names.some((name) => name === '' || name === '.' || name === '..')) return false;
    for (let depth = 1; depth <= names.length; depth++) {
      const isFolder = depth < names.length;
      const fits = (pattern: Pattern): boolean => (isFolder || !pattern.foldersOnly) && matchNames(pattern.names, names, depth);
      const decides = patterns.find(fits);
      if (decides && !decides.negated) return true;
    }
    return false;
  };
}

function readPattern(line: string): Pattern | undefined {
  let text = trimBlanks(line);
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  const names = (text.startsWith('/') ? text.slice(1) : text).split('/').map((name): Name => (name === '**' ? '**' : readName(name)));
  if (names.some((name) => name.length === 0)) return undefined;
  return { names: anchored ? names : ['**', ...names], negated, foldersOnly };
}

/** Blanks at the end do not count, unless a backslash stands before them. */
function trimBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && /[ \t\r\n]/.test(line[end - 1] ?? '')) end--;
  let slashes = 0;
  while (line[end - 1 - slashes] === '\\') slashes++;
  return line.slice(0, slashes % 2 === 1 ? end + 1 : end);
}

const literal = (character: string): Token => {
  const wanted = character.charCodeAt(0);
  return (code) => code === wanted;
};

function readName(name: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < name.length; at++) {
    const character = name[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (character === '?') tokens.push(() => true);
    else if (character === '\\') tokens.push(literal(name[++at] ?? '\\'));
    else if (character === '[') {
      const read = readClass(name, at + 1);
      // As in git: a class that is not closed fits nothing.
      tokens.push(read?.token ?? (() => false));
      at = read?.end ?? name.length;
    } else tokens.push(literal(character));
  }
  return tokens;
}

/** From behind `[`; `end` is the offset of its `]`. */
function readClass(name: string, from: number): { readonly token: Token; readonly end: number } | undefined {
  const inverted = name[from] === '!' || name[from] === '^';
  const first = inverted ? from + 1 : from;
  const ranges: [number, number][] = [];
  for (let at = first; at < name.length; at++) {
    if (name[at] === ']' && at > first)
      return { token: (code) => ranges.some(([low, high]) => low <= code && code <= high) !== inverted, end: at };
    if (name[at] === '\\') at++;
    const low = name.charCodeAt(at);
    if (name[at + 1] === '-' && at + 2 < name.length && name[at + 2] !== ']') {
      at += name[at + 2] === '\\' ? 3 : 2;
      ranges.push([low, name.charCodeAt(at)]);
    } else ranges.push([low, low]);
  }
  return undefined;
}

/** Do the first `depth` names fit the pattern as a whole? `**` stands for any number of names, at the end for at least one. */
function matchNames(pattern: readonly Name[], names: readonly string[], depth: number): boolean {
  // reach[i]: the pattern up to here fits the first i names.
  let reach = Array.from({ length: depth + 1 }, (_, i) => i === 0);
  pattern.forEach((part, index) => {
    const next = new Array<boolean>(depth + 1).fill(false);
    const last = index === pattern.length - 1;
    for (let i = 0; i <= depth; i++) {
      if (part === '**') next[i] = (i > 0 && next[i - 1] === true) || (last ? i > 0 && reach[i - 1] === true : reach[i] === true);
      else if (i > 0 && reach[i - 1]) next[i] = matchName(part, names[i - 1] ?? '');
    }
    reach = next;
  });
  return reach[depth] === true;
}

/** A star that took too little is the only one that ever has to take more: the last one. */
function matchName(tokens: readonly Token[], name: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let taken = 0;
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      taken = at;
    } else if (wanted?.(name.charCodeAt(at))) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++taken;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}
