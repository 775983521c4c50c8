// What the client can do, flattened out of its capabilities: everything the server offers is tuned to it.
import type { ClientCapabilities } from 'vscode-languageserver';

export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  /** Diagnostics may be registered later, when the settings are known. */
  readonly dynamicDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  readonly tags: boolean;
  readonly diagnosticData: boolean;
  readonly pushVersions: boolean;
  /** Without them a client gets commands in place of code actions. */
  readonly actionLiterals: boolean;
  readonly preferredActions: boolean;
  /** Edits may come later, on resolve. */
  readonly resolveActions: boolean;
  readonly documentChanges: boolean;
  readonly snippetEdits: boolean;
  /** Edits may make new files. */
  readonly createFiles: boolean;
  /** Edits may ask before they are done. */
  readonly confirmEdits: boolean;
  readonly settings: boolean;
  readonly dynamicSettings: boolean;
  readonly watchFiles: boolean;
  /** Watchers may name a folder outside the workspace. */
  readonly watchOutside: boolean;
  readonly folders: boolean;
  readonly progress: boolean;
  readonly markdownHover: boolean;
  /** The outline may be a tree; else it is a list. */
  readonly symbolTree: boolean;
}

export function readFeatures(capabilities: ClientCapabilities): ClientFeatures {
  const { textDocument, workspace, window } = capabilities;
  const pull = textDocument?.diagnostic;
  const push = textDocument?.publishDiagnostics;
  const action = textDocument?.codeAction;
  const resolvable = action?.resolveSupport?.properties ?? [];
  return {
    pullDiagnostics: pull !== undefined,
    dynamicDiagnostics: pull?.dynamicRegistration === true,
    // The 3.17 text of the protocol and some clients write `diagnostics`, the first drafts `diagnostic`.
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    codeDescription: pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport ?? false,
    relatedInformation: pull?.relatedInformation ?? push?.relatedInformation ?? false,
    tags: (pull?.tagSupport ?? push?.tagSupport) !== undefined,
    diagnosticData: pull?.dataSupport ?? push?.dataSupport ?? false,
    pushVersions: push?.versionSupport === true,
    actionLiterals: action?.codeActionLiteralSupport !== undefined,
    preferredActions: action?.isPreferredSupport === true,
    resolveActions: action?.dataSupport === true && resolvable.includes('edit'),
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.snippetEditSupport === true,
    createFiles:
      workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    confirmEdits: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    settings: workspace?.configuration === true,
    dynamicSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchOutside: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    folders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}
