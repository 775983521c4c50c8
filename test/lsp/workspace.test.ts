import assert from 'node:assert/strict';
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { CancellationTokenSource, ProgressType } from 'vscode-languageserver-protocol/node';
import type { Registered } from './client.js';
import { FULL, SMALL, TestClient } from './client.js';

const BAD = 'FROM alpine:3.20\nUSER root\nCMD ["app"]\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  containers:\n    - name: web\n      image: nginx:1.27.0\n';
const FILES = {
  Dockerfile: BAD,
  'k8s/pod.yaml': POD,
  'values.yaml': 'a: 1\n',
  'notes.txt': 'FROM x\n',
  'ignored/Dockerfile': BAD,
  'left-out/Dockerfile': BAD,
  'sub dir/a#b%/Dockerfile': BAD,
  '.gitignore': 'ignored/\n',
  '.seaworthy.yaml': 'exclude: [left-out/]\n',
};

/** Collects what is streamed for one workspace request. */
function ask(
  client: TestClient,
  previousResultIds: readonly { uri: string; value: string }[] = [],
  token = new CancellationTokenSource().token,
) {
  const partialResultToken = `partial-${Math.random()}`;
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const waiting: (() => void)[] = [];
  client.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), partialResultToken, (report) => {
    items.push(...report.items);
    waiting.splice(0).forEach((wake) => wake());
  });
  const answer = client.connection.sendRequest<WorkspaceDiagnosticReport>(
    'workspace/diagnostic',
    { previousResultIds, partialResultToken },
    token,
  );
  /** Resolves when so many items are there. */
  const received = async (count: number): Promise<WorkspaceDocumentDiagnosticReport[]> => {
    while (items.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return items;
  };
  return { answer, items, received };
}

const idsOf = (items: readonly WorkspaceDocumentDiagnosticReport[]) => items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));

