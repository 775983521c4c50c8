// Adds up the findings of a run.
import type { FileReport, Finding } from '../core/engine/finding.js';
import type { Totals } from './report/types.js';

export function newTotals(): Totals {
  return {
    files: 0,
    filesWithFindings: 0,
    bySeverity: { error: 0, warning: 0, info: 0, hint: 0 },
    safeFixes: 0,
    unsafeFixes: 0,
    suppressed: { comment: 0, annotation: 0, 'peer-comment': 0 },
    notChecked: new Map(),
    fixed: 0,
    filesFixed: 0,
  };
}

export const hasSafeFix = (finding: Finding): boolean => finding.fixes.some((fix) => fix.safety === 'safe');

export function addReport(totals: Totals, report: FileReport): void {
  totals.files++;
  if (report.findings.length > 0) totals.filesWithFindings++;
  for (const finding of report.findings) {
    totals.bySeverity[finding.severity]++;
    if (hasSafeFix(finding)) totals.safeFixes++;
    else if (finding.fixes.length > 0) totals.unsafeFixes++;
  }
  for (const { by } of report.suppressed) totals.suppressed[by.kind]++;
  for (const reason of report.notChecked) totals.notChecked.set(reason, (totals.notChecked.get(reason) ?? 0) + 1);
}
