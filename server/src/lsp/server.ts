// Wires a connection to the parts: which message goes where, and what is offered to which client.
import type {
  CancellationToken,
  CodeAction,
  Connection,
  DocumentDiagnosticReport,
  InitializeParams,
  InitializeResult,
  PartialResultParams,
  Registration,
  WorkDoneProgressParams,
  WorkspaceDiagnosticReportPartialResult,
} from 'vscode-languageserver';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  ProgressType,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { Service } from '../core/service-types.js';
import type { ShellCheckProgram } from '../core/shellcheck/types.js';
import { CHART_NAME, KUSTOMIZATION_NAMES } from '../core/workspace/file-hints.js';
import { CONFIG_NAMES } from '../core/workspace/file-names.js';
import type { IgnoreMatcher } from '../core/workspace/walk.js';
import { Cancelled, Checks, Outdated } from './checks.js';
import { ACTION_KINDS, APPLY_COMMAND, actionsAt, isActionData, resolveEdit } from './code-action.js';
import { executeCommand, suppressionFor } from './commands.js';
import { TRIGGERS, completionsAt } from './completion.js';
import { Pusher, Refresher, asResponseError, pullDocument } from './diagnostics.js';
import type { FileReader } from './files.js';
import { hoverAt } from './hover.js';
import type { PeersParams, RulePageParams, Status, StatusParams, SuppressParams } from './protocol.js';
import { CHECK_WORKSPACE, PEERS, RULE_PAGE, SHELLCHECK, STATUS, SUPPRESS } from './protocol.js';
import { Session } from './session.js';
import { ShellChecks } from './shellcheck.js';
import { linksOf, symbolsOf } from './stages.js';
import { StatusReporter, statusOf } from './status.js';
import { isForeign, uriOf } from './uri.js';
import { WorkspaceChecks } from './workspace-check.js';

/** What the server needs from where it runs. */
export interface ServerEnvironment {
  readonly service: Service;
  readonly version: string;
  /** Lets messages in; resolves soon. */
  pause(): Promise<void>;
  /** @param askClient the client has promised to answer for files */
  files(connection: Connection, askClient: boolean): FileReader;
  ignoreMatcher(text: string): IgnoreMatcher;
  /** Starts ShellCheck at a path, or that of PATH; absent where no program can be started. */
  shellcheck?(file: string | undefined): ShellCheckProgram | undefined;
  /** For clients that name their folder by a path; absent where there are no paths. */
  uriOfPath?(path: string): string;
}

const LANGUAGES = ['dockerfile', 'yaml', 'json', 'jsonc', 'dockercompose', 'helm'];
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];
const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));

const DIAGNOSTICS_ID = 'seaworthy-diagnostics';
const OUTSIDE_ID = 'seaworthy-files-above';

/** Files that decide how others are judged. */
const OUTSIDE = `{${[...CONFIG_NAMES, CHART_NAME, ...KUSTOMIZATION_NAMES, '.gitignore', '*.dockerignore', '.dockerignore'].join(',')}}`;
const DECIDING = `**/${OUTSIDE}`;
const LINTABLE = '**/{*.yaml,*.yml,*.json,[Dd]ockerfile*,*.[Dd]ockerfile,[Cc]ontainerfile*,*.[Cc]ontainerfile}';

const PartialResult = new ProgressType<WorkspaceDiagnosticReportPartialResult>();

/** Starts listening. The process, or the worker, lives as long as the connection. */
export function startServer(connection: Connection, environment: ServerEnvironment): void {
  let server: Server | undefined;
  connection.onInitialize((params) => {
    server = new Server(connection, environment, params);
    return server.offer();
  });
  connection.onInitialized(() => server?.initialized());
  connection.onShutdown(() => server?.dispose());
  connection.listen();
}

class Server {
  private readonly session: Session;
  private readonly checks: Checks;
  private readonly workspace: WorkspaceChecks;
  private readonly pusher: Pusher;
  private readonly refresher: Refresher;
  private readonly statuses: StatusReporter;
  private readonly shellchecks: ShellChecks;
  /** What was pushed for files that are not open. */
  private readonly published = new Map<string, { readonly uri: string; readonly value: string }>();
  private pushing: Promise<void> | undefined;
  private isWatchingOutside = false;
  private registered: { readonly workspaceDiagnostics: boolean } | undefined;
  /** Is set at the start where diagnostics cannot be registered later. */
  private readonly workspaceAtStart: boolean;

