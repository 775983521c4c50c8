import assert from 'node:assert/strict';
import type { FileHints } from '../service-types.js';
import { chartFolders, findHints, foldersAbove, patchesIn } from './file-hints.js';

/** Runs the search over files given as path -> text. */
function hintsIn(files: Readonly<Record<string, string>>, path: string, top: string, root = ''): FileHints {
  const search = findHints(path, top, root);
  let step = search.next();
  while (!step.done) {
    const wanted = step.value;
    if (wanted.kind === 'read') {
      step = search.next(files[wanted.path]);
      continue;
    }
    const inside = Object.keys(files).filter((file) => file.startsWith(`${wanted.folder}/`));
    step = search.next(new Set(inside.map((file) => file.slice(wanted.folder.length + 1).split('/')[0] ?? '')));
  }
  return step.value;
}

describe('file hints', () => {
  it('names the folders above a file, innermost first', () => {
    assert.deepEqual(foldersAbove('/a/b/c.yaml'), ['/a/b', '/a', '']);
    assert.deepEqual(foldersAbove('c:/a/c.yaml'), ['c:/a', 'c:']);
    assert.deepEqual(foldersAbove('file:///a/b/c.yaml', 'file://'), ['file:///a/b', 'file:///a', 'file://']);
    assert.deepEqual(foldersAbove('c.yaml'), []);
  });

  it('knows where a chart would have to stand', () => {
    assert.deepEqual(chartFolders('/w/shop/templates/web/deployment.yaml'), ['/w/shop']);
    assert.deepEqual(chartFolders('/w/templates/charts/db/templates/x.yaml'), ['/w/templates/charts/db', '/w']);
    assert.deepEqual(chartFolders('/w/shop/values.yaml'), []);
  });

  it('sees a chart only above its templates', () => {
    const files = {
      '/w/shop/Chart.yaml': '',
      '/w/shop/templates/a/web.yaml': '',
      '/w/shop/values.yaml': '',
      '/w/other/templates/x.yaml': '',
    };
    assert.deepEqual(hintsIn(files, '/w/shop/templates/a/web.yaml', '/w'), { inChart: true, isPatch: false });
    assert.deepEqual(hintsIn(files, '/w/shop/values.yaml', '/w'), { inChart: false, isPatch: false });
    assert.deepEqual(hintsIn(files, '/w/other/templates/x.yaml', '/w'), { inChart: false, isPatch: false });
    assert.deepEqual(hintsIn(files, '/w/shop/templates/Dockerfile', '/w'), {});
  });

  it('reads the patches of a kustomization in block and flow style', () => {
    const text = [
      'resources:',
      '  - base.yaml',
      '  - path: not-a-patch.yaml',
      'patches:',
      '- path: patches/web.yaml # the web',
      '  target: { kind: Deployment }',
      "- { path: 'a b.yaml', target: {} }",
      '- patch: |-',
      '    - op: replace',
      '      path: /spec/replicas',
      '      value: 2',
      '# between',
      'patchesStrategicMerge:',
      '  - ./sm.yaml',
      '  - "quoted.yaml"',
      '  - |-',
      '    kind: Deployment',
      'patchesJson6902:',
      '  - target: { kind: Service }',
      '    path: ../outside/up.yaml',
      '  - path: x/../json.yaml',
      'images:',
      '  - name: nginx',
    ].join('\r\n');
    assert.deepEqual([...patchesIn(text, '')], ['patches/web.yaml', 'a b.yaml', 'sm.yaml', 'quoted.yaml', 'json.yaml']);
    assert.deepEqual([...patchesIn('patchesStrategicMerge: [a.yaml, "b.yaml"]\n', '')], ['a.yaml', 'b.yaml']);
    assert.deepEqual([...patchesIn('patches: [{path: a.yaml}, {path: b.yaml}]\n', '')], ['a.yaml', 'b.yaml']);
    assert.deepEqual([...patchesIn('patches', '')], []);
  });

  it('finds the kustomization that lists the file, no higher than told', () => {
    const kustomization = 'patches:\n- path: p/web.yaml\n';
    const isPatch = (files: Readonly<Record<string, string>>, path: string, top: string, root?: string) =>
      hintsIn(files, path, top, root).isPatch;
    assert.equal(isPatch({ '/w/o/kustomization.yaml': kustomization }, '/w/o/p/web.yaml', '/w'), true);
    assert.equal(isPatch({ '/w/o/kustomization.yaml': kustomization, '/w/o/p/kustomization.yml': '' }, '/w/o/p/web.yaml', '/w'), true);
    assert.equal(isPatch({ '/w/o/Kustomization': kustomization }, '/w/o/p/db.yaml', '/w'), false);
    assert.equal(isPatch({ '/w/o/kustomization.yml': kustomization }, '/w/o/p/web.yaml', '/w/o/p'), false);
    assert.equal(isPatch({ 'file:///w/o/kustomization.yml': kustomization }, 'file:///w/o/p/web.yaml', 'file:///w', 'file://'), true);
  });
});
