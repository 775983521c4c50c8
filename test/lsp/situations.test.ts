import assert from 'node:assert/strict';
import type { Config } from '../../server/src/core/config/types.js';
import type { FileReader } from '../../server/src/lsp/files.js';
import { FolderCache } from '../../server/src/lsp/folder-cache.js';
import { readSettings } from '../../server/src/lsp/settings.js';
import { Situations } from '../../server/src/lsp/situations.js';
import { folderOf, locationOf, nameOf } from '../../server/src/lsp/uri.js';

/** Stands for the configuration reader: the text is the profile, "broken" cannot be read. */
const configs = new Map<string, Config>();
function configOf(text: string): Config {
  let config = configs.get(text);
  if (!config) configs.set(text, (config = { profile: text, exclude: text.includes('no-b') ? ['b'] : [] } as unknown as Config));
  return config;
}
const service = {
  readConfig: (text: string) => ({ config: text === 'broken' ? undefined : configOf(text), problems: [] }),
  defaultConfig: () => configOf('default'),
  isExcluded: (config: Config, path: string) => path.split('/').some((name) => config.exclude.includes(name)),
};

/** A disk given as location -> text, and what is open in the editor. */
function world(disk: Record<string, string>, folders: readonly string[], settings: unknown = {}) {
  const open: Record<string, string> = {};
  let reads = 0;
  const files: FileReader = {
    async read(uri) {
      reads++;
      return disk[locationOf(uri)];
    },
    async entries(uri) {
      reads++;
      const folder = locationOf(uri);
      const below = Object.keys(disk).filter((path) => path.startsWith(`${folder}/`));
      const names = new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
      return below.length === 0 ? undefined : [...names].map((name) => ({ name, kind: 'file' as const }));
    },
  };
  const cache = new FolderCache(files, {
    textAt: (location) => open[location],
    namesIn: (folder) =>
      Object.keys(open)
        .filter((location) => folderOf(location) === folder)
        .map(nameOf),
  });
  const situations = new Situations(
    service,
    cache,
    () => folders,
    async () => readSettings(settings),
  );
  return { disk, open, cache, situations, reads: () => reads };
}

