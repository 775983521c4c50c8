// The compiled form of the bundles that is kept beside them: a second start gives the same, and nothing depends on it.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import * as module from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLI } from './harness.js';

describe('what Node compiled', () => {
  /** From 22.1 on Node keeps it itself, elsewhere. */
  const isOurs = !('enableCompileCache' in module);
  let folder: string;
  const kept = (): string[] => (existsSync(join(folder, '.compile-cache')) ? readdirSync(join(folder, '.compile-cache')).sort() : []);
  const check = (env: NodeJS.ProcessEnv = {}) => {
    const { NODE_V8_COVERAGE: _, ...own } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'cli.js'), 'check', '--format', 'json', join(folder, 'Dockerfile')],
      { encoding: 'utf8', env: { ...own, ...env } },
    );
    assert.equal(stderr, '');
    return { status, stdout };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seaworthy-cache-'));
    for (const file of ['cli.js', 'command-line.js', 'dockerfile.js']) copyFileSync(join(dirname(CLI), file), join(folder, file));
    writeFileSync(join(folder, 'Dockerfile'), 'FROM debian\nRUN apt-get install curl\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is kept for each bundle that was loaded, and changes nothing', () => {
    const first = check();
    assert.match(first.stdout, /apt-get/);
    const files = kept();
    assert.deepEqual(
      files.map((name) => name.slice(0, name.indexOf('.'))),
      isOurs ? ['command-line', 'dockerfile'] : [],
    );
    assert.deepEqual(check(), first);
    assert.deepEqual(kept(), files);
  });

  it('is made anew when it cannot be used, and when the bundle is another one', () => {
    const first = check();
    const files = kept();
    for (const name of files) truncateSync(join(folder, '.compile-cache', name), 100);
    assert.deepEqual(check(), first);
    for (const name of files) assert.ok(statSync(join(folder, '.compile-cache', name)).size > 10_000, name);
    copyFileSync(join(dirname(CLI), 'dockerfile.js'), join(folder, 'dockerfile.js'));
    assert.deepEqual(check(), first);
    assert.equal(kept().length, files.length);
  });

  it('is not missed where there is no place for it', () => {
    writeFileSync(join(folder, '.compile-cache'), 'a file, not a folder');
    const first = check();
    assert.match(first.stdout, /apt-get/);
    assert.deepEqual(check(), first);
  });

  it('is not kept when Node is told so', () => {
    check({ NODE_DISABLE_COMPILE_CACHE: '1' });
    assert.deepEqual(kept(), []);
    mkdirSync(join(folder, '.compile-cache'));
    check({ NODE_DISABLE_COMPILE_CACHE: '1' });
    assert.deepEqual(kept(), []);
  });
});
