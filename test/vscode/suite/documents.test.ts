import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, finding, findings, open } from './kit.js';

describe('documents', () => {
  afterEach(closeAll);

  it('that were never saved are judged', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM node:latest\nUSER root\n' });
    await vscode.window.showTextDocument(document);
    assert.equal(document.uri.scheme, 'untitled');
    await finding(document, 'dockerfile/latest-tag');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  for (const scheme of ['git', 'output', 'vscode-scm']) {
    it(`of the scheme ${scheme}: are left alone`, async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: () => 'FROM node:latest\nUSER root\n',
      });
      try {
        const foreign = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path: '/old/Dockerfile', query: 'ref' }));
        await vscode.languages.setTextDocumentLanguage(foreign, 'dockerfile');
        await vscode.window.showTextDocument(foreign, { preview: false });
        // A file that is opened after it has its findings: the server has been through the other one by then.
        await finding(await open('Dockerfile'), 'dockerfile/latest-tag');
        assert.deepEqual(findings(foreign), []);
      } finally {
        provider.dispose();
      }
    });
  }

  it('of another language are left alone', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'FROM node:latest\n' });
    await vscode.window.showTextDocument(document);
    await finding(await open('Dockerfile'), 'dockerfile/latest-tag');
    assert.deepEqual(findings(document), []);
  });
});