describe('the situation of a file', () => {
  it('is decided by the nearest configuration file upward', async () => {
    const { situations } = world(
      { 'file:///w/.seaworthy.yaml': 'outer', 'file:///w/a/.seaworthy.yml': 'inner', 'file:///w/a/b/x.yaml': '' },
      ['file:///w'],
    );
    const inner = await situations.of('file:///w/a/b/x.yaml');
    assert.equal(inner.config, configOf('inner'));
    assert.equal(inner.configFile, 'file:///w/a/.seaworthy.yml');
    assert.equal(inner.path, 'b/x.yaml');
    assert.equal((await situations.of('file:///w/y.yaml')).config, configOf('outer'));
  });

  it('looks no higher than the folder with .git, and above the opened folder only for its sake', async () => {
    const disk = {
      'file:///w/.seaworthy.yaml': 'top',
      'file:///w/.git/x': '',
      'file:///w/a/x.yaml': '',
      'file:///w/a/sub/.git/x': '',
      'file:///w/a/sub/x.yaml': '',
    };
    const { situations } = world(disk, ['file:///w/a']);
    assert.equal((await situations.of('file:///w/a/x.yaml')).config, configOf('top'));
    assert.equal((await situations.of('file:///w/a/x.yaml')).path, 'a/x.yaml');
    assert.equal((await situations.of('file:///w/a/sub/x.yaml')).config, configOf('default'));
    assert.equal((await situations.of('file:///w/a/sub/x.yaml')).path, 'x.yaml');
    const bare = world({ 'file:///w/.seaworthy.yaml': 'top', 'file:///w/a/x.yaml': '' }, ['file:///w/a']);
    assert.equal((await bare.situations.of('file:///w/a/x.yaml')).config, configOf('default'));
  });

  it('takes editor settings only where there is no configuration file', async () => {
    const { situations } = world(
      { 'file:///w/a/.seaworthy.yaml': 'file', 'file:///w/a/x.yaml': '', 'file:///w/x.yaml': '' },
      ['file:///w'],
      {
        profile: 'strict',
        rules: {},
        scope: 'workspace',
      },
    );
    assert.equal((await situations.of('file:///w/a/x.yaml')).config, configOf('file'));
    assert.equal((await situations.of('file:///w/x.yaml')).config, configOf('{"profile":"strict"}'));
    assert.equal((await situations.of('untitled:Untitled-1')).config, configOf('{"profile":"strict"}'));
    assert.equal((await situations.of('untitled:Untitled-1')).path, 'Untitled-1');
  });

  it('keeps the last good configuration in force, and an open document counts over the disk', async () => {
    const { situations, open } = world({ 'file:///w/.seaworthy.yaml': 'good', 'file:///w/x.yaml': '' }, ['file:///w']);
    assert.equal((await situations.of('file:///w/x.yaml')).config, configOf('good'));
    open['file:///w/.seaworthy.yaml'] = 'broken';
    situations.invalidate();
    const broken = await situations.of('file:///w/x.yaml');
    assert.equal(broken.config, configOf('good'));
    assert.equal(broken.configBroken, true);
    open['file:///w/.seaworthy.yaml'] = 'better';
    situations.invalidate();
    assert.equal((await situations.of('file:///w/x.yaml')).config, configOf('better'));
    delete open['file:///w/.seaworthy.yaml'];
    situations.invalidate();
    assert.equal((await situations.of('file:///w/x.yaml')).config, configOf('good'));
  });

  it('sees a configuration file that is open and not yet saved', async () => {
    const { situations, open } = world({ 'file:///w/x.yaml': '' }, ['file:///w']);
    open['file:///w/.seaworthy.yaml'] = 'new';
    assert.equal((await situations.of('file:///w/x.yaml')).config, configOf('new'));
  });

  it('asks the disk once, and keeps its id as long as nothing differs', async () => {
    const { situations, cache, disk, reads } = world({ 'file:///w/.seaworthy.yaml': 'good', 'file:///w/x.yaml': '' }, ['file:///w']);
    const first = await situations.of('file:///w/x.yaml');
    const before = reads();
    assert.equal(await situations.of('file:///w/x.yaml'), first);
    situations.invalidate();
    assert.equal(await situations.of('file:///w/x.yaml'), first);
    assert.equal(reads(), before);
    disk['file:///w/.seaworthy.yaml'] = 'other';
    cache.forget('file:///w/.seaworthy.yaml');
    situations.invalidate();
    assert.notEqual((await situations.of('file:///w/x.yaml')).id, first.id);
  });

  it('knows what is left out, charts, patches and folders of several roots', async () => {
    const disk = {
      'file:///w/.seaworthy.yaml': 'no-b',
      'file:///w/b/x.yaml': '',
      'file:///w/shop/Chart.yaml': '',
      'file:///w/shop/templates/x.yaml': '',
      'file:///w/k/kustomization.yaml': 'patches:\n- path: p.yaml\n',
      'file:///w/k/p.yaml': '',
      'file:///v/x.yaml': '',
    };
    const { situations } = world(disk, ['file:///w', 'file:///v', 'file:///w/shop']);
    assert.equal((await situations.of('file:///w/b/x.yaml')).isExcluded, true);
    assert.equal(await situations.excludesFolder('file:///w/b'), true);
    assert.equal(await situations.excludesFolder('file:///w/k'), false);
    assert.equal((await situations.of('file:///w/shop/templates/x.yaml')).hints.inChart, true);
    assert.equal((await situations.of('file:///w/k/p.yaml')).hints.isPatch, true);
    assert.equal((await situations.of('file:///v/x.yaml')).config, configOf('default'));
    assert.equal(situations.workspaceFolderOf('file:///w/shop/templates/x.yaml'), 'file:///w/shop');
  });
});
