// Completion of rule ids in suppression comments and of keys and values in the configuration file.
import type { CompletionItem, Position } from 'vscode-languageserver';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfigName } from '../core/workspace/file-names.js';
import { rangeOf } from './convert.js';
import type { Session } from './session.js';

export const TRIGGERS = [' ', ':', ',', '/', '-'];

/** Needs no findings, only the text: it answers at once. */
export async function completionsAt(session: Session, document: TextDocument, position: Position): Promise<CompletionItem[]> {
  const { path } = await session.situationOf(document.uri);
  const offset = document.offsetAt(position);
  const request = { text: document.getText(), path, languageId: document.languageId };
  const kind = isConfigName(path) ? CompletionItemKind.Property : CompletionItemKind.Reference;
  return session.service.complete(request, offset).map(({ label, detail, insert, replace }, i) => ({
    label,
    kind,
    detail,
    // Ids hold slashes and dashes, where editors see the end of a word: they are to match all of it.
    filterText: label,
    sortText: String(i).padStart(4, '0'),
    textEdit: { range: rangeOf(document, replace), newText: insert },
  }));
}
