import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { action, closeAll, file, finding, noFinding, open, read, setText, withSetting, write } from './kit.js';

describe('fixes', () => {
  const path = 'fixes/Dockerfile';
  const text = 'FROM node:22.11.0\nADD package.json ./\nUSER 1000\n';

  beforeEach(async () => {
    await closeAll();
    await write(file(path), text);
  });
  after(closeAll);

  it('change the file, and the finding goes', async () => {
    const document = await open(path);
    const add = await finding(document, 'dockerfile/add-instead-of-copy');
    const fix = await action(document, add.range, /COPY/);
    assert.ok(fix.edit, 'resolved with its edit');
    assert.equal(fix.isPreferred, true, 'a safe fix is the preferred one');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(document, 'dockerfile/add-instead-of-copy');
    assert.equal(document.getText(), text.replace('ADD', 'COPY'));
    assert.ok(await document.save());
    assert.equal(await read(file(path)), text.replace('ADD', 'COPY'));
  });

  it('that may change what runs are offered and not preferred', async () => {
    const document = await open('Dockerfile');
    const user = await finding(document, 'dockerfile/root-user');
    const fix = await action(document, user.range, /^Run as /);
    assert.notEqual(fix.isPreferred, true);
  });

  it('that are safe run on save when the user wants it, and only these', async () => {
    await withSetting('editor', 'codeActionsOnSave', { 'source.fixAll.seaworthy': 'explicit' }, async () => {
      const document = await open(path);
      await finding(document, 'dockerfile/add-instead-of-copy');
      await setText(document, text.replace('USER 1000', 'USER root'));
      await finding(document, 'dockerfile/root-user');
      assert.ok(await document.save());
      const saved = await read(file(path));
      assert.match(saved, /^COPY package\.json \.\/$/m);
      assert.match(saved, /^USER root$/m, 'an unsafe fix was not applied');
    });
  });

  it('do not run on save unasked', async () => {
    const document = await open(path);
    await finding(document, 'dockerfile/add-instead-of-copy');
    await setText(document, `${text}# changed\n`);
    assert.ok(await document.save());
    assert.equal(await read(file(path)), `${text}# changed\n`);
  });

  it('harden a container in one step', async () => {
    const document = await open('k8s/pod.yaml');
    await finding(document, 'kubernetes/host-pid');
    const name = new vscode.Range(7, 12, 7, 12);
    const fix = await action(document, name, /^Harden container/);
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(document, 'kubernetes/missing-run-as-non-root');
    assert.match(document.getText(), /runAsNonRoot: true/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('offer to ignore a finding with a reason', async () => {
    const document = await open('Dockerfile');
    const latest = await finding(document, 'dockerfile/latest-tag');
    const ignore = await action(document, latest.range, /^Ignore dockerfile\/latest-tag here/);
    assert.equal(ignore.command?.command, 'seaworthy.suppress');
  });
});
