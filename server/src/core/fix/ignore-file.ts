// Builders for changes of the ignore file of a build context.
import type { Change } from '../engine/rule.js';
import { readIgnoreFile } from '../model/context/ignore-file.js';
import type { BuildContext } from '../model/context/types.js';

/** Lines under one comment. */
export interface IgnoreGroup {
  readonly comment: string;
  readonly lines: readonly string[];
}

/** @param files whose top holds the names without a `/` behind them */
const namesAtTop = (files: BuildContext): readonly string[] => (files.list('') ?? []).map((name) => name.replace(/\/$/, ''));

/** A new ignore file. A line that says what another one has said is left out. Refuses where there is one, or none may be written. */
export function createIgnoreFile(files: BuildContext, groups: readonly IgnoreGroup[]): Change | undefined {
  const { ignoreFile, ignorePlace: path } = files;
  if (ignoreFile || path === undefined) return undefined;
  let lines: readonly string[] = [];
  const blocks = groups.flatMap((group) => {
    const own: string[] = [];
    for (const line of group.lines) {
      if (readIgnoreFile([...lines, ...own].join('\n')).ignores(line)) continue;
      own.push(line);
    }
    lines = [...lines, ...own];
    return own.length === 0 ? [] : [`# ${group.comment}\n${own.join('\n')}\n`];
  });
  if (blocks.length === 0) return undefined;
  const text = blocks.join('\n');
  const after = readIgnoreFile(text);
  const leavesOut = namesAtTop(files).filter((name) => after.ignores(name));
  return { edits: [], effect: { kind: 'context', leavesOut }, files: [{ kind: 'create', path, text }] };
}

/** More lines for the ignore file in force. Refuses where there is none, or it may not be written. */
export function appendToIgnoreFile(files: BuildContext, lines: readonly string[]): Change | undefined {
  const { ignoreFile, ignorePlace: path } = files;
  if (!ignoreFile || path === undefined || lines.length === 0) return undefined;
  const added = readIgnoreFile(lines.join('\n'));
  const leavesOut = namesAtTop(files).filter((name) => !files.isIgnored(name) && added.ignores(name));
  return { edits: [], effect: { kind: 'context', leavesOut }, files: [{ kind: 'append', path, lines }] };
}
