import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import ignore from 'ignore';
import { pathPatterns } from './path-patterns.js';

const names = (patterns: string | readonly string[], path: string) =>
  pathPatterns(typeof patterns === 'string' ? [patterns] : patterns)(path);

describe('pathPatterns', () => {
  const cases: readonly [string | readonly string[], string, boolean][] = [
    ['vendor', 'vendor/a/Dockerfile', true],
    ['vendor', 'a/vendor/b.yaml', true],
    ['vendor', 'vendors/b.yaml', false],
    ['vendor/', 'vendor', false],
    ['vendor/', 'a/vendor/b.yaml', true],
    ['/vendor', 'a/vendor/b.yaml', false],
    ['a/vendor', 'b/a/vendor/x', false],
    ['*.yaml', 'a/b/c.yaml', true],
    ['*.yaml', 'a/b/c.yml', false],
    ['a/*.yaml', 'a/b/c.yaml', false],
    ['a/**/c.yaml', 'a/c.yaml', true],
    ['a/**/c.yaml', 'a/b/b/c.yaml', true],
    ['**/test/**', 'test', false],
    ['**/test/**', 'x/test/y', true],
    ['a/**', 'a/b', true],
    ['a/**', 'a', false],
    ['file?.yaml', 'file1.yaml', true],
    ['file?.yaml', 'file.yaml', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]]x', ']x', true],
    ['[ab', 'a', false],
    ['\\#a', '#a', true],
    ['\\!a', '!a', true],
    ['# a', '# a', false],
    ['a\\ ', 'a ', true],
    ['a  ', 'a', true],
    ['*', '.hidden', true],
    ['Vendor', 'vendor', false],
    [['*.yaml', '!keep.yaml'], 'keep.yaml', false],
    [['a/', '!a/keep.yaml'], 'a/keep.yaml', true],
    [['!keep.yaml', '*.yaml'], 'keep.yaml', true],
    ['', 'a', false],
    ['/', 'a', false],
    ['a', '../a', false],
    ['a', '/a', false],
    ['a', './a', false],
    ['a', '', false],
    ['a', 'x//a', false],
    ['ж*🚢', 'жук🚢', true],
    ['a/**/', 'a/b', false],
    ['a/**/', 'a/b/c', true],
    ['*/**/', 'bb/a', false],
    [['*', '!/**'], 'a./b', false],
  ];
  for (const [patterns, path, expected] of cases) {
    it(`${JSON.stringify(patterns)} ${expected ? 'names' : 'does not name'} ${JSON.stringify(path)}`, () =>
      assert.equal(names(patterns, path), expected));
  }

  it('agrees with the package that follows git, on anything it takes', () => {
    const name = fc.stringMatching(/^[ab.*?]{1,4}$/).filter((text) => !/^\.+$/.test(text) && (text === '**' || !text.includes('**')));
    const pattern = fc
      .tuple(fc.constantFrom('', '!'), fc.constantFrom('', '/'), fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
      .map(([bang, root, parts, slash]) => bang + root + parts.join('/') + slash)
      // Of `a/**/` git says that it names folders below `a`; the package takes files right in `a` for them too.
      .filter((text) => !/\/\*\*\/$/.test(text))
      // `!/**` takes back all for git; for the package only what lies at the top.
      .filter((text) => !/^!\/?(?:\*\*\/?)+$/.test(text));
    const path = fc
      .array(
        fc.stringMatching(/^[ab.]{1,4}$/).filter((text) => !/^\.+$/.test(text)),
        { minLength: 1, maxLength: 5 },
      )
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), path, (patterns, file) => {
        assert.equal(
          pathPatterns(patterns)(file),
          ignore({ ignorecase: false }).add(patterns).ignores(file),
          `${JSON.stringify(patterns)} on ${file}`,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('takes any pattern and any path', () => {
    fc.assert(fc.property(fc.array(fc.string()), fc.string(), (patterns, path) => typeof pathPatterns(patterns)(path) === 'boolean'));
  });

  it('comes to an end where regular expressions would not', () => {
    const path = `${'a'.repeat(250)}/${'a/'.repeat(200)}c`;
    assert.equal(pathPatterns(['*a'.repeat(200) + 'b', '**/a/'.repeat(50) + 'b'])(path), false);
  });
});
