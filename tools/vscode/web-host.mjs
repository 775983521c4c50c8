// Runs the suite in the web worker extension host. The extension is served over HTTP as one under development; the folder comes from the disk.
import { createReadStream, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { testBundle } from './build-tests.mjs';
import { copyWorkspace, standIns } from './fixture.mjs';
import { openWorkbench, root, startServer, temporaryFolder } from './workbench.mjs';

const TYPES = { '.js': 'text/javascript', '.json': 'application/json', '.gz': 'application/octet-stream' };
const files = http.createServer((request, response) => {
  const file = path.join(root, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
  if (!file.startsWith(root + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, headers);
    response.end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => files.listen(0, '127.0.0.1', resolve));
const at = (file) => ({
  scheme: 'http',
  authority: `127.0.0.1:${files.address().port}`,
  path: `/${path.relative(root, file).replaceAll('\\', '/')}`,
});

const temporary = temporaryFolder();
let finish;
const finished = new Promise((resolve) => (finish = resolve));
const limit = setTimeout(() => finish('no answer in time'), Number(process.env.SEAWORTHY_VSCODE_SECONDS ?? 300) * 1000);
let server;
let workbench;
let closing;
process.exitCode = 1;
try {
  const workspace = copyWorkspace(temporary.folder);
  server = await startServer({ folder: temporary.folder });
  workbench = await openWorkbench({
    port: server.port,
    folder: workspace,
    configuration: {
      developmentOptions: {
        extensions: [{ ...at(root), path: '/' }, ...readdirSync(standIns).map((name) => at(path.join(standIns, name)))],
        extensionTestsPath: at(testBundle('web')),
      },
    },
    expose: {
      codeAutomationLog: (type, values) => {
        const [line] = values;
        if (/^\d+ passed, \d+ failed$/.test(line)) closing = line;
        if (process.env.SEAWORTHY_VSCODE_VERBOSE || /^ {2}(✔|FAILED) /.test(line)) console.log(...values);
      },
      codeAutomationExit: (code) => finish(code),
    },
  });
  const end = await finished;
  // The exit hook alone lies: it says 0 when the worker died.
  if (end === 0 && /^[1-9]\d* passed, 0 failed$/.test(closing)) process.exitCode = 0;
  else if (!closing) console.log(`${end}; the last lines of the console:\n${workbench.consoleLines.slice(-40).join('\n')}`);
  const [passed = 0, failed = 1] = closing?.match(/\d+/g).map(Number) ?? [];
  if (process.env.SEAWORTHY_COUNTS) writeFileSync(process.env.SEAWORTHY_COUNTS, JSON.stringify({ passed, failed }));
  if (process.exitCode !== 0 && process.env.SEAWORTHY_SCREENSHOTS) {
    mkdirSync(process.env.SEAWORTHY_SCREENSHOTS, { recursive: true });
    await workbench.page.screenshot({ path: path.join(process.env.SEAWORTHY_SCREENSHOTS, 'web-host-failed.png') });
  }
} catch (error) {
  console.log(error.stack ?? error);
} finally {
  clearTimeout(limit);
  await workbench?.browser.close();
  await server?.stop();
  files.close();
  temporary.remove();
  process.exit(process.exitCode);
}
