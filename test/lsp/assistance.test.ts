import assert from 'node:assert/strict';
import type { CompletionItem, Hover } from 'vscode-languageserver-protocol/node';
import { FULL, SMALL, TestClient } from './client.js';

const TEXT = '# seaworthy-ignore dockerfile/latest-tag: pinned in CI\nFROM alpine:latest\nUSER root\nCMD ["app"]\n';

describe('hover', () => {
  const hover = (client: TestClient, uri: string, line: number, character: number): Promise<Hover | null> =>
    client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } });
  const valueOf = (found: Hover | null): string =>
    found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : '';

  it('says what, why and how to fix, on a finding and on a rule id in a suppression', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const onFinding = await hover(client, uri, 2, 6);
    assert.deepEqual(onFinding?.range, { start: { line: 2, character: 5 }, end: { line: 2, character: 9 } });
    assert.match(valueOf(onFinding), /\*\*dockerfile\/root-user\*\*[^]*\*Fix/);
    assert.doesNotMatch(valueOf(onFinding), /\]\(/);
    const onComment = await hover(client, uri, 0, 30);
    assert.match(valueOf(onComment), /\*\*dockerfile\/latest-tag\*\*/);
    assert.deepEqual(onComment?.range, { start: { line: 0, character: 19 }, end: { line: 0, character: 40 } });
    assert.equal(await hover(client, uri, 3, 1), null);
    await client.stop();
  });

  it('opens the page by a command of the client, or by its address where there is one', async () => {
    for (const [initializationOptions, link] of [
      [{ commands: ['seaworthy.showRule'] }, '(command:seaworthy.showRule?%5B%22dockerfile%2Froot-user%22%5D)'],
      [
        { commands: ['seaworthy.showRule'], docsBaseUrl: 'https://example.com/rules/' },
        '(https://example.com/rules/dockerfile/root-user.md)',
      ],
    ] as const) {
      const client = await TestClient.start({ capabilities: FULL, initializationOptions });
      const uri = client.uri('Dockerfile');
      await client.open(uri, TEXT);
      assert.ok(valueOf(await hover(client, uri, 2, 6)).includes(link), link);
      const [found] = (await client.diagnostics(uri)).filter(({ code }) => code === 'dockerfile/root-user');
      assert.equal(
        found?.codeDescription?.href,
        'docsBaseUrl' in initializationOptions ? 'https://example.com/rules/dockerfile/root-user.md' : undefined,
      );
      await client.stop();
    }
  });

  it('is plain text for a client that knows no Markdown', async () => {
    const client = await TestClient.start({ capabilities: SMALL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const found = await hover(client, uri, 2, 6);
    assert.equal(found && typeof found.contents === 'object' && 'kind' in found.contents && found.contents.kind, 'plaintext');
    await client.stop();
  });
});

describe('completion', () => {
  const complete = (client: TestClient, uri: string, line: number, character: number): Promise<CompletionItem[]> =>
    client.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position: { line, character } });

  it('offers rule ids in a suppression comment', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, '# seaworthy-ignore \nFROM alpine:latest\nUSER root\n');
    const items = await complete(client, uri, 0, 19);
    const item = items.find(({ label }) => label === 'dockerfile/root-user');
    assert.ok(item?.detail);
    assert.ok(item.textEdit && 'newText' in item.textEdit && item.textEdit.newText.startsWith('dockerfile/root-user'));
    assert.ok(!items.some(({ label }) => label.startsWith('kubernetes/')));
    assert.deepEqual(await complete(client, uri, 1, 3), []);
    await client.stop();
  });

  it('offers keys and values in the configuration file', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('.seaworthy.yaml');
    await client.open(uri, 'profile: \nru', 'yaml');
    assert.ok((await complete(client, uri, 0, 9)).some(({ label }) => label === 'strict'));
    assert.ok((await complete(client, uri, 1, 2)).some(({ label }) => label === 'rules'));
    await client.stop();
  });
});

describe('requests of our own client', () => {
  it('give the status of a file, the page of a rule, and tell when the status changes', async () => {
    const client = await TestClient.start({
      capabilities: FULL,
      initializationOptions: { status: true },
      files: { '.seaworthy.yaml': 'profile: strict\n' },
    });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const status = await client.connection.sendRequest<Record<string, unknown>>('seaworthy/status', { uri });
    assert.equal(status['profile'], 'strict');
    assert.equal(status['configFile'], client.uri('.seaworthy.yaml'));
    assert.equal(status['kind'], 'dockerfile');
    assert.equal(status['takenFor'], 'Dockerfile');
    assert.equal(status['configBroken'], false);
    assert.equal(status['suppressed'], 1);
    assert.deepEqual(await client.next('seaworthy/status'), status);
    await client.change(uri, 'FROM alpine:3.20\n');
    await client.diagnostics(uri);
    assert.notDeepEqual(await client.next('seaworthy/status'), status);
    assert.match(await client.connection.sendRequest('seaworthy/rulePage', { rule: 'dockerfile/root-user' }), /^# dockerfile\/root-user/);
    assert.equal(await client.connection.sendRequest('seaworthy/rulePage', { rule: 'no/rule' }), null);
    assert.equal(await client.connection.sendRequest('seaworthy/status', { uri: client.uri('closed') }), null);
    await client.stop();
  });

  it('leave findings to extensions that report the same, and say so', async () => {
    const client = await TestClient.start({
      capabilities: FULL,
      initializationOptions: { stepBack: [{ name: 'hadolint', codes: ['hadolint:'] }] },
    });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    assert.ok(!(await client.codes(uri)).includes('2:dockerfile/root-user'));
    const status = await client.connection.sendRequest<Record<string, unknown>>('seaworthy/status', { uri });
    assert.ok(Number(status['steppedBack']) > 0);
    assert.deepEqual(status['steppedBackFor'], ['hadolint']);
    await client.connection.sendNotification('seaworthy/peers', { stepBack: [] });
    await client.next('workspace/diagnostic/refresh');
    assert.ok((await client.codes(uri)).includes('2:dockerfile/root-user'));
    await client.connection.sendNotification('seaworthy/peers', { stepBack: [{ codes: ['hadolint:'] }] });
    client.settings = { stepBack: false };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/diagnostic/refresh');
    assert.ok((await client.codes(uri)).includes('2:dockerfile/root-user'));
    await client.stop();
  });
});
