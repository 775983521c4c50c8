// The command that judges the whole workspace once: progress, cancel, and findings of files that are not open.
import { ProgressLocation, RelativePattern, TabInputText, TabInputTextDiff, Uri, commands, languages, window, workspace } from 'vscode';
import type { DiagnosticCollection, Disposable, Tab } from 'vscode';
import { DocumentDiagnosticReportKind, WorkDoneProgress, WorkspaceDiagnosticRequest } from 'vscode-languageclient';
import type { BaseLanguageClient, WorkspaceDocumentDiagnosticReport } from 'vscode-languageclient';
import { checkWorkspaceRequest } from './protocol.js';
import type { WorkspaceCheckResult } from './protocol.js';

/** What a tab shows. A document without a tab may still be in memory, but its findings are no longer listed. */
const uriIn = ({ input }: Tab): Uri | undefined =>
  input instanceof TabInputText ? input.uri : input instanceof TabInputTextDiff ? input.modified : undefined;

const isShown = (uri: Uri): boolean =>
  window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => uriIn(tab)?.toString() === uri.toString()));

export class WorkspaceCheck implements Disposable {
  /** Files without a tab. One with a tab has its findings from the server as it stands in the editor. */
  private readonly collection: DiagnosticCollection = languages.createDiagnosticCollection('seaworthy workspace');
  private readonly disposables: Disposable[] = [this.collection];
  private watchers: readonly Disposable[] = [];
  private runs = 0;

  constructor(private readonly client: BaseLanguageClient) {
    this.disposables.push(
      window.tabGroups.onDidChangeTabs(({ opened }) => {
        for (const uri of opened.map(uriIn)) if (uri) this.collection.delete(uri);
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.clear()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('seaworthy')) this.clear();
      }),
    );
  }

  /** Judges all folders and opens the Problems view. Resolves with what was found, or with nothing when it was cancelled. */
  async run(): Promise<WorkspaceCheckResult | undefined> {
    this.clear();
    const result = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'Seaworthy: checking the workspace', cancellable: true },
      async (progress, token) => {
        const run = `seaworthy-check-${++this.runs}`;
        let told = 0;
        const listeners = [
          this.client.onProgress(WorkDoneProgress.type, `${run}-progress`, (value) => {
            const percentage = 'percentage' in value ? (value.percentage ?? told) : told;
            progress.report({
              ...('message' in value && value.message ? { message: value.message } : {}),
              increment: Math.max(0, percentage - told),
            });
            told = Math.max(told, percentage);
          }),
          this.client.onProgress(WorkspaceDiagnosticRequest.partialResult, run, ({ items }) => void this.show(items)),
        ];
        try {
          const found = await this.client.sendRequest(
            checkWorkspaceRequest,
            { workDoneToken: `${run}-progress`, partialResultToken: run },
            token,
          );
          await this.show(found.items);
          return found;
        } catch (error) {
          if (token.isCancellationRequested) return undefined;
          throw error;
        } finally {
          for (const listener of listeners) listener.dispose();
        }
      },
    );
    if (result === undefined) return undefined;
    this.watch();
    window.setStatusBarMessage(
      `Seaworthy: ${result.findings} finding${result.findings === 1 ? '' : 's'} in ${result.files} file${result.files === 1 ? '' : 's'}`,
      10_000,
    );
    await commands.executeCommand('workbench.actions.view.problems');
    return result;
  }

  dispose(): void {
    this.unwatch();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async show(items: readonly WorkspaceDocumentDiagnosticReport[]): Promise<void> {
    // With this scope the server keeps the findings of all files up to date by itself.
    if (workspace.getConfiguration('seaworthy').get('scope') === 'workspace') return;
    for (const item of items) {
      const uri = Uri.parse(item.uri);
      if (item.kind !== DocumentDiagnosticReportKind.Full || isShown(uri)) continue;
      this.collection.set(uri, await this.client.protocol2CodeConverter.asDiagnostics(item.items));
    }
  }

  private clear(): void {
    this.collection.clear();
    this.unwatch();
  }

  /** What was found in a file holds until the file changes. */
  private watch(): void {
    this.unwatch();
    this.watchers = (workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*'), true, false, false);
      const forget = (uri: Uri): void => this.collection.delete(uri);
      return [watcher, watcher.onDidChange(forget), watcher.onDidDelete(forget)];
    });
  }

  private unwatch(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = [];
  }
}
