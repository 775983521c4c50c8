// What is packaged: versions agree, everything the manifests name is there, nothing else goes in, and files hold what they should.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { allRules } from '../tools/rule-data.js';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = <T>(path: string): T => JSON.parse(read(path)) as T;

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly main?: string;
  readonly browser?: string;
  readonly icon?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly contributes?: {
    readonly grammars?: readonly { readonly path: string }[];
    readonly jsonValidation?: readonly { readonly url: string }[];
    readonly yamlValidation?: readonly { readonly url: string }[];
  };
}

const extension = json<Manifest>('package.json');
const library = json<Manifest>('server/package.json');

describe('manifests', () => {
  it('versions and licences agree', () => {
    const lock = json<{ version: string; packages: Record<string, { version: string }> }>('package-lock.json');
    assert.equal(library.version, extension.version);
    assert.equal(lock.version, extension.version);
    assert.equal(lock.packages['']?.version, extension.version);
    assert.equal(library.license, extension.license);
    assert.match(read('CHANGELOG.md'), new RegExp(`^## \\[?${extension.version.replaceAll('.', '\\.')}`, 'm'));
  });

  it('nothing is installed with either package: all is bundled', () => {
    assert.equal(extension.dependencies, undefined);
    assert.equal(library.dependencies, undefined);
  });

  it('versions of tools are exact', () => {
    const loose = Object.entries(extension.devDependencies ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    assert.deepEqual(loose, []);
  });

  it('everything they name is there', () => {
    const { contributes = {} } = extension;
    const named = [
      extension.main,
      extension.browser,
      extension.icon,
      ...(contributes.grammars ?? []).map((grammar) => grammar.path),
      ...[...(contributes.jsonValidation ?? []), ...(contributes.yamlValidation ?? [])].map((validation) => validation.url),
      ...Object.values(library.bin ?? {}).map((path) => `server/${path}`),
    ];
    assert.ok(extension.main && extension.browser && extension.icon, 'main, browser and icon');
    const missing = named.filter(
      (path): path is string => path !== undefined && ![path, `${path}.js`].some((file) => existsSync(join(root, file))),
    );
    assert.deepEqual(missing, []);
  });
});

describe('files of the extension', () => {
  let files: string[];
  before(function () {
    // It starts a packer that reads the whole folder.
    this.timeout(60_000);
    const { stdout, stderr } = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], {
      cwd: root,
      encoding: 'utf8',
    });
    files = stdout.trim().split(/\r?\n/);
    assert.ok(files.length > 5, stderr);
  });

  it('nothing but what runs, what explains it and the licences', () => {
    const allowed =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.txt|dist\/client\/extension\.(node|web)\.js|server\/dist\/(cli|command-line|server|dockerfile|kubernetes|yaml|migrate|rewrite|browser)\.js|server\/dist\/rule-docs\.(config|dockerfile|kubernetes)\.json\.gz|schemas\/[\w.-]+\.json|syntaxes\/[\w.-]+\.json|docs\/images\/[\w.-]+\.png|media\/[\w./-]+\.(png|svg|md))$/;
    assert.deepEqual(
      files.filter((file) => !allowed.test(file)),
      [],
    );
  });

  it('all that runs', () => {
    const wanted = [
      'dist/client/extension.node.js',
      'dist/client/extension.web.js',
      'server/dist/server.js',
      'server/dist/browser.js',
      'server/dist/dockerfile.js',
    ];
    assert.deepEqual(
      [...wanted, 'THIRD-PARTY-NOTICES.txt', 'LICENSE', 'README.md'].filter((file) => !files.includes(file)),
      [],
    );
  });
});

describe('files of the npm package', () => {
  it('every bundle that another one loads', function () {
    this.timeout(60_000);
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: join(root, 'server'),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    const [{ files = [] } = {}] = JSON.parse(stdout) as { files?: { path: string }[] }[];
    const packed = new Set(files.map(({ path }) => path));
    const bundles = [...packed].filter((path) => path.endsWith('.js'));
    const loaded = bundles.flatMap((path) =>
      [...read(`server/${path}`).matchAll(/\brequire\("\.\/([\w-]+\.js)"\)/g)].map(([, name]) => `dist/${name ?? ''}`),
    );
    assert.ok(packed.has('dist/cli.js'), 'the program');
    assert.deepEqual(
      [...new Set(loaded)].filter((path) => !packed.has(path)),
      [],
    );
    assert.ok(loaded.includes('dist/rewrite.js') && loaded.includes('dist/migrate.js'), 'what is loaded on demand is seen');
    assert.ok(!packed.has('dist/browser.js') && ![...packed].some((path) => path.includes('.compile-cache')), 'nothing else');
  });
});

