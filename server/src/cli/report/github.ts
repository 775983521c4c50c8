// Workflow commands of GitHub Actions: each finding becomes an annotation on the line of a pull request.
import { resolve } from 'node:path';
import type { Severity } from '../../core/engine/rule.js';
import { SEVERITIES } from '../../core/engine/rule.js';
import { pathFrom } from '../paths.js';
import { summaryLines } from './summary.js';
import type { ReportContext, Reporter } from './types.js';
import { endOf, startOf } from './types.js';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

export function githubReporter(context: Pick<ReportContext, 'write' | 'quiet' | 'cwd' | 'githubWorkspace'>): Reporter {
  // GitHub shows the first ten of a kind only, so the gravest come first.
  const commands = new Map<Severity, string[]>(SEVERITIES.map((severity) => [severity, []]));
  return {
    file(file) {
      const absolute = resolve(context.cwd, file.path);
      const path = (context.githubWorkspace && pathFrom(context.githubWorkspace, absolute)) || file.path;
      for (const finding of file.report.findings) {
        const start = startOf(file, finding.at);
        const end = endOf(file, finding.at);
        const properties = [`file=${property(path)}`, `line=${start.line + 1}`, `endLine=${end.line + 1}`];
        // Columns are only understood where the annotation stays on one line.
        if (start.line === end.line) properties.push(`col=${start.character + 1}`, `endColumn=${end.character + 1}`);
        properties.push(`title=${property(finding.rule)}`);
        commands.get(finding.severity)?.push(`::${LEVELS[finding.severity]} ${properties.join(',')}::${data(finding.message)}\n`);
      }
    },
    end({ totals, failures }) {
      for (const { path, message } of failures)
        context.write(`::error file=${property(path)},title=seaworthy::${data(`${path}: ${message}`)}\n`);
      for (const lines of commands.values()) for (const line of lines) context.write(line);
      if (!context.quiet) context.write(`${summaryLines(totals).map(data).join('\n')}\n`);
    },
  };
}
