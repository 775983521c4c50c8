// What goes to the client's log: names of requests, rules and files, never what stands in a file.
import type { RemoteConsole } from 'vscode-languageserver';

/** The first place in our own code; messages of errors may quote file contents and are left out. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const where = (error.stack ?? '').split('\n').find((line) => line.trim().startsWith('at '));
  return `${error.name}${where === undefined ? '' : ` ${where.trim()}`}`;
}

export class Log {
  private readonly told = new Set<string>();

  constructor(private readonly console: Pick<RemoteConsole, 'error' | 'warn'>) {}

  failed(what: string, uri: string, error: unknown): void {
    this.console.error(`${what} failed for ${uri}: ${describe(error)}`);
  }

  /** Once per rule and file: a rule that fails does so at every keystroke. */
  crashed(rule: string, uri: string, error: string): void {
    const key = `${rule} ${uri}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.console.error(`rule ${rule} failed for ${uri} and was left out: ${error}`);
  }
}
