// Starts the VS Code server of get-vscode.mjs and opens a headless Chromium on its workbench.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureChromium } from './ensure-chromium.mjs';
import { getVsCode } from './get-vscode.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Nothing that talks to the outside, nothing that covers what a test looks at. */
export const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  // No Git: it may be missing, and a test gives documents of the scheme git: itself.
  'git.enabled': false,
};

/** A folder of our own for one run; `keep` (or SEAWORTHY_VSCODE_KEEP) leaves it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-vscode-'));
  return {
    folder,
    remove: () => {
      if (!process.env.SEAWORTHY_VSCODE_KEEP) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function serverArguments(folder) {
  return [
    path.join(getVsCode(), 'out/server-main.js'),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--user-data-dir',
    path.join(folder, 'user'),
    '--server-data-dir',
    path.join(folder, 'server'),
    '--extensions-dir',
    path.join(folder, 'extensions'),
  ];
}

/** The environment of the server: its own home, and no gallery to ask. */
function serverEnvironment(folder, extra) {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return {
    ...process.env,
    HOME: home,
    XDG_CACHE_HOME: path.join(home, '.cache'),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '', controlUrl: '', recommendationsUrl: '' }),
    ...extra,
  };
}

/** Installs a packaged extension as a user would. */
export function installExtension(folder, vsix) {
  return execFileSync(process.execPath, [...serverArguments(folder), '--install-extension', vsix], {
    encoding: 'utf8',
    env: serverEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts the VS Code server on a free port of the loopback interface, in a process group of its own. With a `token`, only who knows it gets in. */
export async function startServer({ folder, settings = {}, environment = {}, port = 0, token }) {
  const user = path.join(folder, 'user/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  const started = Date.now();
  const child = spawn(
    process.execPath,
    [
      ...serverArguments(folder),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      // Since some release after 1.117 the tests named in the address are ignored without it.
      '--enable-smoke-test-driver',
    ],
    { env: serverEnvironment(folder, environment), stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  const signalAll = (signal) => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
      return true;
    } catch {
      return false;
    }
  };
  // Extension hosts outlive their server when only the server is ended.
  const onExit = () => signalAll('SIGKILL');
  process.on('exit', onExit);
  let log = '';
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const stop = async () => {
    signalAll('SIGTERM');
    for (let i = 0; i < 30 && signalAll(0); i++) await new Promise((resolve) => setTimeout(resolve, 100));
    signalAll('SIGKILL');
    process.off('exit', onExit);
  };
  const listening = await new Promise((resolve, reject) => {
    const read = (data) => {
      log += data;
      const found = /agent listening on (\d+)/.exec(log);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`the VS Code server ended with ${code}\n${log}`)));
    setTimeout(() => reject(new Error(`the VS Code server did not start in 120 s\n${log}`)), 120_000).unref();
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { port: listening, pid: child.pid, milliseconds: Date.now() - started, log: () => log, exited, stop };
}

/** Address of a folder in the workbench. `payload` is what the workbench reads its test options from. */
export function workbenchUrl(port, folder, payload = [], token = undefined) {
  const query = new URLSearchParams(folder ? { folder } : { ew: 'true' });
  if (payload.length) query.set('payload', JSON.stringify(payload));
  if (token) query.set('tkn', token);
  return `http://127.0.0.1:${port}/?${query}`;
}

export const remoteUri = (port, file) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(file).pathname}`;

/**
 * Opens the workbench in Chromium.
 * `expose`: functions the page may call. `configuration`: added to the workbench's own start configuration.
 */
export async function openWorkbench({
  port,
  folder,
  payload,
  expose = {},
  configuration,
  viewport = { width: 1280, height: 800 },
  scale = 1,
}) {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({ viewport, deviceScaleFactor: scale, bypassCSP: Boolean(configuration) });
    const page = await context.newPage();
    const consoleLines = [];
    const outside = new Set();
    page.on('console', (message) => consoleLines.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => consoleLines.push(`[pageerror] ${error}`));
    // Tests may not depend on the network, and must notice when the extension asks for it.
    await page.route(
      (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
      (route) => {
        outside.add(route.request().url());
        return route.abort();
      },
    );
    for (const [name, run] of Object.entries(expose)) await page.exposeFunction(name, run);
    if (configuration) await page.addInitScript(addToConfiguration, configuration);
    const opened = Date.now();
    await page.goto(workbenchUrl(port, folder, payload), { timeout: 120_000 });
    return { browser, page, consoleLines, outside, opened };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Runs in the page: merges into the workbench's configuration before its script reads it. */
function addToConfiguration(extra) {
  if (window !== window.top) return;
  new MutationObserver((_changes, observer) => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (!element) return;
    observer.disconnect();
    const configuration = JSON.parse(element.getAttribute('data-settings'));
    for (const [key, value] of Object.entries(extra)) configuration[key] = { ...configuration[key], ...value };
    element.setAttribute('data-settings', JSON.stringify(configuration));
  }).observe(document, { childList: true, subtree: true });
}
