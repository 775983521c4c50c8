import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkComment, readCheckOptions, readHadolint } from './peer-comments.js';

describe('readHadolint', () => {
  const cases: readonly [string, ReturnType<typeof readHadolint>][] = [
    ['hadolint ignore=DL3006', { scope: 'place', codes: ['DL3006'] }],
    ['hadolint ignore=DL3006,SC2086', { scope: 'place', codes: ['DL3006', 'SC2086'] }],
    ['hadolint\tignore = DL3006 , SC2086  # why', { scope: 'place', codes: ['DL3006', 'SC2086'] }],
    ['hadolint global ignore=DL3006', { scope: 'file', codes: ['DL3006'] }],
    ['hadolint stage ignore=DL3006', { scope: 'stage', codes: ['DL3006'] }],
    ['hadolint ignore=', undefined],
    ['hadolint ignore=DL3006,', undefined],
    ['hadolint ignore=DL3006,nothing', undefined],
    ['hadolint ignore=DL3006 nothing', undefined],
    ['hadolint ignore DL3006', undefined],
    ['hadolint shell=powershell', undefined],
    ['Hadolint ignore=DL3006', undefined],
    ['see hadolint ignore=DL3006', undefined],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(readHadolint(text), expected));
});

describe('readCheckOptions', () => {
  const cases: readonly [string, ReturnType<typeof readCheckOptions>][] = [
    ['skip=A,B', ['A', 'B']],
    ['skip=A;error=true', ['A']],
    ['experimental=all;skip=A', ['A']],
    ['skip=all', 'all'],
    ['skip=A, B', ['A']],
    ['skip=', []],
    ['error=true', undefined],
    ['skip=A;error=perhaps', undefined],
    ['skip=A;colour=blue', undefined],
    ['skip=A;', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(readCheckOptions(text), expected));
  it('are found behind the name of the directive', () => {
    assert.equal(checkComment('check=skip=A'), 'skip=A');
    assert.equal(checkComment('check = skip=A'), 'skip=A');
    assert.equal(checkComment('checks=skip=A'), undefined);
    assert.equal(checkComment('check='), undefined);
  });
});

describe('comments of other linters', () => {
  it('are read whatever they hold', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readHadolint(`hadolint ignore=${text}`);
        readCheckOptions(text);
        checkComment(text);
      }),
    );
  });
});
