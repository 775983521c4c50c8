import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Located, Span } from '../../text/span.js';
import { canonical } from './canonical.js';
import { readDockerfile } from './read.js';
import type { DockerfileModel, Instruction, Stage } from './types.js';

const read = (text: string, targets: string[] = []): DockerfileModel => readDockerfile(text, { targets });
const one = (text: string): Instruction => {
  const [instruction] = read(text).instructions;
  assert.ok(instruction);
  return instruction;
};
const last = (text: string): Instruction => read(text).instructions.at(-1) ?? assert.fail('no instruction');
const stage = (model: DockerfileModel, index: number): Stage => model.stages[index] ?? assert.fail(`no stage ${index}`);
const slice = (text: string, at: Span | undefined): string | undefined => at && text.slice(at.start, at.end);

describe('a stage of Windows', () => {
  const isWindows = (text: string): boolean => stage(read(text), read(text).stages.length - 1).isWindows;

  it('is told by platform or image, through its parents', () => {
    assert.equal(isWindows('FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\n'), true);
    assert.equal(isWindows('FROM golang:1.27-windowsservercore-ltsc2025\n'), true);
    assert.equal(isWindows('FROM --platform=windows/amd64 a:1 AS x\nFROM X\n'), true);
    assert.equal(isWindows('ARG BASE=mcr.microsoft.com/windows/servercore:ltsc2025\nFROM $BASE\n'), true);
  });

  it('is not told by anything else', () => {
    assert.equal(isWindows('FROM alpine:3.24\n'), false);
    assert.equal(isWindows('FROM --platform=linux/amd64 windows-tools:1\n'), false);
  });
});

