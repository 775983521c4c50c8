import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/core/engine/finding.js';
import type { DisplayLine } from '../../server/src/core/service-types.js';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import { MAX_DIAGNOSTICS, diagnosticsOf, workspaceEditOf } from '../../server/src/lsp/convert.js';
import { runSteps } from '../../server/src/lsp/run-steps.js';
import { readSettings } from '../../server/src/lsp/settings.js';
import { StepBack, readPeers } from '../../server/src/lsp/step-back.js';
import { messageOf } from './client.js';

const finding = (over: Partial<Finding> = {}): Finding => ({
  rule: 'dockerfile/x',
  key: 'k',
  message: 'm',
  severity: 'warning',
  at: { start: 0, end: 4 },
  equivalents: [],
  related: [],
  fixes: [],
  tags: [],
  ...over,
});
const line = (...findings: Finding[]): DisplayLine => ({
  findings,
  message: findings[0]?.message ?? '',
  severity: findings[0]?.severity ?? 'info',
  fix: undefined,
});
const everything = { codeDescription: true, relatedInformation: true, tags: true, diagnosticData: true };
const nothing = { codeDescription: false, relatedInformation: false, tags: false, diagnosticData: false };
const conversion = (features: typeof everything, text = 'FROM a\nRUN b\n') => ({
  uri: 'file:///w/Dockerfile',
  table: new LineIndex(text),
  features,
  pageOf: (rule: string) => `https://example.com/${rule}.md`,
});

describe('diagnostics', () => {
  const grave = finding({ severity: 'error', tags: ['deprecated'], related: [{ at: { start: 7, end: 10 }, message: 'there' }] });

  it('carry all that the client can take', () => {
    assert.deepEqual(diagnosticsOf([line(grave)], conversion(everything)), [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
        message: 'm',
        severity: 1,
        source: 'seaworthy',
        code: 'dockerfile/x',
        codeDescription: { href: 'https://example.com/dockerfile/x.md' },
        tags: [2],
        relatedInformation: [
          {
            location: { uri: 'file:///w/Dockerfile', range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } } },
            message: 'there',
          },
        ],
        data: {
          findings: [
            {
              rule: 'dockerfile/x',
              key: 'k',
              severity: 'error',
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
              message: 'm',
            },
          ],
        },
      },
    ]);
    const [plain] = diagnosticsOf([line(grave)], conversion(nothing));
    assert.deepEqual(Object.keys(plain ?? {}).sort(), ['code', 'message', 'range', 'severity', 'source']);
  });

  it('name every finding of a group', () => {
    const other = finding({ rule: 'dockerfile/y', message: 'n', severity: 'info' });
    const [diagnostic] = diagnosticsOf([line(grave, other)], conversion(everything));
    assert.equal(diagnostic?.code, 'dockerfile/x');
    assert.deepEqual(
      diagnostic?.relatedInformation?.map(({ message }) => message),
      ['m (dockerfile/x)', 'there', 'n (dockerfile/y)'],
    );
    assert.equal((diagnostic?.data as { findings: unknown[] }).findings.length, 2);
  });

  it('are a thousand at most, gravest first, and one says how many are left out', () => {
    const many = Array.from({ length: 1200 }, (_, i) => line(finding({ severity: i % 4 === 0 ? 'error' : 'info', message: `${i}` })));
    const diagnostics = diagnosticsOf(many, conversion(everything));
    assert.equal(diagnostics.length, MAX_DIAGNOSTICS + 1);
    assert.equal(diagnostics.filter(({ severity }) => severity === 1).length, 300);
    assert.match(messageOf(diagnostics.at(-1) ?? { message: '' }), /^200 more findings/);
    assert.equal(diagnostics.at(-1)?.severity, 3);
    assert.equal(diagnosticsOf(many.slice(0, 1000), conversion(everything)).length, 1000);
  });
});

describe('workspace edits', () => {
  const target = { uri: 'file:///a', version: 3 };
  const edits = [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: 'x' }];

  it('hold to a version where the client can', () => {
    assert.deepEqual(workspaceEditOf(target, edits, { documentChanges: true }), { documentChanges: [{ textDocument: target, edits }] });
    assert.deepEqual(workspaceEditOf(target, edits, { documentChanges: false }), { changes: { 'file:///a': edits } });
  });
});

describe('stepping back', () => {
  const report = (...findings: Finding[]) => ({
    kind: 'dockerfile' as const,
    takenFor: '',
    findings,
    suppressed: [],
    notChecked: [],
    crashes: [],
  });
  const both = finding({ equivalents: ['hadolint:DL3002', 'hadolint:DL3004', 'trivy:DS-0002'] });

  it('leaves what a peer reports in full, by tool or by id', () => {
    assert.equal(new StepBack([{ name: 'h', codes: ['hadolint:'] }]).apply(report(both)).count, 1);
    assert.equal(new StepBack([{ codes: ['Hadolint:dl3002', 'hadolint:DL3004'] }]).apply(report(both)).count, 1);
    assert.equal(new StepBack([{ codes: ['hadolint:DL3002'] }]).apply(report(both)).count, 0);
    assert.equal(new StepBack([{ codes: ['buildkit:'] }]).apply(report(both)).count, 0);
    assert.equal(new StepBack([]).apply(report(both)).count, 0);
    assert.equal(new StepBack([{ codes: ['hadolint:'] }]).apply(report(finding())).count, 0);
  });

  it('keeps what a peer says only in part', () => {
    const isPartial = (_rule: string, id: string) => id === 'hadolint:dl3004';
    const partly = finding({ equivalents: ['hadolint:DL3004'] });
    assert.equal(new StepBack([{ codes: ['hadolint:'] }], isPartial).apply(report(partly)).count, 0);
    assert.equal(new StepBack([{ codes: ['hadolint:DL3002'] }], isPartial).apply(report(both)).count, 1);
  });

  it('believes nothing of the wrong shape', () => {
    assert.deepEqual(readPeers([{ codes: ['a:'] }, { codes: [1] }, 'x', null]), [{ codes: ['a:'] }]);
    assert.deepEqual(readPeers('x'), []);
  });
});

describe('settings', () => {
  it('keep their defaults where nothing of the right shape comes in', () => {
    const defaults = { scope: 'openFiles', stepBack: true, fallback: {} };
    for (const given of [undefined, null, [], 'x', {}, { scope: 3, stepBack: 'no', profile: '', rules: {} }])
      assert.deepEqual(readSettings(given), defaults);
    assert.deepEqual(readSettings({ scope: 'workspace', stepBack: false, profile: 'all', other: 1 }), {
      scope: 'workspace',
      stepBack: false,
      fallback: { profile: 'all' },
    });
  });
});

describe('running in slices', () => {
  function* counting(steps: number): Generator<void, string> {
    for (let i = 0; i < steps; i++) yield;
    return 'done';
  }

  it('lets messages in between, and stops when told', async () => {
    let pauses = 0;
    const pause = async () => void pauses++;
    assert.deepEqual(await runSteps(counting(12), { slice: 0, pause }, () => false), { value: 'done' });
    assert.equal(pauses, 12);
    assert.equal(await runSteps(counting(1000), { slice: 0, pause }, () => pauses > 20), undefined);
    assert.equal(pauses, 21);
    assert.deepEqual(await runSteps(counting(12), { slice: Infinity, pause }, () => false), { value: 'done' });
    assert.equal(pauses, 21);
  });
});
