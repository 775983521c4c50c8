import * as assert from 'node:assert/strict';
import { readSignal, SIGNAL_NAMES } from './signals.js';

describe('readSignal', () => {
  const named: readonly [text: string, number: number, name: string | undefined][] = [
    ['SIGTERM', 15, 'SIGTERM'],
    ['term', 15, 'SIGTERM'],
    ['15', 15, 'SIGTERM'],
    ['+15', 15, 'SIGTERM'],
    ['6', 6, 'SIGABRT'],
    ['IOT', 6, 'SIGIOT'],
    ['33', 33, undefined],
    ['34', 34, 'SIGRTMIN'],
    ['rtmin+15', 49, 'SIGRTMIN+15'],
    ['49', 49, 'SIGRTMIN+15'],
    ['50', 50, 'SIGRTMAX-14'],
    ['SIGRTMAX-14', 50, 'SIGRTMAX-14'],
    ['64', 64, 'SIGRTMAX'],
  ];
  for (const [text, number, name] of named) it(`knows ${text}`, () => assert.deepEqual(readSignal(text), { number, name }));

  for (const text of ['', '0', '65', '-1', 'SIG', 'SIGSIGTERM', 'RTMIN+0', 'RTMIN+16', 'RTMAX-15', 'TERM ', '1e1', 'constructor'])
    it(`takes "${text}" for none`, () => assert.equal(readSignal(text), undefined));

  it('reads each of its own names', () => {
    for (const name of SIGNAL_NAMES) assert.equal(readSignal(name)?.name, name);
  });
});
