import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MappedText } from '../../text/mapped-text.js';
import { readDockerfile } from '../dockerfile/read.js';
import { dialectOf, readScript } from './read-script.js';
import type { ShellCommand, ShellScript } from './types.js';

const script = (source: string): ShellScript => readScript(MappedText.plain(source, 0), 'shell', { dialect: 'posix' });
const words = ({ commands }: ShellScript): string[][] => commands.map((command) => command.words.map(({ raw }) => raw));
/** The scripts of the last instruction. */
const scripts = (text: string): readonly ShellScript[] => readDockerfile(text, { targets: [] }).instructions.at(-1)?.scripts() ?? [];
const only = (text: string): ShellScript => {
  const all = scripts(text);
  assert.equal(all.length, 1);
  return all[0] ?? assert.fail();
};
const named = (s: ShellScript, name: string): ShellCommand =>
  s.commands.find((command) => command.name === name) ?? assert.fail(`no ${name}`);

describe('the commands of a shell script', () => {
  const cases: [source: string, commands: string[][]][] = [
    [
      'apt-get update && apt-get install -y curl',
      [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', 'curl'],
      ],
    ],
    [
      'echo "a && b" ; echo \'c || d\'',
      [
        ['echo', '"a && b"'],
        ['echo', "'c || d'"],
      ],
    ],
    ['(cd /x && make -j$(nproc)) | tee log', [['cd', '/x'], ['make', '-j$(nproc)'], ['nproc'], ['tee', 'log']]],
    [
      'set -eux; for f in a b; do echo "$f"; done',
      [
        ['set', '-eux'],
        ['echo', '"$f"'],
      ],
    ],
    ['if [ -f /x ]; then a; elif b; then c; else d; fi', [['[', '-f', '/x', ']'], ['a'], ['b'], ['c'], ['d']]],
    ['if [[ -z ${A:-} ]]; then echo y; fi', [['echo', 'y']]],
    ['case "$(uname -m)" in x) A=1;; *) exit 1;; esac', [['uname', '-m'], [], ['exit', '1']]],
    [
      'while read -r l; do echo $l; done < /x',
      [
        ['read', '-r', 'l'],
        ['echo', '$l'],
      ],
    ],
    [
      'f() { echo hi; }; f a',
      [
        ['echo', 'hi'],
        ['f', 'a'],
      ],
    ],
    [
      'echo `date +%s` "`id -u`"',
      [
        ['echo', '`date +%s`', '"`id -u`"'],
        ['date', '+%s'],
        ['id', '-u'],
      ],
    ],
    [
      'diff <(sort a) <(sort b)',
      [
        ['diff', '<(sort a)', '<(sort b)'],
        ['sort', 'a'],
        ['sort', 'b'],
      ],
    ],
    ['cat <<EOF > /x\nhello $(id)\nEOF\necho done', [['cat'], ['id'], ['echo', 'done']]],
    ["cat <<'EOF'\n$(rm -rf /)\nEOF", [['cat']]],
    ['echo a # comment && rm b\nls', [['echo', 'a'], ['ls']]],
    ['! grep -q x /y && :', [['grep', '-q', 'x', '/y'], [':']]],
    ['{ a; b; } >> /c 2>/dev/null &', [['a'], ['b']]],
    ['X=$(curl y) && echo', [[], ['curl', 'y'], ['echo']]],
    ['apt-get update && ', [['apt-get', 'update']]],
    ['apt-get install -y "cur', [['apt-get', 'install', '-y', '"cur']]],
    [
      'useradd x && echo $(id -',
      [
        ['useradd', 'x'],
        ['echo', '$(id -'],
        ['id', '-'],
      ],
    ],
    ['', []],
  ];
  for (const [source, expected] of cases) it(JSON.stringify(source), () => assert.deepEqual(words(script(source)), expected));

  it('have places', () => {
    const source = 'a && FOO=1 b "c d" > /e';
    const [, b] = script(source).commands;
    assert.equal(source.slice(b?.span.start, b?.span.end), 'FOO=1 b "c d" > /e');
    assert.deepEqual(
      b?.words.map(({ span }) => source.slice(span.start, span.end)),
      ['b', '"c d"'],
    );
    assert.deepEqual(
      b?.assignments.map(({ name, value, span }) => [name, value?.value, source.slice(span.start, span.end)]),
      [['FOO', '1', 'FOO=1']],
    );
    assert.deepEqual(
      b?.redirects.map(({ operator, target, span }) => [operator, target?.value, source.slice(span.start, span.end)]),
      [['>', '/e', '> /e']],
    );
  });

  it('have words without quotes where these can be known', () => {
    const values = script('x "a b" \'c\' d\\ e $F "g$H" *.js ~/i {j,k} $(l) A=$B C="d e"').commands[0]?.args.map(({ value }) => value);
    assert.deepEqual(values, ['a b', 'c', 'd e', undefined, undefined, '*.js', '~/i', '{j,k}', undefined, undefined, 'C=d e']);
  });

  it('say what they read from stdin', () => {
    assert.equal(script('cat <<EOF\na $b\nEOF').commands[0]?.stdin, 'a $b\n');
    assert.equal(script('cat <<< "a b"').commands[0]?.stdin, 'a b');
    assert.equal(script('cat < a').commands[0]?.stdin, undefined);
  });

  it('are none in a language that is not read', () => {
    const cmd = readScript(MappedText.plain('dir | more', 0), 'shell', { dialect: 'cmd' });
    assert.deepEqual([cmd.commands, cmd.needsShell], [[], true]);
  });

  it('are found in text with errors, which is said', () => {
    assert.equal(script('echo "a').hasErrors, true);
    assert.equal(script('echo $(if x').hasErrors, true);
    assert.equal(script('echo a').hasErrors, false);
  });
});

