import * as assert from 'node:assert/strict';
import type { Model } from '../model/subjects.js';
import { defineRule, type AnyRule } from './rule.js';
import { fill, finish, runChunk, severityOf } from './run.js';
import { shorten } from '../text/shorten.js';

const settings = {
  kubernetes: '1.36',
  targets: [],
  registries: { allow: [], mirrors: {} },
  labels: { required: [], schema: {}, strict: false },
  profile: 'recommended',
} as const;

const docs = { description: 'x', rationale: 'x', impact: 'x', audit: 'x', remediation: 'x', defaultValue: 'x', references: [] };

const rule = (over: Partial<AnyRule>): AnyRule => ({
  ...defineRule({
    id: 'dockerfile/x',
    category: 'syntax',
    on: 'dockerfile.file',
    summary: 'x',
    severity: 'warning',
    confidence: 'high',
    profile: 'recommended',
    since: '0.1.0',
    fix: 'none',
    messages: { found: 'found "{word}"' },
    docs,
    equivalents: ['hadolint:DL1', '~trivy:DS-1'],
    examples: [],
    *check(_subject, ctx) {
      yield ctx.problem('found', { at: { start: 2, end: 3 }, data: { word: 'b' } });
      yield ctx.problem('found', { at: { start: 0, end: 1 }, data: { word: 'a' } });
    },
  }),
  ...over,
});

const model = { format: 'dockerfile', text: 'abc' } as unknown as Model;
const format = (broken = false) => ({
  isBroken: () => broken,
  subjects: () => [model as never],
});
const run = (rules: readonly AnyRule[], broken = false) =>
  finish(
    runChunk(
      format(broken),
      rules.map((r) => ({ rule: r, severity: undefined, options: {} })),
      model,
      { path: 'Dockerfile', settings, today: undefined, files: undefined },
    ),
  );

describe('run', () => {
  it('pauses after each rule in a long text, and seldom in a short one', () => {
    const pauses = (text: string): number => {
      const active = Array.from({ length: 50 }, () => ({ rule: rule({}), severity: undefined, options: {} }));
      const long = { format: 'dockerfile', text } as unknown as Model;
      const steps = runChunk(format(), active, long, { path: 'Dockerfile', settings, today: undefined, files: undefined });
      return [...steps].length;
    };
    assert.equal(pauses('a'.repeat(100_000)), 50);
    assert.equal(pauses('abc'), 0);
  });

  it('tells once what is found twice in the same place', () => {
    const twice = rule({
      *check(_subject, ctx) {
        for (const word of ['a', 'b', 'a']) yield ctx.problem('found', { at: { start: 0, end: 1 }, data: { word } });
        yield ctx.problem('found', { at: { start: 0, end: 1 }, data: { word: 'a' } });
      },
    });
    assert.deepEqual(
      run([twice]).findings.map(({ message }) => message),
      ['found "a"', 'found "b"', 'found "a"'],
    );
  });

  it('sorts by place and names only full equivalents by itself', () => {
    const { findings } = run([rule({})]);
    assert.deepEqual(
      findings.map((f) => [f.at.start, f.message, f.equivalents]),
      [
        [0, 'found "a"', ['hadolint:DL1']],
        [2, 'found "b"', ['hadolint:DL1']],
      ],
    );
  });

  it('sets a rule that throws aside and names it, without any text of the file', () => {
    const bad = rule({
      id: 'dockerfile/bad',
      *check() {
        yield* [];
        throw new TypeError('secret-from-the-file');
      },
    });
    const { findings, crashes } = run([bad, rule({})]);
    assert.equal(findings.length, 2);
    assert.deepEqual(
      crashes.map((c) => c.rule),
      ['dockerfile/bad'],
    );
    assert.doesNotMatch(crashes[0]?.error ?? '', /secret-from-the-file/);
  });

  it('leaves a broken chunk to the rules about syntax', () => {
    assert.equal(
      run([rule({}), rule({ id: 'dockerfile/s', syntax: true })], true).findings.every((f) => f.rule === 'dockerfile/s'),
      true,
    );
    assert.equal(run([rule({ syntax: true })], true).findings.length, 2);
  });

  it('lets a configured severity replace that of the rule, but raises no special case', () => {
    const problem = (severity?: 'error' | 'info') => ({ ...(severity ? { severity } : {}) }) as never;
    assert.equal(severityOf(rule({}), problem(), undefined), 'warning');
    assert.equal(severityOf(rule({}), problem(), 'error'), 'error');
    assert.equal(severityOf(rule({}), problem('info'), 'error'), 'info');
    assert.equal(severityOf(rule({}), problem('error'), 'info'), 'info');
    assert.equal(severityOf(rule({}), problem('info'), undefined), 'info');
  });

  it('cuts text of the user at 24 characters, on one line, never inside a pair', () => {
    assert.equal(shorten('  a\n b '), 'a b');
    assert.equal(shorten('x'.repeat(24)), 'x'.repeat(24));
    assert.equal(shorten('x'.repeat(25)), 'x'.repeat(23) + '…');
    assert.equal(shorten('x'.repeat(22) + '😀😀'), 'x'.repeat(22) + '…');
    assert.equal(fill('{a} {b}', { a: '{b}', b: '$&' }), '{b} $&');
  });
});
