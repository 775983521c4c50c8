// The messages beside the Language Server Protocol, as the client sees them. Their other end is server/src/lsp/protocol.ts.
import { NotificationType, RequestType } from 'vscode-languageclient';
import type { ProgressToken, WorkspaceDocumentDiagnosticReport, WorkspaceEdit } from 'vscode-languageclient';

/** An extension that is present and reports things too: ids of its findings, `hadolint:DL3002`, or `hadolint:` for all of a tool. */
export interface PeerReports {
  readonly name: string;
  readonly codes: readonly string[];
}

export interface InitializationOptions {
  readonly docsBaseUrl: string;
  readonly commands: readonly string[];
  readonly stepBack: readonly PeerReports[];
  readonly status: boolean;
  readonly files: boolean;
  readonly shellcheck: ShellCheckParams;
}

/** May the server start ShellCheck, and which? */
export interface ShellCheckParams {
  readonly enabled: boolean;
  readonly path: string;
}
export const shellcheckNotification = new NotificationType<ShellCheckParams>('seaworthy/shellcheck');

interface OfUri {
  readonly uri: string;
}

/** What the server knows of one open file. */
export interface Status extends OfUri {
  readonly profile: string;
  readonly configFile?: string;
  readonly configBroken: boolean;
  readonly kind: 'dockerfile' | 'kubernetes' | 'config' | 'other';
  readonly takenFor: string;
  readonly excluded: boolean;
  readonly notChecked: readonly string[];
  readonly crashed: readonly string[];
  readonly findings: number;
  readonly safelyFixable: number;
  readonly suppressed: number;
  readonly steppedBack: number;
  readonly steppedBackFor: readonly string[];
}
export const statusRequest = new RequestType<OfUri, Status | null, void>('seaworthy/status');
export const statusNotification = new NotificationType<Status>('seaworthy/status');

export const peersNotification = new NotificationType<{ readonly stepBack: readonly PeerReports[] }>('seaworthy/peers');

/** The page of a rule as Markdown. */
export const rulePageRequest = new RequestType<{ readonly rule: string }, string | null, void>('seaworthy/rulePage');

/** What the command `seaworthy.suppress` is called with. Only the server reads more of it than the rule. */
export interface SuppressTarget extends OfUri {
  readonly rule: string;
}

/** The edit that suppresses one finding for this reason; null when there is no place for it. */
export const suppressRequest = new RequestType<SuppressTarget & { readonly reason: string }, WorkspaceEdit | null, void>(
  'seaworthy/suppress',
);

export interface WorkspaceCheckResult {
  readonly files: number;
  readonly findings: number;
  /** Empty when they came as partial results. */
  readonly items: readonly WorkspaceDocumentDiagnosticReport[];
}
/** Judges every file of the opened folders, whatever the scope. */
export const checkWorkspaceRequest = new RequestType<
  { readonly workDoneToken: ProgressToken; readonly partialResultToken: ProgressToken },
  WorkspaceCheckResult,
  void
>('seaworthy/checkWorkspace');

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}
export const readFileRequest = new RequestType<OfUri, string | null, void>('seaworthy/readFile');
export const readFolderRequest = new RequestType<OfUri, readonly FolderEntry[] | null, void>('seaworthy/readFolder');
export const readDocsRequest = new RequestType<{ readonly format: string }, string | null, void>('seaworthy/readDocs');