describe('an instruction', () => {
  it('knows keyword, arguments and their places', () => {
    const text = '  copy --from=a \\\n # c\n --link b \\\n  c/  \n';
    const copy = one(text);
    assert.equal(copy.keyword, 'COPY');
    assert.equal(slice(text, copy.keywordSpan), 'copy');
    assert.equal(copy.logical, 'b   c/');
    assert.equal(slice(text, copy.argumentsSpan), 'b \\\n  c/');
    assert.deepEqual(
      copy.words.map(({ value, span }) => [value, slice(text, span)]),
      [
        ['b', 'b'],
        ['c/', 'c/'],
      ],
    );
  });

  it('has an empty place for arguments it lacks', () => {
    const text = 'RUN --network=none  \nCMD';
    const [run, cmd] = read(text).instructions;
    assert.deepEqual(
      [run?.argumentsSpan, cmd?.argumentsSpan],
      [
        { start: 18, end: 18 },
        { start: 24, end: 24 },
      ],
    );
    assert.deepEqual([run?.words, cmd?.words, cmd?.scripts()], [[], [], []]);
  });

  const flags: [text: string, flags: [name: string, value: string | undefined][], rest: string][] = [
    [
      'COPY --from=a --link --chmod=0755 --parents --exclude=*.md src/ /x/',
      [
        ['from', 'a'],
        ['link', undefined],
        ['chmod', '0755'],
        ['parents', undefined],
        ['exclude', '*.md'],
      ],
      'src/ /x/',
    ],
    ['COPY a--b --chown=1 /d', [], 'a--b --chown=1 /d'],
    ['RUN my--tool --flag x', [], 'my--tool --flag x'],
    ['RUN -- --x y', [], '--x y'],
    ['RUN --mount=type=cache,\\\ntarget=/x a', [['mount', 'type=cache,target=/x']], 'a'],
    [
      'HEALTHCHECK --interval=5s --timeout=3s CMD a',
      [
        ['interval', '5s'],
        ['timeout', '3s'],
      ],
      'CMD a',
    ],
    ['COPY --chown="a b" x y', [['chown', 'a b']], 'x y'],
    ['COPY --from= x y', [['from', '']], 'x y'],
    ['COPY --', [], ''],
    ['COPY --from', [['from', undefined]], ''],
  ];
  for (const [text, expected, rest] of flags) {
    it(`reads the flags of ${text.split('\n')[0]}`, () => {
      const instruction = one(text);
      assert.deepEqual(
        instruction.flags.map(({ name, value }) => [name, value]),
        expected,
      );
      assert.equal(instruction.logical, rest);
    });
  }

  it('knows the places of a flag and of the options of --mount', () => {
    const text = 'RUN --mount=type=bind,"src=a,b",from=x,ro make';
    const [mount] = one(text).flags;
    assert.equal(slice(text, mount?.span), '--mount=type=bind,"src=a,b",from=x,ro');
    assert.equal(slice(text, mount?.nameSpan), 'mount');
    assert.equal(slice(text, mount?.valueSpan), 'type=bind,"src=a,b",from=x,ro');
    assert.deepEqual(
      mount?.options.map(({ name, value, valueSpan }) => [name, value, slice(text, valueSpan)]),
      [
        ['type', 'bind', 'bind'],
        ['src', 'a,b', 'a,b"'],
        ['from', 'x', 'x'],
        ['ro', undefined, undefined],
      ],
    );
  });

  const json: [text: string, items: string[] | undefined][] = [
    ['CMD ["a", "b c"]', ['a', 'b c']],
    ['CMD []', []],
    ['CMD ["a\\nb", "\\u0041", "\\""]', ['a\nb', 'A', '"']],
    ['CMD ["a", \\\n# c\n "b"]', ['a', 'b']],
    ["CMD ['a']", undefined],
    ['CMD ["a"] && b', undefined],
    ['CMD ["a",]', undefined],
    ['CMD ["a", 1]', undefined],
    ['CMD "a"', undefined],
    ['COPY ["a b", "c"]', ['a b', 'c']],
    ['VOLUME ["/a"]', ['/a']],
    ['SHELL ["/bin/bash", "-c"]', ['/bin/bash', '-c']],
    ['HEALTHCHECK --interval=1s CMD ["a","b"]', ['a', 'b']],
    ['HEALTHCHECK NONE', undefined],
    ['HEALTHCHECK ["CMD", "a"]', undefined],
    ['ENV ["a"]', undefined],
    ['# escape=`\nCMD ["c:\\\\x.exe"]', ['c:\\x.exe']],
  ];
  for (const [text, items] of json)
    it(`reads the JSON form of ${text}`, () =>
      assert.deepEqual(
        one(text).json?.items.map(({ value }) => value),
        items,
      ));

  it('knows the place of each JSON item', () => {
    const text = 'CMD ["a\\"", \\\n "b"]';
    assert.deepEqual(
      one(text).json?.items.map(({ span }) => slice(text, span)),
      ['"a\\""', '"b"'],
    );
  });

  const pairs: [text: string, pairs: [name: string, value: string | undefined][]][] = [
    [
      'ENV A="x y" B=\'p q\' C=a\\ b',
      [
        ['A', 'x y'],
        ['B', 'p q'],
        ['C', 'a b'],
      ],
    ],
    [
      "ENV A='a\\' B='c\\\"d'",
      [
        ['A', 'a\\'],
        ['B', 'c\\"d'],
      ],
    ],
    ['ENV A x  y', [['A', 'x  y']]],
    ['ENV A "x y"', [['A', 'x y']]],
    ['ENV A', [['A', undefined]]],
    ['ENV A=', [['A', '']]],
    [
      'ENV A=$B C="\\$D"',
      [
        ['A', '$B'],
        ['C', '$D'],
      ],
    ],
    [
      'ARG A=1 B=2 C',
      [
        ['A', '1'],
        ['B', '2'],
        ['C', undefined],
      ],
    ],
    [
      'LABEL "a.b"="c d" e=f \\\n  g=h=i',
      [
        ['a.b', 'c d'],
        ['e', 'f'],
        ['g', 'h=i'],
      ],
    ],
    ['LABEL a b', [['a', 'b']]],
    [
      'LABEL a=b c',
      [
        ['a', 'b'],
        ['c', undefined],
      ],
    ],
    [
      '# escape=`\nENV A=C:\\x B=a`"b',
      [
        ['A', 'C:\\x'],
        ['B', 'a"b'],
      ],
    ],
    ['USER a=b', []],
  ];
  for (const [text, expected] of pairs)
    it(`reads the pairs of ${text}`, () =>
      assert.deepEqual(
        one(text).pairs.map(({ name, value }) => [name.value, value?.value]),
        expected,
      ));

  it('knows the places of a pair', () => {
    const text = 'ENV A="x y" \\\n  B= C=c';
    assert.deepEqual(
      one(text).pairs.map(({ name, value, span }) => [slice(text, name.span), slice(text, value?.span), slice(text, span)]),
      [
        ['A', '"x y"', 'A="x y"'],
        ['B', '', 'B='],
        ['C', 'c', 'C=c'],
      ],
    );
  });

  it('splits paths at blanks and other words outside quotes', () => {
    assert.deepEqual(
      one('COPY "a b" c').words.map(({ value }) => value),
      ['"a', 'b"', 'c'],
    );
    assert.deepEqual(
      one('RUN echo "a b" c').words.map(({ value }) => value),
      ['echo', '"a b"', 'c'],
    );
    assert.deepEqual(
      one('COPY C:\\src\\x C:\\dst').words.map(({ value }) => value),
      ['C:\\src\\x', 'C:\\dst'],
    );
  });

  it('behind ONBUILD is a trigger', () => {
    const text = 'onbuild copy --chown=a b c';
    const onbuild = one(text);
    const { trigger } = onbuild;
    assert.equal(trigger?.keyword, 'COPY');
    assert.equal(trigger?.onbuild, onbuild);
    assert.equal(trigger?.index, 0);
    assert.equal(slice(text, trigger?.span), 'copy --chown=a b c');
    assert.deepEqual(
      trigger?.flags.map(({ name, value }) => [name, value]),
      [['chown', 'a']],
    );
    assert.equal(one('ONBUILD').trigger, undefined);
    assert.equal(one('ONBUILD ONBUILD RUN a').trigger?.trigger, undefined);
  });

  it('has heredocs with their bodies', () => {
    const text = 'ONBUILD RUN <<-EOF cat\r\n\tx\r\n\tEOF\r\n';
    const [heredoc] = one(text).heredocs;
    assert.equal(heredoc?.body, '\tx\r\n');
    assert.equal(slice(text, heredoc?.openerSpan), '<<-EOF');
    assert.equal(slice(text, heredoc?.bodySpan), '\tx\r\n');
  });

  it('has a meaning that layout does not change', () => {
    const same = ['COPY --from=a b c', 'copy  --from=a  b c', 'Copy --from=a \\\n# x\n\nb c'].map((text) => canonical(one(text)));
    assert.deepEqual(new Set(same).size, 1);
    assert.equal(canonical(one('RUN <<A\r\nx\r\nA\r\n')), canonical(one('RUN <<A\nx\nA')));
    assert.notEqual(canonical(one('RUN <<A\nx\nA')), canonical(one('RUN <<A\ny\nA')));
    assert.equal(canonical(one('ONBUILD run a')), 'ONBUILD RUN a');
  });
});

