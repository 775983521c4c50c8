// `npm start`: builds the command line, lints examples/ with it, and says how to open them in VS Code.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;

if (node('esbuild.mjs', '--cli') !== 0) {
  console.error('The command line could not be built; the reason stands above.');
  process.exitCode = 1;
} else {
  console.log('\n$ seaworthy check examples\n');
  // Findings are what the examples are for: 1 is as good as 0 here.
  const status = node(join('server', 'dist', 'cli.js'), 'check', 'examples');
  if (status !== 0 && status !== 1) process.exitCode = 1;
  console.log('\nSee them in VS Code, in the browser:   npm run vscode');
  console.log('Install the extension in your own:     npm run package, then "Extensions: Install from VSIX..." in VS Code');
}
