import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, file, finding, hoverText, open, setText, until, write } from './kit.js';

const labels = async (document: vscode.TextDocument, position: vscode.Position): Promise<string[]> => {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
};

describe('assistance', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('explains a finding in its hover, with a way to the whole page', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/root-user');
    const text = await until('a hover', async () => {
      const shown = await hoverText(document, new vscode.Position(2, 7));
      return shown.includes('dockerfile/root-user') && shown;
    });
    assert.match(text, /command:seaworthy\.showRule/);
  });

  it('explains a rule id in a suppression', async () => {
    const document = await open('Dockerfile');
    await setText(document, 'FROM node:22\n# seaworthy-ignore dockerfile/root-user: reviewed\nUSER root\n');
    const text = await until('a hover', async () => {
      const shown = await hoverText(document, new vscode.Position(1, 30));
      return shown !== '' && shown;
    });
    assert.match(text, /dockerfile\/root-user/);
  });

  it('completes rule ids in a suppression', async () => {
    const document = await open('Dockerfile');
    await setText(document, 'FROM node:22\n# seaworthy-ignore dockerfile/ro\nUSER root\n');
    await until('the rule', async () => (await labels(document, new vscode.Position(1, 32))).includes('dockerfile/root-user'));
  });

  it('completes keys and values of the configuration file', async () => {
    await write(file('completion/.seaworthy.yaml'), '\n');
    const document = await open('completion/.seaworthy.yaml');
    await until('a key', async () => (await labels(document, new vscode.Position(0, 0))).some((label) => label.startsWith('profile')));
    await setText(document, 'profile: \n');
    await until('a value', async () => (await labels(document, new vscode.Position(0, 9))).includes('strict'));
  });

  it('opens the page of a rule as a document, offline', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('seaworthy-rule:/kubernetes/host-pid.md'));
    assert.match(document.getText(), /kubernetes\/host-pid/);
    assert.ok(document.getText().length > 500, 'it is the whole page');
    assert.equal(document.languageId, 'markdown');
  });
});