describe('wrappers', () => {
  const cases: [source: string, name: string | undefined, args: string, wrappers: string][] = [
    ['sudo -E /usr/bin/curl -x', 'curl', '-x', 'sudo'],
    ['sudo -u me A=1 env -i B=2 nice -n 5 make all', 'make', 'all', 'sudo env nice'],
    ['sudo --user=me -- rm x', 'rm', 'x', 'sudo'],
    ['env FOO=bar cmd --opt=$A', 'cmd', '--opt=$A', 'env'],
    ['env', 'env', '', ''],
    ['sudo -l', 'sudo', '-l', ''],
    ['exec -a x "$@"', undefined, '', 'exec'],
    ['exec nginx', 'nginx', '', 'exec'],
    ['command -v curl', 'command', '-v curl', ''],
    ['command curl', 'curl', '', 'command'],
    ['timeout -k 5 10 curl x', 'curl', 'x', 'timeout'],
    ['gosu app run', 'run', '', 'gosu'],
    ['nohup setsid a b', 'a', 'b', 'nohup setsid'],
    ['xargs -0 -n 1 rm -f', 'rm', '-f', 'xargs'],
    ['busybox wget x', 'wget', 'x', 'busybox'],
    ['tini -- sh', 'sh', '', 'tini'],
    ['time curl x', 'curl', 'x', ''],
    ['$X a', undefined, 'a', ''],
    ['"cu"rl', 'curl', '', ''],
  ];
  for (const [source, name, args, wrappers] of cases) {
    it(source, () => {
      const [command] = script(source).commands;
      assert.deepEqual([command?.name, command?.args.map(({ raw }) => raw).join(' '), command?.wrappers.join(' ')], [name, args, wrappers]);
    });
  }
});

