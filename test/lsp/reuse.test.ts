import * as assert from 'node:assert/strict';
import { service } from '../kit/service.js';

describe('unchanged documents of a file', () => {
  it('are not judged again: one edit costs a handful of steps, whatever the length', () => {
    const config = service.defaultConfig();
    const pod = (i: number) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${i}\nspec:\n  containers:\n    - name: web\n      image: nginx\n---\n`;
    const text = Array.from({ length: 50 }, (_, i) => pod(i)).join('');
    const count = (edited: string, state?: Parameters<typeof service.checkSteps>[1]) => {
      const steps = service.checkSteps({ text: edited, path: 'a.yaml', config }, state);
      let n = 0;
      let step = steps.next();
      for (; !step.done; step = steps.next()) n++;
      return { n, state: step.value.state };
    };
    const first = count(text);
    const second = count(text.replace('name: p25', 'name: p25x'), { ...first.state, unfinished: new Map() });
    assert.ok(second.n * 20 < first.n, `${second.n} steps after ${first.n}`);
    assert.equal(second.state.fingerprint, first.state.fingerprint);
  });
});
