import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type {
  DocumentDiagnosticReport,
  Message,
  MessageReader,
  MessageWriter,
  ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  IPCMessageReader,
  IPCMessageWriter,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  createClientPipeTransport,
  createProtocolConnection,
  generateRandomPipeName,
} from 'vscode-languageserver-protocol/node';
import { serverPath } from './client.js';

const URI = 'file:///w/Dockerfile';

/** A whole session: a document is opened and its findings are pulled. */
async function talk(
  reader: MessageReader,
  writer: MessageWriter,
  prepare: (connection: ProtocolConnection) => void = () => undefined,
): Promise<DocumentDiagnosticReport> {
  const connection = createProtocolConnection(reader, writer);
  prepare(connection);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] } } },
    initializationOptions: { files: true },
  });
  await connection.sendNotification('initialized', {});
  const textDocument = { uri: URI, languageId: 'dockerfile', version: 1, text: 'FROM alpine:latest\nUSER root\nCMD ["a"]\n' };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: URI } });
  const hover = await connection.sendRequest('textDocument/hover', { textDocument: { uri: URI }, position: { line: 1, character: 6 } });
  assert.match(JSON.stringify(hover), /dockerfile\/root-user/);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return report;
}

function assertFound(report: DocumentDiagnosticReport): void {
  assert.ok(report.kind === 'full' && report.items.some(({ code }) => code === 'dockerfile/root-user'));
}

/** What was written beside the messages, and how the process ended. */
async function endOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const CLEAN = { code: 0, stdout: '', stderr: '' };

describe('transports', () => {
  it('stdio, from the command line', async () => {
    const child = spawn(process.execPath, [join(dirname(serverPath()), 'cli.js'), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'exit');
    assertFound(await talk(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)));
    assert.deepEqual(await ended, [0, null]);
    assert.equal(stderr, '');
  });

  it('the channel of a Node parent', async () => {
    const child = fork(serverPath(), ['--node-ipc'], { silent: true, execArgv: [] });
    const ended = endOf(child);
    assertFound(await talk(new IPCMessageReader(child), new IPCMessageWriter(child)));
    assert.deepEqual(await ended, CLEAN);
  });

  it('a pipe', async () => {
    const name = generateRandomPipeName();
    const transport = await createClientPipeTransport(name);
    const child = spawn(process.execPath, [serverPath(), `--pipe=${name}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = endOf(child);
    assertFound(await talk(...(await transport.onConnected())));
    assert.deepEqual(await ended, CLEAN);
  });

  it('a socket', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connected = once(server, 'connection');
    const child = spawn(process.execPath, [serverPath(), `--socket=${(server.address() as AddressInfo).port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = endOf(child);
    const [socket] = await connected;
    assertFound(await talk(new SocketMessageReader(socket), new SocketMessageWriter(socket)));
    assert.deepEqual(await ended, CLEAN);
    server.close();
  });

  it('ends when the client goes without a word', async () => {
    const child = spawn(process.execPath, [serverPath(), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const ended = endOf(child);
    child.stdin.end();
    assert.equal((await ended).code, 1);
  });
});

type Listener = (event: { readonly data: unknown }) => void;

/** Node's own would keep the process of the tests alive. */
class Channel {
  readonly port1: { onmessage?: () => void } = {};
  readonly port2 = { postMessage: () => void setImmediate(() => this.port1.onmessage?.()) };
}

/** The worker's side and ours of the messages of a web worker; they are cloned, as a browser does. */
function workerScope() {
  const outside: { listener: Listener | undefined; early: unknown[] } = { listener: undefined, early: [] };
  const scope: Record<string, unknown> & { onmessage?: Listener } = {
    addEventListener: () => undefined,
    postMessage(data: unknown) {
      const copy = structuredClone(data);
      setImmediate(() => (outside.listener ? outside.listener({ data: copy }) : outside.early.push(copy)));
    },
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    performance,
    MessageChannel: Channel,
    TextEncoder,
    TextDecoder,
    URL,
    console,
  };
  scope['self'] = scope;
  return { scope, outside };
}

class WorkerReader extends AbstractMessageReader {
  constructor(private readonly outside: ReturnType<typeof workerScope>['outside']) {
    super();
  }
  override listen(callback: (message: Message) => void) {
    this.outside.listener = ({ data }) => callback(data as Message);
    return { dispose: () => undefined };
  }
}

class WorkerWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(private readonly scope: ReturnType<typeof workerScope>['scope']) {
    super();
  }
  async write(message: Message): Promise<void> {
    const data = structuredClone(message);
    setImmediate(() => this.scope.onmessage?.({ data }));
  }
  end(): void {
    // A worker is ended by whoever made it.
  }
}

describe('the web worker', () => {
  it('does the same without Node, asking the client for files and pages', async () => {
    const { scope, outside } = workerScope();
    // A scope of its own: no require, process or Buffer.
    runInContext(readFileSync(join(dirname(serverPath()), 'browser.js'), 'utf8'), createContext(scope));
    const asked: string[] = [];
    const report = await talk(new WorkerReader(outside), new WorkerWriter(scope), (connection) => {
      connection.onRequest('seaworthy/readFolder', ({ uri }: { uri: string }) => {
        asked.push(uri);
        return uri === 'file:///w' ? [{ name: '.seaworthy.yaml', kind: 'file' }] : null;
      });
      connection.onRequest('seaworthy/readFile', ({ uri }: { uri: string }) =>
        uri === 'file:///w/.seaworthy.yaml' ? 'rules:\n  dockerfile/latest-tag: off\n' : null,
      );
      connection.onRequest('seaworthy/readDocs', () =>
        JSON.stringify({ 'dockerfile/root-user': { whole: '', hover: 'about dockerfile/root-user' } }),
      );
    });
    assertFound(report);
    assert.ok(report.kind === 'full' && !report.items.some(({ code }) => code === 'dockerfile/latest-tag'));
    assert.ok(asked.includes('file:///w'));
  });
});
