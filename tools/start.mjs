// `npm start`: builds the command line, lints examples/ and says how to go on. Findings are what it wants to show, so it ends with 0.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 2;

const built = node('esbuild.mjs', '--cli');
if (built !== 0) process.exit(built);
const status = node('server/dist/cli.js', 'check', 'examples');
if (status > 1) process.exit(status);
console.log('\nIn VS Code: `npm run vscode` opens one in the browser on these examples with the extension in it;');
console.log('`npm run package` makes the .vsix to install in your own (Extensions view, "Install from VSIX").');
