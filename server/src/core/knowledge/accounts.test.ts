import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { accountCommandsOf, accountsOf } from './accounts.js';

const stageOf = (text: string) => readDockerfile(text).finalStage ?? assert.fail('no stage');
const read = (script: string): string[] =>
  accountCommandsOf(stageOf(`FROM debian:13\nARG UID=7\nRUN ${script}\n`)).map(({ account }) => {
    const { makes, name, id, group, supplementary, allowsDuplicate } = account;
    return [makes, name?.raw, id, group, supplementary.join('+'), allowsDuplicate ? 'o' : ''].join(' ').trim();
  });

describe('account commands', () => {
  it('are read with the options of each program', () => {
    assert.deepEqual(read('useradd -rm -u 1001 -g app -G a,b -o app'), ['user app 1001 app a+b o']);
    assert.deepEqual(read('useradd --uid=$UID --gid 5 app'), ['user app 7 5']);
    assert.deepEqual(read('adduser -u 666 -SHG grp app'), ['user app 666 grp']);
    assert.deepEqual(read('adduser --disabled-password --gecos "" --uid 9 --ingroup g app'), ['user app 9 g']);
    assert.deepEqual(read('groupadd -g 12 grp && addgroup --gid 13 other'), ['group grp 12', 'group other 13']);
    assert.deepEqual(read('usermod -aG a,b app && adduser app c && addgroup app d && gpasswd -a app e'), [
      'member app   a+b',
      'member app   c',
      'member app   d',
      'member app   e',
    ]);
    assert.deepEqual(read('chroot /mnt useradd app && userdel app && useradd -D'), []);
  });

  it('give a stage its accounts behind those of its base image', () => {
    const names = accountsOf(stageOf('FROM node:24 AS base\nRUN useradd -u 5 a\nFROM base\nRUN adduser -D b\n')).map(
      ({ name, uid }) => `${name} ${uid}`,
    );
    assert.deepEqual(names, ['node 1000', 'a 5', 'b undefined']);
  });
});
