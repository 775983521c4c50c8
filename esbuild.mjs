// Builds everything that ships: `node esbuild.mjs` all of it, `--cli` only the command line (about a second).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { cutDocs } from './tools/cut-docs.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const source = (path) => join(root, 'server/src', path);
const cliOnly = process.argv.includes('--cli');

/**
 * Files of their own beside the bundles that use them, loaded at the first call of one of their functions:
 * linting a Dockerfile loads neither the Kubernetes rules nor the YAML library.
 */
const seams = new Map([
  [source('core/formats/dockerfile.ts'), 'dockerfile.js'],
  [source('core/formats/kubernetes.ts'), 'kubernetes.js'],
  [source('core/rewrite/multi-stage.ts'), 'rewrite.js'],
  [source('core/parse/yaml.ts'), 'yaml.js'],
  [source('core/migrate/read-peers.ts'), 'migrate.js'],
  [source('hosts/node-server.ts'), 'server.js'],
  [source('hosts/cli.ts'), 'command-line.js'],
]);

/** Names that a module exports, as esbuild sees them. */
async function exportsOf(path) {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    outfile: 'unused.js',
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs)[0].exports;
}

/** Replaces an import that crosses a seam: a `require` stays one, a static import becomes getters that load the file when they are read. */
const seamPlugin = (outfile) => ({
  name: 'seams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
      const target = resolve(resolveDir, path).replace(/\.js$/, '.ts');
      const file = seams.get(target);
      if (!file || file === outfile) return undefined;
      if (kind === 'require-call' || kind === 'dynamic-import') return { path: `./${file}`, external: true };
      return { path: relative(root, target).replaceAll('\\', '/'), namespace: 'seam' };
    });
    onResolve({ filter: /^\.\//, namespace: 'seam' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'seam' }, async ({ path }) => ({
      contents: [
        'let loaded;',
        `const load = () => (loaded ??= require('./${seams.get(join(root, path))}'));`,
        'Object.defineProperty(exports, "__esModule", { value: true });',
        ...(await exportsOf(join(root, path))).map(
          (name) => `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => load().${name} });`,
        ),
      ].join('\n'),
      loader: 'js',
    }));
  },
});

/** Modules of Node that most runs never use and that take their time to load: loaded when one of their names is read. */
const RARE_BUILTINS = /^node:(?:child_process|crypto|fs\/promises|zlib)$/;
const builtinPlugin = {
  name: 'rare-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: RARE_BUILTINS }, ({ path, namespace }) =>
      namespace === 'builtin' ? { path, external: true } : { path, namespace: 'builtin' },
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: [
        `for (const name of ${JSON.stringify(Object.keys(require(path)).filter((name) => !/constants|^[A-Z_]+$/.test(name)))})`,
        `Object.defineProperty(exports, name, { enumerable: true, get: () => require('${path}')[name] });`,
      ].join('\n'),
      loader: 'js',
    }));
  },
};

/** Documentation and examples of rules ship once, compressed (see writeDocs), and not in the code. */
const docsPlugin = {
  name: 'cut-docs',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]core[\\/]rules[\\/].*\.ts$/ }, ({ path }) => ({
      contents: cutDocs(path, readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  define: { 'process.env.SEAWORTHY_BUNDLED': '"true"' },
};

function nodeBundle(outfile, entry, options = {}) {
  return build({
    ...common,
    entryPoints: [source(entry)],
    outfile: join(root, 'server/dist', outfile),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The `main` of jsonc-parser is UMD, which cannot be bundled.
    mainFields: ['module', 'main'],
    // Less to read at each start; names stay, so that a trace still says something.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [seamPlugin(outfile), builtinPlugin, docsPlugin],
    ...options,
  });
}

const cliBundles = () => [
  nodeBundle('cli.js', 'hosts/start-cli.ts', { banner: { js: '#!/usr/bin/env node' } }),
  nodeBundle('command-line.js', 'hosts/cli.ts'),
  nodeBundle('dockerfile.js', 'core/formats/dockerfile.ts'),
  nodeBundle('rewrite.js', 'core/rewrite/multi-stage.ts'),
  nodeBundle('kubernetes.js', 'core/formats/kubernetes.ts'),
  nodeBundle('yaml.js', 'core/parse/yaml.ts'),
  nodeBundle('migrate.js', 'core/migrate/read-peers.ts'),
];

const editorBundles = () => [
  nodeBundle('server.js', 'hosts/node-server.ts'),
  build({
    ...common,
    entryPoints: [source('hosts/web-worker.ts')],
    outfile: join(root, 'server/dist/browser.js'),
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    // dockerfile-ast asks Buffer for its byte order mark.
    inject: [join(root, 'tools/buffer-shim.js')],
    plugins: [docsPlugin],
  }),
  build({
    ...common,
    entryPoints: [join(root, 'client/src/extension.node.ts')],
    outfile: join(root, 'dist/client/extension.node.js'),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    external: ['vscode'],
  }),
  build({
    ...common,
    entryPoints: [join(root, 'client/src/extension.web.ts')],
    outfile: join(root, 'dist/client/extension.web.js'),
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    minify: true,
    external: ['vscode'],
  }),
];

/** Runs a TypeScript module of tools/ with all that it imports. */
async function runSource(path) {
  const outfile = join(root, '.cache', path.replace(/[\\/]/g, '-').replace(/\.ts$/, '.cjs'));
  await build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  delete require.cache[outfile];
  return require(outfile);
}

async function writeGenerated() {
  const { writeIndexes, writeIfChanged } = await runSource('tools/rule-index.ts');
  writeIndexes(root);
  const { catalogSource, pagesJson, rulesByFormat } = await runSource('tools/rule-data.ts');
  writeIfChanged(source('core/rules/catalog.generated.ts'), catalogSource());
  mkdirSync(join(root, 'server/dist'), { recursive: true });
  for (const format of Object.keys(rulesByFormat)) {
    writeFileSync(join(root, `server/dist/rule-docs.${format}.json.gz`), gzipSync(pagesJson(format), { level: 9 }));
  }
}

/** Which packages went into which file: the notices are made from it. */
function writePackages(results) {
  const packages = {};
  for (const { metafile } of results) {
    for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
      const names = Object.keys(inputs).flatMap(
        (input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(input)?.[1] ?? [],
      );
      packages[relative(root, resolve(root, output)).replaceAll('\\', '/')] = [...new Set(names)].sort();
    }
  }
  writeFileSync(join(root, 'server/dist/packages.json'), JSON.stringify(packages, undefined, 2) + '\n');
}

async function main() {
  const started = performance.now();
  if (!cliOnly) for (const folder of ['server/dist', 'dist/client']) rmSync(join(root, folder), { recursive: true, force: true });
  await writeGenerated();
  const results = await Promise.all([...cliBundles(), ...(cliOnly ? [] : editorBundles())]);
  if (!cliOnly) writePackages(results);
  const bytes = results.flatMap(({ metafile }) => Object.values(metafile.outputs)).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`built ${results.length} files, ${Math.round(bytes / 1024)} kB, in ${Math.round(performance.now() - started)} ms`);
}

try {
  await main();
} catch (error) {
  // esbuild has said already, with the place, what it found.
  if (!('errors' in error)) console.error(error);
  process.exitCode = 1;
}
