import * as assert from 'node:assert/strict';
import { OCI_KEYS, fitsType, isSpdxExpression, labelTypeOf } from './label-values.js';
import { ALL_LABELS, OCI } from './oci-labels.js';

const VALUES = {
  url: [
    ['https://example.com', 'http://example.com/a?b#c', 'ssh://git@example.com/a.git'],
    ['example.com/a', 'git@example.com:a.git', 'https://', 'https:///a', 'https://a b'],
  ],
  rfc3339: [
    ['2026-11-23T10:00:00Z', '2026-11-23t10:00:00.5z', '2026-11-23 10:00:00+01:00', '2024-02-29T00:00:00Z'],
    ['2026-11-23', '2026-11-23T10:00Z', '2026-11-23T10:00:00', '2026-02-29T00:00:00Z', '1700000000', 'today'],
  ],
  semver: [
    ['1.4.0', '1.4.0-rc.1+build.5', '0.0.0'],
    ['1.4', 'v1.4.0', '01.4.0', '1.4.0-', 'latest'],
  ],
  hash: [
    ['3f2a91c', 'a'.repeat(40), 'A'.repeat(64)],
    ['3f2a91', 'main', 'a'.repeat(41), 'v1.2.3'],
  ],
  email: [
    ['a@example.com', 'a+b@mail.example.com'],
    ['a', 'a@b', 'a b@example.com', '@example.com'],
  ],
  digest: [
    [`sha256:${'a'.repeat(64)}`, `sha512:${'0'.repeat(128)}`, 'other:abc'],
    ['sha256:abc', 'a'.repeat(64), `sha256:${'A'.repeat(64)}`],
  ],
  reference: [
    ['alpine', 'alpine:3.24', 'docker.io/library/alpine:3.24', `ghcr.io/acme/app@sha256:${'a'.repeat(64)}`, 'localhost:5000/a/b:c'],
    ['alpine 3.24', 'alpine:', 'https://example.com/alpine', 'alpine:3.24:1', 'a//'],
  ],
  text: [['', 'anything'], []],
} as const;

describe('values of labels', () => {
  for (const [type, [good, bad]] of Object.entries(VALUES)) {
    for (const value of good) it(`"${value}" is ${type}`, () => assert.equal(fitsType(type as keyof typeof VALUES, value), true));
    for (const value of bad) it(`"${value}" is not ${type}`, () => assert.equal(fitsType(type as keyof typeof VALUES, value), false));
  }
  for (const value of [
    'MIT',
    'mit',
    'MIT OR Apache-2.0',
    'GPL-2.0-or-later WITH Classpath-exception-2.0',
    'GPL-2.0+',
    '(MIT AND (BSD-3-Clause OR ISC))',
    'LicenseRef-Acme',
    'DocumentRef-x:LicenseRef-y AND MIT',
    'NOASSERTION',
  ])
    it(`"${value}" is an SPDX expression`, () => assert.equal(isSpdxExpression(value), true));
  for (const value of [
    '',
    'Apache 2.0',
    'MIT License',
    'MIT, ISC',
    'MIT OR',
    'OR MIT',
    '(MIT',
    'MIT)',
    'MIT WITH nothing',
    'MIT AND AND ISC',
    'Proprietary',
    '()',
  ])
    it(`"${value}" is no SPDX expression`, () => assert.equal(isSpdxExpression(value), false));
  it('reads what is deep without failing', () => assert.equal(isSpdxExpression(`${'('.repeat(50_000)}MIT${')'.repeat(50_000)}`), true));
  it('knows every key that a Dockerfile is asked to have', () => {
    for (const key of ALL_LABELS) assert.ok(OCI_KEYS.includes(key), key);
  });
  it('lets the configuration decide', () => {
    assert.equal(labelTypeOf(`${OCI}version`, {}), 'text');
    assert.equal(labelTypeOf(`${OCI}version`, { [`${OCI}version`]: 'semver' }), 'semver');
    assert.equal(labelTypeOf('team', {}), undefined);
    assert.equal(labelTypeOf('constructor', {}), undefined);
  });
  it('lets types of a later version pass', () => assert.equal(fitsType('color' as 'text', 'x'), true));
});
