// Judges whole folders: at once for a command, or for `workspace/diagnostic`, which streams what is new and then waits for the next change.
import type {
  CancellationToken,
  Connection,
  ResultProgressReporter,
  WorkDoneProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { CancellationToken as Tokens, DocumentDiagnosticReportKind, WorkDoneProgressReporter as Reporters } from 'vscode-languageserver';
import type { Checked, Checks } from './checks.js';
import { Cancelled, Outdated, checkClosedFile, requestFor } from './checks.js';
import { diagnosticsFor } from './diagnostics.js';
import type { Session } from './session.js';
import { locationOf, uriOf } from './uri.js';
import { findWorkspaceFiles } from './workspace-files.js';

/** Results go out when so many files, or milliseconds, have gone by. */
const BATCH = 50;
const BATCH_TIME = 100;

/** Answer to `seaworthy/checkWorkspace`. */
export interface WorkspaceCheckResult {
  /** How many files were judged. */
  readonly files: number;
  readonly findings: number;
  /** Empty when they went out as partial results. */
  readonly items: readonly WorkspaceDocumentDiagnosticReport[];
}

interface Run {
  /** Result ids that the client has, by location, and its URIs for them. */
  readonly previous: ReadonlyMap<string, { readonly uri: string; readonly value: string }>;
  readonly progress: WorkDoneProgressReporter;
  isStopped(): boolean;
  emit(items: WorkspaceDocumentDiagnosticReport[]): void;
}

/** Equal texts give equal names; others hardly ever. */
function nameOfText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${text.length.toString(36)}`;
}

export class WorkspaceChecks {
  /** Files that turned out to be nothing of ours, with the result id they had then. */
  private readonly others = new Map<string, string>();
  private epoch = 0;
  private wake: (() => void) | undefined;
  private hasRun = false;

  constructor(
    private readonly session: Session,
    private readonly checks: Checks,
    private readonly connection: Connection,
  ) {}

  /** Something was saved, changed on the disk or configured: a waiting request is answered, so that the client asks again. */
  changed(): void {
    this.epoch++;
    this.wake?.();
  }

  /** `workspace/diagnostic`. */
  async pull(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    asked: WorkDoneProgressReporter,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.wake?.(); // A client has one such request open at a time: an earlier one is done with.
    if ((await this.session.mainSettings()).scope !== 'workspace') return { items: [] };
    const { epoch } = this;
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const own = Reporters.isNullInstance(asked) ? await this.ownProgress() : undefined;
    await this.run({
      previous: new Map(params.previousResultIds.map((entry) => [locationOf(entry.uri), entry])),
      progress: own ?? asked,
      isStopped: () => token.isCancellationRequested || own?.token.isCancellationRequested === true,
      emit: (batch) => (partial ? partial.report({ items: batch }) : items.push(...batch)),
    });
    if (partial && this.epoch === epoch && !token.isCancellationRequested) await this.untilChange(token);
    if (token.isCancellationRequested) throw new Cancelled();
    return { items };
  }

  /** `seaworthy/checkWorkspace`: every file, whatever the scope. */
  async checkAll(
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceCheckResult> {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const totals = await this.run({
      previous: new Map(),
      progress,
      isStopped: () => token.isCancellationRequested,
      emit: (batch) => (partial ? partial.report({ items: batch }) : items.push(...batch)),
    });
    if (token.isCancellationRequested) throw new Cancelled();
    return { ...totals, items };
  }

  /** For clients without pull: sends the diagnostics of every closed file that has some, or had. */
  async push(published: Map<string, { readonly uri: string; readonly value: string }>): Promise<void> {
    await this.run({
      previous: new Map(published),
      progress: (await this.ownProgress()) ?? this.connection.window.attachWorkDoneProgress(undefined),
      isStopped: () => false,
      emit: (batch) => {
        for (const item of batch) {
          const location = locationOf(item.uri);
          if (item.kind !== DocumentDiagnosticReportKind.Full || this.session.isOpen(location)) continue;
          void this.connection.sendDiagnostics({ uri: item.uri, diagnostics: item.items });
          if (item.resultId === undefined) published.delete(location);
          else published.set(location, { uri: item.uri, value: item.resultId });
        }
      },
    });
  }

  /** A progress that nobody asked for, for the first run only: later ones are short. */
  private async ownProgress() {
    if (this.hasRun || !this.session.features.progress) return undefined;
    this.hasRun = true;
    try {
      return await this.connection.window.createWorkDoneProgress();
    } catch {
      return undefined;
    }
  }

  private untilChange(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const cancelled = token.onCancellationRequested(() => this.wake?.());
      const wake = () => {
        cancelled.dispose();
        if (this.wake === wake) this.wake = undefined;
        resolve();
      };
      this.wake = wake;
    });
  }

  private async run({ previous, progress, isStopped, emit }: Run): Promise<{ files: number; findings: number }> {
    const { session } = this;
    const total = { files: 0, findings: 0 };
    progress.begin('Seaworthy', 0, 'looking for files', true);
    try {
      const { cache, situations, workspaceFolders, environment } = session;
      const { ignoreMatcher } = environment;
      const locations = await findWorkspaceFiles({ cache, situations, workspaceFolders, ignoreMatcher }, isStopped);
      const gone = new Map(previous);
      let batch: WorkspaceDocumentDiagnosticReport[] = [];
      let sent = performance.now();
      for (const [i, location] of locations.entries()) {
        const result = await this.judge(location, previous.get(location)?.value, isStopped);
        if (isStopped()) return total;
        if (result) {
          gone.delete(location);
          batch.push(result.item);
          total.files++;
          total.findings += result.findings;
        }
        if (batch.length < BATCH && performance.now() - sent < BATCH_TIME) continue;
        if (batch.length > 0) emit(batch);
        progress.report((100 * (i + 1)) / locations.length, `${i + 1} of ${locations.length} files`);
        batch = [];
        sent = performance.now();
        await session.pace.pause();
      }
      // Without a result id the client does not name the file again.
      for (const { uri } of gone.values()) batch.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
      if (batch.length > 0) emit(batch);
      return total;
    } finally {
      progress.done();
    }
  }

  /** `undefined` when the file is nothing of ours, cannot be read, or has changed meanwhile. */
  private async judge(
    location: string,
    previous: string | undefined,
    isStopped: () => boolean,
  ): Promise<{ item: WorkspaceDocumentDiagnosticReport; findings: number } | undefined> {
    const { session } = this;
    const open = session.openAt(location);
    const uri = open?.uri ?? uriOf(location);
    try {
      const checked = open ? await this.checks.check(uri, Tokens.None) : await this.judgeClosed(location, previous, isStopped);
      if (checked === undefined || (typeof checked !== 'string' && checked.report.kind === 'other')) return undefined;
      const version = open ? open.version : null;
      if (typeof checked === 'string') {
        return { item: { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: checked }, findings: 0 };
      }
      const findings = checked.report.findings.length;
      const { resultId } = checked;
      if (resultId === previous) return { item: { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }, findings };
      return {
        item: { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: diagnosticsFor(session, checked) },
        findings,
      };
    } catch (error) {
      if (!(error instanceof Outdated)) session.log.failed('workspace check', uri, error);
      return undefined;
    }
  }

  /** The result id alone when the client has that result already. */
  private async judgeClosed(
    location: string,
    previous: string | undefined,
    isStopped: () => boolean,
  ): Promise<Checked | string | undefined> {
    const { session } = this;
    const uri = uriOf(location);
    const situation = await session.situationOf(uri);
    if (situation.isExcluded) return undefined;
    const text = await session.files.read(uri);
    if (text === undefined) return undefined;
    const request = requestFor(text, undefined, situation);
    const surroundings = await session.contexts.of(uri, -1, request, situation);
    const resultId = `${nameOfText(text)}.${situation.id}.${surroundings.id}.${session.stepBack(situation).id}`;
    if (resultId === previous) return previous;
    if (this.others.get(location) === resultId) return undefined;
    const context = { service: session.service, stepBack: (of: typeof situation) => session.stepBack(of), pace: session.pace };
    const checked = await checkClosedFile(context, { uri, request, situation, surroundings, resultId }, isStopped);
    if (checked?.report.kind === 'other') this.others.set(location, resultId);
    else this.others.delete(location);
    return checked;
  }
}
