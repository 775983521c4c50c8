// What the server remembers between messages: documents, folders, settings, situations, what the client can do.
import type {
  Connection,
  DidChangeConfigurationParams,
  FileEvent,
  InitializeParams,
  WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CatalogEntry } from '../core/config/types.js';
import type { Service } from '../core/service-types.js';
import { CHART_NAME, KUSTOMIZATION_NAMES } from '../core/workspace/file-hints.js';
import { isConfigName } from '../core/workspace/file-names.js';
import type { Checked } from './checks.js';
import type { ClientFeatures } from './client-features.js';
import { readFeatures } from './client-features.js';
import type { FileReader } from './files.js';
import { FolderCache } from './folder-cache.js';
import { Log } from './log.js';
import type { InitializationOptions, PeerReports } from './protocol.js';
import type { Pace } from './run-steps.js';
import type { ServerEnvironment } from './server.js';
import type { Settings } from './settings.js';
import { readSettings } from './settings.js';
import { Contexts } from './contexts.js';
import type { Situation } from './situations.js';
import { Situations } from './situations.js';
import { StepBack, readPeers } from './step-back.js';
import { asFolder, folderOf, isForeign, isInside, locationOf, nameOf, uriOf } from './uri.js';

/** With the step that ends a slice, the thread is let go of well before 50 ms. In milliseconds. */
const SLICE = 10;

