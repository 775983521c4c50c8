import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { ResponseError } from 'vscode-languageserver-protocol/node';
import { FULL, TestClient } from './client.js';

const REQUEST_CANCELLED = -32800;
const SERVER_CANCELLED = -32802;

/** Long enough that a check takes many slices. */
const manifest = (documents: number, name = 'web') =>
  Array.from(
    { length: documents },
    (_, i) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}-${i}\nspec:\n  template:\n    spec:\n      hostPID: true\n      containers:\n        - name: app\n          image: nginx:latest\n          args: [serve, --port, "80${i}"]\n`,
  ).join('---\n');

describe('a long check', () => {
  let client: TestClient;
  beforeEach(async () => (client = await TestClient.start({ capabilities: FULL })));
  afterEach(() => client.stop());

  /** Sends something in the middle of a check: a hover on another document is answered only between two slices. */
  async function midCheck(uri: string): Promise<void> {
    const other = client.uri('other/Dockerfile');
    await client.open(other, 'FROM alpine\n');
    await client.connection.sendRequest('textDocument/completion', { textDocument: { uri: other }, position: { line: 0, character: 0 } });
    assert.ok(client.document(uri));
  }

  it('is stopped by a cancel', async () => {
    const uri = client.uri('long.yaml');
    await client.open(uri, manifest(800), 'yaml');
    const source = new CancellationTokenSource();
    const request = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token);
    let isAnswered = false;
    const outcome = request.then(
      () => assert.fail('not cancelled'),
      (error: ResponseError<unknown>) => {
        isAnswered = true;
        return error.code;
      },
    );
    await midCheck(uri);
    assert.equal(isAnswered, false, 'the check was over before it could be cancelled');
    source.cancel();
    assert.equal(await outcome, REQUEST_CANCELLED);
    // Nothing of it is left behind: the next request is answered in full.
    assert.ok((await client.diagnostics(uri)).length > 0);
  });

  it('is stopped by a newer version, and the client is told to ask again', async () => {
    const uri = client.uri('long.yaml');
    await client.open(uri, manifest(800), 'yaml');
    let isAnswered = false;
    const outcome = client.pull(uri).then(
      () => assert.fail('not stopped'),
      (error: ResponseError<unknown>) => {
        isAnswered = true;
        return error;
      },
    );
    await midCheck(uri);
    assert.equal(isAnswered, false, 'the check was over before the text changed');
    await client.change(uri, 'kind: Nothing\n');
    const error = await outcome;
    assert.equal(error.code, SERVER_CANCELLED);
    assert.deepEqual(error.data, { retriggerRequest: true });
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it('is shared by all who ask, and goes on as long as one of them waits', async () => {
    const uri = client.uri('long.yaml');
    await client.open(uri, manifest(800), 'yaml');
    const source = new CancellationTokenSource();
    const first = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token).then(
      () => 0,
      (error: ResponseError<unknown>) => error.code,
    );
    const second = client.diagnostics(uri);
    await midCheck(uri);
    source.cancel();
    assert.ok((await second).length > 0);
    assert.equal(await first, REQUEST_CANCELLED);
  });
});
