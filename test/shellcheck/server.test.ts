import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAYS, fakeShellCheck } from '../kit/fake-shellcheck.js';
import { FULL, SMALL, TestClient } from '../lsp/client.js';

const RULE = 'dockerfile/shellcheck-finding';
const TEXT = 'FROM debian:trixie-slim\nUSER 10001\nRUN one two\n';
const SETTINGS = { rules: { [RULE]: 'info' } };

describe('the language server with ShellCheck', () => {
  let folder: string;
  let log: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seaworthy-shellcheck-'));
    log = join(folder, 'log');
    writeFileSync(log, '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes each script that it is asked about down, and says the same about each. */
  const fake = (): string => fakeShellCheck(folder, `require("fs").appendFileSync(${JSON.stringify(log)}, text); ${SAYS}`);
  const asked = (): string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean);
  const start = (shellcheck: unknown, capabilities = FULL): Promise<TestClient> =>
    TestClient.start({
      capabilities,
      initializationOptions: { settings: SETTINGS, ...(shellcheck === undefined ? {} : { shellcheck }) },
      settings: SETTINGS,
    });
  const rules = async (client: TestClient, uri: string): Promise<unknown[]> => (await client.diagnostics(uri)).map(({ code }) => code);

  it('first shows what it finds by itself, then asks for a refresh', async () => {
    const client = await start({ enabled: true, path: fake() });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const first = await client.pull(uri);
    assert.ok(first.kind === 'full' && !first.items.some(({ code }) => code === RULE));
    await client.next('workspace/diagnostic/refresh');
    // A refresh may have come for another reason; the answer brings its own.
    while (!(await rules(client, uri)).includes(RULE)) await client.next('workspace/diagnostic/refresh');
    const second = (await client.diagnostics(uri)).find(({ code }) => code === RULE);
    assert.deepEqual(second?.range, { start: { line: 2, character: 4 }, end: { line: 2, character: 7 } });
    // What is known of a script is not asked for again.
    await client.change(uri, `${TEXT}# more\n`);
    assert.ok((await rules(client, uri)).includes(RULE));
    assert.deepEqual(asked(), ['one two']);
    await client.stop();
  });

  it('sends the findings to a client that does not pull', async () => {
    const client = await start({ enabled: true, path: fake() }, SMALL);
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    for (;;) {
      const { diagnostics } = await client.pushed(uri);
      if (diagnostics.some(({ code }) => code === RULE)) break;
    }
    await client.stop();
  });

  it('asks only about the text that somebody stopped typing', async () => {
    const client = await start({ enabled: true, path: fake() });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    await client.diagnostics(uri);
    for (const word of ['t', 'th', 'thr', 'thre', 'three']) {
      await client.change(uri, TEXT.replace('two', word));
    }
    while (!(await rules(client, uri)).includes(RULE)) await client.next('workspace/diagnostic/refresh');
    assert.ok(asked().includes('one three'));
    assert.ok(asked().length < 6, asked().join());
    await client.stop();
  });

  it('starts nothing unless the client allows it, whatever the settings of a workspace say', async () => {
    const path = fake();
    for (const given of [
      undefined,
      { enabled: false, path },
      { path },
      { enabled: true, path: 'off' },
      { enabled: true, path: 'shellcheck' },
      'x',
    ]) {
      const client = await start(given);
      client.settings = { ...SETTINGS, shellcheck: { path, enabled: true } };
      const uri = client.uri('Dockerfile');
      await client.open(uri, TEXT);
      assert.ok(!(await rules(client, uri)).includes(RULE));
      await client.stop();
      assert.deepEqual(asked(), [], JSON.stringify(given));
    }
  });

  it('follows the client: trust that is granted, a program that is taken away', async () => {
    const client = await start({ enabled: false });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    assert.ok(!(await rules(client, uri)).includes(RULE));
    await client.connection.sendNotification('seaworthy/shellcheck', { enabled: true, path: fake() });
    while (!(await rules(client, uri)).includes(RULE)) await client.next('workspace/diagnostic/refresh');
    await client.connection.sendNotification('seaworthy/shellcheck', { enabled: false });
    assert.ok(!(await rules(client, uri)).includes(RULE));
    await client.stop();
  });

  it('ends with its program still running, and leaves none behind', async () => {
    const started = join(folder, 'started');
    const path = fakeShellCheck(
      folder,
      `require("fs").writeFileSync(${JSON.stringify(started)}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const client = await start({ enabled: true, path });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    await client.diagnostics(uri);
    while (!existsSync(started) || readFileSync(started, 'utf8') === '') await new Promise((resolve) => setImmediate(resolve));
    await client.stop();
    const pid = Number(readFileSync(started, 'utf8'));
    for (;;) {
      try {
        process.kill(pid, 0);
      } catch {
        break;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
});
