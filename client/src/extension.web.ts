// Entry in the web worker extension host: the server is a worker; it reads files through the client.
import { Uri } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient, stopClient } from './start-client.js';
import type { Api } from './start-client.js';

export const deactivate = stopClient;

export function activate(context: ExtensionContext): Promise<Api> {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/browser.js').toString(true);
  let worker: Worker | undefined;
  const start = async (): Promise<Worker> => {
    worker?.terminate();
    worker = new Worker(script);
    return worker;
  };
  return startClient(context, 'web', (options) => new LanguageClient('seaworthy', 'Seaworthy', start, options));
}
