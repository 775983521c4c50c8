// JUnit XML, which most CI systems show as test results: one suite per file, one failed case per finding.
import type { ReportContext, Reporter, CheckedFile } from './types.js';
import { startOf } from './types.js';

/** What XML 1.0 cannot hold at all, escaped or not; a lone surrogate among it. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const escaped = (text: string): string => text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\t\n\r]/g, (c) => ENTITIES[c] ?? c);
const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

export function junitReporter({ write }: Pick<ReportContext, 'write'>): Reporter {
  const suites: string[] = [];
  let tests = 0;
  let failures = 0;
  return {
    file(file) {
      const cases = casesOf(file);
      tests += cases.length;
      failures += file.report.findings.length;
      suites.push(suite(file.path, cases, file.report.findings.length, 0));
    },
    end({ failures: unread }) {
      for (const { path, message } of unread) {
        const values = attributes({ name: 'readable', classname: path, time: 0 });
        suites.push(
          suite(path, [`    <testcase${values}>\n      <error${attributes({ message, type: 'error' })}/>\n    </testcase>\n`], 0, 1),
        );
        tests += 1;
      }
      const totals = attributes({ name: 'seaworthy', tests, failures, errors: unread.length, time: 0 });
      write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${suites.join('')}</testsuites>\n`);
    },
  };
}

function suite(name: string, cases: readonly string[], failures: number, errors: number): string {
  return `  <testsuite${attributes({ name, tests: cases.length, failures, errors, skipped: 0, time: 0 })}>\n${cases.join('')}  </testsuite>\n`;
}

function casesOf(file: CheckedFile): string[] {
  const { findings } = file.report;
  if (findings.length === 0) return [`    <testcase${attributes({ name: 'no findings', classname: file.path, time: 0 })}/>\n`];
  return findings.map((finding) => {
    const { line, character } = startOf(file, finding.at);
    const place = `${line + 1}:${character + 1}`;
    const values = attributes({ name: `${finding.rule} at ${place}`, classname: file.path, time: 0 });
    const failure = attributes({ message: finding.message, type: finding.severity });
    return `    <testcase${values}>\n      <failure${failure}>${escaped(`${file.path}:${place}: ${finding.message}`)}</failure>\n    </testcase>\n`;
  });
}
