// Entry point of the command line: process, streams and the built files beside this one.
import { docsBaseUrl, version } from '../../../package.json';
import { lastWord, main } from '../cli/main.js';
import type { Output, World } from '../cli/world.js';
import { createService } from '../core/service.js';
import type { Service } from '../core/service-types.js';
import { nodeServiceHost } from './node-service-host.js';
import { shellCheckProgram } from './shellcheck.js';

/** A reader that has gone (`| head`) is no fault: the rest is not written, and the exit code stays what it is. */
function outputOf(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  stream.on('error', () => {
    isOpen = false;
  });
  return {
    write(text) {
      if (isOpen) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** What an editor hands over, with stdio where it names no other way. */
async function startServer(args: readonly string[]): Promise<void> {
  const isNamed = args.some((arg) => /^--(?:stdio|pipe|socket|node-ipc)\b/.test(arg));
  const { startNodeServer } = require('./node-server.js') as typeof import('./node-server.js');
  await startNodeServer(isNamed ? args : ['--stdio', ...args]);
}

let service: Service | undefined;
const stderr = outputOf(process.stderr);
const world: World = {
  cwd: process.cwd(),
  env: process.env,
  stdout: outputOf(process.stdout),
  stderr,
  readStdin,
  service: () => (service ??= createService(nodeServiceHost)),
  shellcheck: shellCheckProgram,
  startServer,
  cpuTime() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  // Sweden writes dates as the configuration does.
  get today() {
    return new Date().toLocaleDateString('sv-SE');
  },
  version,
  docsBase: docsBaseUrl,
};

/** Never `process.exit()`: what stands in a pipe would be lost. Until it is known better, the run has failed. */
process.exitCode = 2;
let hasFailed = false;
function fail(error: unknown): void {
  hasFailed = true;
  process.exitCode = 2;
  stderr.write(`${lastWord(error, process.env)}\n`);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
void main(process.argv.slice(2), world).then((code) => {
  if (!hasFailed) process.exitCode = code;
});
