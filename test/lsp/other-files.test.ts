// Fixes that change another file than the one they were found in.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ClientCapabilities,
  CodeAction,
  CreateFile,
  ResponseError,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { FULL, SMALL, TestClient, rangeAt } from './client.js';

const CONTENT_MODIFIED = -32801;
const D = 'FROM golang:1.27\nCOPY . /src\n';
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const CREATE = 'Create .dockerignore';

const editing = (workspaceEdit: NonNullable<ClientCapabilities['workspace']>['workspaceEdit']): ClientCapabilities => ({
  ...FULL,
  workspace: { ...FULL.workspace, ...(workspaceEdit ? { workspaceEdit } : {}) },
});
/** What VS Code can do. */
const CREATES = editing({
  documentChanges: true,
  resourceOperations: ['create', 'rename', 'delete'],
  changeAnnotationSupport: { groupsOnLabel: true },
});

const found = (client: TestClient, uri: string) => client.codes(uri).then((codes) => codes.filter((code) => code.includes('dockerignore')));

async function fixAt(client: TestClient, uri: string, title: string): Promise<CodeAction | undefined> {
  return (await client.actions(uri, rangeAt(1, 5))).find((action) => action.title === title);
}

async function resolved(client: TestClient, uri: string, title: string): Promise<WorkspaceEdit> {
  const action = (await fixAt(client, uri, title)) ?? assert.fail(`no action "${title}"`);
  assert.equal(action.isPreferred, undefined);
  return (await client.resolve(action)).edit ?? assert.fail('no edit');
}

const isStale = (error: ResponseError<unknown>) => error.code === CONTENT_MODIFIED;

/** A started client with a Dockerfile open in `app`. */
async function started(capabilities: ClientCapabilities, files: Readonly<Record<string, string>> = {}): Promise<[TestClient, string]> {
  const client = await TestClient.start({ capabilities, files: { 'app/main.go': '', 'app/Dockerfile': D, ...files } });
  const uri = client.uri('app/Dockerfile');
  await client.open(uri, D);
  return [client, uri];
}

