import * as assert from 'node:assert/strict';
import { readDockerfile } from './read.js';

const first = (text: string) => {
  const instruction = readDockerfile(text).instructions[0] ?? assert.fail('no instruction');
  const cut = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
  return {
    hiding: instruction.hidingComments.map(cut),
    broken: instruction.brokenContinuation && cut(instruction.brokenContinuation),
    blank: instruction.blankLines.map(
      ({ escape, lines, next }) => `${text.slice(0, escape.end).split('\n').length}:${lines.length}>${text.slice(next).split('\n')[0]}`,
    ),
  };
};

describe('continued instructions', () => {
  it('know the comments that hide what follows', () => {
    assert.deepEqual(first("RUN a && # don't \\\n  b # c \\\n d # e\n").hiding, ["# don't", '# c']);
    assert.deepEqual(first('RUN a "# b" \'# c\' ${#d} $# e#f \\# g \\\n h\n').hiding, []);
    assert.deepEqual(first('RUN a $(b # c \\\n ) "$(d # e \\\n )"\n').hiding, ['# c', '# e']);
    assert.deepEqual(first('RUN a \\\n # b\n c\n').hiding, []);
    assert.deepEqual(first('COPY a # \\\n c\n').hiding, []);
    assert.deepEqual(first('RUN ["a # b", \\\n "c"]\n').hiding, []);
  });

  it('know a comment behind the escape character of the last line', () => {
    assert.equal(first('RUN a && \\  # b\n c\n').broken, '\\  ');
    assert.equal(first('ENV a=b \\ # c\n').broken, '\\ ');
    assert.equal(first('# escape=`\nRUN a ` # b\n').broken, '` ');
    assert.equal(first('RUN a\\ #b\n').broken, undefined);
    assert.equal(first('RUN a " \\ # b"\n').broken, undefined);
    assert.equal(first('RUN a \\ # b \\\n c\n').broken, undefined);
  });

  it('know the empty lines they carry over', () => {
    assert.deepEqual(first('RUN a \\\n\n \n b \\\n # c\n\n d\n').blank, ['1:2> b \\', '4:1> d']);
    assert.deepEqual(first('RUN a \\\r\n\r\n b\r\n\r\n').blank, ['1:1> b\r']);
    assert.deepEqual(first('RUN <<E\n\nE\n').blank, []);
    assert.deepEqual(first('RUN a \\\n\n').blank, []);
  });
});