describe('what holds at an instruction', () => {
  const state = (text: string) => last(text).state;

  it('is what the stage set before it', () => {
    const { env, args, user, workdir, shell } = state(
      'FROM a\nARG X=1 Y\nENV A=1 B=$X\nUSER u$A\nWORKDIR /a\nWORKDIR b\nSHELL ["bash","-c"]\nRUN x',
    );
    assert.deepEqual(
      [...args],
      [
        ['X', '1'],
        ['Y', undefined],
      ],
    );
    assert.deepEqual(
      [...env],
      [
        ['A', '1'],
        ['B', '1'],
      ],
    );
    assert.equal(user?.value, 'u1');
    assert.equal(user?.at.keyword, 'USER');
    assert.equal(workdir, '/a/b');
    assert.deepEqual(shell?.words, ['bash', '-c']);
  });

  it('does not hold what comes later', () => assert.deepEqual([...(read('FROM a\nRUN x\nENV A=1').instructions[1]?.state.env ?? [])], []));

  it('comes down from the parent stage, whatever the case of its name', () => {
    const { env, user, shell } = state('FROM a AS Base\nENV A=1\nUSER 5\nSHELL ["bash","-c"]\nFROM BASE\nENV B=$A\nRUN x');
    assert.deepEqual(
      [...env],
      [
        ['A', '1'],
        ['B', '1'],
      ],
    );
    assert.equal(user?.value, '5');
    assert.deepEqual(shell?.words, ['bash', '-c']);
  });

  it('does not come from a stage it is not built on', () => assert.equal(state('FROM a\nUSER 5\nENV A=1\nFROM b\nRUN x').user, undefined));

  it('sees a global ARG only when it is declared again', () => {
    assert.equal(state('ARG V=1\nFROM a\nUSER $V').user, undefined);
    assert.equal(state('ARG V=1\nFROM a\nUSER ${V:-no}\nRUN x').user?.value, 'no');
    assert.equal(state('ARG V=1\nFROM a\nARG V\nUSER $V\nRUN x').user?.value, '1');
    assert.equal(state('ARG V=1\nFROM a\nARG V=2\nUSER $V\nRUN x').user?.value, '2');
  });

  it('prefers ENV over ARG', () => assert.equal(state('FROM a\nENV V=1\nARG V=2\nUSER $V\nRUN x').user?.value, '1'));
  it('takes all values of one ENV from before it', () => assert.equal(state('FROM a\nENV A=1\nENV A=2 B=$A\nRUN x').env.get('B'), '1'));
  it('leaves open what the base image or the platform decides', () => {
    const { env, args } = state('FROM a\nARG TARGETARCH\nARG D=$TARGETARCH\nENV PATH=/x:$PATH\nENV B=$PATH C=$TARGETARCH\nRUN x');
    assert.deepEqual(
      [...env],
      [
        ['PATH', '/x:$PATH'],
        ['B', '$PATH'],
        ['C', '$TARGETARCH'],
      ],
    );
    assert.deepEqual(
      [...args],
      [
        ['TARGETARCH', undefined],
        ['D', undefined],
      ],
    );
  });
  it('does not grow without end', () => {
    const text = `FROM a\nENV A=xxxxxxxxxx\n${'ENV A=$A$A\n'.repeat(200)}ENV B=$A\nRUN x`;
    assert.ok((last(text).state.env.get('B') ?? '').length < 200_000);
  });
  it('is the same object until something changes', () => {
    const [, a, b] = read('FROM a\nRUN a\nRUN b').instructions;
    assert.equal(a?.state, b?.state);
  });
  it('is kept in a file without FROM too', () => assert.equal(state('USER root\nRUN x').user?.value, 'root'));
});

