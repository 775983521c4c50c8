// The messages of our own, beside the Language Server Protocol, and what a client may say of itself at the start.

/** `initializationOptions` of the client; every field may be absent, another client need not know of them. */
export interface InitializationOptions {
  /** Where the rules' pages are published; a code links to `<base>/<rule id>.md`. Empty while they are nowhere. */
  readonly docsBaseUrl?: string;
  /** Commands of the client that may be named in code actions and hovers: `seaworthy.suppress`, `seaworthy.showRule`. */
  readonly commands?: readonly string[];
  /** Extensions that are installed and report things too: ids of their findings, `hadolint:DL3002`, or `hadolint:` for all of a peer. */
  readonly stepBack?: readonly PeerReports[];
  /** Settings as long as, or when, they cannot be asked for: the object below `seaworthy`. */
  readonly settings?: unknown;
  /** Send `seaworthy/status` notifications. */
  readonly status?: boolean;
  /** The client answers `seaworthy/readFile`, `seaworthy/readFolder` and `seaworthy/readDocs`. */
  readonly files?: boolean;
  /** Without it ShellCheck is not started. */
  readonly shellcheck?: ShellCheckParams;
  /** Documents that diagnostics are registered for, as the client's own selector has them. */
  readonly documentSelector?: readonly { readonly language?: string; readonly scheme?: string; readonly pattern?: string }[];
}

/**
 * Notification to the server, and field of `initializationOptions`: may ShellCheck be started? A client says so only for a workspace that
 * is trusted, and takes the path from a setting that no workspace can make.
 */
export const SHELLCHECK = 'seaworthy/shellcheck';
export interface ShellCheckParams {
  readonly enabled: boolean;
  /** Absolute; that of PATH where it is absent or empty, none at all for "off". */
  readonly path?: string;
}

export interface PeerReports {
  /** Name of the extension, for the status. */
  readonly name?: string;
  readonly codes: readonly string[];
}

/** Request to the server and, for clients that asked, a notification whenever it changes. */
export const STATUS = 'seaworthy/status';
export interface StatusParams {
  readonly uri: string;
}
export interface Status {
  readonly uri: string;
  readonly profile: string;
  /** URI of the configuration file in force. */
  readonly configFile?: string;
  /** The configuration file cannot be read; the last good one, or the defaults, hold. */
  readonly configBroken: boolean;
  readonly kind: 'dockerfile' | 'kubernetes' | 'config' | 'other';
  /** In plain words: "Dockerfile", "Helm template". */
  readonly takenFor: string;
  /** Left out by `exclude`. */
  readonly excluded: boolean;
  readonly notChecked: readonly string[];
  /** Rules that failed on this file. */
  readonly crashed: readonly string[];
  readonly findings: number;
  /** How many of them have a safe fix. */
  readonly safelyFixable: number;
  readonly suppressed: number;
  /** Findings left to other extensions, and the names of these. */
  readonly steppedBack: number;
  readonly steppedBackFor: readonly string[];
}

/** Notification to the server: the extensions that are present have changed. */
export const PEERS = 'seaworthy/peers';
export interface PeersParams {
  readonly stepBack: readonly PeerReports[];
}

/** Request to the server: the page of a rule as Markdown; null for a name that is no rule's. */
export const RULE_PAGE = 'seaworthy/rulePage';
export interface RulePageParams {
  readonly rule: string;
}

/** Request to the server: the edit that suppresses one finding with this reason; null when there is no place for it. */
export const SUPPRESS = 'seaworthy/suppress';
/** What the command `seaworthy.suppress` is called with; with a `reason` it is what the request wants. */
export interface SuppressTarget {
  readonly uri: string;
  readonly version: number;
  readonly rule: string;
  readonly key: string;
  /** UTF-16 offsets. */
  readonly span: { readonly start: number; readonly end: number };
}
export interface SuppressParams extends SuppressTarget {
  readonly reason: string;
}

/**
 * Request to the server: judges every file of the opened folders, whatever the scope. Takes `workDoneToken` and `partialResultToken`
 * as `workspace/diagnostic` does; answers with `WorkspaceCheckResult`.
 */
export const CHECK_WORKSPACE = 'seaworthy/checkWorkspace';

/** Requests to the client. Text of a file, or null. */
export const READ_FILE = 'seaworthy/readFile';
/** Request to the client: what stands in a folder, or null: `[{ name, kind: 'file' | 'folder' | 'other' }]`. */
export const READ_FOLDER = 'seaworthy/readFolder';
export interface UriParams {
  readonly uri: string;
}
/** Request to the client, from the worker: the bundled `rule-docs.<format>.json`, unpacked, as text; or null. */
export const READ_DOCS = 'seaworthy/readDocs';
export interface ReadDocsParams {
  readonly format: 'dockerfile' | 'kubernetes' | 'config';
}
