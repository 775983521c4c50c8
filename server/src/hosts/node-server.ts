// The language server in a Node process: over Node's IPC, stdio, a pipe or a socket, as the arguments say.
import { pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { createService } from '../core/service.js';
import { startServer } from '../lsp/server.js';
import { ignoreMatcher } from './ignore-matcher.js';
import { nodeFiles } from './node-files.js';
import { nodeServiceHost } from './node-service-host.js';
import { shellCheckProgram } from './shellcheck.js';

const TRANSPORT = /^--(?:stdio|node-ipc|pipe|socket)\b/;

/**
 * Runs until the client ends it; the process ends with it.
 * @param args `--stdio`, `--node-ipc`, `--pipe=NAME` or `--socket=PORT`; stdio where none is named
 */
export function startNodeServer(args: readonly string[]): Promise<never> {
  // The library reads the transport from the arguments of the process and from nowhere else.
  process.argv.splice(2, Infinity, ...args, ...(args.some((arg) => TRANSPORT.test(arg)) ? [] : ['--stdio']));
  const connection = createConnection();
  // What is thrown where nobody waits for it is a fault of ours and no reason to leave the editor without a server.
  const tell = (error: unknown) => connection.console.error(`unexpected: ${error instanceof Error ? error.name : typeof error}`);
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
  startServer(connection, {
    service: createService(nodeServiceHost),
    version,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    files: nodeFiles,
    ignoreMatcher,
    shellcheck: shellCheckProgram,
    uriOfPath: (path) => pathToFileURL(path).href,
  });
  return new Promise<never>(() => undefined);
}

if (require.main === module) void startNodeServer(process.argv.slice(2));
