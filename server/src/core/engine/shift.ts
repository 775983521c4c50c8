// Moves what was found in a chunk to its place in the file.
import { shiftSpan } from '../text/span.js';
import type { Fix } from './rule.js';
import type { ChunkFinding } from './run.js';
import type { Finding, SuppressedFinding } from './finding.js';

/**
 * Fixes are moved when somebody asks for them: of thousands of findings in a long file hardly one is fixed at a time.
 * Written out field by field, as this runs for every finding behind an edit and a spread is many times slower.
 */
export function shiftFinding(finding: ChunkFinding, by: number): Finding {
  if (by === 0) return finding;
  const { rule, key, message, severity, equivalents, tags, group } = finding;
  const at = shiftSpan(finding.at, by);
  const related =
    finding.related.length === 0 ? finding.related : finding.related.map((entry) => ({ ...entry, at: shiftSpan(entry.at, by) }));
  if (finding.fixes.length === 0 && !group) return { rule, key, message, severity, at, equivalents, related, fixes: finding.fixes, tags };
  let fixes: readonly Fix[] | undefined;
  const moved: Finding = {
    rule,
    key,
    message,
    severity,
    at,
    equivalents,
    related,
    tags,
    get fixes() {
      fixes ??= finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: shiftSpan(edit.span, by) })) }));
      return fixes;
    },
  };
  if (!group) return moved;
  const { subject, fixTitle, item } = group;
  return Object.assign(moved, { group: { key: `${by}:${group.key}`, subject, fixTitle, item } });
}

export function shiftSuppressed({ finding, by }: SuppressedFinding, offset: number): SuppressedFinding {
  const moved = by.wide ? by : { ...by, span: shiftSpan(by.span, offset) };
  return { finding: shiftFinding(finding, offset), by: moved };
}
