import assert from 'node:assert/strict';
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Registered } from './client.js';
import { FULL, SMALL, TestClient } from './client.js';

const BAD = 'FROM alpine:3.20\nUSER root\nCMD ["app"]\n';
const OFF = 'rules:\n  dockerfile/root-user: off\n';
const ROOT_USER = '1:dockerfile/root-user';

describe('configuration', () => {
  it('is found from the file upward and re-lints open files when it changes on the disk', async () => {
    const client = await TestClient.start({ capabilities: FULL, files: { '.seaworthy.yaml': OFF, 'a/b/Dockerfile': BAD } });
    const watchers = JSON.stringify(
      (await client.next<{ registrations: { registerOptions: unknown }[] }>('client/registerCapability')).registrations,
    );
    assert.match(watchers, /\.seaworthy\.yaml/);
    const uri = client.uri('a/b/Dockerfile');
    await client.open(uri, BAD);
    const first = await client.pull(uri);
    assert.ok(!JSON.stringify(first).includes('root-user'));
    client.write('.seaworthy.yaml', 'profile: recommended\n');
    await client.changedOnDisk(client.uri('.seaworthy.yaml'));
    await client.next('workspace/diagnostic/refresh');
    const second = await client.pull(uri, first.resultId);
    assert.ok(second.kind === 'full' && JSON.stringify(second.items).includes('root-user'));
    // Nearer, and new.
    client.write('a/.seaworthy.yml', OFF);
    await client.changedOnDisk(client.uri('a/.seaworthy.yml'), 1);
    await client.next('workspace/diagnostic/refresh');
    assert.ok(!(await client.codes(uri)).includes(ROOT_USER));
    unlinkSync(join(client.base, 'a/.seaworthy.yml'));
    await client.changedOnDisk(client.uri('a/.seaworthy.yml'), 3);
    await client.next('workspace/diagnostic/refresh');
    assert.ok((await client.codes(uri)).includes(ROOT_USER));
    await client.stop();
  });

  it('is watched above the opened folder too, as far as the repository goes', async () => {
    const client = await TestClient.start({ capabilities: FULL, folder: 'a/b', files: { '.git/HEAD': '', 'a/b/Dockerfile': BAD } });
    await client.next<Registered>('client/registerCapability', ({ registrations }) => registrations[0]?.id === 'seaworthy-files-above');
    const { watchers } = client.registrations.get('seaworthy-files-above')?.registerOptions;
    assert.deepEqual(
      watchers.map(({ globPattern }: { globPattern: { baseUri: string } }) => globPattern.baseUri),
      [client.uri('a'), client.uri('').replace(/\/$/, '')],
    );
    const uri = client.uri('a/b/Dockerfile');
    await client.open(uri, BAD);
    assert.ok((await client.codes(uri)).includes(ROOT_USER));
    client.write('.seaworthy.yaml', OFF);
    await client.changedOnDisk(client.uri('.seaworthy.yaml'), 1);
    await client.next('workspace/diagnostic/refresh');
    assert.ok(!(await client.codes(uri)).includes(ROOT_USER));
    await client.stop();
  });

  it('counts as it stands in the editor; unreadable, the last good one holds and the file itself says why', async () => {
    const client = await TestClient.start({ capabilities: FULL, files: { '.seaworthy.yaml': 'profile: recommended\n' } });
    const uri = client.uri('Dockerfile');
    const config = client.uri('.seaworthy.yaml');
    await client.open(uri, BAD);
    assert.ok((await client.codes(uri)).includes(ROOT_USER));
    await client.open(config, OFF, 'yaml');
    await client.next('workspace/diagnostic/refresh');
    assert.ok(!(await client.codes(uri)).includes(ROOT_USER));
    await client.change(config, 'rules: {a: [\n');
    await client.next('workspace/diagnostic/refresh');
    assert.ok(!(await client.codes(uri)).includes(ROOT_USER), 'the last good one holds');
    assert.ok((await client.diagnostics(config)).some(({ code, severity }) => code === 'config/syntax-error' && severity === 1));
    const status = await client.connection.sendRequest<Record<string, unknown>>('seaworthy/status', { uri });
    assert.equal(status['configBroken'], true);
    await client.change(config, 'profil: strict\nrules:\n  dockerfile/rot-user: off\n');
    await client.next('workspace/diagnostic/refresh');
    assert.deepEqual((await client.codes(config)).sort(), ['0:config/unknown-key', '2:config/unknown-rule']);
    assert.ok((await client.codes(uri)).includes(ROOT_USER));
    const [action] = await client.actions(config, { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } });
    assert.ok(action);
    assert.match(client.applied(config, (await client.resolve(action)).edit), /^ {2}dockerfile\/root-user: off$/m);
    // Closed without saving, the disk counts again.
    await client.change(config, OFF);
    await client.next('workspace/diagnostic/refresh');
    await client.close(config);
    await client.next('workspace/diagnostic/refresh');
    assert.ok((await client.codes(uri)).includes(ROOT_USER));
    await client.stop();
  });

  it('leaves excluded files alone', async () => {
    const client = await TestClient.start({ capabilities: FULL, files: { '.seaworthy.yaml': 'exclude: ["old/"]\n' } });
    const uri = client.uri('old/Dockerfile');
    await client.open(uri, BAD);
    assert.deepEqual(await client.diagnostics(uri), []);
    const status = await client.connection.sendRequest<Record<string, unknown>>('seaworthy/status', { uri });
    assert.equal(status['excluded'], true);
    assert.equal(status['takenFor'], 'Dockerfile');
    await client.stop();
  });

  it('comes from the settings only where no file is found, and a change re-lints', async () => {
    const settings = { rules: { 'dockerfile/root-user': 'off' } };
    const client = await TestClient.start({ capabilities: FULL, settings, files: { 'with/.seaworthy.yaml': 'profile: recommended\n' } });
    const without = client.uri('without/Dockerfile');
    const withFile = client.uri('with/Dockerfile');
    await client.open(without, BAD);
    await client.open(withFile, BAD);
    assert.ok(!(await client.codes(without)).includes(ROOT_USER));
    assert.ok((await client.codes(withFile)).includes(ROOT_USER));
    client.settings = { rules: { 'dockerfile/root-user': 'error' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/diagnostic/refresh');
    assert.ok((await client.diagnostics(without)).some(({ code, severity }) => code === 'dockerfile/root-user' && severity === 1));
    assert.ok((await client.diagnostics(withFile)).some(({ code, severity }) => code === 'dockerfile/root-user' && severity === 2));
    await client.stop();
  });

  it('reaches a client that is asked nothing and told nothing', async () => {
    const client = await TestClient.start({
      capabilities: SMALL,
      initializationOptions: { settings: { rules: { 'dockerfile/root-user': 'error' } } },
      files: { 'with/Dockerfile': BAD },
    });
    const uri = client.uri('with/Dockerfile');
    await client.open(uri, BAD);
    assert.ok((await client.pushed(uri)).diagnostics.some(({ code, severity }) => code === 'dockerfile/root-user' && severity === 1));
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { seaworthy: { rules: { 'dockerfile/root-user': 'info' } } },
    });
    assert.ok((await client.pushed(uri)).diagnostics.some(({ code, severity }) => code === 'dockerfile/root-user' && severity === 3));
    // It watches nothing, so the disk is looked at when something is saved.
    client.write('.seaworthy.yaml', OFF);
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await client.change(uri, `${BAD}# more\n`);
    assert.ok(!(await client.pushed(uri)).diagnostics.some(({ code }) => code === 'dockerfile/root-user'));
    await client.stop();
  });

  it('is that of each folder, with several open', async () => {
    const client = await TestClient.start({
      capabilities: FULL,
      folders: ['one', 'two'],
      files: { 'one/.seaworthy.yaml': OFF, 'one/Dockerfile': BAD, 'two/Dockerfile': BAD, '.seaworthy.yaml': OFF },
    });
    const [one, two] = [client.uri('one/Dockerfile'), client.uri('two/Dockerfile')];
    await client.open(one, BAD);
    await client.open(two, BAD);
    assert.ok(!(await client.codes(one)).includes(ROOT_USER));
    assert.ok((await client.codes(two)).includes(ROOT_USER), 'no higher than the opened folder where there is no .git');
    client.write('.git/HEAD', '');
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: client.uri('one'), name: 'one' }] },
    });
    await client.next('workspace/diagnostic/refresh');
    assert.ok(!(await client.codes(one)).includes(ROOT_USER));
    await client.stop();
  });

  it('knows charts and patches around a manifest', async () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.27\n';
    const client = await TestClient.start({
      capabilities: FULL,
      files: { 'k/kustomization.yaml': 'patches:\n  - path: patch.yaml\n', 'chart/Chart.yaml': 'name: shop\n' },
    });
    const status = async (path: string, text = deployment) => {
      await client.open(client.uri(path), text, 'yaml');
      return (await client.connection.sendRequest<Record<string, unknown>>('seaworthy/status', { uri: client.uri(path) }))['takenFor'];
    };
    const templated = deployment.replace('1.27', '{{ .Values.tag }}');
    const found = [
      await status('plain.yaml'),
      await status('k/patch.yaml'),
      await status('chart/templates/a.yaml', templated),
      await status('b.yaml', templated),
    ];
    assert.equal(new Set(found).size, 4, found.join());
    await client.stop();
  });
});
