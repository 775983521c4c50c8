// Finds a Chromium for the editor tests; on Debian, as root, installs it when there is none.
// Usage: node tools/vscode/ensure-chromium.mjs
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall, isDebian } from '../apt-install.mjs';

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
  if (aptInstall('Chromium', 'chromium', 'fonts-dejavu-core')) {
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'the editor tests need a Chromium and found none: ' +
      (isDebian() ? 'run "sudo apt-get install --no-install-recommends chromium"' : 'install Chromium or Google Chrome') +
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
