// Lays a VS Code server down under .vscode-server/, from packages of the npm registry alone: no compiler, no install script, no other download.
// Usage: node tools/vscode/get-vscode.mjs
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** code-server 4.100.0 ships VS Code 1.100.0, the oldest version that `engines.vscode` allows. */
const CODE_SERVER = '4.100.0';
const RIPGREP = '1.18.0';

/** sha512 of the tarballs, as the registry names them. */
const SUMS = {
  'code-server@4.100.0': '7D5nTg9XsLUpO49leS0EfnwQvin5bQ6s/aUQFCPncA5a9WMhc2K+NR/gFbd9g84v72UNj57Wcd557IlEnFenSg==',
  '@vscode/ripgrep-linux-x64@1.18.0': 'mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==',
};

/** Folder of the VS Code server inside the package. */
export const vscodeFolder = path.join(root, '.vscode-server', CODE_SERVER, 'lib/vscode');

/** Makes sure that the VS Code server is there; returns its folder. */
export function getVsCode() {
  const final = path.join(root, '.vscode-server', CODE_SERVER);
  if (existsSync(path.join(final, 'ready'))) return vscodeFolder;
  console.log(`VS Code: fetching code-server ${CODE_SERVER} from npm (once, about 150 MB on disk)`);
  const started = Date.now();
  // Built beside and renamed, so that an interrupted run leaves nothing that looks finished.
  const work = `${final}.part-${process.pid}`;
  try {
    unpack(`code-server@${CODE_SERVER}`, work);
    const server = path.join(work, 'lib/vscode');
    npm(['install', '--ignore-scripts', '--omit=dev'], server); // the package's own npm-shrinkwrap.json pins these
    replaceNativeModules(server);
    addRipgrep(server, work);
    writeFileSync(path.join(work, 'ready'), '');
    if (existsSync(path.join(final, 'ready'))) return vscodeFolder; // another run was faster
    rmSync(final, { recursive: true, force: true });
    renameSync(work, final);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`VS Code: ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return vscodeFolder;
}

function npm(args, cwd) {
  const isWindows = process.platform === 'win32';
  const run = () =>
    execFileSync(isWindows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 << 20,
      shell: isWindows,
    });
  try {
    return run();
  } catch {
    return run(); // a registry that answered badly once
  }
}

/** Unpacks a package without its source maps; refuses one whose sum is not the known one. */
function unpack(spec, folder) {
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', spec, '--json', '--ignore-scripts'], folder));
  const tarball = path.join(folder, path.basename(filename));
  const sum = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (SUMS[spec] && SUMS[spec] !== sum) throw new Error(`${spec}: its sha512 is ${sum}, expected ${SUMS[spec]}`);
  execFileSync('tar', ['xzf', path.basename(tarball), '--strip-components=1', '--exclude=*.map'], { cwd: folder });
  rmSync(tarball);
}

const LOGGER = `// Plain JavaScript in place of the native logger. Named one by one, so that an ES module import sees the names.
const fs = require('fs');
const path = require('path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(_type, name, file) { this.name = name; this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(n, text) { if (n >= this.level) try { fs.appendFileSync(this.file, new Date().toISOString() + ' [' + levels[n] + '] ' + text + '\\n'); } catch { /* the folder is gone at shutdown */ } }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}
levels.forEach((level, n) => { Logger.prototype[level] = function (text) { this.write(n, text); }; });
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
`;

const WATCHDOG = `// Plain JavaScript in place of the native watchdog: ends this process when the watched one is gone.
exports.start = (pid) => { setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 2000).unref(); };
exports.exit = (code) => process.exit(code ?? 0);
`;

function replaceNativeModules(server) {
  for (const [name, text] of [
    ['@vscode/spdlog', LOGGER],
    ['native-watchdog', WATCHDOG],
  ]) {
    const file = path.join(server, 'node_modules', name, 'index.js');
    if (existsSync(file)) writeFileSync(file, text);
  }
}

/** Search and workspace.findFiles need ripgrep; the platform's package holds the program itself. */
function addRipgrep(server, work) {
  const home = path.join(server, 'node_modules/@vscode/ripgrep/bin');
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  unpack(`@vscode/ripgrep-${process.platform}-${process.arch}@${RIPGREP}`, path.join(work, 'ripgrep'));
  mkdirSync(home, { recursive: true });
  renameSync(path.join(work, 'ripgrep/bin', program), path.join(home, program));
  chmodSync(path.join(home, program), 0o755);
  rmSync(path.join(work, 'ripgrep'), { recursive: true, force: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(getVsCode());
