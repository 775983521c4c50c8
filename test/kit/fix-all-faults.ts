// What fix-all promises for any file, whatever its rules: nothing left over, nothing lost, nothing new. Says what is broken.
import type { FileReport } from '../../server/src/core/engine/finding.js';
import type { CheckRequest } from '../../server/src/core/service-types.js';
import { service } from './service.js';

const ORDER = ['error', 'warning', 'info', 'hint'];

const comments = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1]?.trim() ?? '')
    .filter((comment) => comment !== '');

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
  const { text: after } = result;
  const isFixable = (finding: FileReport['findings'][number]) =>
    unsafe ? finding.fixes.length > 0 : finding.fixes.some((fix) => fix.safety === 'safe');
  if (!before.findings.some(isFixable) && after !== request.text) faults.push('changed a file without fixable findings');
  if (after === request.text) {
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
  for (const comment of comments(after)) now.set(comment, (now.get(comment) ?? 0) + 1);
  for (const comment of comments(request.text)) {
    const count = now.get(comment) ?? 0;
    if (count === 0) faults.push(`lost comment: ${comment.slice(0, 60)}`);
    now.set(comment, count - 1);
  }
  if (lineEnds(after) !== lineEnds(request.text))
    faults.push(`line ends: ${JSON.stringify(lineEnds(request.text))} became ${JSON.stringify(lineEnds(after))}`);
  if (after.startsWith('\uFEFF') !== request.text.startsWith('\uFEFF')) faults.push('byte order mark');
  if (/[\r\n]$/.test(after) !== /[\r\n]$/.test(request.text)) faults.push('final line break');
  if (before.kind === 'kubernetes' && documents(after) !== documents(request.text)) faults.push('number of documents');
  if (service.fixAll({ ...request, text: after }, { unsafe }).text !== after) faults.push('a second run changes more');
  const fresh = service.check({ ...request, text: after });
  if (JSON.stringify(fresh.findings.map((f) => [f.rule, f.at])) !== JSON.stringify(result.report.findings.map((f) => [f.rule, f.at])))
    faults.push('stale report');
  return faults;
}
