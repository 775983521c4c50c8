// Bundles the suite of test/vscode for both extension hosts into dist/test/.
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './workbench.mjs';

const suite = (name) => path.join(root, 'test/vscode/suite', name);
export const testBundle = (host) => path.join(root, 'dist/test', `${host}.js`);

export async function buildTests() {
  const common = { bundle: true, sourcemap: 'inline', format: 'cjs', logLevel: 'warning', external: ['vscode'] };
  await Promise.all([
    // Mocha stays outside: it loads parts of itself by name.
    build({
      ...common,
      entryPoints: [suite('index.ts')],
      outfile: testBundle('node'),
      platform: 'node',
      target: 'node20',
      external: ['vscode', 'mocha'],
    }),
    build({
      ...common,
      entryPoints: [suite('web.ts')],
      outfile: testBundle('web'),
      platform: 'browser',
      target: 'es2022',
      define: { 'process.env': '{}', global: 'globalThis' },
      alias: { 'node:assert/strict': path.join(root, 'test/vscode/suite/assert-web.cjs') },
    }),
  ]);
}