describe('stages', () => {
  const BUILD =
    'ARG V=3\nFROM --platform=$BUILDPLATFORM golang:$V AS Build\nRUN make\n\nFROM build AS test\nFROM alpine\nCOPY --from=BUILD /a /a\nRUN --mount=from=test,target=/t x\n';
  const model = read(BUILD);

  it('have name, image and instructions', () => {
    assert.deepEqual(
      model.stages.map(({ name, image }) => [name?.value, image.resolved, image.image?.tag]),
      [
        ['Build', 'golang:3', '3'],
        ['test', 'build', undefined],
        [undefined, 'alpine', undefined],
      ],
    );
    assert.deepEqual(
      model.stages.map(({ instructions }) => instructions.map(({ keyword }) => keyword).join(' ')),
      ['RUN', '', 'COPY RUN'],
    );
    assert.equal(slice(BUILD, stage(model, 0).name?.span), 'Build');
    assert.equal(slice(BUILD, stage(model, 0).image.span), 'golang:$V');
    assert.equal(slice(BUILD, stage(model, 0).span), 'FROM --platform=$BUILDPLATFORM golang:$V AS Build\nRUN make');
    assert.deepEqual(
      model.globalArgs.map(({ logical }) => logical),
      ['V=3'],
    );
  });

  it('are joined by FROM', () => {
    assert.equal(stage(model, 1).parent, stage(model, 0));
    assert.deepEqual(stage(model, 1).chain, [stage(model, 1), stage(model, 0)]);
    assert.equal(stage(model, 1).rootImage.resolved, 'golang:3');
    assert.equal(stage(model, 1).image.stage, stage(model, 0));
    assert.equal(stage(model, 1).image.image, undefined);
  });

  it('ship, or are only used', () => {
    assert.equal(model.finalStage, stage(model, 2));
    assert.deepEqual(
      model.stages.map(({ ships }) => ships),
      [false, false, true],
    );
    assert.deepEqual(
      model.stages.map(({ reachable }) => reachable),
      [true, true, true],
    );
    assert.deepEqual(
      stage(model, 2).uses.map((use) => use.stage),
      [stage(model, 0), stage(model, 1)],
    );
    assert.deepEqual(
      read('FROM a AS x\nFROM b').stages.map(({ reachable }) => reachable),
      [false, true],
    );
  });

  it('are reached by every way', () => {
    const used = read('FROM a AS x\nFROM b AS y\nFROM c\nCOPY --from=x 1 2\nCOPY --from=y 1 2\nCOPY --from=y 3 4');
    assert.deepEqual(
      used.stages.map(({ reachable }) => reachable),
      [true, true, true],
    );
  });

  it('ship when the configuration names them', () => {
    const named = read('FROM a AS one\nFROM one AS two\nFROM b', ['TWO']);
    assert.equal(named.finalStage, stage(named, 1));
    assert.deepEqual(
      named.stages.map(({ ships }) => ships),
      [true, true, false],
    );
    assert.equal(read('FROM a AS one\nFROM b', ['no']).finalStage?.index, 1);
  });

  it('are named by number in COPY --from, by name in a mount', () => {
    const numbered = read('FROM a\nFROM b\nCOPY --from=0 x y\nCOPY --from=7 x y\nRUN --mount=from=0 x');
    assert.deepEqual(
      numbered.images.map(({ stage: at, image }) => [at?.index, image?.path]),
      [
        [undefined, 'a'],
        [undefined, 'b'],
        [0, undefined],
        [undefined, undefined],
        [undefined, '0'],
      ],
    );
  });

  it('may be named before they come, but not by FROM', () => {
    const later = read('FROM late\nCOPY --from=late x y\nFROM b AS late');
    assert.deepEqual(
      later.images.map(({ stage: at }) => at?.index),
      [undefined, 1, undefined],
    );
  });

  it('survive a circle', () => assert.equal(read('FROM a AS x\nCOPY --from=x a b').stages[0]?.reachable, true));

  it('have an effective start command', () => {
    const start = (text: string): (string | undefined)[] => {
      const final = read(text).finalStage;
      return [final?.entrypoint?.logical, final?.cmd?.logical];
    };
    assert.deepEqual(start('FROM a AS b\nCMD one\nFROM b'), [undefined, 'one']);
    assert.deepEqual(start('FROM a AS b\nCMD one\nFROM b\nENTRYPOINT two'), ['two', undefined]);
    assert.deepEqual(start('FROM a\nCMD one\nENTRYPOINT two'), ['two', 'one']);
    assert.deepEqual(start('FROM a AS b\nENTRYPOINT two\nFROM b\nCMD one\nCMD three'), ['two', 'three']);
  });

  it('have the labels of their chain', () => {
    const labels = read('FROM a AS b\nLABEL x=1 y=2\nFROM b\nLABEL x=3').finalStage?.labels;
    assert.deepEqual(
      [...(labels ?? [])].map(([name, pair]) => [name, pair.value?.value]),
      [
        ['x', '3'],
        ['y', '2'],
      ],
    );
  });

  it('are missing in a fragment', () => {
    const fragment = read('COPY --from=x a b\nUSER y');
    assert.equal(fragment.isFragment, true);
    assert.equal(fragment.finalStage, undefined);
    assert.equal(fragment.images[0]?.image?.path, 'x');
    assert.equal(read('').isFragment, false);
  });
});

