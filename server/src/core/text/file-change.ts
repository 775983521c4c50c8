// What a fix does to another file than the one it was found in. Pure data: the hosts look whether it may be done, and write.

/** `path` counts from the folder of the file that the fix belongs to, with `/` between names; it may climb with `..`. */
export type FileChange =
  /** The file must not be there yet. */
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** The file must be there; everything in it stays. */
  | { readonly kind: 'append'; readonly path: string; readonly lines: readonly string[] };

/** What has to be written behind a text to give it these lines, in its own line ends; a text without a final line break keeps none. */
export function appendix(text: string, lines: readonly string[]): string {
  const end = /\r?\n/.exec(text)?.[0] ?? '\n';
  const isOpen = text !== '' && !text.endsWith('\n');
  return isOpen ? lines.map((line) => end + line).join('') : lines.map((line) => line + end).join('');
}

/** The whole text after the change. @param before what stands there; a new file has nothing */
export const changedText = (change: FileChange, before = ''): string =>
  change.kind === 'create' ? change.text : before + appendix(before, change.lines);

/** The same changes, one per file. */
export function mergeChanges(changes: readonly FileChange[]): readonly FileChange[] {
  const merged = new Map<string, FileChange>();
  for (const change of changes) {
    const before = merged.get(change.path);
    if (!before) merged.set(change.path, change);
    else if (change.kind === 'append') {
      const { path, lines } = change;
      merged.set(
        path,
        before.kind === 'create'
          ? { ...before, text: before.text + appendix(before.text, lines) }
          : { ...before, lines: [...before.lines, ...lines] },
      );
    }
  }
  return [...merged.values()];
}
