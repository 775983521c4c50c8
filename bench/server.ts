// The real language server over stdio, driven as an editor with pull diagnostics drives it.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export class BenchServer {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  private readonly versions = new Map<string, number>();
  private pending: Buffer = Buffer.alloc(0);
  private nextId = 1;

  private constructor(root: string) {
    this.child = spawn(process.execPath, [join(root, 'server/dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout?.on('data', (data: Buffer) => this.read(data));
  }

  static async start(root: string, folder: string): Promise<BenchServer> {
    const server = new BenchServer(root);
    await server.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
      capabilities: {
        textDocument: { diagnostic: { dynamicRegistration: false }, publishDiagnostics: {}, synchronization: {} },
        workspace: { diagnostics: { refreshSupport: true }, workspaceFolders: true },
        general: { positionEncodings: ['utf-16'] },
      },
    });
    server.notify('initialized', {});
    return server;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  open(uri: string, languageId: string, text: string): void {
    this.versions.set(uri, 1);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  edit(uri: string, start: Position, end: Position, text: string): void {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range: { start, end }, text }] });
  }

  async findings(uri: string): Promise<number> {
    const report = (await this.request('textDocument/diagnostic', { textDocument: { uri } })) as { items?: unknown[] };
    return report.items?.length ?? 0;
  }

  async hover(uri: string, position: Position): Promise<void> {
    await this.request('textDocument/hover', { textDocument: { uri }, position });
  }

  async stop(): Promise<void> {
    await this.request('shutdown', null);
    this.notify('exit', null);
    await new Promise((done) => this.child.once('exit', done));
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = this.nextId++;
    this.send({ id, method, params });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  private notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  private send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  private read(data: Buffer): void {
    this.pending = Buffer.concat([this.pending, data]);
    for (;;) {
      const end = this.pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.pending.toString('ascii', 0, end))?.[1] ?? 0);
      if (this.pending.length < end + 4 + length) return;
      const message = JSON.parse(this.pending.toString('utf8', end + 4, end + 4 + length)) as Message;
      this.pending = this.pending.subarray(end + 4 + length);
      this.receive(message);
    }
  }

  private receive(message: Message): void {
    if (message.method !== undefined) {
      // Requests of the server are answered as an editor without settings does.
      if (message.id !== undefined) {
        const { items = [] } = (message.params ?? {}) as { items?: unknown[] };
        this.send({ id: message.id, result: message.method === 'workspace/configuration' ? items.map(() => null) : null });
      }
      return;
    }
    const waiting = this.waiting.get(Number(message.id));
    this.waiting.delete(Number(message.id));
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result);
  }
}
