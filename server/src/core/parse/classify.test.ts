import assert from 'node:assert/strict';
import type { ClassifyRequest } from './classify.js';
import { classify } from './classify.js';

const POD = 'apiVersion: v1\nkind: Pod\n';

/** Kind, words, and what is out of the ordinary. */
function taken(path: string, text: string, more: Partial<ClassifyRequest> = {}): string {
  const { kind, takenFor, completeness, json } = classify({ path, text, ...more });
  return [kind, takenFor, completeness === 'whole' ? '' : completeness, json ? 'json' : ''].filter((word) => word !== '').join(', ');
}

describe('classify by name', () => {
  const dockerfiles = [
    'Dockerfile',
    'dockerfile',
    'a/b/Dockerfile',
    'Dockerfile.dev',
    'web.dockerfile',
    'web.Dockerfile',
    'Containerfile',
    'Containerfile.x',
    'Dockerfile.alpine3.20',
    'Dockerfile-x.dockerfile',
  ];
  for (const path of dockerfiles) it(`takes ${path} for a Dockerfile`, () => assert.equal(taken(path, ''), 'dockerfile, Dockerfile'));

  const others = [
    'Dockerfile.dockerignore',
    'Dockerfile.md',
    'dockerfile.go',
    'dockerfile.test.ts',
    'dockerfile_lint.py',
    'README',
    'x.txt',
  ];
  for (const path of others) it(`does not take ${path} for one`, () => assert.equal(classify({ path, text: 'FROM a\n' }).kind, 'other'));

  it('knows its configuration', () => {
    for (const path of ['.seaworthy.yaml', 'a/.seaworthy.yml']) assert.equal(taken(path, POD), 'config, Seaworthy configuration');
    assert.equal(classify({ path: 'seaworthy.yaml', text: '' }).kind, 'other');
  });

  it('lets the language decide where the name says nothing', () => {
    assert.equal(taken('build-image', 'FROM a\n', { languageId: 'dockerfile' }), 'dockerfile, Dockerfile');
    assert.equal(taken('Untitled-1', POD, { languageId: 'yaml' }), 'kubernetes, Kubernetes manifest');
    assert.equal(
      taken('Untitled-1', '{"apiVersion": "v1", "kind": "Pod"}', { languageId: 'jsonc' }),
      'kubernetes, Kubernetes manifest, json',
    );
    assert.equal(taken('', POD), 'kubernetes, Kubernetes manifest');
    assert.equal(taken('', '{"kind": "Pod", "apiVersion": "v1"}'), 'kubernetes, Kubernetes manifest, json');
    assert.equal(taken('notes.md', POD, { languageId: 'markdown' }), 'other, file of another kind');
    assert.equal(taken('notes.md', POD), 'other, file of another kind');
    assert.equal(taken('Untitled-2', POD, { languageId: 'markdown' }), 'other, file of another kind');
  });
});

