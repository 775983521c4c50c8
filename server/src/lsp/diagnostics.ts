// Diagnostics of open documents: pulled by clients that can, pushed to the others; and of whole folders.
import type { CancellationToken, Connection, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Checked, Checks } from './checks.js';
import { Cancelled, Outdated } from './checks.js';
import { diagnosticsOf } from './convert.js';
import type { Session } from './session.js';
import { isForeign } from './uri.js';

/** How long changes of configuration and settings are gathered before everything is judged anew, in milliseconds. */
const REFRESH_DELAY = 50;

export const diagnosticsFor = (session: Session, checked: Checked): Diagnostic[] =>
  diagnosticsOf(checked.lines, { uri: checked.uri, table: checked.table, features: session.features, pageOf: session.pageOf });

/** What a request is answered with when its text is no longer the newest; the client asks again by itself. */
export function asResponseError(error: unknown): unknown {
  if (error instanceof Outdated)
    return new ResponseError(LSPErrorCodes.ServerCancelled, 'the text has changed', { retriggerRequest: true });
  if (error instanceof Cancelled) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  return error;
}

export async function pullDocument(
  session: Session,
  checks: Checks,
  params: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const { uri } = params.textDocument;
  if (isForeign(uri) || !session.documents.get(uri)) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const checked = await checks.check(uri, token);
  const { resultId } = checked;
  if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsFor(session, checked) };
}

/** Sends diagnostics unasked. Per document only the newest text is judged, however fast the changes come. */
export class Pusher {
  private readonly busy = new Set<string>();
  private readonly again = new Set<string>();

  constructor(
    private readonly session: Session,
    private readonly checks: Checks,
    private readonly connection: Pick<Connection, 'sendDiagnostics'>,
  ) {}

  changed(uri: string): void {
    if (isForeign(uri)) return;
    if (this.busy.has(uri)) this.again.add(uri);
    else void this.run(uri);
  }

  closed(uri: string): void {
    this.again.delete(uri);
    if (!isForeign(uri)) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private async run(uri: string): Promise<void> {
    this.busy.add(uri);
    do {
      this.again.delete(uri);
      await this.session.pace.pause(); // Changes that are already on the way come in first.
      try {
        const checked = await this.checks.check(uri);
        const version = this.session.features.pushVersions ? { version: checked.version } : {};
        await this.connection.sendDiagnostics({ uri, ...version, diagnostics: diagnosticsFor(this.session, checked) });
      } catch (error) {
        if (!(error instanceof Outdated)) this.session.log.failed('diagnostics', uri, error);
      }
    } while (this.again.has(uri));
    this.busy.delete(uri);
  }
}

/** Has everything that is shown judged anew, once for many causes. */
export class Refresher {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly refresh: () => void) {}

  request(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.refresh();
    }, REFRESH_DELAY);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
