import assert from 'node:assert/strict';
import ignore from 'ignore';
import type { IgnoreAbove, WalkAnswer, WalkEntry } from './walk.js';
import { walk } from './walk.js';

/** A folder as text by path; a path that ends in `|` is a pipe. */
function run(files: Readonly<Record<string, string>>, above: readonly IgnoreAbove[] = [], skip: readonly string[] = []): string[] {
  const list = (folder: string): WalkEntry[] => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, WalkEntry>();
    for (const path of Object.keys(files)) {
      if (!path.startsWith(prefix)) continue;
      const rest = path.slice(prefix.length);
      const name = rest.split('/')[0] ?? '';
      entries.set(name, { name: name.replace('|', ''), kind: rest.includes('/') ? 'folder' : name.endsWith('|') ? 'other' : 'file' });
    }
    return [...entries.values()].reverse();
  };
  const steps = walk(above);
  const found: string[] = [];
  let answer: WalkAnswer;
  for (;;) {
    const step = steps.next(answer);
    if (step.done) return found;
    const { kind, path } = step.value;
    if (kind === 'list') answer = list(path);
    else if (kind === 'ignore-file') answer = ignore().add(files[path] ?? '');
    else if (kind === 'enter') answer = !skip.includes(path);
    else found.push(path);
  }
}

describe('walking a folder', () => {
  it('gives the files of a folder in order of name, before its folders', () => {
    assert.deepEqual(run({ 'b/x': '', 'a/z': '', 'a/y': '', c: '', B: '' }), ['B', 'c', 'a/y', 'a/z', 'b/x']);
  });

  it('never enters .git and node_modules, and passes pipes over', () => {
    assert.deepEqual(run({ '.git/config': '', 'node_modules/a/b': '', 'pipe|': '', '.github/x.yaml': '' }), ['.github/x.yaml']);
  });

  it('leaves folders out that its driver does not want', () => {
    assert.deepEqual(run({ 'vendor/a': '', 'src/a': '' }, [], ['vendor']), ['src/a']);
  });

  it('leaves out what .gitignore files name, the innermost last', () => {
    const files = {
      '.gitignore': '*.log\n/dist/\n!keep.log\n',
      'a.log': '',
      'keep.log': '',
      'dist/x': '',
      'src/dist/x': '',
      'src/.gitignore': '!a.log\nkeep.log\n',
      'src/a.log': '',
      'src/b.log': '',
      'src/keep.log': '',
    };
    assert.deepEqual(run(files), ['.gitignore', 'keep.log', 'src/.gitignore', 'src/a.log', 'src/dist/x']);
  });

  it('cannot take a file back whose folder is left out, as git cannot', () => {
    assert.deepEqual(run({ '.gitignore': 'out/\n!out/a\n', 'out/a': '' }), ['.gitignore']);
  });

  it('honors .gitignore files above the start', () => {
    const above = [{ prefix: 'deploy/k8s/', matcher: ignore().add('deploy/*/gen/\n*.tmp') }];
    assert.deepEqual(run({ 'gen/a': '', 'b.tmp': '', c: '' }, above), ['c']);
  });

  it('does not take a start out that was asked for by name', () => {
    const above = [{ prefix: 'build/', matcher: ignore().add('build/') }];
    assert.deepEqual(run({ a: '' }, above), ['a']);
  });

  it('stands folders nested deeper than the call stack', () => {
    const deep = `${'d/'.repeat(20_000)}f`;
    const steps = walk([]);
    let answer: WalkAnswer;
    let folders = 0;
    for (let step = steps.next(); !step.done; step = steps.next(answer)) {
      if (step.value.kind === 'list') {
        answer = folders < 20_000 ? [{ name: 'd', kind: 'folder' }] : [{ name: 'f', kind: 'file' }];
        folders++;
      } else if (step.value.kind === 'enter') answer = true;
      else assert.equal(step.value.path, deep);
    }
    assert.equal(folders, 20_001);
  });
});
