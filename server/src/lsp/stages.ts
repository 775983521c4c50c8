// What the stages of a Dockerfile come to: the outline, links between them, and a hover on FROM.
import type { DocumentLink, DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { OutlineEntry } from '../core/ships/outline.js';
import { shipsHover } from '../core/ships/text.js';
import type { Span } from '../core/text/span.js';
import type { Checked } from './checks.js';
import type { LineTable } from './convert.js';
import { rangeOf } from './convert.js';
import type { Session } from './session.js';

const KINDS = { stage: SymbolKind.Class, instruction: SymbolKind.Method, argument: SymbolKind.Variable } as const;

const symbolOf = (entry: OutlineEntry, table: LineTable): DocumentSymbol => ({
  // A client refuses all symbols when one has no name.
  name: entry.name === '' ? '?' : entry.name,
  detail: entry.detail,
  kind: KINDS[entry.kind],
  range: rangeOf(table, entry.span),
  selectionRange: rangeOf(table, entry.at),
  ...(entry.children.length > 0 ? { children: entry.children.map((child) => symbolOf(child, table)) } : {}),
});

/** A client that knows no tree gets a list. */
export function symbolsOf(session: Session, { uri, request, table }: Checked): DocumentSymbol[] | SymbolInformation[] {
  const entries = session.service.outline(request);
  if (session.features.symbolTree) return entries.map((entry) => symbolOf(entry, table));
  const list = (entry: OutlineEntry, containerName: string | undefined): SymbolInformation[] => [
    {
      name: `${entry.name} ${entry.detail}`.trim(),
      kind: KINDS[entry.kind],
      location: { uri, range: rangeOf(table, entry.span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...entry.children.flatMap((child) => list(child, entry.name)),
  ];
  return entries.flatMap((entry) => list(entry, undefined));
}

/** The target is a place in the same document, in the form that editors read: `#L12,5`. */
export function linksOf(session: Session, { uri, request, table }: Checked): DocumentLink[] {
  return session.service.stageLinks(request).map(({ at, to, name }) => {
    const { line, character } = rangeOf(table, to).start;
    return { range: rangeOf(table, at), target: `${uri}#L${line + 1},${character + 1}`, tooltip: `Go to ${name}` };
  });
}

/** What the stage at this place ships, as Markdown. */
export function shipsAt(session: Session, { request }: Checked, offset: number): { readonly text: string; readonly at: Span } | undefined {
  const found = session.service.shipsAt(request, offset);
  return found && { text: shipsHover(found.image, found.isFinal), at: found.at };
}
