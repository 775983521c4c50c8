// What fix-all promises for any file, whatever its rules: nothing left over, nothing lost, nothing new. Says what is broken.
import type { FileReport } from '../../server/src/core/engine/finding.js';
import { changedContext } from '../../server/src/core/model/context/changed-context.js';
import type { CheckRequest } from '../../server/src/core/service-types.js';
import { service } from './service.js';

const ORDER = ['error', 'warning', 'info', 'hint'];

interface Comment {
  readonly text: string;
  /** The first word of the line it stands behind; empty on a line of its own. */
  readonly key: string;
}

const comments = (text: string): Comment[] =>
  text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, before, comment] = /^(|.*?\s)(#.*)$/.exec(line) ?? [];
    // Ignores are corrected and deleted by fixes of their own.
    if (comment === undefined || comment.startsWith('# seaworthy-ignore')) return [];
    return [{ text: comment.trim(), key: /[^\s-][^\s:]*/.exec(before ?? '')?.[0] ?? '' }];
  });

/** How many lines start with this word. */
const linesOf = (text: string, key: string): number =>
  text.split(/\r\n|\r|\n/).filter((line) => /[^\s-][^\s:]*/.exec(line)?.[0] === key).length;

const counts = (report: FileReport): Map<string, number> => {
  const result = new Map<string, number>();
  for (const finding of report.findings) result.set(finding.rule, (result.get(finding.rule) ?? 0) + 1);
  return result;
};

const lineEnds = (text: string): string => [...new Set(text.match(/\r\n|\r|\n/g) ?? [])].sort().join();
const documents = (text: string): number => text.split(/^---/m).length;

/** One sentence per broken promise; empty when fix-all kept them all. */
export function fixAllFaults(request: CheckRequest, unsafe: boolean): string[] {
  const faults: string[] = [];
  const before = service.check(request);
  const result = service.fixAll(request, { unsafe });
  const { text: after, files } = result;
  const isChanged = after !== request.text || files.length > 0;
  const { context } = request;
  const fixed: CheckRequest = { ...request, text: after, ...(context ? { context: changedContext(context, files) } : {}) };
  const isFixable = (finding: FileReport['findings'][number]) =>
    unsafe ? finding.fixes.length > 0 : finding.fixes.some((fix) => fix.safety === 'safe');
  if (!unsafe && files.length > 0) faults.push('a safe run writes other files');
  if (!before.findings.some(isFixable) && isChanged) faults.push('changed a file without fixable findings');
  if (!isChanged) {
    if (before.findings.some(isFixable))
      faults.push('left: ' + [...new Set(before.findings.filter(isFixable).map((f) => f.rule))].join(' '));
    return faults;
  }
  const left = result.report.findings.filter(isFixable);
  if (left.length > 0) faults.push(`left: ${[...new Set(left.map((f) => f.rule))].join(' ')}`);
  const was = counts(before);
  const gravest = Math.min(...before.findings.filter(isFixable).map((f) => ORDER.indexOf(f.severity)));
  for (const [rule, count] of counts(result.report)) {
    const finding = result.report.findings.find((f) => f.rule === rule);
    if (count > (was.get(rule) ?? 0) && ORDER.indexOf(finding?.severity ?? 'hint') <= gravest) faults.push(`new: ${rule}`);
  }
  const now = new Map<string, number>();
  for (const comment of comments(after)) now.set(comment.text, (now.get(comment.text) ?? 0) + 1);
  for (const { text: comment, key } of comments(request.text)) {
    const count = now.get(comment) ?? 0;
    // What stands behind a key on its line goes with the line.
    const isGone = key !== '' && linesOf(after, key) < linesOf(request.text, key);
    if (count === 0 && !isGone) faults.push(`lost comment: ${comment.slice(0, 60)}`);
    now.set(comment, count - 1);
  }
  if (lineEnds(after) !== lineEnds(request.text))
    faults.push(`line ends: ${JSON.stringify(lineEnds(request.text))} became ${JSON.stringify(lineEnds(after))}`);
  if (after.startsWith('\uFEFF') !== request.text.startsWith('\uFEFF')) faults.push('byte order mark');
  if (/[\r\n]$/.test(after) !== /[\r\n]$/.test(request.text)) faults.push('final line break');
  if (before.kind === 'kubernetes' && documents(after) !== documents(request.text)) faults.push('number of documents');
  const again = service.fixAll(fixed, { unsafe });
  if (again.text !== after || again.files.length > 0) faults.push('a second run changes more');
  const fresh = service.check(fixed);
  if (JSON.stringify(fresh.findings.map((f) => [f.rule, f.at])) !== JSON.stringify(result.report.findings.map((f) => [f.rule, f.at])))
    faults.push('stale report');
  return faults;
}
