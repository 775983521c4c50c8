import assert from 'node:assert/strict';
import { isConfigName, isDockerfileName, mayBeLintable } from './file-names.js';

describe('file names', () => {
  const dockerfiles = [
    'Dockerfile',
    'a/b/Dockerfile',
    'Dockerfile.prod',
    'dockerfile',
    'web.dockerfile',
    'web.Dockerfile',
    'Containerfile',
    'Containerfile.dev',
  ];
  for (const name of dockerfiles) it(`takes ${name} for a Dockerfile`, () => assert.ok(isDockerfileName(name) && mayBeLintable(name)));
  for (const name of ['Dockerfile.dockerignore', 'MyDockerfile', 'dockerfiles/readme', '.dockerfile'])
    it(`does not take ${name} for one`, () => assert.ok(!isDockerfileName(name)));
  for (const name of ['pod.yaml', 'pod.yml', 'pod.YAML', 'pod.json', '.seaworthy.yaml'])
    it(`would read ${name}`, () => assert.ok(mayBeLintable(name)));
  for (const name of ['pod.txt', 'yaml', 'Makefile', '.dockerignore', 'a.yaml.bak', '.yaml'])
    it(`would not read ${name}`, () => assert.ok(!mayBeLintable(name)));
  it('knows the configuration by its two names', () => {
    assert.ok(isConfigName('a/.seaworthy.yaml') && isConfigName('.seaworthy.yml'));
    assert.ok(!isConfigName('seaworthy.yaml'));
  });
});
