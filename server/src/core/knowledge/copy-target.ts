// Sources and target of COPY and ADD as they are written, and what a path is worth without the file system.
import type { Instruction } from '../model/dockerfile/types.js';
import type { Located } from '../text/span.js';

export interface CopyWords {
  readonly sources: readonly Located<string>[];
  /** Quotes taken off; the span is that of the written word. */
  readonly target: Located<string>;
}

const bare = ({ value, span }: Located<string>): Located<string> => ({ value: value.replace(/^(["'])(.*)\1$/, '$2'), span });

/** Absent with fewer than two words. */
export function copyWordsOf(instruction: Instruction): CopyWords | undefined {
  const words = instruction.json ? instruction.json.items : instruction.words.map(bare);
  const target = words[words.length - 1];
  return target && words.length > 1 ? { sources: words.slice(0, -1), target } : undefined;
}

/** Neither `/x`, `C:\x` nor `\x`, and not begun with a variable that may be any of them (`$X`, `%X%`). */
export const isRelativePath = (path: string): boolean => path !== '' && !/^(?:[/\\$%]|[A-Za-z]:)/.test(path);
