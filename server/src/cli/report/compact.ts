// One line per finding, in the form that compilers use: editors and scripts know how to read it.
import { harmless } from './plain.js';
import type { ReportContext, Reporter } from './types.js';
import { placeOf } from './types.js';

export function compactReporter({ write }: Pick<ReportContext, 'write'>): Reporter {
  return {
    file(file) {
      for (const finding of file.report.findings) {
        write(`${harmless(`${placeOf(file, finding)}: ${finding.severity}: ${finding.message} [${finding.rule}]`)}\n`);
      }
    },
    end: () => undefined,
  };
}