describe('workspace diagnostics', () => {
  it('stream what the opened folder holds, with progress, then wait for a change', async () => {
    const client = await TestClient.start({ capabilities: FULL, settings: { scope: 'workspace' }, files: FILES });
    await client.next<Registered>(
      'client/registerCapability',
      ({ registrations }) => registrations[0]?.method === 'textDocument/diagnostic',
    );
    assert.equal(client.registrations.get('seaworthy-diagnostics')?.registerOptions.workspaceDiagnostics, true);
    const first = ask(client);
    const items = await first.received(4);
    const progress = await client.next<{ kind: string; title: string; cancellable: boolean }>('$/progress');
    assert.deepEqual([progress.kind, progress.title, progress.cancellable], ['begin', 'Seaworthy', true]);
    await client.next<{ kind: string }>('$/progress', ({ kind }) => kind === 'end');
    const expected = ['.seaworthy.yaml', 'Dockerfile', 'k8s/pod.yaml', 'sub dir/a#b%/Dockerfile'].map((path) => client.uri(path));
    assert.deepEqual(items.map(({ uri }) => uri).sort(), expected.sort());
    const pod = items.find(({ uri }) => uri.endsWith('pod.yaml'));
    assert.ok(pod?.kind === 'full' && pod.version === null && pod.items.some(({ code }) => code === 'kubernetes/host-pid'));

    client.write('Dockerfile', 'FROM alpine:3.20\nUSER 1000\n');
    unlinkSync(join(client.base, 'k8s/pod.yaml'));
    await client.changedOnDisk(client.uri('Dockerfile'));
    assert.deepEqual(await first.answer, { items: [] });
    await client.changedOnDisk(client.uri('k8s/pod.yaml'), 3);

    const second = ask(client, idsOf(items));
    const again = new Map((await second.received(4)).map((item) => [item.uri, item]));
    assert.equal(again.get(client.uri('.seaworthy.yaml'))?.kind, 'unchanged');
    assert.equal(again.get(client.uri('sub dir/a#b%/Dockerfile'))?.kind, 'unchanged');
    const docker = again.get(client.uri('Dockerfile'));
    assert.ok(docker?.kind === 'full' && !docker.items.some(({ code }) => code === 'dockerfile/root-user'));
    assert.deepEqual(again.get(client.uri('k8s/pod.yaml')), { kind: 'full', uri: client.uri('k8s/pod.yaml'), version: null, items: [] });

    // A new request ends the one that waits.
    const third = ask(client, []);
    assert.deepEqual(await second.answer, { items: [] });
    await third.received(3);
    await client.stop();
  });

  it('take an open document as it stands in the editor', async () => {
    const client = await TestClient.start({ capabilities: FULL, settings: { scope: 'workspace' }, files: { Dockerfile: BAD } });
    const uri = client.uri('Dockerfile');
    await client.open(uri, 'FROM alpine:3.20\nUSER 1000\n', 'dockerfile', 7);
    const [item] = await ask(client).received(1);
    assert.ok(item?.kind === 'full' && item.version === 7 && !item.items.some(({ code }) => code === 'dockerfile/root-user'));
    await client.stop();
  });

  it('follow the scope when it changes', async () => {
    const client = await TestClient.start({ capabilities: FULL, files: FILES });
    const scopeIs =
      (scope: boolean) =>
      ({ registrations: [first] }: Registered): boolean =>
        first?.method === 'textDocument/diagnostic' && first.registerOptions.workspaceDiagnostics === scope;
    await client.next('client/registerCapability', scopeIs(false));
    client.settings = { scope: 'workspace' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.next('client/unregisterCapability');
    await client.next('client/registerCapability', scopeIs(true));
    await ask(client).received(4);
    await client.stop();
  });

  it('are cancelled while they wait and while they run', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}/pod.yaml`, POD]));
    const client = await TestClient.start({ capabilities: FULL, settings: { scope: 'workspace' }, files: many });
    const running = new CancellationTokenSource();
    const first = ask(client, [], running.token);
    await first.received(1);
    running.cancel();
    await assert.rejects(first.answer, { code: -32800 });
    assert.ok(first.items.length < 300);
    const waiting = new CancellationTokenSource();
    const second = ask(client, [], waiting.token);
    await second.received(300);
    waiting.cancel();
    await assert.rejects(second.answer, { code: -32800 });
    await client.stop();
  });

  it('are pushed to a client that cannot pull', async () => {
    const client = await TestClient.start({
      capabilities: SMALL,
      initializationOptions: { settings: { scope: 'workspace' } },
      files: FILES,
    });
    const uri = client.uri('Dockerfile');
    assert.ok((await client.pushed(uri)).diagnostics.some(({ code }) => code === 'dockerfile/root-user'));
    await client.pushed(client.uri('k8s/pod.yaml'));
    // The folder is judged again when a document is closed; what stands on the disk counts then.
    await client.open(uri, 'FROM alpine:3.20\nUSER 1000\n');
    assert.ok(!(await client.pushed(uri)).diagnostics.some(({ code }) => code === 'dockerfile/root-user'));
    await client.close(uri);
    await client.next(
      'textDocument/publishDiagnostics',
      (params: { uri: string; diagnostics: { code?: unknown }[] }) =>
        params.uri === uri && params.diagnostics.some(({ code }) => code === 'dockerfile/root-user'),
    );
    await client.stop();
  });

  it('can be asked for once, whatever the scope', async () => {
    const client = await TestClient.start({ capabilities: FULL, files: FILES });
    const kinds: string[] = [];
    client.connection.onProgress(new ProgressType<{ kind: string }>(), 'work', ({ kind }) => void kinds.push(kind));
    const result = await client.connection.sendRequest<{ files: number; findings: number; items: WorkspaceDocumentDiagnosticReport[] }>(
      'seaworthy/checkWorkspace',
      { workDoneToken: 'work' },
    );
    assert.equal(result.files, 4);
    assert.ok(result.findings > 2);
    assert.equal(result.items.length, 4);
    assert.equal(kinds[0], 'begin');
    assert.equal(kinds.at(-1), 'end');
    await client.stop();
  });
});
