import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import type { Registered } from './client.js';
import { FULL, SMALL, STATIC_PULL, TestClient, messageOf, rangeAt } from './client.js';

const BAD = 'FROM alpine:3.20\nUSER root\nCMD ["app"]\n';
const GOOD = 'FROM alpine:3.20\nUSER 65532:65532\nCMD ["app"]\n';
const ROOT_USER = 'dockerfile/root-user';
const has = (diagnostics: readonly Diagnostic[], rule: string) => diagnostics.some(({ code }) => code === rule);

describe('diagnostics for a client that pulls', () => {
  let client: TestClient;
  before(async () => (client = await TestClient.start({ capabilities: FULL })));
  after(() => client.stop());

  it('are registered when the settings are known, for files that people write', async () => {
    assert.equal(client.initializeResult.capabilities.diagnosticProvider, undefined);
    await client.next<Registered>('client/registerCapability', ({ registrations }) =>
      registrations.some(({ method }) => method === 'textDocument/diagnostic'),
    );
    const options = client.registrations.get('seaworthy-diagnostics')?.registerOptions;
    assert.equal(options.workspaceDiagnostics, false);
    assert.ok(options.documentSelector.some((filter: object) => JSON.stringify(filter) === '{"scheme":"file","language":"dockerfile"}'));
    assert.ok(!JSON.stringify(options.documentSelector).includes('git'));
  });

  it('name the rule, the place and what they stand for', async () => {
    const uri = client.uri('Dockerfile');
    await client.open(uri, BAD);
    const found = (await client.diagnostics(uri)).find(({ code }) => code === ROOT_USER);
    assert.deepEqual(found?.range, { start: { line: 1, character: 5 }, end: { line: 1, character: 9 } });
    assert.equal(found?.source, 'seaworthy');
    assert.equal(found?.severity, 2);
    assert.equal(found?.codeDescription, undefined);
    assert.deepEqual(
      found?.data.findings.map(({ rule, severity }: { rule: string; severity: string }) => [rule, severity]),
      [[ROOT_USER, 'warning']],
    );
  });

  it('are unchanged as long as nothing changes, and new when the text does', async () => {
    const uri = client.uri('again/Dockerfile');
    await client.open(uri, BAD);
    const first = await client.pull(uri);
    const { resultId } = first;
    assert.ok(resultId);
    assert.deepEqual(await client.pull(uri, resultId), { kind: 'unchanged', resultId });
    await client.change(uri, GOOD);
    const second = await client.pull(uri, resultId);
    assert.equal(second.kind, 'full');
    assert.ok(second.kind === 'full' && !has(second.items, ROOT_USER));
    assert.notEqual(second.resultId, resultId);
  });

  it('do not take a document for another that was open under its name before', async () => {
    const uri = client.uri('reopened/Dockerfile');
    await client.open(uri, BAD);
    const { resultId } = await client.pull(uri);
    await client.close(uri);
    await client.open(uri, GOOD);
    const report = await client.pull(uri, resultId);
    assert.ok(report.kind === 'full' && !has(report.items, ROOT_USER));
  });

  it('are none for documents that nobody can repair, or that are not open', async () => {
    const uri = 'git:/w/Dockerfile?%7B%22ref%22%3A%22HEAD%22%7D';
    await client.open(uri, BAD);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.deepEqual(await client.actions(uri, rangeAt(1, 6)), []);
    assert.deepEqual(await client.diagnostics(client.uri('nowhere/Dockerfile')), []);
  });

  it('come for every kind of URI', async () => {
    const uris = [
      client.uri('with blank/100% #1/Dockerfile'),
      `${client.uri('escaped')}/%44ockerfile`,
      'file:///c%3A/Users/A%20B/Dockerfile',
      'file:///C:/Users/Dockerfile',
      'untitled:Untitled-1',
      'vscode-vfs://github/owner/repository/Dockerfile',
      'file:///broken/%zz/Dockerfile',
    ];
    for (const uri of uris) {
      await client.open(uri, BAD);
      assert.ok(has(await client.diagnostics(uri), ROOT_USER), uri);
      const [action] = await client.actions(uri, rangeAt(1, 6), { only: ['quickfix'] });
      assert.ok(action, uri);
      const { edit } = await client.resolve(action);
      assert.notEqual(client.applied(uri, edit), BAD, uri);
      await client.close(uri);
    }
  });

  it('hold for half-typed text', async () => {
    const uri = client.uri('typed/Dockerfile');
    await client.open(uri, '');
    let text = '';
    for (const character of 'FROM alpine\nRUN <<EOF\nUSER "\nENV A=${B:-\nCOPY --from= . [') {
      text += character;
      await client.change(uri, text);
      await client.diagnostics(uri);
    }
    const yaml = client.uri('typed.yaml');
    await client.open(yaml, '', 'yaml');
    let typed = '';
    for (const character of 'apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: "a\n- *x\n <<: {') {
      typed += character;
      await client.change(yaml, typed);
      await client.diagnostics(yaml);
    }
  });
});

