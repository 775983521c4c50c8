// What stands behind the braces in the status bar: how the file is understood, which configuration holds, what is left to others.
import { LanguageStatusSeverity, Uri, languages, window, workspace } from 'vscode';
import type { Command, Disposable, DocumentSelector, LanguageStatusItem } from 'vscode';
import { State } from 'vscode-languageclient';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { statusNotification, statusRequest } from './protocol.js';
import type { Status } from './protocol.js';

export interface ShownItem {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly command?: Command;
}

export interface ShownStatus {
  readonly file: ShownItem;
  readonly configuration?: ShownItem;
  readonly steppedBack?: ShownItem;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const fileItem = (status: Status): ShownItem => {
  const gaps = [...status.notChecked, ...status.crashed.map((rule) => `${rule} failed`)];
  const found = [
    status.excluded ? 'left out by the configuration' : count(status.findings, 'finding'),
    ...(status.safelyFixable > 0 ? [`${status.safelyFixable} safely fixable`] : []),
    ...(status.suppressed > 0 ? [`${status.suppressed} suppressed`] : []),
    ...(gaps.length > 0 ? [`not checked: ${gaps.join('; ')}`] : []),
  ];
  return {
    text: `Seaworthy: ${status.takenFor}`,
    detail: status.kind === 'other' && gaps.length === 0 ? 'nothing to check' : found.join(', '),
    severity: status.crashed.length > 0 ? 'warning' : 'information',
    ...(status.safelyFixable > 0 ? { command: { title: 'Fix Safe Problems', command: 'seaworthy.fixAll' } } : {}),
  };
};

const configurationItem = (status: Status): ShownItem => {
  const file = status.configFile === undefined ? undefined : workspace.asRelativePath(Uri.parse(status.configFile));
  return {
    text: `Seaworthy: profile ${status.profile}`,
    detail: status.configBroken
      ? `${file ?? ''} cannot be read, the last good one holds`
      : (file ?? 'no configuration file, editor settings hold'),
    severity: status.configBroken ? 'error' : 'information',
    command: { title: file === undefined ? 'Create' : 'Open', command: 'seaworthy.openConfig' },
  };
};

const steppedBackItem = (status: Status): ShownItem | undefined =>
  status.steppedBack === 0
    ? undefined
    : {
        text: `Seaworthy: ${count(status.steppedBack, 'finding')} left to ${status.steppedBackFor.join(' and ')}`,
        detail: 'reported there too',
        severity: 'information',
        command: { title: 'Settings', command: 'workbench.action.openSettings', arguments: ['seaworthy.stepBack'] },
      };

const STOPPED: ShownItem = {
  text: 'Seaworthy: not running',
  detail: 'the language server has stopped',
  severity: 'error',
  command: { title: 'Restart', command: 'seaworthy.restart' },
};

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};

export class LanguageStatus implements Disposable {
  private readonly known = new Map<string, Status>();
  private readonly items = new Map<keyof ShownStatus, LanguageStatusItem>();
  private readonly disposables: Disposable[] = [];
  private shownNow: ShownStatus | undefined;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly selector: DocumentSelector,
  ) {
    this.disposables.push(
      client.onNotification(statusNotification, (status) => {
        this.known.set(Uri.parse(status.uri).toString(), status);
        this.show();
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) this.known.clear();
        this.show();
        void this.ask();
      }),
      window.onDidChangeActiveTextEditor(() => {
        this.show();
        void this.ask();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.known.delete(uri.toString())),
    );
    this.show();
  }

  /** What is shown for the active editor. */
  get shown(): ShownStatus | undefined {
    return this.shownNow;
  }

  /** The last word of the server about a document. */
  of(uri: Uri): Status | undefined {
    return this.known.get(uri.toString());
  }

  dispose(): void {
    for (const disposable of [...this.disposables, ...this.items.values()]) disposable.dispose();
  }

  /** The server tells of changes; a file that is shown for the first time is asked for. */
  private async ask(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined || this.client.state !== State.Running || this.of(document.uri) || !languages.match(this.selector, document))
      return;
    const uri = document.uri.toString();
    try {
      const status = await this.client.sendRequest(statusRequest, { uri: this.client.code2ProtocolConverter.asUri(document.uri) });
      if (status === null || document.isClosed) return;
      this.known.set(uri, status);
      this.show();
    } catch {
      // The server is stopping, or newer news are on their way.
    }
  }

  private show(): void {
    const uri = window.activeTextEditor?.document.uri;
    const status = uri && this.of(uri);
    const steppedBack = status && steppedBackItem(status);
    if (this.client.state === State.Stopped || this.client.state === State.StartFailed) this.shownNow = { file: STOPPED };
    else if (status === undefined) this.shownNow = undefined;
    else this.shownNow = { file: fileItem(status), configuration: configurationItem(status), ...(steppedBack ? { steppedBack } : {}) };
    this.set('file', 'Seaworthy', this.shownNow?.file);
    this.set('configuration', 'Seaworthy: Configuration', this.shownNow?.configuration);
    this.set('steppedBack', 'Seaworthy: Other Extensions', this.shownNow?.steppedBack);
  }

  private set(key: keyof ShownStatus, name: string, shown: ShownItem | undefined): void {
    let item = this.items.get(key);
    if (shown === undefined) {
      item?.dispose();
      this.items.delete(key);
      return;
    }
    if (item === undefined) {
      item = languages.createLanguageStatusItem(`seaworthy.${key}`, this.selector);
      item.name = name;
      this.items.set(key, item);
    }
    item.text = shown.text;
    item.detail = shown.detail;
    item.severity = SEVERITIES[shown.severity];
    item.command = shown.command;
  }
}
