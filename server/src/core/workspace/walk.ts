// Walks a folder the way git would: what .gitignore files leave out is not seen. Asks its driver for everything it must know.

export interface WalkEntry {
  readonly name: string;
  /** A link, pipe, socket or device is `other`: it is passed over, or the driver has resolved it before. */
  readonly kind: 'file' | 'folder' | 'other';
}

/** Patterns of one .gitignore file; paths are relative to its folder, folders end in `/`. */
export interface IgnoreMatcher {
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean };
}

/** What the walk wants next, and what `next()` is to be called with. Paths are relative to the start, `''` for the start itself. */
export type WalkStep =
  /** Answer: the entries of the folder; nothing when it cannot be read. */
  | { readonly kind: 'list'; readonly path: string }
  /** Answer: the matcher of the .gitignore file at this path, if it can be read. */
  | { readonly kind: 'ignore-file'; readonly path: string }
  /** Answer: false to leave the folder out. */
  | { readonly kind: 'enter'; readonly path: string }
  /** A file that git would see; no answer. */
  | { readonly kind: 'file'; readonly path: string };

export type WalkAnswer = readonly WalkEntry[] | IgnoreMatcher | boolean | undefined;

/** A .gitignore file above the start: `prefix` is the path from its folder to the start, with `/` behind every name. */
export interface IgnoreAbove {
  readonly prefix: string;
  readonly matcher: IgnoreMatcher;
}

interface Scope {
  /** In front of a path that counts from the start. */
  readonly prefix: string;
  /** How much of such a path the folder of the .gitignore file takes up. */
  readonly skip: number;
  readonly matcher: IgnoreMatcher;
}

const NEVER = new Set(['.git', 'node_modules']);
const byName = (a: WalkEntry, b: WalkEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The innermost .gitignore file that says anything about the path decides. */
function isIgnored(path: string, scopes: readonly Scope[]): boolean {
  for (let i = scopes.length - 1; i >= 0; i--) {
    const scope = scopes[i];
    if (!scope) continue;
    const verdict = scope.matcher.test(scope.prefix + path.slice(scope.skip));
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

/**
 * Yields questions and found files, in order of name, the files of a folder before its folders.
 * @param above .gitignore files of the folders above, outermost first. A start that they themselves leave out was asked for
 *   by name, so they do not count.
 */
export function* walk(above: readonly IgnoreAbove[]): Generator<WalkStep, void, WalkAnswer> {
  const outer: Scope[] = above.map(({ prefix, matcher }) => ({ prefix, skip: 0, matcher }));
  const startIsIgnored = above.some(({ prefix, matcher }) => prefix !== '' && matcher.test(prefix).ignored);
  // A stack of our own: folders may be nested deeper than the call stack allows.
  const stack: { readonly path: string; readonly scopes: readonly Scope[] }[] = [{ path: '', scopes: startIsIgnored ? [] : outer }];
  for (let here = stack.pop(); here; here = stack.pop()) {
    const prefix = here.path === '' ? '' : `${here.path}/`;
    const entries = ((yield { kind: 'list', path: here.path }) as readonly WalkEntry[] | undefined) ?? [];
    let scopes = here.scopes;
    if (entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) {
      const matcher = (yield { kind: 'ignore-file', path: `${prefix}.gitignore` }) as IgnoreMatcher | undefined;
      if (matcher) scopes = [...scopes, { prefix: '', skip: prefix.length, matcher }];
    }
    const folders: { readonly path: string; readonly scopes: readonly Scope[] }[] = [];
    for (const { name, kind } of [...entries].sort(byName)) {
      const path = prefix + name;
      if (kind === 'file' && !isIgnored(path, scopes)) yield { kind: 'file', path };
      if (kind !== 'folder' || NEVER.has(name) || isIgnored(`${path}/`, scopes)) continue;
      if (yield { kind: 'enter', path }) folders.push({ path, scopes });
    }
    for (const folder of folders.reverse()) stack.push(folder);
  }
}