describe('images', () => {
  const cases: [text: string, resolved: string | undefined, invalid: string | undefined][] = [
    ['FROM "alpine:3"', 'alpine:3', undefined],
    ['ARG R=h.io/\nFROM ${R}a:${T:-1}', 'h.io/a:1', undefined],
    ['FROM ${R}alpine', undefined, undefined],
    ['ARG T\nFROM a:$T', undefined, undefined],
    ['ARG T\nFROM a:${T:-1}', 'a:1', undefined],
    ['ARG A=1\nARG B=$A.2\nFROM a:$B', 'a:1.2', undefined],
    ['ARG A=1 B=$A.2\nFROM a:$B', 'a:1.2', undefined],
    ['FROM a:$TARGETARCH', undefined, undefined],
    ['FROM Alpine', 'Alpine', 'upper-case'],
    ['FROM a:', 'a:', 'empty-tag'],
    ['FROM a:${', undefined, 'substitution'],
    ['FROM', undefined, undefined],
    ['FROM scratch', 'scratch', undefined],
  ];
  for (const [text, resolved, invalid] of cases) {
    it(`resolves ${text.split('\n').pop()}`, () => {
      const image = read(text).stages[0]?.image;
      assert.equal(image?.resolved, resolved);
      assert.equal(image?.invalid, invalid);
    });
  }
  it('name their variables', () => assert.deepEqual(read('FROM $A/${B:-$A}').stages[0]?.image.variables, ['A', 'B']));
  it('take no variables in COPY --from', () => assert.equal(read('ARG A=b\nFROM x\nCOPY --from=$A a b').images[1]?.resolved, undefined));
});

