import assert from 'node:assert/strict';
import type { ClientCapabilities, CodeAction, Command, ResponseError, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { FULL, SMALL, TestClient, rangeAt } from './client.js';

const CONTENT_MODIFIED = -32801;
const ROOT = 'FROM alpine:3.20\nUSER root\nCMD ["app"]\n';
/** Two suppressions that hide nothing, both with a safe fix. */
const UNUSED =
  '# seaworthy-ignore dockerfile/latest-tag: old\nFROM alpine:3.20\n# seaworthy-ignore dockerfile/latest-tag: older\nUSER 65532:65532\nCMD ["app"]\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27.0\n';
const titles = (actions: readonly (CodeAction | Command)[]) => actions.map(({ title }) => title);
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const withoutResolve: ClientCapabilities = {
  ...FULL,
  textDocument: { ...FULL.textDocument, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
};

describe('code actions', () => {
  let client: TestClient;
  before(async () => (client = await TestClient.start({ capabilities: FULL })));
  after(() => client.stop());

  async function opened(name: string, text: string, languageId = 'dockerfile'): Promise<string> {
    const uri = client.uri(name);
    await client.open(uri, text, languageId);
    return uri;
  }

  it('have titles at once and edits on resolve, for the version they were made for', async () => {
    const uri = await opened('a/Dockerfile', ROOT);
    const diagnostics = (await client.diagnostics(uri)).filter(({ code }) => code === 'dockerfile/root-user');
    const actions = await client.actions(uri, rangeAt(1, 6), { diagnostics });
    const [fix] = actions.filter(({ kind, diagnostics: of }) => kind === 'quickfix' && of?.[0]?.code === 'dockerfile/root-user');
    assert.ok(fix);
    assert.deepEqual(fix.diagnostics, diagnostics);
    assert.equal(fix.edit, undefined);
    assert.equal(fix.isPreferred, undefined, 'an unsafe fix is not preferred');
    const { edit } = await client.resolve(fix);
    assert.match(client.applied(uri, edit), /^USER 65532:65532$/m);
  });

  it('are refused when the text has changed since', async () => {
    const uri = await opened('b/Dockerfile', ROOT);
    const [fix] = await client.actions(uri, rangeAt(1, 6));
    assert.ok(fix);
    await client.change(uri, `# new\n${ROOT}`);
    await assert.rejects(client.resolve(fix), (error: ResponseError<unknown>) => error.code === CONTENT_MODIFIED);
    await client.close(uri);
    await assert.rejects(client.resolve(fix), (error: ResponseError<unknown>) => error.code === CONTENT_MODIFIED);
  });

  it('are preferred when they are safe', async () => {
    const uri = await opened('c/Dockerfile', UNUSED);
    const actions = await client.actions(uri, rangeAt(0, 25));
    const [first] = actions;
    assert.equal(first?.isPreferred, true);
    assert.ok(!titles(actions).some((title) => title.startsWith('Ignore ')), 'a finding about a comment is not suppressed');
    assert.doesNotMatch(client.applied(uri, (await client.resolve(first)).edit), /: old$/m);
  });

  it('fix all findings of one rule in the file', async () => {
    const uri = await opened('d/Dockerfile', UNUSED);
    const all = (await client.actions(uri, rangeAt(0, 25))).find(({ title }) => /^Fix all 2 /.test(title));
    assert.ok(all);
    assert.equal(client.applied(uri, (await client.resolve(all)).edit), 'FROM alpine:3.20\nUSER 65532:65532\nCMD ["app"]\n');
    const alone = await opened('d2/Dockerfile', ROOT);
    assert.ok(!titles(await client.actions(alone, rangeAt(1, 6))).some((title) => title.startsWith('Fix all')));
  });

  it('fix all that is safe, and nothing else, as a source action', async () => {
    const uri = await opened('e/Dockerfile', UNUSED.replace('USER 65532:65532', 'USER root'));
    const actions = await client.actions(uri, WHOLE, { only: ['source.fixAll'] });
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.seaworthy'],
    );
    const [all] = actions;
    assert.ok(all);
    const resolved = await client.resolve(all);
    assert.equal(client.applied(uri, resolved.edit), 'FROM alpine:3.20\nUSER root\nCMD ["app"]\n');
    assert.deepEqual(await client.actions(uri, WHOLE, { only: ['source.organizeImports'] }), []);
    const clean = await opened('e2/Dockerfile', ROOT);
    assert.deepEqual(await client.actions(clean, WHOLE, { only: ['source.fixAll.seaworthy'] }), []);
  });

  it('keep to the kinds that are asked for', async () => {
    const uri = await opened('f/Dockerfile', UNUSED);
    const kinds = async (only: string[]) => [...new Set((await client.actions(uri, rangeAt(0, 25), { only })).map(({ kind }) => kind))];
    assert.deepEqual(await kinds(['quickfix']), ['quickfix']);
    assert.deepEqual(await kinds(['source']), ['source.fixAll.seaworthy']);
    assert.deepEqual(await kinds(['refactor']), []);
    assert.ok((await kinds([])).length > 1);
  });

  it('write a suppression with a reason', async () => {
    const uri = await opened('g/Dockerfile', ROOT);
    const ignore = (await client.actions(uri, rangeAt(1, 6))).find(({ title }) => title.startsWith('Ignore dockerfile/root-user'));
    assert.ok(ignore);
    assert.equal(
      client.applied(uri, (await client.resolve(ignore)).edit),
      'FROM alpine:3.20\n# seaworthy-ignore dockerfile/root-user: TODO: say why\nUSER root\nCMD ["app"]\n',
    );
  });

  it('are one for the absent keys of a container, beside one for each', async () => {
    const uri = await opened('pod.yaml', POD, 'yaml');
    const group = (await client.diagnostics(uri)).find(({ data }) => data.findings.length > 1);
    assert.ok(group);
    const rules: string[] = group.data.findings.map(({ rule }: { rule: string }) => rule);
    assert.equal(group.code, rules[0]);
    assert.deepEqual(group.relatedInformation?.length, rules.length);
    const actions = await client.actions(uri, rangeAt(group.range.start.line, group.range.start.character), { diagnostics: [group] });
    const [harden] = actions;
    assert.match(harden?.title ?? '', /^Harden container/);
    assert.ok(harden);
    const text = client.applied(uri, (await client.resolve(harden)).edit);
    await client.change(uri, text);
    const left = (await client.diagnostics(uri)).flatMap(({ data }) => data.findings.map(({ rule }: { rule: string }) => rule));
    assert.ok(rules.filter((rule) => !left.includes(rule)).length > 3, text);
    assert.ok(rules.every((rule) => titles(actions).some((title) => title.startsWith(`Ignore ${rule} `))));
  });

  it('split a Dockerfile into stages where that can be known', async () => {
    const uri = await opened(
      'h/Dockerfile',
      'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD ["/app"]\n',
    );
    const actions = await client.actions(uri, rangeAt(0, 2), { only: ['refactor'] });
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['refactor.rewrite'],
    );
    const [rewrite] = actions;
    assert.ok(rewrite);
    assert.match(client.applied(uri, (await client.resolve(rewrite)).edit), /^FROM golang:1\.27 AS [^]*^FROM [^]*^COPY --from=/m);
    const other = await opened('i/Dockerfile', ROOT);
    assert.deepEqual(await client.actions(other, rangeAt(0, 2), { only: ['refactor'] }), []);
  });

  it("come with the client's own command for the reason, where it has one", async () => {
    const own = await TestClient.start({ capabilities: FULL, initializationOptions: { commands: ['seaworthy.suppress'] } });
    const uri = own.uri('Dockerfile');
    await own.open(uri, ROOT);
    const ignore = (await own.actions(uri, rangeAt(1, 6))).find(({ title }) => title.startsWith('Ignore dockerfile/root-user'));
    assert.equal(ignore?.command?.command, 'seaworthy.suppress');
    const [target] = ignore?.command?.arguments ?? [];
    const edit = await own.connection.sendRequest<WorkspaceEdit>('seaworthy/suppress', { ...target, reason: 'drops root\nitself' });
    assert.match(own.applied(uri, edit), /^# seaworthy-ignore dockerfile\/root-user: drops root itself$/m);
    await own.change(uri, `# x\n${ROOT}`);
    await assert.rejects(
      own.connection.sendRequest('seaworthy/suppress', { ...target, reason: 'r' }),
      (error: ResponseError<unknown>) => error.code === CONTENT_MODIFIED,
    );
    await own.stop();
  });

  it('write the reason as a field to type over, where the editor has such fields', async () => {
    const workspaceEdit = { documentChanges: true, snippetEditSupport: true };
    const own = await TestClient.start({ capabilities: { ...FULL, workspace: { ...FULL.workspace, workspaceEdit } } });
    const uri = own.uri('Dockerfile');
    await own.open(uri, ROOT);
    const ignore = (await own.actions(uri, rangeAt(1, 6))).find(({ title }) => title.startsWith('Ignore dockerfile/root-user'));
    assert.ok(ignore);
    const { edit } = await own.resolve(ignore);
    assert.match(
      JSON.stringify(edit),
      /"snippet":\{"kind":"snippet","value":"# seaworthy-ignore dockerfile\/root-user: \$\{1:TODO: say why\}\\n"\}/,
    );
    await own.stop();
  });
});

describe('code actions for a client that cannot resolve them', () => {
  it('carry their edits', async () => {
    const client = await TestClient.start({ capabilities: withoutResolve });
    const uri = client.uri('Dockerfile');
    await client.open(uri, UNUSED);
    const actions = await client.actions(uri, rangeAt(0, 25));
    assert.ok(actions.length > 2);
    assert.ok(actions.every(({ edit, data }) => edit !== undefined && data === undefined));
    assert.doesNotMatch(client.applied(uri, actions[0]?.edit), /: old$/m);
    await client.stop();
  });
});

describe('code actions for a client that knows only commands', () => {
  it('are commands of the server, which has the client apply the edit', async () => {
    const client = await TestClient.start({ capabilities: { ...SMALL, workspace: { applyEdit: true } } });
    assert.deepEqual(client.initializeResult.capabilities.executeCommandProvider, { commands: ['seaworthy.applyAction'] });
    const uri = client.uri('Dockerfile');
    await client.open(uri, ROOT);
    const [command] = (await client.actions(uri, rangeAt(1, 6))) as unknown as Command[];
    assert.equal(command?.command, 'seaworthy.applyAction');
    await client.connection.sendRequest('workspace/executeCommand', { command: command?.command, arguments: command?.arguments });
    const { edit } = await client.next<{ edit: WorkspaceEdit }>('workspace/applyEdit');
    assert.equal(edit.documentChanges, undefined);
    assert.match(client.applied(uri, edit), /^USER 65532:65532$/m);
    await client.stop();
  });
});
