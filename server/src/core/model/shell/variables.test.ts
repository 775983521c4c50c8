import * as assert from 'node:assert/strict';
import { MappedText } from '../../text/mapped-text.js';
import { readScript } from './read-script.js';

const read = (source: string) => readScript(MappedText.plain(source, 0), 'shell', { dialect: 'bash' }).variables;
const uses = (source: string) =>
  read(source).uses.map(({ name, operator, span }) => `${name}${operator}=${source.slice(span.start, span.end)}`);

describe('variables of a script', () => {
  it('are used in words, quotes, substitutions, arithmetic and heredocs', () => {
    assert.deepEqual(uses('echo $A "${B:-$C}" \'$D\' $(cat $E) $((F + 1)) $1 $@ ${#G}'), [
      'A=$A',
      'B:-=${B:-$C}',
      'C=$C',
      'E=$E',
      'F=F',
      'G=${#G}',
    ]);
    assert.deepEqual(uses('cat <<X\n$A\nX\ncat <<"Y"\n$B\nY\n'), ['A=$A']);
  });

  it('are used once in the string of sh -c', () => {
    assert.deepEqual(uses('sh -c "echo $A" && sh -c \'echo $B\''), ['A=$A', 'B=$B']);
  });

  it('are set by many commands', () => {
    const script =
      'A=1 b; export C=2 D; for E in x; do read -r F; done; printf -v G x; : "${H:=1}"; local I=1; getopts ab J; K+=1; ((L = 1)); echo $((M = 2))';
    assert.deepEqual([...read(script).assigned].sort(), ['A', 'C', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'ab']);
  });

  it('may be set by files that are read in', () => {
    assert.equal(read('. /etc/os-release && echo $A').mayAssignMore, true);
    assert.equal(read('eval "$(x)"').mayAssignMore, true);
    assert.equal(read('echo . source').mayAssignMore, false);
  });
});
