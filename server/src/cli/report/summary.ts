// The last lines of a report for people: how many, how grave, what can be fixed, what was held back.
import type { Severity } from '../../core/engine/rule.js';
import { SEVERITIES } from '../../core/engine/rule.js';
import { listed, plural } from '../words.js';
import type { Totals } from './types.js';

const NAMES: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'infos'],
  hint: ['hint', 'hints'],
};

const HELD_BACK: Readonly<Record<keyof Totals['suppressed'], (count: number) => string>> = {
  comment: (count) => plural(count, 'finding') + ' held back by comments',
  annotation: (count) => plural(count, 'finding') + ' held back by annotations',
  'peer-comment': (count) => plural(count, 'finding') + ' held back by comments for other tools',
};

const MAX_REASONS = 3;

/** A count by severity, as "2 errors" with a mark of its severity for coloring. */
export interface Count {
  readonly severity: Severity;
  readonly text: string;
}

export const countFindings = (totals: Totals): number => SEVERITIES.reduce((sum, severity) => sum + totals.bySeverity[severity], 0);

export const countsBySeverity = (totals: Totals): Count[] =>
  SEVERITIES.filter((severity) => totals.bySeverity[severity] > 0).map((severity) => {
    const [one, many] = NAMES[severity];
    return { severity, text: plural(totals.bySeverity[severity], one, many) };
  });

/** @param show how a count by severity is written */
export function summaryLines(totals: Totals, show: (count: Count) => string = ({ text }) => text): string[] {
  const lines: string[] = [];
  const found = countFindings(totals);
  if (totals.fixed > 0) lines.push(`Fixed ${plural(totals.fixed, 'finding')} in ${plural(totals.filesFixed, 'file')}`);
  if (totals.files === 0) lines.push('Nothing to check: no Dockerfile and no Kubernetes manifest found');
  else if (found === 0) lines.push(`No findings in ${plural(totals.files, 'file')}`);
  else {
    const counts = countsBySeverity(totals).map(show).join(', ');
    const where =
      totals.files === totals.filesWithFindings
        ? plural(totals.files, 'file')
        : `${totals.filesWithFindings} of ${plural(totals.files, 'file')}`;
    lines.push(`${plural(found, 'finding')} in ${where}: ${counts}`);
  }
  const fixable = [
    totals.safeFixes > 0 ? `${totals.safeFixes} can be fixed with --fix` : '',
    totals.unsafeFixes > 0
      ? totals.safeFixes > 0
        ? `${totals.unsafeFixes} more with --fix --unsafe-fixes`
        : `${totals.unsafeFixes} can be fixed with --fix --unsafe-fixes, which may change what is built or run`
      : '',
  ].filter(Boolean);
  if (fixable.length > 0) lines.push(fixable.join(', '));
  const held = Object.entries(totals.suppressed)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => HELD_BACK[kind as keyof Totals['suppressed']](count));
  if (held.length > 0) lines.push(listed(held));
  return [...lines, ...notCheckedLines(totals.notChecked)];
}

/** The most frequent reasons; a cluster full of custom resources has dozens. */
function notCheckedLines(reasons: Totals['notChecked']): string[] {
  const sorted = [...reasons].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, MAX_REASONS).map(([reason, count]) => `Checked in part, ${plural(count, 'file')}: ${reason}`);
  const others = sorted.length - shown.length;
  return others > 0 ? [...shown, `Checked in part for ${plural(others, 'other reason')}`] : shown;
}
