// `npm run package`: one platform-neutral .vsix and the npm package, both from one build, in dist/. Prints the sizes; too large fails.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const MB = 1024 * 1024;
const LIMIT = 3 * MB;
const GOAL = 2 * MB;

function run(command, args, cwd = root) {
  // On Windows npm is a script that only a shell can start.
  const shell = process.platform === 'win32' && command !== process.execPath;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exit(1);
  }
  return stdout;
}

if (!process.argv.includes('--no-build')) {
  run(process.execPath, ['esbuild.mjs']);
  run(process.execPath, ['tools/notices.mjs']);
}

const vsix = join(dist, `${name}-${version}.vsix`);
mkdirSync(dist, { recursive: true });
for (const file of readdirSync(dist)) if (/\.(vsix|tgz)$/.test(file)) rmSync(join(dist, file));
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });

const staged = join(root, '.cache/npm');
rmSync(staged, { recursive: true, force: true });
cpSync(join(root, 'server/dist'), join(staged, 'dist'), { recursive: true });
for (const file of ['package.json', 'README.md']) cpSync(join(root, 'server', file), join(staged, file));
for (const file of ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'schemas']) cpSync(join(root, file), join(staged, file), { recursive: true });
const tarball = join(dist, run('npm', ['pack', '--silent', '--pack-destination', dist], staged).trim().split('\n').at(-1));

const megabytes = (bytes) => `${(bytes / MB).toFixed(2)} MB`;
for (const file of [vsix, tarball]) console.log(`${file.slice(root.length + 1).replaceAll('\\', '/')}  ${megabytes(statSync(file).size)}`);
const size = statSync(vsix).size;
if (size > LIMIT) {
  console.error(`the extension is larger than ${megabytes(LIMIT)}`);
  process.exitCode = 1;
} else if (size > GOAL) console.error(`the extension is larger than its goal of ${megabytes(GOAL)}`);
