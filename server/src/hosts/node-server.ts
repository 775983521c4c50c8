// The language server in a Node process: over Node's IPC, stdio, a pipe or a socket, as the arguments say.
import { pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { createService } from '../core/service.js';
import { startServer } from '../lsp/server.js';
import { ignoreMatcher } from './ignore-matcher.js';
import { nodeFiles } from './node-files.js';
import { nodeServiceHost } from './node-service-host.js';
import { VERSION } from './version.js';

/** Reads the transport from the arguments of the process: `--stdio`, `--node-ipc`, `--pipe=NAME` or `--socket=PORT`. */
export function startNodeServer(): void {
  startServer(createConnection(), {
    service: createService(nodeServiceHost),
    version: VERSION,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    files: nodeFiles,
    ignoreMatcher,
    uriOfPath: (path) => pathToFileURL(path).href,
  });
}

if (require.main === module) startNodeServer();