describe('comments', () => {
  it('have their text and the instruction they stand in', () => {
    const { comments, instructions } = read('# syntax=x\n#a \nRUN x \\\n  # b\n y');
    assert.deepEqual(
      comments.map(({ value, inside }) => [value, inside]),
      [
        ['a ', undefined],
        [' b', instructions[0]],
      ],
    );
  });
  it('of hadolint may name the shell', () => {
    const dialects = (text: string) =>
      read(text).instructions.flatMap((instruction) => instruction.scripts().map(({ dialect }) => dialect));
    assert.deepEqual(dialects('# hadolint shell=bash\nFROM a\nRUN x\nFROM b\nRUN x'), ['bash', 'bash']);
    assert.deepEqual(dialects('FROM a\nRUN x\n# hadolint shell=powershell\nRUN x\nFROM b\nRUN x'), ['posix', 'powershell', 'posix']);
  });
});

const PIECES = [
  'FROM',
  'a',
  'AS',
  'b',
  '\n',
  ' ',
  '\\',
  '"',
  "'",
  '$',
  '${',
  '}',
  '=',
  '--from=',
  '--mount=',
  ',',
  '[',
  ']',
  '<<',
  'EOF',
  'RUN',
  'COPY',
  'ENV',
  'ARG',
  'ONBUILD',
  'LABEL',
  'HEALTHCHECK',
  'CMD',
  '#',
  '`',
  '# escape=`\n',
  '\t',
  '\r\n',
  ':-',
  'SHELL',
  '|',
  '(',
  ')',
  '😀',
  '\u0085',
];
const noise = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('every text', () => {
  it('is read without an error, and every place lies inside it', () => {
    fc.assert(
      fc.property(noise, (text) => {
        const model = read(text);
        const inside = (outer: Span, inner: Span | undefined, what: string): void => {
          if (inner)
            assert.ok(
              outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end,
              `${what} ${JSON.stringify([outer, inner])}`,
            );
        };
        const visit = (instruction: Instruction): void => {
          const { span } = instruction;
          inside({ start: 0, end: text.length }, span, 'instruction');
          for (const part of [instruction.keywordSpan, instruction.headSpan, instruction.argumentsSpan]) inside(span, part, 'part');
          for (const word of instruction.words) inside(instruction.argumentsSpan, word.span, 'word');
          for (const flag of instruction.flags) {
            inside(span, flag.span, 'flag');
            inside(flag.span, flag.nameSpan, 'flag name');
            inside(flag.span, flag.valueSpan, 'flag value');
            for (const option of flag.options) {
              inside(flag.span, option.span, 'option');
              inside(option.span, option.valueSpan, 'option value');
            }
          }
          for (const pair of instruction.pairs) {
            inside(instruction.argumentsSpan, pair.span, 'pair');
            inside(pair.span, pair.name.span, 'pair name');
            inside(pair.span, pair.value?.span, 'pair value');
          }
          for (const item of instruction.json?.items ?? []) inside(instruction.json?.span ?? span, item.span, 'item');
          for (const heredoc of instruction.heredocs) {
            inside(instruction.onbuild?.headSpan ?? instruction.headSpan, heredoc.openerSpan, 'opener');
            inside(span, heredoc.bodySpan, 'body');
          }
          for (const script of instruction.scripts()) {
            inside(span, script.span, 'script');
            for (const command of script.commands) {
              inside(script.span, command.span, 'command');
              for (const word of command.words) inside(script.span, word.span, 'shell word');
            }
          }
          canonical(instruction);
          if (instruction.trigger) visit(instruction.trigger);
        };
        model.instructions.forEach(visit);
        for (const image of model.images) inside(image.at.span, image.span, 'image');
        for (const { chain, rootImage, cmd, labels, endState, span } of model.stages) void [chain, rootImage, cmd, labels, endState, span];
      }),
      { numRuns: 1500 },
    );
  });

  it('has words whose text stands at their place', () => {
    const line = fc
      .array(fc.constantFrom('a', '"b c"', "'d'", '--x=y', 'e=f', '\\ \n', '\\\n# c\n  ', ' '), { maxLength: 12 })
      .map((pieces) => `RUN x ${pieces.join(' ')}`);
    fc.assert(
      fc.property(line, (text) => {
        const plain = (word: Located<string>): string =>
          text.slice(word.span.start, word.span.end).replace(/\\[ \t]*\n(?:[ \t]*#.*\n|[ \t]*\n)*/g, '');
        for (const { words } of read(text).instructions) for (const word of words) assert.equal(plain(word), word.value);
      }),
    );
  });
});
