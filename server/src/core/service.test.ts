import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { service } from '../../../test/kit/service.js';
import type { CheckRequest, CheckState } from './service-types.js';
import type { FileReport } from './engine/finding.js';

const config = service.defaultConfig();
const request = (text: string, path = 'k8s/app.yaml', over: Partial<CheckRequest> = {}): CheckRequest => ({ text, path, config, ...over });
const brief = (report: FileReport) => report.findings.map((f) => `${f.rule} ${f.severity} ${f.at.start}-${f.at.end}`);

const POD = (name: string, extra = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels: {app.kubernetes.io/name: ${name}}\nspec:\n  automountServiceAccountToken: false\n${extra}  containers:\n    - name: web\n      image: registry.example.com/web:1.4.0\n      resources:\n        requests: {memory: 64Mi}\n`;

describe('service', () => {
  it('judges each document of a file, in places of the file', () => {
    const text = `${POD('a', '  hostPID: true\n')}---\n${POD('b', '  hostIPC: true\n')}`;
    const found = service.check(request(text)).findings.filter((f) => f.rule.includes('/host-'));
    assert.deepEqual(
      found.map((f) => text.slice(f.at.start, f.at.end)),
      ['hostPID: true', 'hostIPC: true'],
    );
  });

  it('lets a broken document cost nothing but itself', () => {
    const text = `${POD('a', '  hostPID: true\n')}---\nkind: "open\n---\n${POD('b', '  hostIPC: true\n')}`;
    const rules = service.check(request(text)).findings.map((f) => f.rule);
    assert.ok(
      rules.includes('kubernetes/host-pid') && rules.includes('kubernetes/host-ipc') && rules.includes('kubernetes/yaml-syntax-error'),
    );
  });

  it('says nothing about files of another kind', () => {
    assert.deepEqual(service.check(request('a: 1\n', 'values.yaml')).findings, []);
    assert.equal(service.check(request('a: 1\n', 'values.yaml')).kind, 'other');
  });

  it('hardens a container by one fix, and all findings of the group are gone', () => {
    const text = POD('a');
    const report = service.check(request(text));
    const line = service.display(request(text), report).find((l) => l.findings.length > 1) ?? assert.fail('no group');
    assert.ok(line.findings.length >= 4, String(line.findings.length));
    assert.equal(line.fix?.title, 'Harden container "web"');
    const fixed = service.fixAll(request(text), { unsafe: true });
    assert.deepEqual(brief(fixed.report), []);
    assert.match(fixed.text, /memory: 64Mi}\n {8}limits:\n {10}memory: 64Mi\n/);
    assert.equal(service.fixAll(request(text), { unsafe: false }).text, text, 'hardening is never safe');
  });

  it('gives the same after any edits with a state as afresh', () => {
    const pieces = [
      POD('a', '  hostPID: true\n'),
      POD('b'),
      '---\n',
      'kind: "open\n',
      '# seaworthy-ignore-file kubernetes/host-pid: test\n',
      '\n',
      '{{ x }}\n',
      'a: 1\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(...pieces), { maxLength: 5 }), { minLength: 2, maxLength: 6 }), (texts) => {
        let state: CheckState | undefined;
        for (const parts of texts) {
          const text = parts.join('');
          const steps = service.checkSteps(request(text), state);
          let step = steps.next();
          while (!step.done) step = steps.next();
          state = step.value.state;
          assert.deepEqual(step.value.report, service.check(request(text)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('forgets nothing and keeps nothing when the configuration changes', () => {
    const text = POD('a', '  hostPID: true\n');
    const first = service.checkSteps(request(text));
    let step = first.next();
    while (!step.done) step = first.next();
    const off = { ...config, rules: new Map([['kubernetes/host-pid', { severity: 'off' as const }]]) };
    const second = service.checkSteps(request(text, 'k8s/app.yaml', { config: off }), step.value.state);
    let next = second.next();
    while (!next.done) next = second.next();
    assert.ok(!next.value.report.findings.some((f) => f.rule === 'kubernetes/host-pid'));
  });

  it('does not check what is too large, and says so', () => {
    const report = service.check(request(POD('a') + '#'.repeat(4 * 1024 * 1024)));
    assert.deepEqual([report.findings.length, report.notChecked.length], [0, 1]);
  });

  it('writes a suppression that silences exactly the finding', () => {
    for (const [text, path] of [
      [POD('a', '  hostPID: true\n'), 'a.yaml'],
      [`{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"hostPID": true, "containers": []}}\n`, 'a.json'],
      ['# escape=\\\nFROM alpine:3.24\nUSER root\nCMD ["app"]\n', 'Dockerfile'],
    ] as const) {
      const wanted = path === 'Dockerfile' ? 'dockerfile/root-user' : 'kubernetes/host-pid';
      const before = service.check(request(text, path));
      const finding = before.findings.find((f) => f.rule === wanted) ?? assert.fail(`${wanted} is not found in ${path}`);
      const edits = service.suppress(request(text, path), finding, 'a test') ?? assert.fail(`no place in ${path}`);
      const [edit] = edits;
      const after =
        edits.length === 1 && edit ? text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end) : assert.fail('one edit');
      const report = service.check(request(after, path));
      assert.deepEqual(
        report.findings.map((f) => f.rule).sort(),
        before.findings
          .map((f) => f.rule)
          .filter((r) => r !== wanted)
          .sort(),
        after,
      );
      assert.deepEqual(
        report.suppressed.map((s) => [s.finding.rule, s.by.reason]),
        [[wanted, 'a test']],
      );
    }
  });

  it('has a page for every rule, whole and short', async () => {
    for (const { id } of service.catalog()) {
      const [whole, hover] = await Promise.all([service.page(id, 'whole'), service.page(id, 'hover')]);
      assert.match(whole ?? '', /## What fires/);
      assert.ok((hover ?? '').split('\n').filter((line) => line !== '').length <= 8, id);
    }
    assert.equal(await service.page('dockerfile/none', 'whole'), undefined);
  });

  it('refuses to split what it cannot know, with a reason', () => {
    const result = service.rewrite(request('a: 1\n'));
    assert.ok('refused' in result && result.refused !== '');
  });
});