describe('diagnostics for a client that is told everything at the start', () => {
  it('are offered then', async () => {
    const client = await TestClient.start({ capabilities: STATIC_PULL });
    assert.deepEqual(client.initializeResult.capabilities.diagnosticProvider, {
      identifier: 'seaworthy',
      interFileDependencies: false,
      workspaceDiagnostics: false,
    });
    const uri = client.uri('Dockerfile');
    await client.open(uri, BAD);
    const found = (await client.diagnostics(uri)).find(({ code }) => code === ROOT_USER);
    // Nothing that the client has not said it can take.
    assert.deepEqual(Object.keys(found ?? {}).sort(), ['code', 'message', 'range', 'severity', 'source']);
    await client.stop();
  });
});

describe('diagnostics for a client that is pushed to', () => {
  let client: TestClient;
  before(
    async () =>
      (client = await TestClient.start({ capabilities: { ...SMALL, textDocument: { publishDiagnostics: { versionSupport: true } } } })),
  );
  after(() => client.stop());

  it('come with each version, and go when the document is closed', async () => {
    const uri = client.uri('Dockerfile');
    assert.equal(client.initializeResult.capabilities.diagnosticProvider, undefined);
    await client.open(uri, BAD);
    assert.ok(has((await client.pushed(uri, 1)).diagnostics, ROOT_USER));
    await client.change(uri, GOOD);
    assert.ok(!has((await client.pushed(uri, 2)).diagnostics, ROOT_USER));
    await client.close(uri);
    assert.deepEqual(await client.pushed(uri), { uri, diagnostics: [] });
  });

  it('come for the newest text when changes come fast', async () => {
    const uri = client.uri('fast/Dockerfile');
    await client.open(uri, GOOD);
    for (let i = 0; i < 20; i++) await client.change(uri, i % 2 === 0 ? BAD : `${GOOD}# ${i}\n`);
    assert.ok(!has((await client.pushed(uri, 21)).diagnostics, ROOT_USER));
  });
});

describe('many findings in one file', () => {
  it('are cut to a thousand, the gravest, and one that says how many are left', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('many.yaml');
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  containers:\n    - name: web\n      image: nginx\n';
    await client.open(uri, Array.from({ length: 600 }, () => pod).join('---\n'), 'yaml');
    const diagnostics = await client.diagnostics(uri);
    assert.equal(diagnostics.length, 1001);
    assert.match(messageOf(diagnostics.at(-1) ?? { message: '' }), /^\d+ more findings/);
    assert.equal(diagnostics.at(-1)?.severity, 3);
    // All errors are there, and the gravest come first.
    const severities = diagnostics.slice(0, 1000).map(({ severity }) => severity ?? 0);
    assert.deepEqual(severities, [...severities].sort());
    assert.equal(diagnostics.filter(({ code }) => code === 'kubernetes/host-pid').length, 600);
    await client.stop();
  });
});
