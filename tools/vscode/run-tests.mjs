// Everything that is tested in a real VS Code: the suite in the node extension host, the suite in the web worker host, a person's path.
// Prints "N passed, N failed" per suite and last over all, and writes .cache/vscode-results.json. Wants a build (node esbuild.mjs).
// SEAWORTHY_VSCODE=desktop runs the node host in a downloaded desktop VS Code, and only that.
// Usage: node tools/vscode/run-tests.mjs [node | web | ui ...]
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildTests } from './build-tests.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { getVsCode } from './get-vscode.mjs';
import { root } from './workbench.mjs';

const cache = path.join(root, '.cache');
const counts = path.join(cache, 'vscode-counts.json');
const suites = {
  node: { name: 'node extension host', arguments: ['tools/vscode/node-host.mjs'] },
  web: { name: 'web worker extension host', arguments: ['tools/vscode/web-host.mjs'] },
  ui: {
    name: "a person's path",
    arguments: [
      'node_modules/mocha/bin/mocha.js',
      '--no-config',
      '--timeout',
      '180000',
      '--exit',
      '--reporter',
      'test/vscode/ui/report.cjs',
      'test/vscode/ui/path.test.mjs',
    ],
  },
};

/** Runs one suite as a process of its own and reads its counts from what it leaves. */
async function run({ arguments: command }) {
  rmSync(counts, { force: true });
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SEAWORTHY_COUNTS: counts,
      SEAWORTHY_SCREENSHOTS: process.env.SEAWORTHY_SCREENSHOTS ?? path.join(cache, 'vscode-test/screenshots'),
    },
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const { passed = 0, failed = 0 } = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : {};
  // A suite that says nothing, or says that all is well and then fails, has failed.
  return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

const isDesktop = process.env.SEAWORTHY_VSCODE === 'desktop';
const asked = process.argv.slice(2);
const unknown = asked.filter((key) => !(key in suites));
if (unknown.length > 0) {
  console.error(`no suite "${unknown.join('", "')}"; there are ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const wanted = Object.keys(suites).filter((key) => (asked.length > 0 ? asked.includes(key) : !isDesktop || key === 'node'));

mkdirSync(cache, { recursive: true });
const results = [];
try {
  for (const file of ['dist/client/extension.node.js', 'server/dist/server.js']) {
    if (!existsSync(path.join(root, file))) throw new Error(`${file} is not there: run "node esbuild.mjs" first`);
  }
  if (!isDesktop) {
    getVsCode();
    ensureChromium();
  }
  await buildTests();
  for (const key of wanted) {
    console.log(`\n--- ${suites[key].name}`);
    const result = { name: suites[key].name, ...(await run(suites[key])) };
    console.log(`${result.name}: ${result.passed} passed, ${result.failed} failed`);
    results.push(result);
  }
} catch (error) {
  console.error(error.message ?? error);
  results.push({ name: 'setting up', passed: 0, failed: 1 });
}
writeFileSync(path.join(cache, 'vscode-results.json'), `${JSON.stringify({ suites: results }, undefined, 2)}\n`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\nVS Code: ${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