const NO_PEERS = new StepBack([]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class Session {
  readonly documents = new TextDocuments(TextDocument);
  readonly service: Service;
  readonly cache: FolderCache;
  readonly situations: Situations;
  readonly contexts: Contexts;
  readonly features: ClientFeatures;
  readonly options: InitializationOptions;
  readonly log: Log;
  /** The client tells of changes on the disk; else they are looked for when a document is opened or saved. */
  isWatching = false;
  /** URIs of the open documents by location. */
  private readonly openUris = new Map<string, string>();
  /** Locations of the opened folders. */
  private folders: readonly string[];
  private readonly settings = new Map<string, Promise<Settings>>();
  /** Settings that came without being asked for. */
  private pushed: unknown;
  private peers: StepBack;
  private entries: ReadonlyMap<string, CatalogEntry> | undefined;

  constructor(
    readonly connection: Connection,
    readonly environment: ServerEnvironment,
    params: InitializeParams,
    readonly files: FileReader,
  ) {
    this.service = environment.service;
    this.log = new Log(connection.console);
    this.features = readFeatures(params.capabilities);
    this.options = isRecord(params.initializationOptions) ? params.initializationOptions : {};
    this.pushed = this.options.settings;
    this.peers = new StepBack(readPeers(this.options.stepBack), this.isPartial);
    // A client without folders may still name one root. Both older fields are deprecated and alive.
    const rootUri = params.rootUri ?? (typeof params.rootPath === 'string' ? environment.uriOfPath?.(params.rootPath) : undefined);
    const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
    this.folders = roots.map((uri) => asFolder(locationOf(uri)));
    this.cache = new FolderCache(files, {
      textAt: (location) => this.openAt(location)?.getText(),
      namesIn: (folder) => [...this.openUris.keys()].filter((location) => folderOf(location) === folder).map(nameOf),
    });
    this.situations = new Situations(
      this.service,
      this.cache,
      () => this.folders,
      (folder) => this.settingsOf(folder),
    );
    this.contexts = new Contexts(
      this.service,
      this.cache,
      (location) => this.situations.workspaceFolderOf(location),
      this.features.createFiles,
    );
  }

  readonly pace: Pace = { slice: SLICE, pause: () => this.environment.pause() };

  /** Address of a rule's page; absent while the pages are published nowhere. */
  readonly pageOf = (rule: string): string | undefined => {
    const base = this.options.docsBaseUrl;
    return typeof base === 'string' && base !== '' ? `${base.replace(/\/+$/, '')}/${rule}.md` : undefined;
  };

  private entryOf(rule: string): CatalogEntry | undefined {
    this.entries ??= new Map(this.service.catalog().map((entry) => [entry.id, entry]));
    return this.entries.get(rule);
  }

  private readonly isPartial = (rule: string, id: string): boolean =>
    this.entryOf(rule)?.partly?.some((partial) => partial.toLowerCase() === id) ?? false;

  /** Findings of the engine about comments and configuration have no place for a suppression. */
  isSuppressible(rule: string): boolean {
    return this.entryOf(rule)?.ofEngine !== true;
  }

  hasCommand(command: string): boolean {
    return Array.isArray(this.options.commands) && this.options.commands.includes(command);
  }

  get workspaceFolders(): readonly string[] {
    return this.folders;
  }

  situationOf(uri: string): Promise<Situation> {
    return this.situations.of(uri);
  }

  stepBack(situation: Situation): StepBack {
    return situation.settings.stepBack ? this.peers : NO_PEERS;
  }

  setPeers(stepBack: readonly PeerReports[]): void {
    this.peers = new StepBack(readPeers(stepBack), this.isPartial);
  }

  get peerNames(): readonly string[] {
    return this.peers.names;
  }

  opened(uri: string): void {
    if (!isForeign(uri)) this.openUris.set(locationOf(uri), uri);
    this.cache.forgetListings();
  }

  closed(uri: string): void {
    this.openUris.delete(locationOf(uri));
    this.situations.forget(uri);
    this.contexts.forget(uri);
  }

  /** The open document at this location, however its URI is written. */
  openAt(location: string): TextDocument | undefined {
    const uri = this.openUris.get(location);
    return uri === undefined ? undefined : this.documents.get(uri);
  }

  isOpen(location: string): boolean {
    return this.openUris.has(location);
  }

  /** The settings of the first folder: what is not asked per file. */
  mainSettings(): Promise<Settings> {
    return this.settingsOf(this.folders[0]);
  }

  private settingsOf(folder: string | undefined): Promise<Settings> {
    const key = folder ?? '';
    let known = this.settings.get(key);
    if (!known) {
      known = this.askSettings(folder).then(readSettings);
      this.settings.set(key, known);
    }
    return known;
  }

  private async askSettings(folder: string | undefined): Promise<unknown> {
    if (!this.features.settings) return this.pushed;
    try {
      const scope = folder === undefined ? {} : { scopeUri: uriOf(folder) };
      return (await this.connection.workspace.getConfiguration({ section: 'seaworthy', ...scope })) ?? this.pushed;
    } catch {
      return this.pushed; // The client is closing, or promised more than it can do.
    }
  }

  settingsChanged(params: DidChangeConfigurationParams): void {
    if (isRecord(params.settings) && 'seaworthy' in params.settings) this.pushed = params.settings['seaworthy'];
    this.settings.clear();
    this.situations.invalidate();
  }

  foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = removed.map(({ uri }) => asFolder(locationOf(uri)));
    this.folders = [...this.folders.filter((folder) => !gone.includes(folder)), ...added.map(({ uri }) => asFolder(locationOf(uri)))];
    this.settings.clear();
    this.situations.invalidate();
  }

  /** @returns whether other files may be judged differently now */
  filesChanged(changes: readonly FileEvent[]): boolean {
    let decides = false;
    for (const { uri } of changes) {
      const location = locationOf(uri);
      this.cache.forget(location);
      decides ||= isDeciding(location);
    }
    if (decides) this.situations.invalidate();
    return decides;
  }

  /** Without a watching client, or outside what it watches, the disk is looked at again now and then. */
  lookAgain(uri: string): void {
    // What a Dockerfile copies may be any file, and those are not watched.
    this.cache.forgetListings();
    const location = locationOf(uri);
    if (this.isWatching && this.features.watchOutside && this.folders.some((folder) => isInside(folder, location))) return;
    this.cache.clear();
    this.situations.invalidate();
  }

  /** A document that decides how others are judged was opened, changed or closed. @returns whether it is such a document */
  decidingTextChanged(uri: string): boolean {
    const location = locationOf(uri);
    if (isForeign(uri) || !isDeciding(location)) return false;
    this.cache.forget(location);
    this.situations.invalidate();
    return true;
  }

  reported(checked: Checked): void {
    for (const crash of checked.report.crashes) this.log.crashed(crash.rule, checked.uri, crash.error);
  }
}

/** Does this file decide how others are judged? */
const isDeciding = (location: string): boolean => {
  const name = nameOf(location);
  return (
    isConfigName(location) || name === CHART_NAME || KUSTOMIZATION_NAMES.includes(name) || name.endsWith('.dockerignore') || name === '.git'
  );
};
