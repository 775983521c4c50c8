import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, finding, findings, noFinding, open, placeOf, setText } from './kit.js';

describe('findings', () => {
  after(closeAll);

  it('stand on the exact word of a Dockerfile', async () => {
    const document = await open('Dockerfile');
    const latest = await finding(document, 'dockerfile/latest-tag');
    assert.equal(placeOf(document, latest), '1:6-1:17 node:latest');
    assert.equal(latest.source, 'seaworthy');
    assert.equal(latest.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(latest.message, /^"node:latest" /);
    const user = await finding(document, 'dockerfile/root-user');
    assert.equal(placeOf(document, user), '3:6-3:10 root');
  });

  it('stand on the exact words of a manifest', async () => {
    const document = await open('k8s/pod.yaml');
    const host = await finding(document, 'kubernetes/host-pid');
    assert.equal(placeOf(document, host), '6:3-6:16 hostPID: true');
    assert.equal(host.severity, vscode.DiagnosticSeverity.Error);
  });

  it('about keys that one container lacks share one line on its name', async () => {
    const document = await open('k8s/pod.yaml');
    await finding(document, 'kubernetes/host-pid');
    const onName = findings(document).filter(({ range }) => document.getText(range) === 'web');
    assert.equal(onName.filter(({ range }) => range.start.line === 7).length, 1);
  });

  it('stand in JSON manifests too', async () => {
    const document = await open('k8s/pod.json');
    await finding(document, 'kubernetes/host-ipc');
  });

  it('follow the typing', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/root-user');
    const text = document.getText();
    await setText(document, text.replace('USER root', 'USER 1000'));
    await noFinding(document, 'dockerfile/root-user');
    await setText(document, text);
    await finding(document, 'dockerfile/root-user');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('go when the file is closed', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    await closeAll();
    await noFinding(document, 'dockerfile/latest-tag');
  });
});
