import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, codeOf, file, finding, findings, noFinding, open, placeOf, setText, until, withSetting, write } from './kit.js';

describe('configuration', () => {
  afterEach(closeAll);

  it('in the settings of the editor has open files judged anew', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    await withSetting('seaworthy', 'rules', { 'dockerfile/latest-tag': 'off' }, async () => {
      await noFinding(document, 'dockerfile/latest-tag');
      await finding(document, 'dockerfile/root-user');
    });
    await finding(document, 'dockerfile/latest-tag');
  });

  it('in a file has open files judged anew, and wins over the settings', async () => {
    const config = file('strict/.seaworthy.yaml');
    const document = await open('strict/Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    const { statusOf } = await api();
    assert.equal((await until('status', () => statusOf(document.uri))).profile, 'strict');
    await withSetting('seaworthy', 'rules', { 'dockerfile/root-user': 'off' }, async () => {
      await write(config, 'profile: strict\nrules:\n  dockerfile/latest-tag: off\n');
      await noFinding(document, 'dockerfile/latest-tag');
      await finding(document, 'dockerfile/root-user');
    });
    await write(config, 'profile: recommended\n');
    await finding(document, 'dockerfile/latest-tag');
    await until('the other profile', () => statusOf(document.uri)?.profile === 'recommended');
    await write(config, 'profile: strict\n');
  });

  it('that is new or gone is noticed', async () => {
    const document = await open('names/Containerfile');
    await finding(document, 'dockerfile/latest-tag');
    await write(file('names/.seaworthy.yaml'), 'rules: { dockerfile/latest-tag: off }\n');
    await noFinding(document, 'dockerfile/latest-tag');
    await vscode.workspace.fs.delete(file('names/.seaworthy.yaml'));
    await finding(document, 'dockerfile/latest-tag');
  });

  it('with mistakes says so on the exact word, with a repair', async () => {
    const document = await open('strict/.seaworthy.yaml');
    await setText(document, 'profil: strict\nrules:\n  dockerfile/root-usr: off\n');
    const key = await finding(document, 'config/unknown-key');
    assert.equal(placeOf(document, key), '1:1-1:7 profil');
    const rule = await finding(document, 'config/unknown-rule');
    assert.equal(placeOf(document, rule), '3:3-3:22 dockerfile/root-usr');
    await setText(document, 'profile: stricter\n');
    assert.equal(placeOf(document, await finding(document, 'config/invalid-value')), '1:10-1:18 stricter');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('that cannot be read leaves the last good one in force', async () => {
    const config = file('strict/.seaworthy.yaml');
    await write(config, 'profile: strict\nrules: { dockerfile/latest-tag: off }\n');
    const document = await open('strict/Dockerfile');
    await finding(document, 'dockerfile/root-user');
    await noFinding(document, 'dockerfile/latest-tag');
    const broken = await open(config);
    await setText(broken, 'profile: [strict\n');
    await finding(broken, 'config/syntax-error');
    await open('strict/Dockerfile');
    const { statusOf } = await api();
    await until('the status says so', () => statusOf(document.uri)?.configBroken);
    assert.equal(
      findings(document).some((diagnostic) => codeOf(diagnostic) === 'dockerfile/latest-tag'),
      false,
    );
    await open(config);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await write(config, 'profile: strict\n');
  });

  it('of a workspace cannot name a program to start', () => {
    const path = vscode.workspace.getConfiguration('seaworthy').inspect<string>('shellcheck.path');
    assert.deepEqual(
      [path?.workspaceValue, path?.workspaceFolderValue],
      [undefined, undefined],
      'the one in .vscode/settings.json is not read',
    );
    assert.equal(vscode.workspace.getConfiguration('seaworthy').get('shellcheck.path'), '');
  });

  it('has few settings, and every one is described', () => {
    const manifest = vscode.extensions.getExtension('seaworthy.seaworthy')?.packageJSON as {
      contributes: { configuration: { properties: Record<string, { markdownDescription?: string; description?: string }> } };
    };
    const { properties } = manifest.contributes.configuration;
    assert.deepEqual(Object.keys(properties).sort(), [
      'seaworthy.profile',
      'seaworthy.rules',
      'seaworthy.scope',
      'seaworthy.shellcheck.path',
      'seaworthy.stepBack',
      'seaworthy.trace.server',
    ]);
    for (const [name, property] of Object.entries(properties)) assert.ok(property.markdownDescription ?? property.description, name);
  });
});
