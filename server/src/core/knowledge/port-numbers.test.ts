import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { exposedPorts, readPortWord } from './port-numbers.js';

describe('readPortWord', () => {
  const words: readonly [word: string, host: string, port: string, protocol: string, problem: string | undefined][] = [
    ['80', '', '80', '', undefined],
    ['8000-8010/UDP', '', '8000-8010', 'UDP', undefined],
    ['8080:80/tcp', '8080:', '80', 'tcp', undefined],
    ['[::1]:8080:80', '[::1]:8080:', '80', '', undefined],
    ['127.0.0.1::80', '127.0.0.1::', '80', '', undefined],
    ['${PORT:-80}', '', '${PORT:-80}', '', undefined],
    ['${PORT:-80/tcp}', '', '${PORT:-80/tcp}', '', undefined],
    ['8080:${PORT:-80}/udp', '8080:', '${PORT:-80}', 'udp', undefined],
    ['$PORT/$PROTOCOL', '', '$PORT', '$PROTOCOL', undefined],
    ['$PORT/tpc', '', '$PORT', 'tpc', 'protocol'],
    ['65536', '', '65536', '', 'range'],
    ['9-1', '', '9-1', '', 'order'],
    ['-1', '', '-1', '', 'number'],
    ['', '', '', '', 'number'],
    ['80,81', '', '80,81', '', 'number'],
  ];
  for (const [word, host, port, protocol, problem] of words)
    it(`reads "${word}"`, () => assert.deepEqual(readPortWord(word), { host, port, protocol, problem }));
});

describe('exposedPorts', () => {
  it('puts variables in, knows what a mapping exposes, and leaves out what is no port', () => {
    const model = readDockerfile('FROM a\nENV PORT=81\nEXPOSE 80 $PORT/UDP "82-83" 8080:84 http 99999 $NONE\n');
    const ports = model.instructions.flatMap((instruction) => exposedPorts(instruction));
    assert.deepEqual(
      ports.map(({ from, to, protocol }) => [from, to, protocol]),
      [
        [80, 80, 'tcp'],
        [81, 81, 'udp'],
        [82, 83, 'tcp'],
        [84, 84, 'tcp'],
      ],
    );
  });
});
