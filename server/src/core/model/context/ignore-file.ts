// What a .dockerignore file leaves out of a build context, by the rules of moby's patternmatcher as BuildKit uses it:
// every pattern is tried on the path and on each folder above it, and the last one that matches decides.

interface Pattern {
  readonly text: string;
  readonly isException: boolean;
  readonly regex: RegExp;
  readonly line: number;
}

export interface IgnoreFile {
  /** Is the file or folder left out? A folder in which an exception may bring something back is not. */
  ignores(path: string): boolean;
  /** The line (from 0) of the pattern that decides over the path; absent when none matches. */
  lineFor(path: string): number | undefined;
}

const ESCAPED = /[.+()|{}$^]/;

/** The regular expression of one pattern; absent when it cannot be read, which no path matches then. */
function compile(pattern: string): RegExp | undefined {
  let source = '^';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') {
      if (pattern.charAt(i + 1) !== '*') {
        source += '[^/]*';
        continue;
      }
      i++;
      if (pattern.charAt(i + 1) === '/') i++;
      source += i + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (c === '?') source += '[^/]';
    else if (c === '\\' && i + 1 < pattern.length) source += pattern.charAt(++i).replace(/[^\w/]/, '\\$&');
    else if (c === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return undefined;
      source += pattern.slice(i, end + 1);
      i = end;
    } else source += ESCAPED.test(c) || c === ']' ? `\\${c}` : c;
  }
  try {
    return new RegExp(`${source}$`);
  } catch {
    return undefined;
  }
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
    const regex = compile(pattern);
    if (regex) patterns.push({ text: pattern, isException, regex, line });
  }
  return patterns;
}

const normal = (path: string): string => clean(path).replace(/^\/+/, '');

export function readIgnoreFile(text: string): IgnoreFile {
  const patterns = readPatterns(text);

  function deciding(path: string): Pattern | undefined {
    const names = path.split('/');
    const paths = names.map((_, i) => names.slice(0, i + 1).join('/'));
    for (let i = patterns.length - 1; i >= 0; i--) {
      const pattern = patterns[i];
      if (pattern && paths.some((prefix) => pattern.regex.test(prefix))) return pattern;
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
    lineFor: (path) => deciding(normal(path))?.line,
  };
}
