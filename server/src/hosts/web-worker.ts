// The language server in a web worker: no disk, the client answers for files and for the bundled pages of the rules.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import { dockerfile } from '../core/formats/dockerfile.js';
import { kubernetes } from '../core/formats/kubernetes.js';
import { createService } from '../core/service.js';
import type { RuleDocsPage } from '../core/service-types.js';
import { clientFiles, noFiles } from '../lsp/files.js';
import { READ_DOCS } from '../lsp/protocol.js';
import type { ReadDocsParams } from '../lsp/protocol.js';
import { startServer } from '../lsp/server.js';
import { ignoreMatcher } from './ignore-matcher.js';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

/** Pages are optional: without them hovers are missing, findings are not. */
async function readDocs(format: ReadDocsParams['format']): Promise<Readonly<Record<string, RuleDocsPage>>> {
  try {
    const text: unknown = await connection.sendRequest(READ_DOCS, { format } satisfies ReadDocsParams);
    return typeof text === 'string' ? (JSON.parse(text) as Record<string, RuleDocsPage>) : {};
  } catch {
    return {};
  }
}

// A message to oneself comes back behind those that wait already; timers would be held back by the browser.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });

startServer(connection, {
  service: createService({ loadFormat: (name) => (name === 'dockerfile' ? dockerfile : kubernetes), readDocs }),
  version,
  pause,
  files: (of, askClient) => (askClient ? clientFiles(of) : noFiles),
  ignoreMatcher,
});