describe('classify by content', () => {
  const manifests: [string, string][] = [
    ['keys at the top', POD],
    ['other keys first', 'metadata:\n  name: x\nkind: Pod\nspec: {}\napiVersion: v1\n'],
    ['quoted keys', '"apiVersion": v1\n"kind": Pod\n'],
    ['comments, a marker and a byte order mark', `\uFEFF# c\n---\n${POD}`],
    ['CRLF', POD.replaceAll('\n', '\r\n')],
    ['a later document', `a: 1\n---\n${POD}`],
    ['indentation of the whole', '  apiVersion: v1\n  kind: Pod\n'],
    ['flow style', '{apiVersion: v1, kind: Pod}\n'],
    ['JSON in a YAML file', '{\n  "apiVersion": "v1",\n  "kind": "Pod"\n}\n'],
    ['JSON behind a marker', '---\n{"apiVersion": "v1", "kind": "Pod"}\n'],
    ['blanks in front of the colon', 'apiVersion : v1\nkind : Pod\n'],
  ];
  for (const [name, text] of manifests)
    it(`knows a manifest by ${name}`, () => assert.equal(taken('x.yaml', text), 'kubernetes, Kubernetes manifest'));

  const rest: [string, string, string, string][] = [
    ['an API description', 'api.yaml', 'openapi: 3.0.0\ncomponents:\n  x:\n    apiVersion: {}\n    kind: {}\n', 'other, API description'],
    ['keys that stand deeper', 'x.yaml', 'a:\n  apiVersion: v1\n  kind: Pod\n', 'other, YAML of another kind'],
    ['one key alone', 'x.yaml', 'apiVersion: v1\nname: x\n', 'other, YAML of another kind'],
    ['a chart', 'chart/Chart.yaml', 'apiVersion: v2\nname: x\n', 'other, Helm chart'],
    ['values', 'chart/values.prod.yaml', 'image: x\n', 'other, Helm values'],
    ['Compose by name', 'docker-compose.yml', 'services: {}\n', 'other, Compose file'],
    ['Compose by name and part', 'compose.override.yaml', 'services: {}\n', 'other, Compose file'],
    ['Compose by content', 'stack.yml', 'version: "3"\nservices:\n  web: {}\n', 'other, Compose file'],
    ['a workflow', '.github/workflows/ci.yml', 'on: push\njobs: {}\n', 'other, GitHub workflow'],
    ['a package', 'package.json', '{"name": "x"}', 'other, project file, json'],
    ['any JSON', 'x.json', '[1]', 'other, JSON of another kind, json'],
    ['a JSON patch', 'patch.yaml', '- op: replace\n  path: /spec\n', 'other, JSON patch'],
    ['an empty file', 'x.yaml', '', 'other, YAML of another kind'],
  ];
  for (const [name, path, text, expected] of rest) it(`tells ${name}`, () => assert.equal(taken(path, text), expected));

  it('finds the keys of JSON however deep the rest is', () => {
    const deep = (head: string): string => `{${head}"metadata": {"apiVersion": 1, "a": ["{", "}"]}, "kind": "List"}`;
    assert.equal(taken('x.json', deep('"apiVersion": "v1", ')), 'kubernetes, Kubernetes manifest, json');
    assert.equal(taken('x.json', deep('')), 'other, JSON of another kind, json');
    const items = `"items": [${'{"kind": "Pod"},'.repeat(10_000)}{}]`;
    assert.equal(taken('x.json', `{"apiVersion": "v1", ${items}, "kind": "List"}`), 'kubernetes, Kubernetes manifest, json');
  });

  it('tells templates, patches and kustomizations', () => {
    assert.equal(taken('x.yaml', `${POD}metadata:\n  name: {{ x }}\n`), 'kubernetes, Helm template, template');
    assert.equal(taken('x.yaml', `{{- if x }}\n${POD}{{- end }}\n`), 'kubernetes, Helm template, template');
    assert.equal(taken('x.tpl', `${POD}a: "{{ x }}"\n`), 'kubernetes, Helm template, template');
    assert.equal(taken('x.yaml', `${POD}a: "{{ x }}"\n`), 'kubernetes, Kubernetes manifest');
    assert.equal(taken('x.yaml', `${POD}a: "{{ x }}"\n`, { hints: { inChart: true } }), 'kubernetes, Helm template, template');
    assert.equal(taken('x.yaml', `${POD}a: "{{ x }}"\n`, { languageId: 'helm' }), 'kubernetes, Helm template, template');
    assert.equal(taken('x.yaml', POD, { hints: { inChart: true } }), 'kubernetes, Kubernetes manifest');
    assert.equal(taken('x.yaml', POD, { hints: { isPatch: true } }), 'kubernetes, Kustomize patch, partial');
    assert.equal(taken('_helpers.tpl', '{{- define "x" -}}\n{{- end }}\n'), 'other, template of another kind');
    assert.equal(
      taken('kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'),
      'kubernetes, Kustomization',
    );
  });
});
