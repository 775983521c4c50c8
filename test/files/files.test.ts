// Whole files in realistic shapes, each with a snapshot of what is found and what the fixes make of it. UPDATE=1 rewrites the snapshots.
import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch, diffLines } from 'diff';
import type { Finding, FileReport } from '../../server/src/core/engine/finding.js';
import type { CheckRequest } from '../../server/src/core/service-types.js';
import type { Span } from '../../server/src/core/text/span.js';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import { patchesIn } from '../../server/src/core/workspace/file-hints.js';
import { fixAllFaults } from '../kit/fix-all-faults.js';
import { service } from '../kit/service.js';

const CASES = join(__dirname, 'cases');
const EXPECTED = 'expected.txt';
/** A suppression with a date ends some day; the snapshots do not. */
const TODAY = '2026-11-23';

function* filesBelow(folder: string, prefix = ''): Generator<string> {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) yield* filesBelow(folder, `${path}/`);
    else if (path !== EXPECTED) yield path;
  }
}

function requestFor(folder: string, path: string): CheckRequest {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const inFolder = path.slice(0, -name.length);
  const kustomization = join(folder, inFolder, 'kustomization.yaml');
  return {
    text: readFileSync(join(folder, path), 'utf8'),
    path,
    config: service.defaultConfig(),
    today: TODAY,
    hints: {
      inChart: inFolder.endsWith('templates/') && existsSync(join(folder, inFolder, '../Chart.yaml')),
      isPatch: existsSync(kustomization) && patchesIn(readFileSync(kustomization, 'utf8'), '').has(name),
    },
  };
}

/** Carriage returns and byte order marks as signs, since a snapshot with invisible characters is not read. */
const visible = (text: string): string => text.replaceAll('\r', '␍').replaceAll('\uFEFF', '<BOM>');

function place(text: string, lines: LineIndex, at: Span): string {
  const [start, end] = [lines.positionAt(at.start), lines.positionAt(at.end)];
  const token = text.slice(at.start, at.end);
  const shown = JSON.stringify(token.length > 60 ? `${token.slice(0, 59)}…` : token);
  return `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${shown}`;
}

function* describeFinding(text: string, lines: LineIndex, finding: Finding): Generator<string> {
  yield `${place(text, lines, finding.at)} ${finding.severity} ${finding.rule}`;
  yield `    ${finding.message}`;
  for (const related of finding.related) yield `    see ${place(text, lines, related.at)} ${related.message}`;
  for (const fix of finding.fixes) yield `    fix (${fix.safety}): ${fix.title}`;
}

function* describeReport(text: string, report: FileReport): Generator<string> {
  const lines = new LineIndex(text);
  yield `Taken for: ${report.takenFor}`;
  for (const note of report.notChecked) yield `Not checked: ${note}`;
  for (const crash of report.crashes) yield `Crash: ${crash.rule}: ${crash.error}`;
  yield '';
  if (report.findings.length === 0) yield 'No findings';
  for (const finding of report.findings) yield* describeFinding(text, lines, finding);
  if (report.suppressed.length > 0) yield '\nSuppressed';
  for (const { finding, by } of report.suppressed) {
    yield `${place(text, lines, finding.at)} ${finding.severity} ${finding.rule}`;
    yield `    by ${by.kind} at ${place(text, lines, by.span)}: ${by.reason ?? 'no reason'}`;
  }
}

function patch(before: string, after: string): string {
  const whole = createTwoFilesPatch('before', 'after', visible(before), visible(after), '', '', { context: 2 });
  return whole.slice(whole.indexOf('@@')).trimEnd();
}

function snapshot(request: CheckRequest): string {
  const { text } = request;
  const report = service.check(request);
  const parts = [`=== ${request.path}`, ...[...describeReport(text, report)].map(visible)];
  const safe = service.fixAll(request, { unsafe: false });
  const all = service.fixAll(request, { unsafe: true });
  if (safe.applied > 0) parts.push('', `--- ${safe.applied} safe fixes`, patch(text, safe.text));
  if (all.applied > safe.applied || all.text !== safe.text) {
    parts.push('', `--- ${all.applied} fixes, unsafe ones too`, patch(text, all.text));
    const left = [...describeReport(all.text, all.report)].filter((line) => !/^(?:Taken for|Not checked|$|\s+(?:see|fix))/.test(line));
    parts.push('', '--- Found after that', ...left.map(visible));
  }
  return `${parts.join('\n')}\n`;
}

const difference = (expected: string, actual: string): string =>
  diffLines(expected, actual)
    .filter((part) => part.added || part.removed)
    .map((part) => part.value.replace(/^(?=.|\n)/gm, part.added ? '+ ' : '- '))
    .join('');

describe('whole files', () => {
  for (const name of readdirSync(CASES).sort()) {
    const folder = join(CASES, name);
    const requests = [...filesBelow(folder)].map((path) => requestFor(folder, path));

    it(`${name}: is found, suppressed and fixed as the snapshot says`, () => {
      const file = join(folder, EXPECTED);
      const actual = requests.map(snapshot).join('\n');
      if (process.env.UPDATE === '1') writeFileSync(file, actual);
      const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
      assert.ok(actual === expected, `UPDATE=1 accepts this change of ${name}/${EXPECTED}:\n${difference(expected, actual)}`);
    });

    it(`${name}: fix-all keeps its promises`, () => {
      for (const request of requests) {
        for (const unsafe of [false, true]) assert.deepEqual(fixAllFaults(request, unsafe), [], `${request.path}, unsafe ${unsafe}`);
      }
    });

    it(`${name}: cut at each seventh line end it is still judged`, () => {
      for (const request of requests) {
        const ends = [...request.text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length);
        for (const end of ends.filter((_, i) => i % 7 === 6)) {
          const text = request.text.slice(0, end);
          assert.deepEqual(service.check({ ...request, text }).crashes, [], `${request.path} cut at ${end}`);
          service.fixAll({ ...request, text }, { unsafe: true });
        }
      }
    });
  }
});
