import assert from 'node:assert/strict';
import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../server/src/cli/exit-code.js';
import { replaceFile } from '../../server/src/cli/fix-files.js';
import { Folder, removeFolders } from './harness.js';

after(removeFolders);

describe('writing a file', () => {
  it('leaves nothing behind but the file, with its mode', () => {
    const folder = new Folder({ a: 'old' });
    const path = join(folder.path, 'a');
    if (process.platform !== 'win32') chmodSync(path, 0o4755);
    replaceFile(path, Buffer.from('old'), Buffer.from('new'));
    assert.equal(readFileSync(path, 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder.path), ['a']);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o7777, 0o4755);
  });

  it('does not touch a file that changed meanwhile', () => {
    const folder = new Folder({ a: 'newer' });
    const path = join(folder.path, 'a');
    assert.throws(
      () => replaceFile(path, Buffer.from('old'), Buffer.from('new')),
      (error) => error instanceof UserError && error.message.startsWith('it changed on disk meanwhile'),
    );
    assert.equal(readFileSync(path, 'utf8'), 'newer');
    assert.deepEqual(readdirSync(folder.path), ['a']);
  });

  it('says in plain words what kept it from writing', () => {
    assert.throws(
      () => replaceFile(join(new Folder().path, 'missing'), Buffer.from(''), Buffer.from('')),
      (error) => error instanceof UserError && error.message === 'there is no such file or folder',
    );
  });
});
