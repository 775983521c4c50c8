// Entry in the node extension host: the server is a process of its own, spoken to over Node's IPC.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient, stopClient } from './start-client.js';
import type { Api } from './start-client.js';

export const deactivate = stopClient;

export function activate(context: ExtensionContext): Promise<Api> {
  const module = context.asAbsolutePath('server/dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return startClient(context, 'node', (options) => new LanguageClient('seaworthy', 'Seaworthy', { run, debug }, options));
}
