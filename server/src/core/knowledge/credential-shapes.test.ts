import * as assert from 'node:assert/strict';
import { credentialKindOf, findCredentials, hasTokenChecksum, isMadeUp, isRandom, isTrivialPassword } from './credential-shapes.js';

const CHECKED = ['zQWBuTSOoRi4A9spHcVY', '5ncnsDkxkJ0mLq17'].join('');

describe('credential shapes', () => {
  it('knows the checksum of a token', () => {
    assert.equal(hasTokenChecksum(CHECKED), true);
    assert.equal(hasTokenChecksum(CHECKED.replace('z', 'Z')), false);
  });

  it('finds each credential once, in order', () => {
    const token = `gh${'p_'}${CHECKED}`;
    const text = `a ${token} b https://u:${token}@h c https://me:hunter2x@corp.dev`;
    assert.deepEqual(
      findCredentials(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ['GitHub token', token],
        ['GitHub token', token],
        ['password in a URL', 'me:hunter2x'],
      ],
    );
  });

  it('finds nothing in long rows of beginnings', () => {
    for (const piece of ['https://a:b', 'eyJ', 'eyJhbGciOi.', 'AKIA', '://a:', '-----BEGIN PRIVATE KEY-----\n', 'xoxb-1']) {
      assert.deepEqual(findCredentials(piece.repeat(100)), [], piece);
    }
  });

  it('tells what was drawn by lot from what people write', () => {
    for (const value of [
      ['q7Rk2ZpX9v', 'Lm4TbW8sYd'].join(''),
      '9f3c1a7be0d24856b7c8f1e2a3d4095c',
      ['T7#k', 'q2!Zp9$x'].join('').replace('$', '%'),
    ]) {
      assert.equal(isRandom(value), true, value);
    }
    for (const value of [
      'MyCompanyServiceName2',
      'keyboard-cat-Is-here1',
      '/var/lib/App1/Keys9',
      'P@ssw0rd123!xY',
      'E3FF2839C048B25C084DEBE9B26995E310250568',
      '2026-11-26T08:10:00Z',
      '1.2.3-Beta4+build.17',
    ]) {
      assert.equal(isRandom(value), false, value);
    }
  });

  it('knows placeholders and everyday passwords', () => {
    for (const value of ['EXAMPLEKEY', 'xxxxxxxx', 'your-token', 'django-insecure-5k#v!2q8xw', '1234567890'])
      assert.equal(isMadeUp(value), true, value);
    for (const value of ['password1', 'changeme', 'postgres', 'my-secret-pw', 'xxx']) assert.equal(isTrivialPassword(value), true, value);
    assert.equal(isTrivialPassword('hunter2'), false);
  });

  it('says what a value shows by itself', () => {
    assert.equal(credentialKindOf('X', `gh${'p_'}${CHECKED}`), 'shape');
    assert.equal(credentialKindOf('API_TOKEN', '9f3c1a7be0d24856b7c8f1e2a3d4095c'), 'random');
    assert.equal(credentialKindOf('BUILD', '9f3c1a7be0d24856b7c8f1e2a3d4095c'), undefined);
    assert.equal(credentialKindOf('API_TOKEN', 'hunter2'), undefined);
  });
});
