import * as assert from 'node:assert/strict';
import { displayLines } from './display.js';
import type { Finding } from './finding.js';
import type { Fix } from './rule.js';

const fix: Fix = { title: 'one', safety: 'unsafe', edits: [], effect: { kind: 'none' } };
const finding = (over: Partial<Finding>): Finding => ({
  rule: 'kubernetes/x',
  key: 'x',
  message: 'alone',
  severity: 'info',
  at: { start: 0, end: 3 },
  equivalents: [],
  related: [],
  tags: [],
  fixes: [fix],
  ...over,
});
const group = (item: string) => ({ key: 'absent a', subject: 'container "web"', fixTitle: 'Harden container "web"', item });

describe('display', () => {
  it('joins the findings of one group at one place, gravest first', () => {
    const asked: number[] = [];
    const lines = displayLines(
      [
        finding({ group: group('memory limit') }),
        finding({ rule: 'kubernetes/y', severity: 'warning', group: group('runAsNonRoot') }),
        finding({ rule: 'kubernetes/z', group: group('read-only root') }),
        finding({}),
      ],
      (members) => {
        asked.push(members.length);
        return { ...fix, title: 'joined' };
      },
    );
    assert.equal(lines.length, 2);
    assert.equal(lines[0]?.message, 'Missing on container "web": runAsNonRoot, memory limit and read-only root');
    assert.equal(lines[0]?.severity, 'warning');
    assert.deepEqual(
      lines[0]?.findings.map((f) => f.rule),
      ['kubernetes/y', 'kubernetes/x', 'kubernetes/z'],
    );
    assert.deepEqual(asked, [], 'the joined fix is made only when asked for');
    assert.equal(lines[0]?.fix?.title, 'joined');
    assert.equal(lines[0]?.fix?.title, 'joined');
    assert.deepEqual(asked, [3], 'and only once');
    assert.equal(lines[1]?.message, 'alone');
    assert.equal(lines[1]?.fix, fix);
  });

  it('keeps a lonely member of a group as it is', () => {
    assert.equal(displayLines([finding({ group: group('x') })], () => undefined)[0]?.message, 'alone');
  });

  it('keeps groups of different places apart', () => {
    assert.equal(
      displayLines([finding({ group: group('x') }), finding({ at: { start: 9, end: 12 }, group: group('y') })], () => undefined).length,
      2,
    );
  });
});
