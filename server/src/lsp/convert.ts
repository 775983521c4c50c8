// From the core's terms to the protocol's: severities, places, lines of findings, edits.
import type { Diagnostic, DiagnosticRelatedInformation, Range, SnippetTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.js';
import { SEVERITIES } from '../core/engine/rule.js';
import type { DisplayLine } from '../core/service-types.js';
import type { Position } from '../core/text/line-index.js';
import type { Edit, Span } from '../core/text/span.js';
import type { ClientFeatures } from './client-features.js';
import type { OtherChanges } from './other-files.js';

export const SOURCE = 'seaworthy';

/** An editor gets no more than this of one file: more is never read, and slows the editor down. */
export const MAX_DIAGNOSTICS = 1000;

export interface LineTable {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/** What a diagnostic carries for whoever acts on it: every finding it stands for. */
export interface DiagnosticData {
  readonly findings: readonly {
    readonly rule: string;
    readonly key: string;
    readonly severity: Finding['severity'];
    readonly range: Range;
    readonly message: string;
  }[];
}

export interface Conversion {
  readonly uri: string;
  readonly table: LineTable;
  readonly features: Pick<ClientFeatures, 'codeDescription' | 'relatedInformation' | 'tags' | 'diagnosticData'>;
  /** Address of a rule's page, if there is one. */
  pageOf(rule: string): string | undefined;
}

const SEVERITY: Readonly<Record<Finding['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAG = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export const rangeOf = (table: LineTable, span: Span): Range => ({ start: table.positionAt(span.start), end: table.positionAt(span.end) });

export const spanOf = (table: LineTable, range: Range): Span => ({ start: table.offsetAt(range.start), end: table.offsetAt(range.end) });

/** Do the two share a place? A cursor at the edge of a finding stands on it. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

function relatedOf(line: DisplayLine, { uri, table }: Conversion): DiagnosticRelatedInformation[] {
  const isGroup = line.findings.length > 1;
  return line.findings.flatMap((finding) => [
    ...(isGroup ? [{ location: { uri, range: rangeOf(table, finding.at) }, message: `${finding.message} (${finding.rule})` }] : []),
    ...finding.related.map(({ at, message }) => ({ location: { uri, range: rangeOf(table, at) }, message })),
  ]);
}

export function diagnosticOf(line: DisplayLine, conversion: Conversion): Diagnostic | undefined {
  const { table, features } = conversion;
  const gravest = line.findings[0];
  if (!gravest) return undefined;
  const diagnostic: Diagnostic = {
    range: rangeOf(table, gravest.at),
    message: line.message,
    severity: SEVERITY[line.severity],
    source: SOURCE,
    code: gravest.rule,
  };
  const href = features.codeDescription ? conversion.pageOf(gravest.rule) : undefined;
  if (href !== undefined) diagnostic.codeDescription = { href };
  const tags = features.tags ? [...new Set(line.findings.flatMap((finding) => finding.tags.map((tag) => TAG[tag])))] : [];
  if (tags.length > 0) diagnostic.tags = tags;
  const related = features.relatedInformation ? relatedOf(line, conversion) : [];
  if (related.length > 0) diagnostic.relatedInformation = related;
  if (features.diagnosticData) {
    const findings = line.findings.map(({ rule, key, severity, at, message }) => ({
      rule,
      key,
      severity,
      range: rangeOf(table, at),
      message,
    }));
    diagnostic.data = { findings } satisfies DiagnosticData;
  }
  return diagnostic;
}

/** At most MAX_DIAGNOSTICS, gravest first, then one that says how many findings are left out; in the order of the lines otherwise. */
export function diagnosticsOf(lines: readonly DisplayLine[], conversion: Conversion): Diagnostic[] {
  const shown =
    lines.length <= MAX_DIAGNOSTICS
      ? lines
      : [...lines].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)).slice(0, MAX_DIAGNOSTICS);
  const diagnostics = shown.map((line) => diagnosticOf(line, conversion)).filter((diagnostic) => diagnostic !== undefined);
  if (shown !== lines) {
    const count = (some: readonly DisplayLine[]) => some.reduce((sum, line) => sum + line.findings.length, 0);
    diagnostics.push({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      message: `${count(lines) - count(shown)} more findings are not listed here: the gravest ${MAX_DIAGNOSTICS} come first, "seaworthy check" names all`,
      severity: DiagnosticSeverity.Information,
      source: SOURCE,
    });
  }
  return diagnostics;
}

export const textEditsOf = (edits: readonly Edit[], table: LineTable): TextEdit[] =>
  edits.map((edit) => ({ range: rangeOf(table, edit.span), newText: edit.newText }));

/** An edit of one document, bound to its version where the client can hold it to that, and of the other files that change with it. */
export function workspaceEditOf(
  target: { readonly uri: string; readonly version: number },
  edits: (TextEdit | SnippetTextEdit)[],
  features: Pick<ClientFeatures, 'documentChanges'>,
  others?: OtherChanges,
): WorkspaceEdit {
  if (features.documentChanges) {
    const own = edits.length > 0 ? [{ textDocument: { uri: target.uri, version: target.version }, edits }] : [];
    return { documentChanges: [...own, ...(others?.documentChanges ?? [])], ...others?.annotations };
  }
  const own = edits.length > 0 ? { [target.uri]: edits.filter((edit): edit is TextEdit => 'newText' in edit) } : {};
  return { changes: { ...own, ...others?.changes } };
}
