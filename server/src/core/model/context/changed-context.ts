// The files around a Dockerfile as they are after a fix has written some of them.
import type { FileChange } from '../../text/file-change.js';
import { changedText } from '../../text/file-change.js';
import type { ContextSnapshot } from './types.js';
import { baseName } from '../../text/base-name.js';

/** Of all files only the ignore file is known by its place; changes of others are passed over. */
export function changedContext(context: ContextSnapshot, changes: readonly FileChange[]): ContextSnapshot {
  let changed = context;
  for (const change of changes) {
    if (change.path !== context.ignorePlace) continue;
    const { ignoreFile, folders } = changed;
    if (change.kind === 'append') {
      if (!ignoreFile) continue;
      const text = changedText(change, ignoreFile.text);
      changed = { ...changed, ignoreFile: { ...ignoreFile, text } };
    } else if (!ignoreFile) {
      const path = baseName(change.path);
      const top = folders[''] ?? [];
      changed = { ...changed, folders: { ...folders, '': [...top, path] }, ignoreFile: { path, text: change.text } };
    }
  }
  return changed;
}
