// A client for tests: starts the real server as a process of its own, speaks to it over stdio and remembers what it says.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  MessageConnection,
  ProtocolConnection,
  PublishDiagnosticsParams,
  Range,
  Registration,
  TextDocumentContentChangeEvent,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { StreamMessageReader, StreamMessageWriter, WorkDoneProgress, createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const root = join(__dirname, '../..');

/** The built server; built here when nobody has done so. */
export function serverPath(): string {
  const given = process.env['SEAWORTHY_SERVER'] ?? join(root, 'server/dist/server.js');
  if (!existsSync(given)) {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }
  return given;
}

/** As much as VS Code says of itself. */
export const FULL: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true },
    diagnostic: {
      dynamicRegistration: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'refactor.rewrite', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** A client that can pull and is told everything at the start, without registrations. */
export const STATIC_PULL: ClientCapabilities = {
  textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
};

/** The least that a client can say. */
export const SMALL: ClientCapabilities = {};

export interface StartOptions {
  readonly capabilities: ClientCapabilities;
  /** Files to write first, by path relative to the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Name of the opened folder below the temporary one; empty for the temporary one itself. */
  readonly folder?: string;
  /** Names of opened folders; overrides `folder`. */
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
}

type Waiter = { readonly method: string; readonly accepts: (params: unknown) => boolean; readonly resolve: (params: unknown) => void };

export class TestClient {
  readonly registrations = new Map<string, Registration>();
  /** Everything that came unasked, in order. */
  readonly messages: { readonly method: string; readonly params: unknown }[] = [];
  settings: Readonly<Record<string, unknown>>;
  private readonly documents = new Map<string, TextDocument>();
  private waiters: Waiter[] = [];
  private stderr = '';
  private readonly broken: Error[] = [];

  private constructor(
    readonly connection: ProtocolConnection,
    readonly child: ChildProcess,
    readonly base: string,
    private readonly options: StartOptions,
    private readonly removesBase: boolean,
  ) {
    this.settings = options.settings ?? {};
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    connection.onError(([error]) => this.broken.push(error));
    // The protocol's own type hides the handler for whatever has none of its own.
    (connection as MessageConnection).onNotification((method: string, params: unknown) => this.received(method, params));
    connection.onRequest('client/registerCapability', (params: { registrations: Registration[] }) => {
      for (const registration of params.registrations) this.registrations.set(registration.id, registration);
      this.received('client/registerCapability', params);
      return null;
    });
    connection.onRequest('client/unregisterCapability', (params: { unregisterations: { id: string }[] }) => {
      for (const { id } of params.unregisterations) this.registrations.delete(id);
      this.received('client/unregisterCapability', params);
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => this.settings));
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.received('workspace/diagnostic/refresh', undefined);
      return null;
    });
    connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
      connection.onProgress(WorkDoneProgress.type, token, (value) => this.received('$/progress', value));
      return null;
    });
    connection.onRequest('workspace/applyEdit', (params: { edit: WorkspaceEdit }) => {
      this.received('workspace/applyEdit', params);
      return { applied: true };
    });
    connection.listen();
  }

  static async start(options: StartOptions, base = mkdtempSync(join(tmpdir(), 'seaworthy-lsp-'))): Promise<TestClient> {
    for (const [path, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), text);
    }
    const child = spawn(process.execPath, [serverPath(), ...(options.args ?? ['--stdio'])], { stdio: ['pipe', 'pipe', 'pipe'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const client = new TestClient(connection, child, base, options, true);
    await client.initialize();
    return client;
  }

  initializeResult: InitializeResult = { capabilities: {} };

  private async initialize(): Promise<void> {
    const { capabilities, folder = '', folders = [folder], initializationOptions } = this.options;
    const workspaceFolders = folders.map((name) => ({ name, uri: this.uri(name) }));
    const hasFolders = capabilities.workspace?.workspaceFolders === true;
    this.initializeResult = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: workspaceFolders[0]?.uri ?? null,
      capabilities,
      ...(hasFolders ? { workspaceFolders } : {}),
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** The URI of a path below the temporary folder. */
  uri(path: string): string {
    return pathToFileURL(join(this.base, path)).href;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.base, path)), { recursive: true });
    writeFileSync(join(this.base, path), text);
  }

  open(uri: string, text: string, languageId = 'dockerfile', version = 1): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, version, text));
    return this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  /** Replaces a range, or the whole text. */
  change(uri: string, newText: string, range?: Range): Promise<void> {
    const document = this.document(uri);
    const contentChanges: TextDocumentContentChangeEvent[] = [range ? { range, text: newText } : { text: newText }];
    const version = document.version + 1;
    this.documents.set(uri, TextDocument.update(document, contentChanges, version));
    return this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    this.documents.delete(uri);
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  save(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  changedOnDisk(uri: string, type: 1 | 2 | 3 = 2): Promise<void> {
    return this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    assert.ok(document, `${uri} is not open`);
    return document;
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Diagnostics of an open document, asked for again as long as the server says that the text has changed. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    assert.equal(report.kind, 'full');
    return report.kind === 'full' ? report.items : [];
  }

  /** `line:code`, in order. */
  async codes(uri: string): Promise<string[]> {
    return (await this.diagnostics(uri)).map(({ code, range }) => `${range.start.line}:${String(code)}`);
  }

  async actions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    return await this.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** The text of a document after an edit, which has to be for its present version. */
  applied(uri: string, edit: WorkspaceEdit | undefined): string {
    assert.ok(edit);
    const document = this.document(uri);
    let edits = edit.changes?.[uri] ?? [];
    for (const change of edit.documentChanges ?? []) {
      assert.ok('textDocument' in change);
      assert.deepEqual(change.textDocument, { uri, version: document.version });
      edits = change.edits as TextEdit[];
    }
    return TextDocument.applyEdits(document, edits);
  }

  /** The next message of a kind that the server sends, or one that has come already and was not waited for yet. */
  next<T = unknown>(method: string, accepts: (params: T) => boolean = () => true): Promise<T> {
    const at = this.messages.findIndex((message) => message.method === method && accepts(message.params as T));
    if (at >= 0) return Promise.resolve(this.messages.splice(at, 1)[0]?.params as T);
    return new Promise((resolve) =>
      this.waiters.push({ method, accepts: (params) => accepts(params as T), resolve: (params) => resolve(params as T) }),
    );
  }

  /** Diagnostics that are pushed for this version of a document. */
  pushed(uri: string, version?: number): Promise<PublishDiagnosticsParams> {
    return this.next(
      'textDocument/publishDiagnostics',
      (params) => params.uri === uri && (version === undefined || params.version === version),
    );
  }

  private received(method: string, params: unknown): void {
    const at = this.waiters.findIndex((waiter) => waiter.method === method && waiter.accepts(params));
    const [waiter] = at >= 0 ? this.waiters.splice(at, 1) : [];
    if (waiter) waiter.resolve(params);
    else this.messages.push({ method, params });
  }

  /** Ends the server and holds it to its manners: a clean end, nothing on stderr, nothing but messages on stdout. */
  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    if (this.removesBase) rmSync(this.base, { recursive: true, force: true });
    assert.equal(this.stderr, '');
    assert.deepEqual(this.broken, []);
    assert.equal(code, 0);
  }
}

export interface Registered {
  readonly registrations: readonly Registration[];
}

/** Messages may be markup by now; the server's are plain text. */
export const messageOf = ({ message }: Pick<Diagnostic, 'message'>): string => (typeof message === 'string' ? message : message.value);

export const rangeAt = (line: number, character: number): Range => ({ start: { line, character }, end: { line, character } });
