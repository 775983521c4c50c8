// The other files that a fix changes, as edits that the client makes: a new file, or lines at the end of one that is there.
import type { AnnotatedTextEdit, ChangeAnnotation, CreateFile, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { appendix } from '../core/text/file-change.js';
import type { FileChange } from '../core/text/file-change.js';
import { LineIndex } from '../core/text/line-index.js';
import type { Checked } from './checks.js';
import type { Session } from './session.js';
import { folderOf, locationFrom, locationOf, nameOf, relativeTo, uriOf } from './uri.js';

export interface OtherChanges {
  readonly documentChanges: readonly (CreateFile | TextDocumentEdit)[];
  /** For clients without document changes. */
  readonly changes: Readonly<Record<string, TextEdit[]>>;
  readonly annotations?: { readonly changeAnnotations: Record<string, ChangeAnnotation> };
}

/** Nobody has looked at the other file: the editor shows what would become of it and asks. */
const ANNOTATION = 'seaworthy';

/** `stale` where a file is no longer as it was when the fix was made. */
export async function otherChanges(session: Session, checked: Checked, files: readonly FileChange[]): Promise<OtherChanges | 'stale'> {
  const annotationId = session.features.confirmEdits ? { annotationId: ANNOTATION } : {};
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  const changes: Record<string, TextEdit[]> = {};
  const names: string[] = [];
  for (const change of files) {
    const own = locationOf(checked.uri);
    const location = locationFrom(own, change.path);
    if (location === undefined) return 'stale';
    const place = await placeOf(session, checked, location, change);
    if (!place) {
      session.cache.forget(location);
      return 'stale';
    }
    names.push(relativeTo(session.situations.workspaceFolderOf(own), location));
    const { uri, version, text } = place;
    if (change.kind === 'create')
      documentChanges.push({ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false }, ...annotationId });
    const end = new LineIndex(text).positionAt(text.length);
    const newText = change.kind === 'create' ? change.text : appendix(text, change.lines);
    const edit: TextEdit | AnnotatedTextEdit = { range: { start: end, end }, newText, ...annotationId };
    documentChanges.push({ textDocument: { uri, version }, edits: [edit] });
    changes[uri] = [edit];
  }
  if (!session.features.confirmEdits) return { documentChanges, changes };
  const label = files.every(({ kind }) => kind === 'create') ? 'Create another file' : 'Change another file';
  const annotation: ChangeAnnotation = { label, description: names.join(', '), needsConfirmation: true };
  return { documentChanges, changes, annotations: { changeAnnotations: { [ANNOTATION]: annotation } } };
}

interface Place {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
}

/** The file as it is now, if that is as it was judged. */
async function placeOf(session: Session, checked: Checked, location: string, change: FileChange): Promise<Place | undefined> {
  const document = session.openAt(location);
  const uri = document?.uri ?? uriOf(location);
  if (change.kind === 'create') {
    const folder = folderOf(location);
    const entries = folder === undefined ? undefined : await session.files.entries(uriOf(folder), uriOf(folder));
    return document || !entries || entries.some(({ name }) => name === nameOf(location)) ? undefined : { uri, version: null, text: '' };
  }
  const judged = checked.request.context?.ignoreFile?.text;
  const text = document ? document.getText() : await session.files.read(uri);
  return text === undefined || text !== judged ? undefined : { uri, version: document?.version ?? null, text };
}
