import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createService } from '../../server/src/core/service.js';
import type { Service } from '../../server/src/core/service-types.js';
import { nodeServiceHost } from '../../server/src/hosts/node-service-host.js';
import { Cancelled, Checks, Outdated } from '../../server/src/lsp/checks.js';
import { NO_SURROUNDINGS } from '../../server/src/lsp/contexts.js';
import type { Situation } from '../../server/src/lsp/situations.js';
import { StepBack } from '../../server/src/lsp/step-back.js';

const real = createService(nodeServiceHost);
const uri = 'file:///w/k8s.yaml';
const pod = (i: number) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-${i}\nspec:\n  hostPID: true\n`;
const TEXT = Array.from({ length: 20 }, (_, i) => pod(i)).join('---\n');

const situationWith = (id: number, config = real.defaultConfig()): Situation => ({
  id,
  path: 'k8s.yaml',
  config,
  configFile: undefined,
  configBroken: false,
  hints: {},
  isExcluded: false,
  settings: { scope: 'openFiles', stepBack: true, fallback: {} },
});

/** Checks over a document that the test changes, with a pause after every step that the test ends. */
function world() {
  let steps = 0;
  const service: Service = {
    ...real,
    *checkSteps(request, state) {
      const inner = real.checkSteps(request, state);
      for (;;) {
        const step = inner.next();
        if (step.done) return step.value;
        steps++;
        yield;
      }
    },
  };
  const pauses: (() => void)[] = [];
  const state = { document: TextDocument.create(uri, 'yaml', 1, TEXT) as TextDocument | undefined, situation: situationWith(1) };
  const none = new StepBack([]);
  const checks = new Checks({
    service,
    document: () => state.document,
    situationOf: async () => state.situation,
    surroundingsOf: async () => NO_SURROUNDINGS,
    stepBack: () => none,
    pace: { slice: 0, pause: () => new Promise((resolve) => pauses.push(resolve)) },
    onReport: () => undefined,
  });
  checks.opened(uri);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  /** Lets one more step run. */
  const step = async () => {
    await settled();
    pauses.shift()?.();
    await settled();
  };
  const finish = async <T>(result: Promise<T>): Promise<T> => {
    let done = false;
    void result.catch(() => undefined).then(() => (done = true));
    while (!done) await step();
    return result;
  };
  const type = (text: string) => {
    assert.ok(state.document);
    state.document = TextDocument.update(state.document, [{ text }], state.document.version + 1);
    checks.changed(uri);
  };
  return { checks, state, steps: () => steps, step, finish, type };
}

describe('checks of a document', () => {
  it('are one for all who ask at once, and none when nothing has changed', async () => {
    const { checks, finish, steps } = world();
    const [a, b] = await finish(Promise.all([checks.check(uri), checks.check(uri)]));
    assert.equal(a, b);
    const before = steps();
    assert.equal(await checks.check(uri), a);
    assert.equal(steps(), before);
  });

  it('go on from where an outdated one was stopped', async () => {
    const whole = world();
    await whole.finish(whole.checks.check(uri));
    const all = whole.steps();

    const typed = world();
    const first = typed.checks.check(uri);
    for (let i = 0; i < all / 2; i++) await typed.step();
    const before = typed.steps();
    typed.type(`${TEXT}# more\n`);
    await assert.rejects(typed.finish(first), Outdated);
    await typed.finish(typed.checks.check(uri));
    assert.ok(typed.steps() - before < all * 0.75, `${typed.steps() - before} of ${all} steps`);
  });

  it('end when nobody waits any more', async () => {
    const { checks, step, finish, steps } = world();
    const [one, two] = [new CancellationTokenSource(), new CancellationTokenSource()];
    const results = [checks.check(uri, one.token), checks.check(uri, two.token)];
    await step();
    one.cancel();
    await step();
    await step();
    const before = steps();
    two.cancel();
    await Promise.all(results.map((result) => assert.rejects(finish(result), Cancelled)));
    await step();
    assert.ok(steps() <= before + 1);
  });

  it('are anew when what holds for the file is another', async () => {
    const { checks, state, finish } = world();
    const first = await finish(checks.check(uri));
    state.situation = situationWith(2, {
      ...real.defaultConfig(),
      rules: new Map([['kubernetes/host-pid', { severity: 'off' as const }]]),
    });
    const second = await finish(checks.check(uri));
    assert.notEqual(first.resultId, second.resultId);
    assert.ok(first.report.findings.some(({ rule }) => rule === 'kubernetes/host-pid'));
    assert.ok(!second.report.findings.some(({ rule }) => rule === 'kubernetes/host-pid'));
  });

  it('are none for a document that is closed', async () => {
    const { checks, state } = world();
    state.document = undefined;
    await assert.rejects(checks.check(uri), Outdated);
    assert.equal(checks.current(uri), undefined);
  });
});
