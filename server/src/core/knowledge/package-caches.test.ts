import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { Instruction } from '../model/dockerfile/types.js';
import { listsBefore } from './apt-lists.js';
import { PACKAGE_CACHES, coversFolder, deletes, isMounted, leftBehind, pipWords } from './package-caches.js';
import { APT_CONFIG, isConfigured } from './package-config.js';
import { laterReaders, unusedRefresh } from './package-refresh.js';
import { usesDatedMirror } from './package-mirrors.js';
import { mountsOf } from './run-mounts.js';

function lastRun(text: string): Instruction {
  return (
    readDockerfile(text)
      .instructions.filter(({ keyword }) => keyword === 'RUN')
      .at(-1) ?? assert.fail('no RUN')
  );
}
const run = (script: string): Instruction => lastRun(`FROM debian:trixie\nRUN ${script}\n`);
const commandsOf = (instruction: Instruction) => instruction.scripts().flatMap(({ commands }) => commands);
const commands = (script: string) => commandsOf(run(script));

describe('caches of package managers', () => {
  for (const [path, folder, expected] of [
    ['/var/lib/apt/lists', '/var/lib/apt/lists', true],
    ['/var/lib/apt/lists/*', '/var/lib/apt/lists', true],
    ['"/var/lib/apt/lists/"*', '/var/lib/apt/lists', true],
    ['/var/lib/apt', '/var/lib/apt/lists', true],
    ['/var/lib/apt/lists-old', '/var/lib/apt/lists', false],
    ['/var/lib/apt/lists/partial', '/var/lib/apt/lists', false],
    ['/', '/var/lib/apt/lists', false],
    ['/root/.cache/pip', '~/.cache/pip', true],
    ['~/.cache', '~/.cache/pip', true],
    ['$HOME/.cache/*', '~/.cache/pip', true],
    ['/home/app/.cache/pip', '~/.cache/pip', true],
    ['/srv/.cache/pip', '~/.cache/pip', true],
    ['/root', '~/.cache/pip', false],
    ['/root/.cache/uv', '~/.cache/pip', false],
    ['/cache/pip', '~/.cache/pip', false],
  ] as const)
    it(`${path} ${expected ? 'covers' : 'leaves'} ${folder}`, () => assert.equal(coversFolder(path, folder), expected));

  for (const [script, expected] of [
    ['rm -rf /a /var/lib/apt/lists/*', true],
    ['rm -rf /var/lib/{apt/lists,dpkg}', true],
    ['rm -f /var/lib/apt/lists/*_*', true],
    ['find /var/lib/apt/lists -delete', true],
    ['find /var/lib/apt/lists', false],
    ['rm -rf /a', false],
    ['ls /var/lib/apt/lists', false],
  ] as const)
    it(`${script} ${expected ? 'deletes' : 'keeps'} the lists`, () =>
      assert.equal(deletes(commands(script)[0] ?? assert.fail(), '/var/lib/apt/lists'), expected));

  it('finds what is left, in order', () => {
    const names = (script: string) => leftBehind(run(script), commands(script), PACKAGE_CACHES.pip).map(({ name }) => name);
    assert.deepEqual(names('pip install a && pip3 install b'), ['pip', 'pip3']);
    assert.deepEqual(names('pip install a && pip cache purge && pip3 install b'), ['pip3']);
    assert.deepEqual(names('pip install --no-cache-dir a'), []);
  });

  it('reads pip behind python -m', () => {
    const words = (script: string) => pipWords(commands(script)[0] ?? assert.fail())?.map(({ raw }) => raw);
    assert.deepEqual(words('python3 -m pip install a'), ['install', 'a']);
    assert.deepEqual(words('pip3.14 install a'), ['install', 'a']);
    assert.equal(words('python3 -m venv pip'), undefined);
    assert.equal(words('pipx install a'), undefined);
  });

  it('reads mounts', () => {
    const [first, second] = mountsOf(run('--mount=type=cache,dst=/x --mount=target=/y,source=a true'));
    assert.deepEqual([first?.type, first?.target, second?.type, second?.target], ['cache', '/x', 'bind', '/y']);
    assert.equal(isMounted(run('--mount=type=tmpfs,target=/var/cache apk add a'), PACKAGE_CACHES.apk), true);
    assert.equal(isMounted(run('--mount=type=bind,target=/var/cache apk add a'), PACKAGE_CACHES.apk), false);
  });

  for (const [script, expected] of [
    ['apt-get update', 'apt-get'],
    ['apt-get update && rm -rf /tmp/*', 'apt-get'],
    ['apt-get install -y a && apt-get update', 'apt-get'],
    ['apt-get update && apt-get install -y a', undefined],
    ['apt-get update && apk add a', undefined],
    ['apt-get update && ./x', undefined],
    ['apt-get update && $X', undefined],
    ['yum update', undefined],
  ] as const)
    it(`${script}: ${expected ?? 'no'} refresh is unused`, () => assert.equal(unusedRefresh(commands(script))?.tool, expected));

  it('knows who reads an index later', () => {
    const text = `FROM debian AS a\nRUN apt-get update\nRUN apt-get install -y b\nRUN apt-get update && apt-get install -y c\nFROM a\nRUN apt-get upgrade\nFROM debian\nRUN apt-get install -y d\n`;
    const model = readDockerfile(text);
    const first = model.instructions[1] ?? assert.fail();
    assert.deepEqual(
      laterReaders(model.stages, first, 'apt').map(({ logical }) => logical),
      ['apt-get install -y b', 'apt-get upgrade'],
    );
    assert.deepEqual(laterReaders(model.stages, first, 'apk'), []);
  });

  it('follows the lists of apt through a chain', () => {
    const state = (text: string) => {
      const last = lastRun(text);
      return listsBefore(last.stage ?? assert.fail(), commandsOf(last).at(-1) ?? assert.fail());
    };
    assert.equal(state('FROM debian\nRUN x\n'), 'absent');
    assert.equal(state('FROM debian\nRUN apt-get update\nRUN x\n'), 'present');
    assert.equal(state('FROM debian AS a\nRUN apt-get update\nFROM a\nRUN x\n'), 'present');
    assert.equal(state('FROM debian\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN x\n'), 'absent');
    assert.equal(state('FROM debian\nRUN ./a\nRUN x\n'), 'unknown');
    assert.equal(state('FROM debian\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN x\n'), 'absent');
  });

  it('finds what configuration files say', () => {
    const says = (text: string) => {
      const last = lastRun(text);
      return isConfigured(last, commandsOf(last).at(-1) ?? assert.fail(), APT_CONFIG, /Assume-Yes/);
    };
    assert.equal(says('FROM a\nRUN echo Assume-Yes > /etc/apt/apt.conf.d/x\nRUN y\n'), true);
    assert.equal(says('FROM a\nRUN echo Assume-Yes | tee /etc/apt/apt.conf.d/x && y\n'), true);
    assert.equal(says('FROM a\nRUN echo other > /etc/apt/apt.conf.d/x\nRUN y\n'), false);
    assert.equal(says('FROM a\nRUN echo Assume-Yes > /tmp/x\nRUN y\n'), false);
    assert.equal(says('FROM a\nCOPY x /etc/apt/apt.conf.d/\nRUN y\n'), true, 'a file that is not known may say it');
    assert.equal(says('FROM a\nRUN y\n'), false);
  });

  it('knows dated mirrors', () => {
    const isDated = (text: string) => usesDatedMirror(lastRun(text).stage ?? assert.fail());
    assert.equal(isDated('FROM debian\nRUN echo http://snapshot.debian.org/a > /b\n'), true);
    assert.equal(isDated('FROM debian AS a\nRUN echo snapshot.ubuntu.com\nFROM a\nRUN x\n'), true);
    assert.equal(isDated('FROM debian\nRUN echo deb.debian.org\n'), false);
  });
});
