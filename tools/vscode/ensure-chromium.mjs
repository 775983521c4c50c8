// Finds a Chromium for the editor tests; on Debian, as root, installs it when there is none.
// Usage: node tools/vscode/ensure-chromium.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FIXED = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const onPath = (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...NAMES.map((name) => `/usr/bin/${name}`), ...(FIXED[process.platform] ?? [])].find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Path of a Chromium. Throws with what to install when there is none and it may not install one. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const isDebian = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (isDebian && process.getuid?.() === 0) {
    console.log('Chromium: not found, installing it with apt-get (once)');
    const apt = (...args) =>
      execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update');
    apt('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'the editor tests need a Chromium and found none: ' +
      (isDebian ? 'run "sudo apt-get install --no-install-recommends chromium"' : 'install Chromium or Google Chrome') +
      ', or name one in the environment variable CHROMIUM',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
