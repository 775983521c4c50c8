import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, codeOf, file, finding, findings, noFinding, open, read, until, write } from './kit.js';

describe('commands', () => {
  afterEach(closeAll);

  it('are all there', async () => {
    await api();
    const manifest = vscode.extensions.getExtension('seaworthy.seaworthy')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) assert.ok(known.includes(command), command);
  });

  it('check the workspace: findings of files that are not open', async () => {
    const opened = await open('Dockerfile');
    await finding(opened, 'dockerfile/latest-tag');
    const result = await vscode.commands.executeCommand<{ files: number; findings: number }>('seaworthy.checkWorkspace');
    assert.ok(result.files >= 8, `${result.files} files`);
    const pod = { uri: file('k8s/pod.yaml') };
    await until('a finding in a file that is not open', () =>
      findings(pod).some((diagnostic) => codeOf(diagnostic) === 'kubernetes/host-pid'),
    );
    const count = findings(opened).length;
    const distinct = new Set(findings(opened).map((diagnostic) => `${codeOf(diagnostic)} ${JSON.stringify(diagnostic.range)}`));
    assert.equal(distinct.size, count, 'an open file has its findings once');
    const document = await open('k8s/pod.yaml');
    await finding(document, 'kubernetes/host-pid');
    await until('once', () => findings(document).filter((diagnostic) => codeOf(diagnostic) === 'kubernetes/host-pid').length === 1);
  });

  it('fix all that is safe in the file', async () => {
    await write(file('fixes/all/Dockerfile'), 'FROM node:22.11.0\nADD a ./\nADD b ./\nUSER 1000\n');
    const document = await open('fixes/all/Dockerfile');
    await finding(document, 'dockerfile/add-instead-of-copy');
    await vscode.commands.executeCommand('seaworthy.fixAll');
    await until('both are fixed', () => document.getText() === 'FROM node:22.11.0\nCOPY a ./\nCOPY b ./\nUSER 1000\n');
    await noFinding(document, 'dockerfile/add-instead-of-copy');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('open the configuration file that is in force', async () => {
    const document = await open('strict/Dockerfile');
    const { statusOf } = await api();
    await until('status', () => statusOf(document.uri)?.configFile);
    await vscode.commands.executeCommand('seaworthy.openConfig');
    await until('the editor', () => vscode.window.activeTextEditor?.document.uri.path === file('strict/.seaworthy.yaml').path);
  });

  it('create a configuration file where there is none, and it is without mistakes', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    await vscode.commands.executeCommand('seaworthy.openConfig');
    const created = await until('the editor', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.path === file('.seaworthy.yaml').path && active;
    });
    assert.match(await read(created.uri), /^profile: recommended$/m);
    const { statusOf } = await api();
    await until('it is judged', () => statusOf(created.uri)?.kind === 'config');
    assert.deepEqual(findings(created), []);
    await closeAll();
    await vscode.workspace.fs.delete(created.uri);
  });

  it('restart the server', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    await vscode.commands.executeCommand('seaworthy.restart');
    await finding(document, 'dockerfile/latest-tag');
  });
});
