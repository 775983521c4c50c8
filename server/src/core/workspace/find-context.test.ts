import * as assert from 'node:assert/strict';
import { buildContext } from '../model/context/build-context.js';
import type { BuildContext } from '../model/context/types.js';
import { contextWants } from '../model/context/wants.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import { findContext } from './find-context.js';
import type { ContextAnswer } from './find-context.js';

/** A disk of files by absolute path, and what was asked of it. */
function look(
  files: Readonly<Record<string, string>>,
  path: string,
  options: { top?: string; chosen?: string; links?: readonly string[] } = {},
) {
  const asked: string[] = [];
  const wants = contextWants(readDockerfile(files[path] ?? ''));
  const search = findContext(path, options.top ?? '/w', wants, '', options.chosen);
  let answer: ContextAnswer;
  for (;;) {
    const step = search.next(answer);
    if (step.done) return { snapshot: step.value, context: step.value && buildContext(step.value), asked };
    const asking = step.value;
    if (asking.kind === 'read') {
      asked.push(asking.path);
      answer = files[asking.path];
      continue;
    }
    asked.push(`${asking.folder}/`);
    const names = new Map<string, 'file' | 'folder' | 'other'>();
    for (const file of Object.keys(files)) {
      if (!file.startsWith(`${asking.folder}/`)) continue;
      const [name = '', ...rest] = file.slice(asking.folder.length + 1).split('/');
      names.set(name, rest.length > 0 ? 'folder' : options.links?.includes(file) ? 'other' : 'file');
    }
    answer = names.size === 0 ? undefined : [...names].map(([name, kind]) => ({ name, kind }));
  }
}

const found = (result: { context: BuildContext | undefined }): BuildContext => result.context ?? assert.fail('no context');