describe('pipelines and substitutions', () => {
  const names = (commands: readonly ShellCommand[] | undefined) => commands?.map(({ name }) => name);

  it('share one list', () => {
    const { commands } = script('a | b 2>&1 | c && d');
    assert.deepEqual(names(commands[0]?.pipeline), ['a', 'b', 'c']);
    assert.equal(commands[0]?.pipeline, commands[2]?.pipeline);
    assert.deepEqual(names(commands[3]?.pipeline), ['d']);
  });

  it('take in the end of a group, the start of a loop', () => {
    assert.deepEqual(names(named(script('(a; curl x) | sh'), 'sh').pipeline), ['curl', 'sh']);
    assert.deepEqual(names(named(script('a | while read x; do b; done'), 'a').pipeline), ['a', 'read']);
    assert.deepEqual(names(named(script('if a; then b; fi | c'), 'c').pipeline), ['b', 'c']);
    assert.deepEqual(names(named(script('(a "$(b)") | c'), 'c').pipeline), ['a', 'c']);
  });

  it('do not mix with those inside a substitution', () => {
    const { commands } = script('echo "$(a | b)" | c');
    assert.deepEqual(names(named({ commands } as ShellScript, 'echo').pipeline), ['echo', 'c']);
    assert.deepEqual(names(named({ commands } as ShellScript, 'a').pipeline), ['a', 'b']);
  });

  it('know the command they go into', () => {
    const into = (source: string, name: string) => named(script(source), name).substitutedInto?.name;
    assert.equal(into('sh -c "$(curl x)"', 'curl'), 'sh');
    assert.equal(into('bash <(curl x)', 'curl'), 'bash');
    assert.equal(into('echo $(a $(b))', 'b'), 'a');
    assert.equal(into('a; b', 'b'), undefined);
    assert.equal(into('for i in $(a); do b; done', 'a'), undefined);
  });

  it('keep their place inside escaped backquotes', () => {
    const source = 'echo `date \\`id\\``';
    for (const { span } of script(source).commands) assert.ok(span.start >= 0 && span.end <= source.length);
    assert.equal(named(script(source), 'id').word.raw, 'id');
  });
});

describe('scripts handed to a shell', () => {
  const slices = (source: string): string[] => script(source).commands.map(({ span }) => source.slice(span.start, span.end));
  const cases: [source: string, commands: string[]][] = [
    ['bash -c "a && b \\"x y\\""', ['bash -c "a && b \\"x y\\""', 'a', 'b \\"x y\\"']],
    ["sh -euxc 'a | b'", ["sh -euxc 'a | b'", 'a', 'b']],
    ['bash -o pipefail -c "a $X"', ['bash -o pipefail -c "a $X"', 'a $X']],
    ['bash -lc a', ['bash -lc a', 'a']],
    ['sudo -u me sh -c "a"', ['sudo -u me sh -c "a"', 'a']],
    ['su -c "a b" me', ['su -c "a b" me', 'a b']],
    ['su - me --command "a"', ['su - me --command "a"', 'a']],
    ["eval 'a b' c", ["eval 'a b' c", "a b' c"]],
    ['bash <<EOF\na\nEOF', ['bash <<EOF', 'a']],
    ['bash -s <<EOF\na\nEOF', ['bash -s <<EOF', 'a']],
    ['bash run.sh <<EOF\na\nEOF', ['bash run.sh <<EOF']],
    ['cat <<EOF\na\nEOF', ['cat <<EOF']],
    ['python -c "a"', ['python -c "a"']],
    ['sh -c "sh -c \'a\'"', ['sh -c "sh -c \'a\'"', "sh -c 'a'", 'a']],
    ['bash -c', ['bash -c']],
  ];
  for (const [source, expected] of cases) it(JSON.stringify(source), () => assert.deepEqual(slices(source), expected));

  it('are followed a few levels down', () => assert.equal(script(`${'eval '.repeat(5000)}x`).commands.length, 9));
});

describe('needs a shell', () => {
  for (const source of ['nginx -g "daemon off;"', "app 'x y'", 'exec app', 'app\\ x', 'a "b$"'])
    it(`not: ${source}`, () => assert.equal(script(source).needsShell, false));
  for (const source of [
    'a && b',
    'a; b',
    'a | b',
    'a > b',
    'A=1 a',
    'a $B',
    'a "$B"',
    'a *.js',
    'a ~/b',
    'a {b,c}',
    'a &',
    'cd /x',
    '. /x',
    'a `b`',
    'a # b',
    '(a)',
    'if a; then b; fi',
    '',
  ]) {
    it(`yes: ${source}`, () => assert.equal(script(source).needsShell, true));
  }
  it('and knows a leading exec', () => assert.deepEqual([script('exec a').isExec, script('a; exec b').isExec], [true, false]));
});

