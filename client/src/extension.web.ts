// Entry in the web worker extension host: the server is a worker; it reads files through the client.
import { Uri } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { startClient, stopClient } from './start-client.js';
import type { Api } from './start-client.js';

export const deactivate = stopClient;

export function activate(context: ExtensionContext): Promise<Api> {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/browser.js').toString(true);
  let worker: Worker | undefined;
  // A new worker for each start, so that a restart works. Not handed over as a worker: the editor's own `Worker` makes objects that the
  // library does not know for one.
  const start = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return startClient(context, 'web', (options) => new LanguageClient('seaworthy', 'Seaworthy', start, options));
}
