// `npm run check`: everything about the repository that is not a test, one line each; output is shown for what fails.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', name);

const checks = [
  ['build', ['esbuild.mjs']],
  ['generated files and rules', ['--import=tsx', 'tools/generate.ts', '--check']],
  ['types of the core', [bin('typescript/bin/tsc'), '-p', 'server/tsconfig.core.json']],
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  ['lint and layers', [bin('eslint/bin/eslint.js'), '.']],
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']],
  ['dead code', [bin('knip/bin/knip.js'), '--no-progress']],
  ['licences and notices', ['tools/notices.mjs', '--check']],
  ['package and its size', ['tools/package.mjs', '--no-build']],
];

let failed = 0;
for (const [name, args] of checks) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${seconds} s  ${name}`);
  if (status !== 0) {
    failed++;
    console.log(`${stdout}${stderr}`.trim().replace(/^/gm, '        '));
  }
}
console.log(failed === 0 ? 'all checks passed' : `${failed} of ${checks.length} checks failed`);
process.exitCode = failed === 0 ? 0 : 1;
