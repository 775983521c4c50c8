import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { Instruction } from '../model/dockerfile/types.js';
import {
  commandsInFolders,
  copiedFiles,
  isWithin,
  modeChangeOf,
  ownerChangeOf,
  readMode,
  removedBy,
  resolvePath,
} from './file-commands.js';

function last(text: string): Instruction {
  const { instructions } = readDockerfile(`FROM a\n${text}\n`);
  return instructions[instructions.length - 1] ?? assert.fail('no instruction');
}
const command = (script: string) => last(`RUN ${script}`).scripts()[0]?.commands[0] ?? assert.fail('no command');
const given = (text: string): string =>
  Object.entries(readMode(text) ?? { none: true })
    .filter(([, has]) => has)
    .map(([name]) => name)
    .join(' ');

describe('file commands', () => {
  it('reads modes', () => {
    const modes: Readonly<Record<string, string>> = {
      '755': '',
      '0777': 'othersWrite',
      '4755': 'setuid',
      '02775': 'setgid',
      '6755': 'setuid setgid',
      '1777': 'sticky othersWrite',
      'u+s': 'setuid',
      'g+s': 'setgid',
      '+s': 'setuid setgid',
      'a+rwx': 'othersWrite',
      'o+w': 'othersWrite',
      '+w': '',
      'go-w': '',
      'u-s,o=rw': 'othersWrite',
      'a=rwx,+t': 'sticky othersWrite',
      'u=rwX,go=rX': '',
      '/etc/x': 'none',
      '': 'none',
    };
    for (const [text, expected] of Object.entries(modes)) assert.equal(given(text), expected, text);
  });

  it('finds what gives a mode', () => {
    const read = (script: string) => {
      const found = modeChangeOf(command(script));
      return found && [found.text, found.targets.map(({ raw }) => raw).join(' '), found.isRecursive, found.makes];
    };
    assert.deepEqual(read('chmod -R 777 /a /b'), ['777', '/a /b', true, 'nothing']);
    assert.deepEqual(read('chmod 0777 -R /a'), ['0777', '/a', true, 'nothing']);
    assert.deepEqual(read('chmod -x /a'), ['-x', '/a', false, 'nothing']);
    assert.deepEqual(read('mkdir -pm 1777 /a'), ['1777', '/a', false, 'folder']);
    assert.deepEqual(read('install -m=4755 a /usr/bin/a'), ['4755', '/usr/bin/a', false, 'file']);
    assert.deepEqual(read('install -d --mode=777 /a /b'), ['777', '/a /b', false, 'folder']);
    assert.deepEqual(read('install -m 755 -t /usr/bin a b'), ['755', '/usr/bin', false, 'file']);
    assert.equal(read('chroot /mnt chmod 777 /a'), undefined);
    assert.equal(read('chmod --reference=a b'), undefined);
    assert.equal(read('mkdir /a'), undefined);
  });

  it('finds owners and removals', () => {
    const owner = ownerChangeOf(command('chown -R app:app /a /b'));
    assert.deepEqual([owner?.text, owner?.targets.length, owner?.isRecursive], ['app:app', 2, true]);
    assert.equal(ownerChangeOf(command('chown --reference=a b'))?.text, undefined);
    const removed = (script: string) => removedBy(command(script)).map(({ raw }) => raw);
    assert.deepEqual(removed('rm -rf /a "/b"'), ['/a', '"/b"']);
    assert.deepEqual(removed('shred -u -n 3 /a'), ['/a']);
    assert.deepEqual(removed('shred /a'), []);
  });

  it('resolves paths', () => {
    assert.equal(resolvePath('a/../b', '/x'), '/x/b');
    assert.equal(resolvePath('/a//b/', undefined), '/a/b');
    assert.equal(resolvePath('a', undefined), undefined);
    assert.equal(resolvePath('$A/b', '/x'), undefined);
    assert.equal(isWithin('/a/b', '/a') && isWithin('/a', '/a') && isWithin('/a', '/') && !isWithin('/ab', '/a'), true);
  });

  it('follows cd', () => {
    const run = last('WORKDIR /src\nRUN touch a && cd /tmp && touch b && cd c && touch d && cd $X && touch e');
    const found = [...commandsInFolders(run)].filter(({ command: each }) => each.name === 'touch');
    assert.deepEqual(
      found.map(({ command: each, resolve }) => each.args[0] && resolve(each.args[0])),
      ['/src/a', '/tmp/b', '/tmp/c/d', undefined],
    );
  });

  it('knows where copies go', () => {
    const paths = (text: string) => copiedFiles(last(text)).map(({ source, paths: to }) => `${source} ${to.join(' ')}`);
    assert.deepEqual(paths('COPY a/b /c/'), ['a/b /c/b']);
    assert.deepEqual(paths('WORKDIR /w\nCOPY a b .'), ['a /w/a', 'b /w/b']);
    assert.deepEqual(paths('COPY a.tgz /tmp'), ['a.tgz /tmp /tmp/a.tgz']);
    assert.deepEqual(paths('ADD https://x.dev/a/b.zip?c=1 /d/'), ['https://x.dev/a/b.zip?c=1 /d/b.zip']);
    assert.deepEqual(paths('COPY <<EOF /a\nx\nEOF'), ['EOF /a /a/EOF']);
    assert.deepEqual(paths('COPY a $D'), []);
    assert.deepEqual(paths('RUN a'), []);
  });
});