describe('scripts of an instruction', () => {
  it('in shell form are mapped back through continuations and comments', () => {
    const text = 'FROM a\nRUN apt-get update && \\\n    # why\n    apt-get install -y \\\n      curl\n';
    const run = only(text);
    assert.deepEqual(words(run), [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', 'curl'],
    ]);
    for (const { words: all } of run.commands) for (const { raw, span } of all) assert.equal(text.slice(span.start, span.end), raw);
    assert.equal(run.form, 'shell');
  });

  it('of a heredoc are its body', () => {
    const text = 'FROM a\r\nRUN <<-EOF\r\n\tapk add curl\r\n\techo "x"\r\n\tEOF\r\n';
    const run = only(text);
    assert.equal(run.source, 'apk add curl\necho "x"\n');
    assert.deepEqual(words(run), [
      ['apk', 'add', 'curl'],
      ['echo', '"x"'],
    ]);
    for (const { words: all } of run.commands) for (const { raw, span } of all) assert.equal(text.slice(span.start, span.end), raw);
    assert.equal(run.form, 'heredoc');
  });

  it('of a heredoc keep the tabs of <<', () => assert.equal(only('FROM a\r\nRUN <<EOF\r\n\tx\r\nEOF\r\n').source, '\tx\n'));

  it('of a heredoc follow its first line', () => {
    const dialect = (line: string): string => only(`FROM a\nRUN <<EOF\n${line}\nx\nEOF`).dialect;
    assert.deepEqual(['#!/bin/bash', '#!/usr/bin/env python3', '#!/usr/bin/env -S bash -e', '# no', '#!/bin/sh -e'].map(dialect), [
      'bash',
      'other',
      'bash',
      'posix',
      'posix',
    ]);
  });

  it('with a heredoc for another command are read by the shell', () => {
    const python = only('FROM a\nRUN <<EOF python3 -\nimport os; os.x()\nEOF');
    assert.deepEqual(words(python), [['python3', '-']]);
    assert.equal(python.commands[0]?.stdin, 'import os; os.x()\n');
    const bash = only('FROM a\nRUN bash -e <<EOF && echo b\ncurl x\nEOF');
    assert.deepEqual(words(bash), [
      ['bash', '-e'],
      ['curl', 'x'],
      ['echo', 'b'],
    ]);
    const text = 'FROM a\nRUN cat <<A > /x && sh <<B\nno\nA\nyes arg\nB\n';
    assert.deepEqual(
      only(text).commands.map(({ span }) => text.slice(span.start, span.end)),
      ['cat <<A > /x', 'sh <<B', 'yes arg'],
    );
  });

  it('in exec form are one command, or the string behind -c', () => {
    assert.deepEqual(words(only('RUN ["apt-get", "install", "x"]')), [['apt-get', 'install', 'x']]);
    assert.deepEqual([only('CMD ["a", "$B"]').form, only('CMD ["a", "$B"]').needsShell], ['exec', false]);
    const text = 'RUN ["/bin/bash", "-o", "pipefail", "-c", "a \\"b\\" | \\u0063d"]';
    const run = only(text);
    assert.deepEqual([run.form, run.dialect, run.source], ['exec-c', 'bash', 'a "b" | cd']);
    assert.deepEqual(
      run.commands.map(({ span }) => text.slice(span.start, span.end)),
      ['a \\"b\\"', '\\u0063d'],
    );
    assert.deepEqual(scripts('CMD []'), []);
    assert.deepEqual(only('ENTRYPOINT ["tini", "--", "app"]').commands[0]?.name, 'app');
  });

  it('belong to RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD', () => {
    assert.deepEqual(words(only('HEALTHCHECK --interval=1s CMD curl -f x || exit 1')), [
      ['curl', '-f', 'x'],
      ['exit', '1'],
    ]);
    assert.deepEqual(words(only('HEALTHCHECK cmd ["a"]')), [['a']]);
    for (const text of ['HEALTHCHECK NONE', 'USER x', 'RUN', 'COPY <<A b\nx\nA', 'SHELL ["sh", "-c"]', 'HEALTHCHECK CMD'])
      assert.deepEqual(scripts(text), []);
  });

  it('follow SHELL, and the platform', () => {
    const dialect = (text: string): string | undefined => scripts(text)[0]?.dialect;
    assert.equal(dialect('FROM a\nSHELL ["/bin/bash", "-c"]\nRUN x'), 'bash');
    assert.equal(dialect('FROM a\nSHELL ["powershell", "-Command"]\nRUN x'), 'powershell');
    assert.equal(dialect('FROM a\nSHELL ["/usr/bin/python3", "-c"]\nRUN x'), 'other');
    assert.equal(dialect('FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN x'), 'cmd');
    assert.equal(dialect('FROM golang:1-nanoserver\nRUN x'), 'cmd');
    assert.equal(dialect('FROM --platform=windows/amd64 a AS b\nFROM b\nRUN x'), 'cmd');
    assert.equal(dialect('FROM windows-exporter\nRUN x'), 'posix');
    assert.equal(dialect('FROM a\nRUN x'), 'posix');
  });

  it('are read from a trigger', () => {
    const onbuild = readDockerfile('FROM a\nONBUILD RUN <<EOF\nx y\nEOF', { targets: [] }).instructions[1];
    assert.deepEqual(words(onbuild?.trigger?.scripts()[0] ?? assert.fail()), [['x', 'y']]);
    assert.deepEqual(onbuild?.scripts(), []);
  });
});

