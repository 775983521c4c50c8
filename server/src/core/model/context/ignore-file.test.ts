import * as assert from 'node:assert/strict';
import { readIgnoreFile } from './ignore-file.js';

describe('a .dockerignore file', () => {
  // pattern lines, paths that are left out, paths that are sent
  const cases: readonly [text: string, ignored: readonly string[], sent: readonly string[]][] = [
    ['node_modules', ['node_modules', 'node_modules/a/b.js'], ['src/node_modules', 'node_modules2']],
    ['**/node_modules', ['node_modules', 'a/b/node_modules', 'a/node_modules/x/y'], ['node_modules.txt']],
    ['*.md', ['README.md'], ['docs/README.md']],
    ['**/*.md', ['README.md', 'docs/a/README.md'], ['README.mdx']],
    ['*', ['a', 'a/b', '.git'], []],
    ['**', ['a', 'a/b'], []],
    ['/secret', ['secret'], ['a/secret']],
    ['./a/../b/', ['b', 'b/c'], ['a']],
    ['?.txt', ['a.txt'], ['ab.txt', '.txt/a']],
    ['[ab].txt', ['a.txt', 'b.txt'], ['c.txt']],
    ['[^ab].txt', ['c.txt'], ['a.txt']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/x'], ['b/a/z', 'a/zz']],
    ['docs/*\n!docs/README.md', ['docs/a.md'], ['docs/README.md', 'docs']],
    ['docs\n!docs/keep', ['docs/other'], ['docs', 'docs/keep', 'docs/keep/x']],
    ['*\n!src\n!go.mod', ['a', 'b/c'], ['src', 'src/a.go', 'go.mod']],
    ['!a\na', ['a'], []],
    ['# a\n\n  b  \n', ['b'], ['a', '# a']],
    [' #a', ['#a'], []],
    ['\\#a', ['#a'], []],
    ['a+(b).{c}$', ['a+(b).{c}$'], ['aab.c']],
    ['[', [], ['[']],
    ['..', [], ['a']],
    ['.', [], ['a']],
    ['\ufeffa\r\nb\r\n', ['a', 'b'], ['c']],
    ['', [], ['a']],
  ];
  for (const [text, ignored, sent] of cases) {
    it(JSON.stringify(text), () => {
      const file = readIgnoreFile(text);
      for (const path of ignored) assert.equal(file.ignores(path), true, `${path} is left out`);
      for (const path of sent) assert.equal(file.ignores(path), false, `${path} is sent`);
    });
  }

  it('takes no longer for hostile patterns', () => {
    const file = readIgnoreFile(`${'*a'.repeat(40)}b\n${'**/'.repeat(40)}x\n${'[a-z]*'.repeat(30)}!\n`);
    assert.equal(file.ignores(`${'a'.repeat(200)}/${'a'.repeat(200)}`), false);
  });

  it('never leaves out the context itself', () =>
    assert.deepEqual(['', '.', '/', './'].map(readIgnoreFile('*').ignores), [false, false, false, false]));

  it('knows the line that decides', () => {
    const file = readIgnoreFile('# all\n*\n!src\n');
    assert.deepEqual([file.lineFor('a'), file.lineFor('src/b'), readIgnoreFile('x').lineFor('a')], [1, 2, undefined]);
  });
});
