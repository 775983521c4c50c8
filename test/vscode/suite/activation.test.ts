import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, finding, open, until } from './kit.js';

describe('activation', () => {
  after(closeAll);

  it('happens by itself when a Dockerfile is opened', async () => {
    const document = await open('Dockerfile');
    assert.equal(document.languageId, 'dockerfile');
    const { host } = await api();
    assert.equal(host, typeof process === 'object' && process.versions?.node ? 'node' : 'web');
    await finding(document, 'dockerfile/latest-tag');
  });

  for (const [path, language, takenFor] of [
    ['k8s/pod.yaml', 'yaml', 'Kubernetes manifest'],
    ['k8s/pod.json', 'json', 'Kubernetes manifest'],
    ['chart/templates/web.yaml', 'helm', 'Helm template'],
    ['compose.yaml', 'dockercompose', undefined],
    ['.vscode/settings.json', 'jsonc', undefined],
  ] as const) {
    it(`covers ${language}`, async () => {
      const document = await open(path);
      assert.equal(document.languageId, language);
      const { statusOf } = await api();
      const status = await until('status', () => statusOf(document.uri));
      if (takenFor === undefined) assert.equal(status.kind, 'other');
      else assert.deepEqual([status.kind, status.takenFor], ['kubernetes', takenFor]);
    });
  }

  for (const name of ['names/Dockerfile.dev', 'names/app.dockerfile', 'names/Containerfile']) {
    it(`knows ${name} for a Dockerfile`, async () => {
      const document = await open(name);
      assert.equal(document.languageId, 'dockerfile');
      await finding(document, 'dockerfile/latest-tag');
    });
  }

  it('asks for nothing and opens nothing', () => {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.ok(
      tabs.every((tab) => tab.input instanceof vscode.TabInputText),
      'only the files that were opened',
    );
  });
});
