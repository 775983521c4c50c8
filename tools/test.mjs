// `npm test`: builds, runs every suite one after the other, and ends with the plain line "N passed, N failed" over all of them.
// `npm test -- unit cli` runs only the named suites.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureShellCheck } from './ensure-shellcheck.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const counts = join(root, '.cache/test-counts.json');

/** Folders of test/ with a suite of their own; what is in none of them is a unit test, so that no file is forgotten. */
const OWN = ['shellcheck', 'syntaxes', 'lsp', 'cli', 'vscode'];
const others = readdirSync(join(root, 'test'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && !OWN.includes(entry.name));

const suites = [
  { name: 'unit', specs: ['server/src', 'client/src', 'test/*.test.ts', ...others.map((entry) => `test/${entry.name}`)] },
  { name: 'shellcheck', specs: ['test/shellcheck'], before: ensureShellCheck },
  { name: 'grammar', specs: ['test/syntaxes'] },
  { name: 'protocol', specs: ['test/lsp'] },
  { name: 'cli', specs: ['test/cli'] },
  { name: 'vscode', command: ['tools/vscode/run-tests.mjs'] },
];

const hasTests = (folder) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('.test.ts'));

/** Patterns that match something: mocha takes an empty one for a mistake. */
const patterns = (specs) =>
  specs
    .filter((spec) => spec.includes('*') || hasTests(join(root, spec)))
    .map((spec) => (spec.includes('*') ? spec : `${spec}/**/*.test.ts`));

function mocha(specs) {
  rmSync(counts, { force: true });
  const args = ['node_modules/mocha/bin/mocha.js', '--no-config', '--node-option', 'import=tsx', '--reporter', 'tools/mocha-reporter.cjs'];
  args.push('--timeout', '10000', '--forbid-only', '--forbid-pending', ...patterns(specs));
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SEAWORTHY_COUNTS: counts },
  });
  if (!existsSync(counts)) return { passed: 0, failed: 1 };
  const { passed, failed } = JSON.parse(readFileSync(counts, 'utf8'));
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1) };
}

/** A suite that is a program of its own says "N passed, N failed" in its last lines. */
function program(command) {
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (status) => {
      const last = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
      const passed = Number(last?.[1] ?? 0);
      const failed = Number(last?.[2] ?? 0);
      done({ passed, failed: status === 0 && last ? failed : Math.max(failed, 1) });
    });
  });
}

/** What a suite needs beside the packages of npm. */
function isReady(suite) {
  try {
    suite.before?.();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

mkdirSync(join(root, '.cache'), { recursive: true });
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite "${unknown.join('", "')}"; there are ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const rows = [];
if (built.status !== 0) rows.push({ name: 'build', passed: 0, failed: 1, seconds: 0 });
else {
  for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n=== ${suite.name}`);
    const started = performance.now();
    const result = isReady(suite) ? (suite.command ? await program(suite.command) : mocha(suite.specs)) : { passed: 0, failed: 1 };
    rows.push({ name: suite.name, ...result, seconds: (performance.now() - started) / 1000 });
  }
}

console.log('');
for (const { name, passed, failed, seconds } of rows) {
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(6)} ok ${failed > 0 ? `${String(failed).padStart(4)} FAILED` : '           '} ${seconds.toFixed(1).padStart(6)} s`,
  );
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
