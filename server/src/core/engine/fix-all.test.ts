import * as assert from 'node:assert/strict';
import type { FileReport, Finding } from './finding.js';
import type { FixAllOptions, FixAllWork, Health } from './fix-all.js';
import { fixAllSteps } from './fix-all.js';
import type { FileChange } from '../text/file-change.js';
import { finish } from './run.js';

/** A toy language: each upper-case letter is a finding whose fix is the lower-case letter; "!" is a syntax problem. */
const finding = (text: string, at: number, over: Partial<Finding> = {}): Finding => {
  const letter = text[at] ?? '';
  return {
    rule: `toy/${letter}`,
    key: 'x',
    message: letter,
    severity: 'warning',
    at: { start: at, end: at + 1 },
    equivalents: [],
    related: [],
    tags: [],
    fixes: [
      {
        title: `lower ${letter}`,
        safety: letter <= 'M' ? 'safe' : 'unsafe',
        effect: { kind: 'none' },
        edits: [{ span: { start: at, end: at + 1 }, newText: letter.toLowerCase() }],
      },
    ],
    ...over,
  };
};
const report = (findings: Finding[]): FileReport => ({
  kind: 'dockerfile',
  takenFor: 'toy',
  findings,
  suppressed: [],
  notChecked: [],
  crashes: [],
});
const check = (text: string) => report([...text].flatMap((c, i) => (/[A-Z]/.test(c) ? [finding(text, i)] : [])));
const health = (text: string) => ({ problems: text.split('!').length - 1, parts: text.split('-').length });
const steps = { check, health, combine: () => undefined };

interface Steps extends Pick<FixAllWork, 'combine'> {
  check(text: string, files: readonly FileChange[]): FileReport;
  health(text: string): Health;
}

const fixAll = (text: string, { check: judge, health: measure, combine }: Steps, options: FixAllOptions) =>
  finish(
    fixAllSteps(
      text,
      {
        *check(of, files) {
          yield;
          return judge(of, files);
        },
        *health(of) {
          yield;
          return measure(of);
        },
        combine,
      },
      options,
    ),
  );

describe('fix all', () => {
  it('applies safe fixes only, unless told', () => {
    assert.equal(fixAll('AZB', steps, { unsafe: false }).text, 'aZb');
    const all = fixAll('AZB', steps, { unsafe: true });
    assert.deepEqual([all.text, all.applied, all.report.findings.length], ['azb', 3, 0]);
  });

  it('keeps to the rules asked for', () => {
    assert.equal(fixAll('AB', steps, { unsafe: true, only: new Set(['toy/B']) }).text, 'Ab');
  });

  it('leaves overlapping edits for the next round', () => {
    const wide = (text: string) =>
      report(
        check(text).findings.map((f) => ({
          ...f,
          fixes: [
            {
              ...f.fixes[0]!,
              edits: [{ span: { start: 0, end: text.length }, newText: text.replace(f.message, f.message.toLowerCase()) }],
            },
          ],
        })),
      );
    const result = fixAll('ABC', { ...steps, check: wide }, { unsafe: true });
    assert.deepEqual([result.text, result.applied], ['abc', 3]);
  });

  it('refuses the one fix that breaks the syntax and applies the others', () => {
    const breaking = (text: string) =>
      report(
        check(text).findings.map((f) =>
          f.message === 'B' ? { ...f, fixes: [{ ...f.fixes[0]!, edits: [{ span: f.at, newText: '!' }] }] } : f,
        ),
      );
    assert.equal(fixAll('ABC', { ...steps, check: breaking }, { unsafe: true }).text, 'aBc');
  });

  it('refuses a fix that changes the number of documents', () => {
    const splitting = (text: string) =>
      report(check(text).findings.map((f) => ({ ...f, fixes: [{ ...f.fixes[0]!, edits: [{ span: f.at, newText: '-' }] }] })));
    assert.equal(fixAll('xAx', { ...steps, check: splitting }, { unsafe: true }).text, 'xAx');
  });

  it('keeps fixes that do harm only together for another round', () => {
    // "ab" side by side is a syntax problem until something stands between them.
    const touchy = (text: string) => ({ problems: text.split('ab').length - 1, parts: 1 });
    const apart = (text: string) =>
      report(
        check(text).findings.map((f) =>
          text.includes('a') && f.rule === 'toy/B' ? { ...f, fixes: [{ ...f.fixes[0]!, edits: [{ span: f.at, newText: '-b' }] }] } : f,
        ),
      );
    assert.equal(fixAll('AB', { ...steps, health: touchy, check: apart }, { unsafe: true }).text, 'a-b');
  });

  it('applies a group as one, and singly where it cannot be joined', () => {
    const group = { key: 'g', subject: 's', fixTitle: 'all', item: 'i' };
    const grouped = (text: string) => report(check(text).findings.map((f) => ({ ...f, at: { start: 0, end: 1 }, group })));
    const joined = fixAll(
      'AB',
      {
        ...steps,
        check: grouped,
        combine: () => ({ title: 'all', safety: 'safe', effect: { kind: 'none' }, edits: [{ span: { start: 0, end: 2 }, newText: 'ok' }] }),
      },
      { unsafe: true },
    );
    assert.deepEqual([joined.text, joined.applied], ['ok', 2]);
    assert.equal(fixAll('AB', { ...steps, check: grouped }, { unsafe: true }).text, 'ab');
  });

  it('changes each other file once in a round, and judges anew with it', () => {
    const seen: (readonly FileChange[])[] = [];
    const needs = (text: string, files: readonly FileChange[]) => {
      seen.push(files);
      const [made] = files;
      const lines = made?.kind === 'create' ? made.text : '';
      const change = (letter: string): FileChange =>
        made ? { kind: 'append', path: 'i', lines: [letter] } : { kind: 'create', path: 'i', text: `${letter}\n` };
      const open = check(text).findings.filter(({ message }) => !lines.includes(message));
      return report(
        open.map((f) => ({ ...f, fixes: [{ ...f.fixes[0]!, safety: 'unsafe' as const, edits: [], files: [change(f.message)] }] })),
      );
    };
    const result = fixAll('xBA', { ...steps, check: needs }, { unsafe: true });
    assert.deepEqual(result.files, [{ kind: 'create', path: 'i', text: 'B\nA\n' }]);
    assert.deepEqual([result.text, result.applied, result.report.findings.length, seen.length], ['xBA', 2, 0, 3]);
    assert.deepEqual(fixAll('xBA', { ...steps, check: needs }, { unsafe: false }).files, []);
  });

  it('ends when fixes feed one another', () => {
    const flip = (text: string) =>
      report([
        {
          ...finding('A', 0),
          fixes: [
            {
              title: 't',
              safety: 'safe' as const,
              effect: { kind: 'none' as const },
              edits: [{ span: { start: 0, end: 1 }, newText: text === 'a' ? 'b' : 'a' }],
            },
          ],
        },
      ]);
    assert.match(fixAll('a', { ...steps, check: flip }, { unsafe: false }).text, /^[ab]$/);
  });
});