describe('the files around a Dockerfile', () => {
  it('are those of its folder, where that holds what is copied', () => {
    const context = found(
      look(
        {
          '/w/app/Dockerfile': 'FROM a\nCOPY src/main.go go.mod ./\n',
          '/w/app/src/main.go': '',
          '/w/app/go.mod': 'module x',
          '/w/src/x': '',
        },
        '/w/app/Dockerfile',
      ),
    );
    assert.deepEqual(
      [context.kindOf('src/main.go'), context.kindOf('src/no.go'), context.kindOf('./src/'), context.kindOf('no')],
      ['file', 'absent', 'folder', 'absent'],
    );
    assert.deepEqual(context.list('src'), ['main.go']);
    assert.equal(context.read('go.mod'), 'module x');
    assert.equal(context.kindOf('../x'), 'unknown');
  });

  it('are those of a folder above, where that holds what is copied', () => {
    const result = look(
      { '/w/docker/Dockerfile': 'FROM a\nCOPY src /src\n', '/w/src/a': '', '/w/.dockerignore': '.git' },
      '/w/docker/Dockerfile',
    );
    assert.equal(found(result).kindOf('docker/Dockerfile'), 'unknown');
    assert.equal(found(result).kindOf('docker'), 'folder');
    assert.equal(found(result).ignoreFile?.text, '.git');
  });

  it('are not known where nothing that is copied stands anywhere', () => {
    assert.equal(look({ '/w/a/Dockerfile': 'FROM a\nCOPY src /src\n', '/w/b': '' }, '/w/a/Dockerfile').context, undefined);
    assert.equal(look({ '/w/a/Dockerfile': 'FROM a\nCOPY . /src\n', '/w/b': '' }, '/w/a/Dockerfile').context, undefined);
  });

  it('are those of its folder where an ignore file says so', () => {
    assert.equal(
      found(look({ '/w/a/Dockerfile': 'FROM a\nCOPY src /src\n', '/w/a/.dockerignore': 'src\n' }, '/w/a/Dockerfile')).isIgnored('src'),
      true,
    );
  });

  it('are those of the only folder there is', () => {
    assert.equal(found(look({ '/w/Dockerfile': 'FROM a\nCOPY . /src\n' }, '/w/Dockerfile')).ignoreFile, undefined);
  });

  it('follow the configuration', () => {
    const files = { '/w/a/Dockerfile': 'FROM a\nCOPY x /\n', '/w/a/x': '', '/w/b/x': '', '/w/b/y': '' };
    assert.deepEqual(found(look(files, '/w/a/Dockerfile', { chosen: '/w/b' })).list(''), ['x', 'y']);
    assert.equal(look(files, '/w/a/Dockerfile', { chosen: '/etc' }).context, undefined);
  });

  it('have the ignore file of this very Dockerfile before the general one', () => {
    const files = { '/w/dev.Dockerfile': 'FROM a\nCOPY . .\n', '/w/dev.Dockerfile.dockerignore': 'a', '/w/.dockerignore': 'b' };
    assert.deepEqual(found(look(files, '/w/dev.Dockerfile')).ignoreFile, { path: 'dev.Dockerfile.dockerignore', text: 'a' });
  });

  it('give texts of scripts, manifests and the address of the repository, and of nothing else', () => {
    const { snapshot, asked } = look(
      {
        '/w/Dockerfile': 'FROM a\nARG D=bin\nCOPY $D/run.sh secret.txt /\nENTRYPOINT ["/run.sh"]\n',
        '/w/bin/run.sh': 'exec "$@"',
        '/w/secret.txt': 's',
        '/w/package.json': '{}',
        '/w/package-lock.json': '{}',
        '/w/.git/config': '[remote]',
      },
      '/w/Dockerfile',
    );
    assert.deepEqual(Object.keys(snapshot?.texts ?? {}).sort(), ['.git/config', 'bin/run.sh', 'package.json']);
    assert.ok(!asked.includes('/w/secret.txt'));
  });

  it('never lie above the top, nor behind a link that leads out', () => {
    const { asked, snapshot } = look(
      { '/w/a/Dockerfile': 'FROM a\nCOPY run.sh /\n', '/w/a/run.sh': 'x', '/w/LICENSE': '' },
      '/w/a/Dockerfile',
      { top: '/w/a', links: ['/w/a/run.sh'] },
    );
    assert.deepEqual(asked, ['/w/a/']);
    assert.deepEqual(snapshot, { folders: { '': ['Dockerfile', 'run.sh'] }, texts: {} });
  });

  describe('have a place for the ignore file, counted from the Dockerfile', () => {
    const D = 'FROM a\nCOPY . .\nCOPY src/a /a\n';
    const placeOf = (files: Readonly<Record<string, string>>, path: string, options: Parameters<typeof look>[2] = {}) =>
      look({ '/w/src/a': '', [path]: D, ...files }, path, options).snapshot?.ignorePlace;
    it('at the top of the context', () => {
      assert.equal(placeOf({}, '/w/Dockerfile'), '.dockerignore');
      assert.equal(placeOf({ '/w/.dockerignore': '' }, '/w/Dockerfile'), '.dockerignore');
      assert.equal(placeOf({}, '/w/docker/dev/Dockerfile'), '../../.dockerignore');
      assert.equal(placeOf({}, '/w/docker/Dockerfile', { chosen: '/w/other' }), '../other/.dockerignore');
    });
    it('beside the Dockerfile where it has one of its own', () =>
      assert.equal(
        placeOf({ '/w/docker/Dockerfile.dockerignore': '', '/w/.dockerignore': '' }, '/w/docker/Dockerfile'),
        'Dockerfile.dockerignore',
      ));
    it('nowhere where there is one that leads out', () => {
      assert.equal(placeOf({ '/w/.dockerignore': '' }, '/w/Dockerfile', { links: ['/w/.dockerignore'] }), undefined);
      const own = { '/w/Dockerfile.dockerignore': '', '/w/.dockerignore': '' };
      assert.equal(placeOf(own, '/w/Dockerfile', { links: ['/w/Dockerfile.dockerignore'] }), undefined);
    });
  });

  describe('hold the other Dockerfiles of the context', () => {
    const D = 'FROM a\nCOPY . .\nCOPY src/a /a\n';
    const neighborsOf = (files: Readonly<Record<string, string>>, text = D) =>
      look({ '/w/src/a': '', '/w/docker/Dockerfile': text, ...files }, '/w/docker/Dockerfile').snapshot?.neighbors;
    it('at its top and beside the Dockerfile', () =>
      assert.deepEqual(
        neighborsOf({
          '/w/Dockerfile': 'b',
          '/w/docker/dev.Dockerfile': 'c',
          '/w/x/Dockerfile': 'd',
          '/w/docker/x.Dockerfile.dockerignore': '',
        }),
        ['b', 'c'],
      ));
    it('where the whole context is copied', () => assert.equal(neighborsOf({ '/w/Dockerfile': 'b' }, 'FROM a\nCOPY src/a /\n'), undefined));
    it('unless there are too many of them', () =>
      assert.equal(neighborsOf(Object.fromEntries('abcdefghi'.split('').map((name) => [`/w/${name}.Dockerfile`, '']))), undefined));
    it('of which none matters to an ignore file of its own', () =>
      assert.deepEqual(neighborsOf({ '/w/Dockerfile': 'b', '/w/docker/Dockerfile.dockerignore': '' }), []));
  });
});