  constructor(
    private readonly connection: Connection,
    private readonly environment: ServerEnvironment,
    params: InitializeParams,
  ) {
    const options: unknown = params.initializationOptions;
    const askClient = typeof options === 'object' && options !== null && 'files' in options && options.files === true;
    const session = new Session(connection, environment, params, environment.files(connection, askClient));
    this.session = session;
    this.workspaceAtStart = scopeIn(session.options.settings) === 'workspace';
    this.statuses = new StatusReporter((status) => {
      if (session.options.status === true) void connection.sendNotification(STATUS, status);
    });
    this.checks = new Checks({
      service: session.service,
      document: (uri) => session.documents.get(uri),
      situationOf: (uri) => session.situationOf(uri),
      surroundingsOf: (uri, version, request, situation) => session.contexts.of(uri, version, request, situation),
      shellcheckOf: (uri, request) => this.shellchecks.of(uri, request),
      stepBack: (situation) => session.stepBack(situation),
      pace: session.pace,
      onReport: (checked) => {
        session.reported(checked);
        this.statuses.report(statusOf(session, checked));
      },
    });
    this.shellchecks = new ShellChecks({
      service: session.service,
      program: environment.shellcheck && ((file) => environment.shellcheck?.(file)),
      onAnswers: () => this.refresher.request(),
    });
    this.shellchecks.configure(session.options.shellcheck);
    this.workspace = new WorkspaceChecks(session, this.checks, connection);
    this.pusher = new Pusher(session, this.checks, connection);
    this.refresher = new Refresher(() => this.refresh());
    this.listen();
  }

