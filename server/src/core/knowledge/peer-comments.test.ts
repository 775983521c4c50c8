import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkComment, readCheckOptions, readHadolint, readPeerComment } from './peer-comments.js';

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

describe('readPeerComment', () => {
  const IDS = [
    'trivy:DS-0002',
    'trivy:DS-0025',
    'checkov:CKV_DOCKER_3',
    'kics:fd54f200-402c-4333-a5a4-36ef6709af2f',
    'kics:b84a0b47-2e99-4c9f-8933-98bcabe2b94d',
    'semgrep:missing-user',
    'tally:max-lines',
    'hadolint:DL3006',
    'buildkit:StageNameCasing',
  ];
  /** Scope, the ids it means, and the day it ends. */
  const read = (value: string) =>
    readPeerComment(value).map(({ scope, names, until }) =>
      [scope, IDS.filter((id) => names(id.toLowerCase())).join(' '), ...(until ? [until] : [])].join(' | '),
    );
  const KICS = 'kics:fd54f200-402c-4333-a5a4-36ef6709af2f kics:b84a0b47-2e99-4c9f-8933-98bcabe2b94d';
  const cases: readonly [string, readonly string[]][] = [
    ['trivy:ignore:DS-0002', ['place | trivy:DS-0002']],
    ['trivy:ignore:AVD-DS-0002 why', ['place | trivy:DS-0002']],
    ['trivy:ignore:ds002 trivy:ignore:DS-0025', ['place | trivy:DS-0002', 'place | trivy:DS-0025']],
    ['tfsec:ignore:DS-00*', ['place | trivy:DS-0002 trivy:DS-0025']],
    ['trivy:ignore:*', ['place | trivy:DS-0002 trivy:DS-0025']],
    ['trivy:ignore:DS-0002:exp:2027-01-31', ['place | trivy:DS-0002 | 2027-01-31']],
    ['trivy:ignore:', []],
    ['see trivy', []],
    ['checkov:skip=CKV_DOCKER_3: no user needed', ['file | checkov:CKV_DOCKER_3']],
    ['why: bridgecrew:skip= ckv_docker_3', ['file | checkov:CKV_DOCKER_3']],
    ['cortex:skip=CKV_DOCKER_3', ['file | checkov:CKV_DOCKER_3']],
    ['checkov:skip=CKV_DOCKER_2,CKV_DOCKER_3', ['file | ']],
    ['kics-scan ignore', [`top | ${KICS}`]],
    ['KICS-SCAN ignore-line', [`place | ${KICS}`]],
    ['kics-scan ignore-block', [`stage | ${KICS}`]],
    ['kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f', ['top | kics:fd54f200-402c-4333-a5a4-36ef6709af2f']],
    ['kics-scan enable=fd54f200-402c-4333-a5a4-36ef6709af2f', ['top | kics:b84a0b47-2e99-4c9f-8933-98bcabe2b94d']],
    ['kics-scan ignored', []],
    ['nosemgrep', ['place | semgrep:missing-user']],
    ['nosem: dockerfile.security.missing-user.missing-user', ['place | semgrep:missing-user']],
    ['nosemgrep: other, missing-user', ['place | semgrep:missing-user']],
    ['nosemgrep: other', ['place | ']],
    ['nosemgrep because', []],
    ['tally ignore=max-lines', ['place | tally:max-lines']],
    ['tally ignore=hadolint/DL3006,buildkit/StageNameCasing;reason=x', ['place | hadolint:DL3006 buildkit:StageNameCasing']],
    ['tally global ignore=DL3006', ['file | hadolint:DL3006']],
    ['tally ignore=all', ['place | tally:max-lines hadolint:DL3006 buildkit:StageNameCasing']],
    ['tally ignores=all', []],
    ['an everyday comment', []],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(read(text), expected));
});

describe('comments of other linters', () => {
  it('are read whatever they hold', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readHadolint(`hadolint ignore=${text}`);
        readCheckOptions(text);
        checkComment(text);
        for (const start of ['trivy:ignore:', 'checkov:skip=', 'kics-scan disable=', 'nosemgrep: ', 'tally ignore='])
          readPeerComment(start + text);
      }),
    );
  });
});
