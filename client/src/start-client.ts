// Starts the language client and everything around it; the same for the desktop and for the browser.
import { extensions, window } from 'vscode';
import type { ExtensionContext, Uri } from 'vscode';
import { CloseAction, ErrorAction, RevealOutputChannelOn } from 'vscode-languageclient';
import type { BaseLanguageClient, ErrorHandler, LanguageClientOptions } from 'vscode-languageclient';
import { serveFiles } from './client-files.js';
import { COMMANDS_FOR_SERVER, registerCommands } from './commands.js';
import { LanguageStatus } from './language-status.js';
import type { ShownStatus } from './language-status.js';
import { peersNotification, shellcheckNotification } from './protocol.js';
import type { InitializationOptions, Status } from './protocol.js';
import { provideRulePages } from './rule-pages.js';
import { onShellcheckChange, shellcheckParams } from './shellcheck.js';
import { presentPeers } from './step-back.js';
import { WorkspaceCheck } from './workspace-check.js';

const LANGUAGES = ['dockerfile', 'yaml', 'json', 'jsonc', 'dockercompose', 'helm'];
/** Real files and new ones. Never git:, output or the other side of a diff: those are documents that nobody can repair. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];
const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));

/** Its text counts while it is not saved, too. */
const IGNORE_FILES = SCHEMES.map((scheme) => ({ scheme, pattern: '**/*.dockerignore' }));

/** A server that ends this often within three minutes is left alone. */
const MAX_ENDS = 4;
const ENDS_WITHIN = 3 * 60_000;

/** What the extension hands to those who ask for its exports. For tests. */
export interface Api {
  readonly host: 'node' | 'web';
  statusOf(uri: Uri): Status | undefined;
  readonly shownStatus: ShownStatus | undefined;
}

/** Brings the server back a few times; says so in the log and in the language status, never in a box. */
function quietErrorHandler(): ErrorHandler {
  const ends: number[] = [];
  return {
    error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
    closed: () => {
      ends.push(Date.now());
      const often = ends.length > MAX_ENDS && (ends.at(-1) ?? 0) - (ends.at(-1 - MAX_ENDS) ?? 0) < ENDS_WITHIN;
      return {
        action: often ? CloseAction.DoNotRestart : CloseAction.Restart,
        message: often
          ? `The server ended ${MAX_ENDS + 1} times within three minutes; "Seaworthy: Restart" starts it again.`
          : 'The server ended and is started again.',
        handled: true,
      };
    },
  };
}

/** The library opens boxes for some of its errors whatever it is told. They go to the log; the language status says that it is not running. */
function keepQuiet(client: BaseLanguageClient): void {
  const log = client.error.bind(client);
  client.error = (message: string, data?: unknown) => log(message, data, false);
}

let running: BaseLanguageClient | undefined;

/** Ends the server; the editor waits for it. */
export async function stopClient(): Promise<void> {
  await running?.dispose().catch(() => undefined);
  running = undefined;
}

function clientOptions(context: ExtensionContext, host: Api['host']): LanguageClientOptions {
  const manifest: { readonly docsBaseUrl?: string } = context.extension.packageJSON;
  return {
    documentSelector: [...SELECTOR, ...IGNORE_FILES],
    outputChannel: window.createOutputChannel('Seaworthy', { log: true }),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Without a handler the library opens a box; one that answers has it stop a server that is not there.
    initializationFailedHandler: (error) => {
      throw error;
    },
    errorHandler: quietErrorHandler(),
    markdown: { isTrusted: { enabledCommands: COMMANDS_FOR_SERVER } },
    initializationOptions: (): InitializationOptions => ({
      docsBaseUrl: manifest.docsBaseUrl ?? '',
      commands: COMMANDS_FOR_SERVER,
      stepBack: presentPeers(),
      status: true,
      files: true,
      shellcheck: shellcheckParams(host),
    }),
  };
}

/** Hands out the extension's exports. The client stays usable, by its commands, when the server did not start. */
export async function startClient(
  context: ExtensionContext,
  host: Api['host'],
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<Api> {
  const client = create(clientOptions(context, host));
  running = client;
  keepQuiet(client);
  serveFiles(client, context.extensionUri);
  const status = new LanguageStatus(client, SELECTOR);
  const workspaceCheck = new WorkspaceCheck(client);
  context.subscriptions.push(
    status,
    workspaceCheck,
    provideRulePages(client),
    ...registerCommands({ context, client, status, workspaceCheck }),
    ...onShellcheckChange(() => void client.sendNotification(shellcheckNotification, shellcheckParams(host)).catch(() => undefined)),
    extensions.onDidChange(() => void client.sendNotification(peersNotification, { stepBack: presentPeers() }).catch(() => undefined)),
  );
  try {
    await client.start();
  } catch (error) {
    // The commands and the status stay, so that a restart can be tried.
    client.error('The server could not be started', error, false);
  }
  return {
    host,
    statusOf: (uri) => status.of(uri),
    get shownStatus() {
      return status.shown;
    },
  };
}
