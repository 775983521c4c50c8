import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asFolder, folderOf, isForeign, isInside, locationOf, nameOf, relativeTo, rootOf, uriOf } from '../../server/src/lsp/uri.js';

describe('URIs as locations', () => {
  it('are equal for one file, however it is written', () => {
    const forms = [
      'file:///c%3A/My%20Files/a%23b%25/Dockerfile',
      'file:///C:/My%20Files/a%23b%25/Dockerfile',
      'FILE:///c:/My Files/a%23b%25/Dockerfile',
    ];
    assert.deepEqual([...new Set(forms.map(locationOf))], ['file:///c:/My Files/a#b%/Dockerfile']);
  });

  it('keep a stray percent sign, an authority and a scheme of their own', () => {
    assert.equal(locationOf('file:///a/50%/x.yaml'), 'file:///a/50%/x.yaml');
    assert.equal(locationOf('vscode-remote://wsl%2Bubuntu/home/a'), 'vscode-remote://wsl+ubuntu/home/a');
    assert.equal(locationOf('file://Server/share/x'), 'file://server/share/x');
    assert.equal(locationOf('untitled:Untitled-1'), 'untitled:Untitled-1');
  });

  it('lead back to a URI', () => {
    assert.equal(uriOf('file:///c:/My Files/a#b%?/x'), 'file:///c:/My%20Files/a%23b%25%3F/x');
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const location = `file:///w/${names.join('/')}`;
        assert.equal(locationOf(uriOf(location)), location);
      }),
    );
  });

  it('know their folders', () => {
    assert.equal(folderOf('file:///a/b/c'), 'file:///a/b');
    assert.equal(folderOf('file:///a'), 'file://');
    assert.equal(folderOf('file://'), undefined);
    assert.equal(folderOf('untitled:Untitled-1'), undefined);
    assert.equal(rootOf('vscode-vfs://github/a/b'), 'vscode-vfs://github');
    assert.equal(nameOf('file:///a/b.yaml'), 'b.yaml');
    assert.equal(asFolder('file:///a/b/'), 'file:///a/b');
    assert.equal(isInside('file:///a', 'file:///a/b'), true);
    assert.equal(isInside('file:///a', 'file:///ab'), false);
    assert.equal(relativeTo('file:///a', 'file:///a/b/c'), 'b/c');
    assert.equal(relativeTo(undefined, 'file:///a/b/c'), 'c');
  });

  it('tell documents that nobody can repair', () => {
    for (const uri of ['git:/a/Dockerfile?x', 'output:log', 'diff:/a', 'Git:/a']) assert.equal(isForeign(uri), true, uri);
    for (const uri of ['file:///a', 'untitled:Untitled-1', 'vscode-vfs://github/a']) assert.equal(isForeign(uri), false, uri);
  });
});
