// The report for programs; its shape is a contract and may only grow.
import type { Finding } from '../../core/engine/finding.js';
import { shownFrom } from '../paths.js';
import type { CheckedFile, ReportContext, Reporter } from './types.js';
import { applicableFixes, endOf, startOf } from './types.js';

export function jsonReporter({ write }: Pick<ReportContext, 'write'>): Reporter {
  let isFirst = true;
  write('{"files":[');
  return {
    file(file) {
      const text = JSON.stringify({ path: file.path, findings: file.report.findings.map((finding) => entry(file, finding)) });
      write(`${isFirst ? '' : ','}\n${text}`);
      isFirst = false;
    },
    end() {
      write('\n]}\n');
    },
  };
}

function entry(file: CheckedFile, finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    range: { start: startOf(file, finding.at), end: endOf(file, finding.at) },
    equivalents: finding.equivalents.map((id) => id.replace(/^~/, '')),
    fixes: applicableFixes(finding).map(({ title, safety, files }) => ({
      title,
      safe: safety === 'safe',
      // Other files that it changes.
      ...(files ? { files: files.map(({ kind, path }) => ({ path: shownFrom(file.path, path), change: kind })) } : {}),
    })),
  };
}