describe('fixes of other files in the editor', () => {
  it('create a file, and ask before they do', async () => {
    const [client, uri] = await started(CREATES);
    assert.deepEqual(await found(client, uri), ['1:dockerfile/missing-dockerignore']);
    const edit = await resolved(client, uri, CREATE);
    const ignoreUri = client.uri('app/.dockerignore');
    const [create, text, ...others] = edit.documentChanges as [CreateFile, TextDocumentEdit];
    assert.deepEqual(others, []);
    assert.deepEqual(create, {
      kind: 'create',
      uri: ignoreUri,
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: 'seaworthy',
    });
    assert.deepEqual(text.textDocument, { uri: ignoreUri, version: null });
    const [insert] = text.edits as { range: unknown; newText: string; annotationId?: string }[];
    assert.deepEqual([insert?.range, insert?.annotationId], [rangeAt(0, 0), 'seaworthy']);
    assert.match(insert?.newText ?? '', /^# Version history\n\.git\n/);
    assert.deepEqual(edit.changeAnnotations, {
      seaworthy: { label: 'Create another file', description: 'app/.dockerignore', needsConfirmation: true },
    });
    // The editor does it and tells of the new file: the finding goes without a word about the Dockerfile.
    client.write('app/.dockerignore', insert?.newText ?? '');
    await client.changedOnDisk(ignoreUri, 1);
    await client.next('workspace/diagnostic/refresh');
    assert.deepEqual(await found(client, uri), []);
    await client.stop();
  });

  it('ask nothing of a client that cannot ask', async () => {
    const [client, uri] = await started(editing({ documentChanges: true, resourceOperations: ['create'] }));
    const edit = await resolved(client, uri, CREATE);
    assert.equal(edit.changeAnnotations, undefined);
    assert.doesNotMatch(JSON.stringify(edit), /annotationId/);
    assert.equal(edit.documentChanges?.length, 2);
    await client.stop();
  });

  for (const [what, capabilities] of [
    ['cannot make files', FULL],
    ['has no document changes', editing({ resourceOperations: ['create'] })],
    ['says nothing', SMALL],
  ] as const)
    it(`create nothing in a client that ${what}`, async () => {
      const [client, uri] = await started(capabilities);
      const titles = (await client.actions(uri, WHOLE)).map(({ title }) => title);
      assert.ok(!titles.includes(CREATE), titles.join());
      await client.stop();
    });

  it('put lines at the end of the file on the disk', async () => {
    const [client, uri] = await started(CREATES, { 'app/.env': '', 'app/.dockerignore': '*.md\r\nb' });
    assert.deepEqual(await found(client, uri), ['1:dockerfile/incomplete-dockerignore']);
    const edit = await resolved(client, uri, 'Add ".env" to .dockerignore');
    assert.deepEqual(edit.documentChanges, [
      {
        textDocument: { uri: client.uri('app/.dockerignore'), version: null },
        edits: [{ range: rangeAt(1, 1), newText: '\r\n.env', annotationId: 'seaworthy' }],
      },
    ]);
    assert.equal(edit.changeAnnotations?.['seaworthy']?.needsConfirmation, true);
    await client.stop();
  });

  it('put lines at the end of a text that is open and not saved', async () => {
    const [client, uri] = await started(CREATES, { 'app/.env': '', 'app/id_rsa': '', 'app/.dockerignore': 'a\n' });
    const ignoreUri = client.uri('app/.dockerignore');
    const before = (await fixAt(client, uri, 'Add ".env" and 1 more to .dockerignore')) ?? assert.fail();
    await client.open(ignoreUri, 'a\nid_rsa\n# more\n', 'ignore', 7);
    assert.deepEqual(await client.codes(ignoreUri), []);
    const edit = await resolved(client, uri, 'Add ".env" to .dockerignore');
    assert.deepEqual(edit.documentChanges, [
      { textDocument: { uri: ignoreUri, version: 7 }, edits: [{ range: rangeAt(3, 0), newText: '.env\n', annotationId: 'seaworthy' }] },
    ]);
    const late = await client.resolve(before);
    assert.equal(late.edit, undefined, 'what was offered for the text on the disk is void');
    await client.change(ignoreUri, '.env\nid_rsa\n');
    assert.deepEqual(await found(client, uri), []);
    await client.stop();
  });

  it('put lines into files for clients without document changes', async () => {
    const [client, uri] = await started(editing({}), { 'app/.env': '', 'app/.dockerignore': 'a\n' });
    const edit = await resolved(client, uri, 'Add ".env" to .dockerignore');
    assert.deepEqual(edit, { changes: { [client.uri('app/.dockerignore')]: [{ range: rangeAt(1, 0), newText: '.env\n' }] } });
    await client.stop();
  });

  it('are void when the other file has changed behind the back of the server', async () => {
    const [client, uri] = await started(CREATES);
    const create = (await fixAt(client, uri, CREATE)) ?? assert.fail();
    client.write('app/.dockerignore', 'a\n');
    await assert.rejects(client.resolve(create), isStale);
    client.write('app/.env', '');
    await client.save(uri);
    const append = (await fixAt(client, uri, 'Add ".env" to .dockerignore')) ?? assert.fail();
    client.write('app/.dockerignore', 'b\n');
    await assert.rejects(client.resolve(append), isStale);
    await client.stop();
  });

  it('make nothing where an unsaved new file is open already', async () => {
    const [client, uri] = await started(CREATES);
    const create = (await fixAt(client, uri, CREATE)) ?? assert.fail();
    await client.open(client.uri('app/.dockerignore'), 'a\n', 'ignore');
    await assert.rejects(client.resolve(create), isStale);
    await client.stop();
  });

  it('are no part of what is fixed on save, nor of fixing all', async () => {
    const [client, uri] = await started(CREATES);
    assert.deepEqual(await client.actions(uri, WHOLE, { only: ['source.fixAll'] }), []);
    await client.stop();
  });

  it('stay in the opened folders, whatever links say', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'seaworthy-outside-'));
    mkdirSync(join(outside, 'context'));
    for (const name of ['Dockerfile', 'main.go']) writeFileSync(join(outside, 'context', name), D);
    const client = await TestClient.start({ capabilities: CREATES, folder: 'w', files: { 'w/x': '', 'other/Dockerfile': D } });
    symlinkSync(join(outside, 'context'), client.base + '/w/linked');
    for (const path of ['w/linked/Dockerfile', 'other/Dockerfile']) {
      const uri = client.uri(path);
      await client.open(uri, D);
      assert.deepEqual(await found(client, uri), ['1:dockerfile/missing-dockerignore'], path);
      assert.equal(await fixAt(client, uri, CREATE), undefined, path);
    }
    await client.stop();
    rmSync(outside, { recursive: true });
  });

  it('reach the folder above, where that is the context', async () => {
    const text = 'FROM golang:1.27\nCOPY . /src\nCOPY cmd/main.go /main.go\n';
    const client = await TestClient.start({ capabilities: CREATES, files: { 'cmd/main.go': '', 'docker/dev/Dockerfile': text } });
    const uri = client.uri('docker/dev/Dockerfile');
    await client.open(uri, text);
    const [create] = (await resolved(client, uri, CREATE)).documentChanges as [CreateFile];
    assert.equal(create.uri, client.uri('.dockerignore'));
    await client.stop();
  });
});
