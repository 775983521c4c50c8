// Moves what was found in a chunk to its place in the file.
import { shiftSpan } from '../text/span.js';
import type { ChunkFinding } from './run.js';
import type { Finding, SuppressedFinding } from './finding.js';

export function shiftFinding(finding: ChunkFinding, by: number): Finding {
  if (by === 0) return finding;
  return {
    ...finding,
    at: shiftSpan(finding.at, by),
    related: finding.related.map((related) => ({ ...related, at: shiftSpan(related.at, by) })),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: shiftSpan(edit.span, by) })) })),
    ...(finding.group ? { group: { ...finding.group, key: `${by}:${finding.group.key}` } } : {}),
  };
}

export function shiftSuppressed({ finding, by }: SuppressedFinding, offset: number): SuppressedFinding {
  const moved = by.wide ? by : { ...by, span: shiftSpan(by.span, offset) };
  return { finding: shiftFinding(finding, offset), by: moved };
}
