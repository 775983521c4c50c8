import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CatalogEntry } from '../config/types.js';
import { completeSuppression, suppressionAt } from './suppression-text.js';

const entry = (id: string): CatalogEntry => ({
  id,
  summary: `about ${id}`,
  severity: 'info',
  profile: 'recommended',
  format: 'kubernetes',
  fix: 'none',
  status: 'stable',
  options: {},
});
const CATALOG = ['kubernetes/host-ipc', 'kubernetes/host-pid'].map(entry);

/** `|` marks the offset. */
const at = (marked: string) => ({ text: marked.replace('|', ''), offset: marked.indexOf('|') });
const rule = (marked: string) => {
  const { text, offset } = at(marked);
  const found = suppressionAt(text, offset);
  if (found) assert.equal(text.slice(found.span.start, found.span.end), found.rule);
  return found?.rule;
};
const offered = (marked: string) => {
  const { text, offset } = at(marked);
  return completeSuppression(text, offset, CATALOG).map(
    ({ insert, replace }) => text.slice(0, replace.start) + insert + text.slice(replace.end),
  );
};

describe('suppressionAt', () => {
  const cases: readonly [string, string | undefined][] = [
    ['# seaworthy-ignore a/|b: why', 'a/b'],
    ['# seaworthy-ignore |a/b: why', 'a/b'],
    ['# seaworthy-ignore a/b|: why', 'a/b'],
    ['# seaworthy-ignore a/b, c|/d', 'c/d'],
    ['# seaworthy-|ignore a/b', undefined],
    ['# seaworthy-ignore a/b: wh|y', undefined],
    ['x: 1\n  hostPID: true # seaworthy-ignore a/|b\r\ny: 2', 'a/b'],
    ['# see x # seaworthy-ignore a/|b', 'a/b'],
    ['    seaworthy/ignore: "a/b: why; c|/d: so"', 'c/d'],
    ['    seaworthy/ignore: a/|b', 'a/b'],
    ['{"seaworthy/ignore": "a/|b: why", "x/y": "c/d"}', 'a/b'],
    ['{"seaworthy/ignore": "a/b: why", "x/y": "c/|d"}', undefined],
    ['|', undefined],
    ['# nothing a/|b', undefined],
  ];
  for (const [marked, expected] of cases) it(JSON.stringify(marked), () => assert.equal(rule(marked), expected));
});

describe('completeSuppression', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['# seaworthy-ignore |', ['# seaworthy-ignore kubernetes/host-ipc', '# seaworthy-ignore kubernetes/host-pid']],
    ['# seaworthy-ignore kub|ern: why', ['# seaworthy-ignore kubernetes/host-ipc: why', '# seaworthy-ignore kubernetes/host-pid: why']],
    ['# seaworthy-ignore kubernetes/host-pid, |', ['# seaworthy-ignore kubernetes/host-pid, kubernetes/host-ipc']],
    ['# seaworthy-ignore kubernetes/host-pid,|', ['# seaworthy-ignore kubernetes/host-pid,kubernetes/host-ipc']],
    ['a: b # seaworthy-ignore |', ['a: b # seaworthy-ignore kubernetes/host-ipc', 'a: b # seaworthy-ignore kubernetes/host-pid']],
    ['# seaworthy-ignore kubernetes/host-pid: |', []],
    ['# seaworthy-ignore kubernetes/host-pid |', []],
    ['# seaworthy-ignore|', ['# seaworthy-ignore ', '# seaworthy-ignore-stage ', '# seaworthy-ignore-file ']],
    ['# sea|', ['# seaworthy-ignore ', '# seaworthy-ignore-stage ', '# seaworthy-ignore-file ']],
    ['# seaworthy-ignore-f|', ['# seaworthy-ignore-file ']],
    ['# |', []],
    ['RUN echo s|', []],
    ['seaworthy/ignore: "kubernetes/host-pid: x; |"', ['seaworthy/ignore: "kubernetes/host-pid: x; kubernetes/host-ipc"']],
    ['seaworthy/ignore: |', ['seaworthy/ignore: kubernetes/host-ipc', 'seaworthy/ignore: kubernetes/host-pid']],
    ['seaworthy/ignore: "kubernetes/host-pid: |"', []],
  ];
  for (const [marked, expected] of cases) it(JSON.stringify(marked), () => assert.deepEqual(offered(marked), expected));
});

describe('the editor about suppressions', () => {
  it('answers at any place of any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('# seaworthy-ignore', ' ', 'a/b', ',', ':', '\n', '\r', ';', 'seaworthy/ignore', '"', '#'),
    });
    fc.assert(
      fc.property(text, fc.nat(60), (line, offset) => {
        const found = suppressionAt(line, offset);
        if (found) assert.equal(line.slice(found.span.start, found.span.end), found.rule);
        for (const { replace } of completeSuppression(line, offset, CATALOG))
          assert.ok(replace.start <= offset && replace.end >= replace.start);
      }),
    );
  });
});