describe('shells', () => {
  it('are known by their name', () => {
    assert.deepEqual(['/bin/sh', 'bash', 'C:\\Windows\\System32\\cmd.exe', 'PowerShell.EXE', 'pwsh', 'fish', ''].map(dialectOf), [
      'posix',
      'bash',
      'cmd',
      'powershell',
      'powershell',
      'other',
      'other',
    ]);
  });
});

describe('hostile shell text', () => {
  for (const piece of ['$(', '<(', '$((', '${A:-', '(', '{ ', '`', 'if ', 'cat <<A ', 'sh -c "', 'a | ', '[[ ']) {
    it(`is given up or read: ${piece}`, () => {
      const { commands, hasErrors } = script(`a && ${piece.repeat(3000)}`);
      assert.ok(hasErrors || commands.length > 0);
    });
  }
  it('is read to a depth that nobody needs', () => {
    const nest = (depth: number): string => `${'echo $('.repeat(depth)}x${')'.repeat(depth)}`;
    assert.deepEqual([script(nest(10)).commands.length, script(nest(10)).hasErrors], [11, false]);
    assert.deepEqual([script(nest(50)).commands.length, script(nest(50)).hasErrors], [17, true]);
  });
});

describe('every shell text', () => {
  const piece = fc.constantFrom(
    'curl',
    ' ',
    '|',
    '&&',
    '"',
    "'",
    '`',
    '$(',
    ')',
    '(',
    '{',
    '}',
    ';',
    '<<EOF',
    '\n',
    'EOF',
    '\\',
    '$x',
    'sh -c ',
    'eval ',
    'sudo ',
    'if ',
    'then ',
    'fi',
    'for x in ',
    'do ',
    'done',
    'case ',
    'esac',
    '<(',
    '>',
    '#',
    'A=',
    '[[',
    ']]',
    '${',
    "$'",
    '*',
    '😀',
  );
  it('is read without an error, with places inside it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        const { commands } = script(source);
        for (const command of commands) {
          assert.ok(command.pipeline.includes(command));
          for (const { span } of [command, command.word, ...command.words, ...command.redirects, ...command.assignments]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= source.length);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
