// Options and operands of a command, told apart by what is known of its options.
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { writtenText } from './shell-text.js';

export interface OptionSyntax {
  /** Options that take the next word as their value: "-o", "--output". */
  readonly valued: ReadonlySet<string>;
  /** `long`: "-ldflags" is one option (go, java). Else short options may share a word: "-fsSLo". */
  readonly style?: 'long';
  /** First letters of short options of two letters: "n" for the -nv of wget. */
  readonly pairs?: string;
  /** Everything from the first operand on belongs to another command. */
  readonly stopsAtOperand?: boolean;
}

export interface CommandOption {
  /** With its dashes: "-o", "--output". */
  readonly name: string;
  /** Quotes taken off, variables as written; absent when it has none. */
  readonly value: string | undefined;
  /** The word it is written in; a bundle of short options shares it. */
  readonly word: ShellWord;
  /** The word of the value, which is `word` in "--output=x" and "-ox". */
  readonly valueWord: ShellWord | undefined;
}

export interface CommandLine {
  readonly options: readonly CommandOption[];
  /** Words that are neither options nor values of options. */
  readonly operands: readonly ShellWord[];
  /** Words behind `--`. */
  readonly rest: readonly ShellWord[];
}

export function readCommandLine(args: ShellCommand['args'], syntax: OptionSyntax): CommandLine {
  const options: CommandOption[] = [];
  const operands: ShellWord[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (!word) break;
    const text = writtenText(word);
    if (text === '--') return { options, operands, rest: args.slice(i + 1) };
    if (!/^-./.test(text)) {
      if (syntax.stopsAtOperand) return { options, operands: args.slice(i), rest: [] };
      operands.push(word);
      continue;
    }
    const add = (name: string, joined: string | undefined): void => {
      const next = joined === undefined && syntax.valued.has(name) ? args[++i] : undefined;
      const value = joined ?? (next && writtenText(next));
      options.push({ name, value, word, valueWord: joined === undefined ? next : word });
    };
    if (text.startsWith('--') || syntax.style === 'long') {
      const at = text.indexOf('=');
      add(at < 0 ? text : text.slice(0, at), at < 0 ? undefined : text.slice(at + 1));
      continue;
    }
    for (let at = 1; at < text.length; at++) {
      const length = syntax.pairs?.includes(text.charAt(at)) && at + 1 < text.length ? 2 : 1;
      const name = `-${text.slice(at, at + length)}`;
      at += length - 1;
      if (syntax.valued.has(name)) {
        const joined = text.slice(at + 1);
        add(name, joined === '' ? undefined : joined.replace(/^=/, ''));
        break;
      }
      if (text.charAt(at + 1) === '=') {
        add(name, text.slice(at + 2));
        break;
      }
      add(name, undefined);
    }
  }
  return { options, operands, rest: [] };
}

export const hasOption = (options: readonly CommandOption[], ...names: readonly string[]): boolean =>
  options.some(({ name }) => names.includes(name));

/** The last option of these names: that is the one in force. */
export function lastOption(options: readonly CommandOption[], ...names: readonly string[]): CommandOption | undefined {
  for (let i = options.length - 1; i >= 0; i--) {
    const option = options[i];
    if (option && names.includes(option.name)) return option;
  }
  return undefined;
}
