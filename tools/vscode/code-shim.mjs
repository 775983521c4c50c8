#!/usr/bin/env node
// Stands in for the desktop program: takes the arguments of @vscode/test-electron and runs the suite in the node extension host of a
// workbench in the browser. Ends with 0 only when the suite says so itself.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { openWorkbench, remoteUri, startServer, temporaryFolder } from './workbench.mjs';

const options = {};
const folders = [];
for (const argument of process.argv.slice(2)) {
  const option = /^--([\w-]+)(?:=(.*))?$/.exec(argument);
  if (option) options[option[1]] = option[2] ?? true;
  else folders.push(argument);
}
const { extensionDevelopmentPath: extension, extensionTestsPath: tests, 'extensions-dir': installed } = options;
if (!extension || !tests) {
  console.error('code-shim: it only runs tests: --extensionDevelopmentPath= and --extensionTestsPath= are needed');
  process.exit(2);
}

/** As the desktop does, which uses require(). */
const resolveModule = (file) =>
  [file, `${file}.js`, path.join(file, 'index.js')].find((name) => /\.js$/.test(name) && existsSync(name)) ?? file;
const NOISE =
  /^(Resolv(ing|ed) connection|Creating a socket|Updating additional builtin|Ignoring fetching additional|Loading development ext|ChatSessionStore|Failed: getaddrinfo|\[(reconnection-grace-time|Service Worker|trusted-domains))/;

const temporary = temporaryFolder();
const report = process.env.SEAWORTHY_COUNTS ?? path.join(temporary.folder, 'report.json');
rmSync(report, { force: true });
let finish;
const finished = new Promise((resolve) => (finish = resolve));
const limit = setTimeout(() => finish('no answer in time'), Number(process.env.SEAWORTHY_VSCODE_SECONDS ?? 300) * 1000);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => finish(signal));

let workbench;
let server;
process.exitCode = 1;
try {
  if (installed && existsSync(installed)) cpSync(installed, path.join(temporary.folder, 'extensions'), { recursive: true });
  server = await startServer({ folder: temporary.folder, environment: { SEAWORTHY_COUNTS: report } });
  server.exited.then((code) => finish(`the VS Code server ended with ${code}`));
  workbench = await openWorkbench({
    port: server.port,
    folder: folders[0] && path.resolve(folders[0]),
    payload: [
      ['extensionDevelopmentPath', remoteUri(server.port, path.resolve(extension))],
      ['extensionTestsPath', remoteUri(server.port, resolveModule(path.resolve(tests)))],
      ['skipWelcome', 'true'],
    ],
    expose: {
      // What the extension host and the workbench write to their consoles.
      codeAutomationLog: (type, values) => {
        const line = format(...values);
        if (process.env.SEAWORTHY_VSCODE_VERBOSE) console.log(`${type}: ${line}`);
        else if (type !== 'error' && !NOISE.test(line)) console.log(line.replace(/^%s+/, ''));
      },
      codeAutomationExit: (code) => finish(code),
    },
  });
  workbench.page.on('crash', () => finish('the page crashed'));
  const end = await finished;
  // The exit hook alone lies: it says 0 when the extension host died.
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  if (end === 0 && result && result.failed === 0 && result.passed > 0) process.exitCode = 0;
  if (!result) {
    console.log(`code-shim: ${end}, and no report; the last lines of the console:`);
    console.log(workbench.consoleLines.slice(-40).join('\n'));
    console.log(server.log().slice(-2000));
  }
  if (process.exitCode !== 0 && process.env.SEAWORTHY_SCREENSHOTS) {
    mkdirSync(process.env.SEAWORTHY_SCREENSHOTS, { recursive: true });
    await workbench.page.screenshot({ path: path.join(process.env.SEAWORTHY_SCREENSHOTS, 'node-host-failed.png') });
  }
} catch (error) {
  console.log(`code-shim: ${error.stack ?? error}`);
} finally {
  clearTimeout(limit);
  await workbench?.browser.close();
  await server?.stop();
  temporary.remove();
  process.exit(process.exitCode);
}
