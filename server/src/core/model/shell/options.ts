// What `set` and the flags of a shell turn on.
import type { ShellOptions } from './types.js';

export const NO_OPTIONS: ShellOptions = { errexit: false, pipefail: false, nounset: false };

const LETTERS: Readonly<Record<string, keyof ShellOptions>> = { e: 'errexit', u: 'nounset' };
const isOption = (name: string): name is keyof ShellOptions => Object.hasOwn(NO_OPTIONS, name);

/** Options behind `set`, or behind the name of a shell: "-euo", "pipefail", "-o", "errexit", "+e" … up to the first operand. */
export function optionsOf(words: readonly string[], before: ShellOptions = NO_OPTIONS): ShellOptions {
  const options: { -readonly [K in keyof ShellOptions]: boolean } = { ...before };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!/^[-+]./.test(word) || word === '--') break;
    if (word.startsWith('--')) continue;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      const option = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
      if (option) options[option] = on;
      if (letter === 'o' || letter === 'O') {
        const name = words[++i] ?? '';
        if (letter === 'o' && isOption(name)) options[name] = on;
      }
    }
  }
  return options;
}