  offer(): InitializeResult {
    const { features } = this.session;
    const actionOptions = { codeActionKinds: ACTION_KINDS, resolveProvider: features.resolveActions };
    return {
      serverInfo: { name: 'seaworthy', version: this.environment.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        codeActionProvider: features.actionLiterals ? actionOptions : true,
        hoverProvider: true,
        documentSymbolProvider: { label: 'Seaworthy' },
        documentLinkProvider: {},
        completionProvider: { triggerCharacters: TRIGGERS },
        ...(features.actionLiterals ? {} : { executeCommandProvider: { commands: [APPLY_COMMAND] } }),
        ...(features.pullDiagnostics && !features.dynamicDiagnostics
          ? { diagnosticProvider: { identifier: 'seaworthy', interFileDependencies: false, workspaceDiagnostics: this.workspaceAtStart } }
          : {}),
        ...(features.folders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
      },
    };
  }

  async initialized(): Promise<void> {
    const { session, connection } = this;
    const { features } = session;
    const registrations: Registration[] = [];
    if (features.watchFiles) {
      const watchers = [{ globPattern: DECIDING }, { globPattern: LINTABLE }];
      registrations.push({ id: 'seaworthy-files', method: DidChangeWatchedFilesNotification.method, registerOptions: { watchers } });
    }
    if (features.dynamicSettings) {
      registrations.push({
        id: 'seaworthy-settings',
        method: DidChangeConfigurationNotification.method,
        registerOptions: { section: 'seaworthy' },
      });
    }
    session.isWatching = features.watchFiles;
    if (features.folders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        this.changed(() => session.foldersChanged(event));
        void this.watchOutside();
      });
    }
    try {
      if (registrations.length > 0) await connection.sendRequest('client/registerCapability', { registrations });
    } catch {
      session.isWatching = false;
    }
    await this.settle();
    await this.watchOutside();
  }

  dispose(): void {
    this.refresher.dispose();
    this.shellchecks.dispose();
    this.workspace.changed();
  }

  private listen(): void {
    const { connection, session, checks } = this;
    const { documents } = session;
    documents.onDidOpen(({ document: { uri } }) => {
      checks.opened(uri);
      session.opened(uri);
      session.lookAgain(uri);
      this.textChanged(uri);
    });
    documents.onDidChangeContent(({ document: { uri } }) => {
      checks.changed(uri);
      this.textChanged(uri);
      if (!session.features.pullDiagnostics) this.pusher.changed(uri);
    });
    documents.onDidSave(({ document: { uri } }) => {
      session.lookAgain(uri);
      this.workspace.changed();
    });
    documents.onDidClose(({ document: { uri } }) => {
      checks.closed(uri);
      this.shellchecks.forget(uri);
      session.closed(uri);
      this.statuses.forget(uri);
      this.textChanged(uri);
      if (!session.features.pullDiagnostics) this.pusher.closed(uri);
      this.workspace.changed();
      void this.pushWorkspace();
    });
    documents.listen(connection);

    connection.onDidChangeConfiguration((params) => this.changed(() => session.settingsChanged(params)));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      if (session.filesChanged(changes)) this.refresher.request();
      this.workspace.changed();
      void this.pushWorkspace();
    });
    connection.onNotification(SHELLCHECK, (params: unknown) => this.changed(() => this.shellchecks.configure(params)));
    connection.onNotification(PEERS, (params: PeersParams) => this.changed(() => session.setPeers(params.stepBack)));

    connection.languages.diagnostics.on((params, token) =>
      this.answer<DocumentDiagnosticReport>('diagnostics', params.textDocument.uri, token, () =>
        pullDocument(session, checks, params, token),
      ),
    );
    connection.languages.diagnostics.onWorkspace((params, token, workDone, partial) =>
      this.answer('workspace diagnostics', '', token, () => this.workspace.pull(params, token, workDone, partial)),
    );
    connection.onCodeAction((params, token) =>
      this.answer('code actions', params.textDocument.uri, token, async () => {
        if (!this.isOurs(params.textDocument.uri)) return [];
        return actionsAt(session, await checks.check(params.textDocument.uri, token), params);
      }),
    );
    connection.onCodeActionResolve((action, token) =>
      this.answer('code action', '', token, async (): Promise<CodeAction> => {
        const { data, ...rest } = action;
        if (!isActionData(data)) return action;
        const edit = await resolveEdit(session, (uri) => checks.check(uri, token), data);
        return edit ? { ...rest, data, edit } : action;
      }),
    );
    connection.onHover((params, token) =>
      this.answer('hover', params.textDocument.uri, token, async () => {
        if (!this.isOurs(params.textDocument.uri)) return null;
        return (await hoverAt(session, await checks.check(params.textDocument.uri, token), params.position)) ?? null;
      }),
    );
    connection.onDocumentSymbol((params, token) =>
      this.answer('outline', params.textDocument.uri, token, async () => {
        if (!this.isOurs(params.textDocument.uri)) return [];
        return symbolsOf(session, await checks.check(params.textDocument.uri, token));
      }),
    );
    connection.onDocumentLinks((params, token) =>
      this.answer('links', params.textDocument.uri, token, async () => {
        if (!this.isOurs(params.textDocument.uri)) return [];
        return linksOf(session, await checks.check(params.textDocument.uri, token));
      }),
    );
    connection.onCompletion((params, token) =>
      this.answer('completion', params.textDocument.uri, token, async () => {
        const document = documents.get(params.textDocument.uri);
        return document && this.isOurs(document.uri) ? completionsAt(session, document, params.position) : [];
      }),
    );
    connection.onExecuteCommand((params, token) =>
      this.answer('command', '', token, () => executeCommand(session, (uri) => checks.check(uri, token), connection, params)),
    );

    connection.onRequest(STATUS, ({ uri }: StatusParams, token) =>
      this.answer('status', uri, token, async (): Promise<Status | null> => {
        return this.isOurs(uri) ? statusOf(session, await checks.check(uri, token)) : null;
      }),
    );
    connection.onRequest(RULE_PAGE, ({ rule }: RulePageParams, token) =>
      this.answer('rule page', '', token, async () => (await session.service.page(rule, 'whole')) ?? null),
    );
    connection.onRequest(SUPPRESS, (params: SuppressParams, token) =>
      this.answer('suppression', params.uri, token, () => suppressionFor(session, (uri) => checks.check(uri, token), params)),
    );
    connection.onRequest(CHECK_WORKSPACE, (params: WorkDoneProgressParams & PartialResultParams, token) =>
      this.answer('workspace check', '', token, () => {
        const { partialResultToken } = params;
        const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
        const report = (value: WorkspaceDiagnosticReportPartialResult) =>
          void connection.sendProgress(PartialResult, partialResultToken ?? '', value);
        return this.workspace.checkAll(token, progress, partialResultToken === undefined ? undefined : { report });
      }),
    );
  }

  private isOurs(uri: string): boolean {
    return !isForeign(uri) && this.session.documents.get(uri) !== undefined;
  }

  /** Turns what is thrown into an answer: a request that fails costs its own answer and nothing else. */
  private async answer<T>(what: string, uri: string, token: CancellationToken, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (error instanceof Outdated || error instanceof Cancelled || token.isCancellationRequested) throw asResponseError(error);
      this.session.log.failed(what, uri, error);
      throw new ResponseError(LSPErrorCodes.RequestFailed, `${what} failed; the log says where`);
    }
  }

  /** The text of a document is new; it may decide how others are judged. */
  private textChanged(uri: string): void {
    if (!this.session.decidingTextChanged(uri)) return;
    this.refresher.request();
    this.workspace.changed();
  }

  private changed(change: () => void): void {
    change();
    this.refresher.request();
  }

  /** Shows everything as it is judged now. */
  private refresh(): void {
    this.workspace.changed();
    void this.settle();
    if (this.session.features.pullDiagnostics) {
      if (this.session.features.refreshDiagnostics) this.connection.languages.diagnostics.refresh().catch(() => undefined);
    } else {
      for (const uri of this.session.documents.keys()) this.pusher.changed(uri);
    }
  }

  /** Brings what is registered in line with the scope. */
  private async settle(): Promise<void> {
    const { features } = this.session;
    const workspaceDiagnostics = (await this.session.mainSettings()).scope === 'workspace';
    if (!features.pullDiagnostics) {
      await this.pushWorkspace();
      return;
    }
    if (!features.dynamicDiagnostics || this.registered?.workspaceDiagnostics === workspaceDiagnostics) return;
    const again = this.registered !== undefined;
    this.registered = { workspaceDiagnostics };
    const documentSelector = this.session.options.documentSelector ?? SELECTOR;
    const registerOptions = { documentSelector, identifier: 'seaworthy', interFileDependencies: false, workspaceDiagnostics };
    const { method } = DocumentDiagnosticRequest;
    try {
      if (again) await this.connection.sendRequest('client/unregisterCapability', { unregisterations: [{ id: DIAGNOSTICS_ID, method }] });
      await this.connection.sendRequest('client/registerCapability', { registrations: [{ id: DIAGNOSTICS_ID, method, registerOptions }] });
    } catch (error) {
      this.session.log.failed('registration', '', error);
    }
  }

  /** A folder inside a repository is also judged by configuration files above it, where the patterns of the others do not reach. */
  private async watchOutside(): Promise<void> {
    const { session, connection } = this;
    if (!session.isWatching || !session.features.watchOutside) return;
    const folders = new Set<string>();
    for (const folder of session.workspaceFolders) for (const above of await session.situations.above(folder)) folders.add(above);
    const watchers = [...folders].map((folder) => ({ globPattern: { baseUri: uriOf(folder), pattern: OUTSIDE } }));
    const { method } = DidChangeWatchedFilesNotification;
    try {
      if (this.isWatchingOutside)
        await connection.sendRequest('client/unregisterCapability', { unregisterations: [{ id: OUTSIDE_ID, method }] });
      this.isWatchingOutside = watchers.length > 0;
      if (watchers.length === 0) return;
      await connection.sendRequest('client/registerCapability', {
        registrations: [{ id: OUTSIDE_ID, method, registerOptions: { watchers } }],
      });
    } catch (error) {
      session.log.failed('registration', '', error);
    }
  }

  /** For clients without pull: the findings of closed files, where the scope is the workspace. One run at a time. */
  private async pushWorkspace(): Promise<void> {
    const { session } = this;
    if (session.features.pullDiagnostics || this.pushing) return;
    if ((await session.mainSettings()).scope !== 'workspace') {
      for (const [location, { uri }] of this.published)
        if (!session.isOpen(location)) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
      this.published.clear();
      return;
    }
    this.pushing = this.workspace.push(this.published).catch((error: unknown) => session.log.failed('workspace check', '', error));
    await this.pushing;
    this.pushing = undefined;
  }
}

const scopeIn = (settings: unknown): unknown =>
  typeof settings === 'object' && settings !== null && 'scope' in settings ? settings.scope : undefined;
