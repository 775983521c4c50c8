// What a report is made from, and what every format of it can do.
import type { FileReport, Finding } from '../../core/engine/finding.js';
import type { CatalogEntry } from '../../core/config/types.js';
import type { Rule, Severity } from '../../core/engine/rule.js';
import type { DisplayLine } from '../../core/service-types.js';
import type { FileChange } from '../../core/text/file-change.js';
import type { LineIndex } from '../../core/text/line-index.js';
import type { Span } from '../../core/text/span.js';
import type { Trouble } from '../files.js';

export interface CheckedFile {
  readonly path: string;
  /** Absolute; empty for stdin. */
  readonly absolute: string;
  readonly text: string;
  /** Made on first use. */
  readonly lines: LineIndex;
  readonly report: FileReport;
  /** What stands in another file that a fix changes; nothing where it is new. */
  textOf(change: FileChange): string | undefined;
  /** One line per finding or group. */
  display(): readonly DisplayLine[];
}

export interface Totals {
  files: number;
  filesWithFindings: number;
  readonly bySeverity: Record<Severity, number>;
  /** Findings with a safe fix, and those with only an unsafe one. */
  safeFixes: number;
  unsafeFixes: number;
  /** Findings held back, by what holds them back. */
  readonly suppressed: Record<FileReport['suppressed'][number]['by']['kind'], number>;
  /** How many files were checked in part, by reason. */
  readonly notChecked: Map<string, number>;
  /** Fixes that were written, and in how many files. */
  fixed: number;
  filesFixed: number;
}

/** A file that could not be read, written or judged. */
export type Failure = Trouble;

export interface RunEnd {
  readonly totals: Totals;
  readonly failures: readonly Failure[];
}

export interface Reporter {
  /** Called once for each file, in order. */
  file(file: CheckedFile): void;
  /** Called once, whatever happened before. */
  end(run: RunEnd): void | Promise<void>;
}

export interface ReportContext {
  write(text: string): void;
  readonly colors: boolean;
  /** Columns to fill. */
  readonly width: number;
  readonly quiet: boolean;
  readonly cwd: string;
  /** Absolute; the folder with .git, if there is one. */
  readonly repository: string | undefined;
  /** Absolute; where a GitHub job has checked out the repository. */
  readonly githubWorkspace: string | undefined;
  readonly version: string;
  /** Where the rules' pages are published; empty while they are nowhere. */
  readonly docsBase: string;
  catalog(): readonly CatalogEntry[];
  rules(): readonly Rule[];
  page(rule: string): Promise<string | undefined>;
}

export const startOf = (file: CheckedFile, at: Span) => file.lines.positionAt(at.start);
export const endOf = (file: CheckedFile, at: Span) => file.lines.positionAt(at.end);

/** "path:1:6", counted from 1 as people and compilers do. */
export function placeOf(file: CheckedFile, finding: Finding): string {
  const { line, character } = startOf(file, finding.at);
  return `${file.path}:${line + 1}:${character + 1}`;
}

/** The page of a rule on the web, if there is one. */
export const pageUrl = (docsBase: string, rule: string): string | undefined =>
  docsBase === '' ? undefined : `${docsBase.replace(/\/$/, '')}/${rule}.md`;

/** The fixes the command line can apply: the first, and the first safe one where that is another. */
export function applicableFixes(finding: Finding): Finding['fixes'] {
  const [first] = finding.fixes;
  const safe = finding.fixes.find((fix) => fix.safety === 'safe');
  return [first, safe === first ? undefined : safe].filter((fix) => fix !== undefined);
}
