// As much of PowerShell as rules need: how many statements a text has, and what it sets.

const OPENING = '({[';
const CLOSING = ')}]';

/** Statements on the outermost level: parted by `;` or line ends that continue nothing. Comments, quotes and here-strings are skipped. */
export function countStatements(source: string): number {
  let count = 0;
  let depth = 0;
  let hasText = false;
  let last = '';
  const end = (): void => {
    if (hasText) count++;
    hasText = false;
  };
  for (let at = 0; at < source.length; at++) {
    const c = source.charAt(at);
    if (c === '`') {
      at++;
      continue;
    }
    if (c === '#' && /^$|[\s;({]/.test(source.charAt(at - 1))) {
      while (at + 1 < source.length && source.charAt(at + 1) !== '\n') at++;
      continue;
    }
    if (c === '"' || c === "'") {
      const close = source.indexOf(c, at + 1);
      at = close < 0 ? source.length : close;
      hasText = true;
      last = c;
    } else if (OPENING.includes(c)) depth++;
    else if (CLOSING.includes(c)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && (c === ';' || (c === '\n' && last !== '|' && last !== ','))) {
      end();
      continue;
    }
    if (!/\s/.test(c)) {
      hasText = true;
      last = c;
    }
  }
  end();
  return count;
}

/** Does it say to stop at the first error? */
export const setsErrorAction = (text: string): boolean => /\$ErrorActionPreference\s*=\s*(?:\[\w+(?:\.\w+)*\]::|["'])?Stop\b/i.test(text);
