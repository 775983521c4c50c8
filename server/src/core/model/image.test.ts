import * as assert from 'node:assert/strict';
import { parseImageReference } from './image.js';
import type { ImageProblem } from './image.js';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('image references', () => {
  const valid: [
    text: string,
    registry: string | undefined,
    path: string,
    tag: string | undefined,
    digest: string | undefined,
    name: string,
  ][] = [
    ['nginx', undefined, 'nginx', undefined, undefined, 'docker.io/library/nginx'],
    ['nginx:1.30', undefined, 'nginx', '1.30', undefined, 'docker.io/library/nginx'],
    ['me/my.app:1', undefined, 'me/my.app', '1', undefined, 'docker.io/me/my.app'],
    ['docker.io/nginx', 'docker.io', 'nginx', undefined, undefined, 'docker.io/library/nginx'],
    ['index.docker.io/a/b', 'index.docker.io', 'a/b', undefined, undefined, 'docker.io/a/b'],
    ['localhost/a', 'localhost', 'a', undefined, undefined, 'localhost/a'],
    ['localhost:5000/a:1', 'localhost:5000', 'a', '1', undefined, 'localhost:5000/a'],
    ['host:5000/a/b:1', 'host:5000', 'a/b', '1', undefined, 'host:5000/a/b'],
    ['h:5000/a', 'h:5000', 'a', undefined, undefined, 'h:5000/a'],
    [`h:5000/a/b:1@${SHA}`, 'h:5000', 'a/b', '1', SHA, 'h:5000/a/b'],
    [`a@${SHA}`, undefined, 'a', undefined, SHA, 'docker.io/library/a'],
    ['MYHOST/a', 'MYHOST', 'a', undefined, undefined, 'MYHOST/a'],
    ['[::1]:5000/a', '[::1]:5000', 'a', undefined, undefined, '[::1]:5000/a'],
    ['[2001:db8::1]/a:2', '[2001:db8::1]', 'a', '2', undefined, '[2001:db8::1]/a'],
    ['a__b/c--d', undefined, 'a__b/c--d', undefined, undefined, 'docker.io/a__b/c--d'],
    ['app:V1_x-y.z', undefined, 'app', 'V1_x-y.z', undefined, 'docker.io/library/app'],
  ];
  for (const [text, registry, path, tag, digest, name] of valid) {
    it(`reads ${text}`, () =>
      assert.deepEqual(parseImageReference(text), { image: { registry, path, tag, digest, name }, invalid: undefined }));
  }

  const invalid: [text: string, why: ImageProblem][] = [
    ['', 'empty'],
    ['a b', 'blank'],
    ['Nginx', 'upper-case'],
    ['me/App:1', 'upper-case'],
    ['a:', 'empty-tag'],
    ['a:-x', 'tag'],
    [`a:${'x'.repeat(129)}`, 'tag'],
    ['a@sha256:123', 'digest'],
    ['a@', 'digest'],
    [`a@sha256:${'a'.repeat(63)}`, 'digest-length'],
    [`a@sha256:${'A'.repeat(64)}`, 'digest'],
    ['a//b', 'path'],
    ['/a', 'path'],
    ['a/', 'path'],
    ['a_.b', 'path'],
    ['-a', 'path'],
    ['a$b', 'path'],
    ['h.io/', 'empty'],
    ['h_x:5000/a', 'registry'],
    ['0123456789abcdef'.repeat(4), 'image-id'],
    [`h.io/${'a'.repeat(260)}`, 'too-long'],
    ['http://a/b', 'registry'],
    ['[::1]', 'path'],
  ];
  for (const [text, why] of invalid)
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(parseImageReference(text).invalid, why));
});