describe('bundles', () => {
  const built = (file: string): string => read(`server/dist/${file}`);

  it('documentation of rules is in its own files, whole, and nowhere else', () => {
    for (const format of ['config', 'dockerfile', 'kubernetes'] as const) {
      const rules = allRules.filter((rule) => rule.id.startsWith(`${format}/`));
      const pages = JSON.parse(gunzipSync(readFileSync(join(root, `server/dist/rule-docs.${format}.json.gz`))).toString('utf8')) as Record<
        string,
        { whole: string; hover: string }
      >;
      assert.deepEqual(Object.keys(pages).sort(), rules.map((rule) => String(rule.id)).sort());
      const files = ['cli.js', 'command-line.js', 'server.js', 'browser.js', ...(format === 'config' ? [] : [`${format}.js`])];
      const code = files.map(built).join('\n');
      const left = rules.filter((rule) => code.includes(JSON.stringify(rule.docs.rationale).slice(1, 60)));
      assert.deepEqual(
        left.map((rule) => rule.id),
        [],
      );
    }
  });

  it('a bundle holds no copy of what is loaded on demand', () => {
    const packages = json<Record<string, string[]>>('server/dist/packages.json');
    const on = (file: string) => packages[`server/dist/${file}`] ?? [];
    assert.deepEqual(
      on('command-line.js').filter((name) => ['yaml', 'dockerfile-ast', 'unbash'].includes(name)),
      [],
    );
    assert.deepEqual(
      on('dockerfile.js').filter((name) => name === 'yaml'),
      [],
    );
    assert.deepEqual(
      on('kubernetes.js').filter((name) => ['yaml', 'dockerfile-ast'].includes(name)),
      [],
    );
    assert.deepEqual(
      on('command-line.js').filter((name) => name.startsWith('vscode')),
      [],
    );
  });

  it('the client can do without everything but the editor', () => {
    for (const file of ['extension.node.js', 'extension.web.js']) {
      const wanted = new Set([...read(`dist/client/${file}`).matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? ''));
      const allowed = new Set(['vscode', ...(file.includes('web') ? [] : builtinModules)]);
      const unknown = [...wanted].filter((name) => !allowed.has(name.replace(/^node:/, '')));
      assert.deepEqual(unknown, [], file);
    }
  });

  it('linting a Dockerfile loads neither the Kubernetes rules nor a YAML library', () => {
    const script = `
      const Module = require('node:module');
      const load = Module._load;
      const seen = [];
      Module._load = function (name, ...rest) { seen.push(name); return load.call(this, name, ...rest); };
      process.argv = [process.execPath, 'seaworthy', 'check', '--format', 'json', 'examples'];
      process.on('exit', () => console.error(seen.filter((name) => /^\\.\\/[^/]+$/.test(name)).join(' ')));
      require('./server/dist/command-line.js');`;
    const dockerfile =
      readdirSync(join(root, 'examples'), { recursive: true })
        .map(String)
        .find((path) => /Dockerfile$/.test(path)) ?? '';
    const only = script.replace("'examples'", JSON.stringify(join('examples', dockerfile)));
    const { stderr } = spawnSync(process.execPath, ['-e', only], { cwd: root, encoding: 'utf8' });
    assert.equal(stderr.trim(), './dockerfile.js');
  });
});

describe('links in the papers', () => {
  const papers = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    'docs/rules/README.md',
    'docs/crosswalk.md',
    'docs/settings.md',
    'docs/cli.md',
  ];
  for (const paper of papers) {
    it(`${paper} leads to files that are there`, () => {
      const links = [...read(paper).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map((match) =>
        (match[1] ?? match[2] ?? '').replace(/#.*$/, ''),
      );
      const local = [...new Set(links)].filter((link) => link !== '' && !/^[a-z]+:/.test(link));
      assert.deepEqual(
        local.filter((link) => !existsSync(join(root, dirname(paper), link))),
        [],
      );
    });
  }
});
