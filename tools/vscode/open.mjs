// `npm run vscode`: a real VS Code in the browser on examples/, with the extension built from this tree. Ends with Ctrl+C.
// Usage: node tools/vscode/open.mjs [FOLDER] [--port N]
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packExtension } from './person.mjs';
import { installExtension, root, startServer, temporaryFolder, workbenchUrl } from './workbench.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: 'string', default: '0' } } });
const folder = path.resolve(positionals[0] ?? path.join(root, 'examples'));

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const temporary = temporaryFolder();
let server;
const stop = async () => {
  await server?.stop();
  temporary.remove();
  process.exit();
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);

try {
  installExtension(temporary.folder, packExtension());
  // Whoever can reach the port could use the editor's terminal: the address carries a secret.
  const token = randomUUID();
  server = await startServer({
    folder: temporary.folder,
    settings: { 'problems.defaultViewMode': 'tree' },
    port: Number(values.port),
    token,
  });
  console.log(`\nVS Code with Seaworthy on ${path.relative(process.cwd(), folder) || '.'} (saved edits change these files):`);
  console.log(`  ${workbenchUrl(server.port, folder, [], token)}`);
  console.log('Open the address in a browser on this machine. Ctrl+C ends it.');
  await server.exited;
  temporary.remove();
} catch (error) {
  console.error(error.message ?? error);
  await server?.stop();
  temporary.remove();
  process.exitCode = 1;
}
