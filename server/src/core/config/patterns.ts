// File patterns in gitignore syntax.
import ignore from 'ignore';

const LONGEST_PATTERN = 500;
/** Each further star in one name multiplies the time by the length of the name: ten of them take minutes. */
const MAX_STARS = 3;

/** Can the pattern be held against paths, and in reasonable time? */
export function isUsablePattern(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) return false;
  const names = pattern.split('/');
  if (names.filter((name) => name === '**').length > MAX_STARS) return false;
  if (names.some((name) => name !== '**' && name.split('*').length - 1 > MAX_STARS)) return false;
  try {
    ignore().add(pattern).ignores('a/b');
    return true;
  } catch {
    return false;
  }
}

/** Tells of a path, relative and with `/` between names, whether the patterns name it. Later patterns win; `!` takes back. */
export function patternMatcher(patterns: readonly string[]): (path: string) => boolean {
  const usable = patterns.filter(isUsablePattern);
  if (usable.length === 0) return () => false;
  // Like git where case matters: the same files for everybody, whatever their system.
  const matcher = ignore({ ignorecase: false }).add(usable);
  return (path) => ignore.isPathValid(path) && matcher.ignores(path);
}
