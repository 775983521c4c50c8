import * as assert from 'node:assert/strict';
import { readDockerfile } from './read.js';

/** `place: use use` for each text, uses as they are written. */
function textsOf(text: string): string[] {
  return readDockerfile(text).instructions.flatMap((top) =>
    [top, ...(top.trigger ? [top.trigger] : [])].flatMap(({ keyword, expandedTexts }) =>
      expandedTexts.map(({ place, flag, uses, problem }) =>
        [
          `${keyword} ${flag ?? place}:`,
          ...uses.map(({ name, operator, span }) => `${name}${operator}=${text.slice(span.start, span.end)}`),
          ...(problem ? [`${problem.kind}!${text.slice(problem.span.start, problem.span.end)}`] : []),
        ].join(' '),
      ),
    ),
  );
}

describe('expanded texts of an instruction', () => {
  it('are words of most instructions', () => {
    assert.deepEqual(textsOf('FROM $A:${B:-$C} AS x\nWORKDIR /$D e$F\nUSER $G:$H\nEXPOSE $I $J/tcp\nVOLUME /$K\nSTOPSIGNAL $L\n'), [
      'FROM word: A=$A B:-=${B:-$C} C=$C',
      'WORKDIR word: D=$D F=$F',
      'USER word: G=$G H=$H',
      'EXPOSE word: I=$I',
      'EXPOSE word: J=$J',
      'VOLUME word: K=$K',
      'STOPSIGNAL word: L=$L',
    ]);
  });

  it('are names and values of pairs', () => {
    assert.deepEqual(textsOf('ARG A=$B\nENV $C="$D" E=\'$F\' G=\\$H\nENV I all $J of it\nLABEL k=${K%%.*}\n'), [
      'ARG word: B=$B',
      'ENV word: C=$C',
      'ENV word: D=$D',
      'ENV word:',
      'ENV word:',
      'ENV word: J=$J',
      'LABEL word: K%%=${K%%.*}',
    ]);
  });

  it('are paths, some flags and heredocs of COPY and ADD, not --from', () => {
    assert.deepEqual(
      textsOf(
        'FROM a\nCOPY --from=$A --chown=$B:$C --chmod=$D a $E/\nADD --checksum=$F https://$G/ /\nCOPY ["$H", "/a \\"$I\\""]\nCOPY <<X <<"Y" /d/\n"$J" \'$K\'\nX\n$L\nY\n',
      ),
      [
        'COPY chown: B=$B C=$C',
        'COPY chmod: D=$D',
        'COPY word: E=$E',
        'ADD checksum: F=$F',
        'ADD word: G=$G',
        'COPY word: H=$H',
        'COPY word: I=$I',
        'COPY heredoc: J=$J K=$K',
      ],
    );
  });

  it('are the mounts of RUN, but neither from= nor the script', () => {
    assert.deepEqual(textsOf('FROM a\nRUN --mount=type=cache,id=$A-x,target=$B,from=$C echo $D\nCMD $E\nRUN <<X\n$F\nX\n'), [
      'RUN id: A=$A',
      'RUN target: B=$B',
    ]);
  });

  it('have their places behind continuations and in triggers', () => {
    assert.deepEqual(
      textsOf('FROM a\nENV A=1 \\\n  # why\n  B=$A\\\nC\nONBUILD COPY $D /\n'),
      ['ENV word: AC=$A\\\nC', 'ONBUILD COPY word:'].slice(0, 1).concat('COPY word: D=$D'),
    );
  });

  it('end at a substitution that cannot be read', () => {
    assert.deepEqual(textsOf('FROM a\nENV A=$B${C^^}$D\nENV E="${F:-$G"\nENV H=${} I=${J\n'), [
      'ENV word: B=$B modifier!${C^',
      'ENV word: G=$G open!${',
      'ENV word: name!${}',
      'ENV word: open!${J',
    ]);
  });
});
