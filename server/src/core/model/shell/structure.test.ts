import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MappedText } from '../../text/mapped-text.js';
import { readDockerfile } from '../dockerfile/read.js';
import { optionsOf } from './options.js';
import { readScript } from './read-script.js';
import type { ShellDialect, ShellList, ShellPipeline, ShellStructure } from './types.js';

const structure = (source: string, dialect: ShellDialect = 'posix'): ShellStructure =>
  readScript(MappedText.plain(source, 0), 'shell', { dialect }).structure();
const cut = (source: string, { start, end }: { start: number; end: number }): string => source.slice(start, end);
/** "a && b ;" for each statement of each list, with the list's kind in front. */
const outline = (source: string, lists: readonly ShellList[]): string[] =>
  lists.map(({ kind, statements }) => {
    const shown = statements.map(({ pipelines, operators, end }) => {
      const parts = pipelines.map(
        ({ isNegated, members }) => `${isNegated ? '! ' : ''}${members.map(({ command, kind: k }) => command?.name ?? k).join('|')}`,
      );
      return (
        parts.map((part, i) => part + (i < operators.length ? ` ${cut(source, operators[i]?.span ?? assert.fail())} ` : '')).join('') +
        (end ? ` ${end.operator}` : '')
      );
    });
    return `${kind}: ${shown.join(' ')}`;
  });
const pipelineOf = (s: ShellStructure, name: string): ShellPipeline =>
  [...s.steps].find(([command]) => command.name === name)?.[1] ?? assert.fail(`no ${name}`);
const script = (text: string): ShellStructure =>
  readDockerfile(text, { targets: [] }).instructions.at(-1)?.scripts()[0]?.structure() ?? assert.fail();

describe('the lists of a shell script', () => {
  const cases: [source: string, lists: string[]][] = [
    ['a; b & c && ! d | e || f', ['script: a ; b & c && ! d|e || f']],
    ['a\nb # c\nd', ['script: a newline b newline d']],
    [
      'if a; then b; elif c; then d; else e; fi',
      ['script: if', 'condition: a ;', 'branch: b ;', 'condition: c ;', 'branch: d ;', 'branch: e ;'],
    ],
    ['while a; do b; done; for i in 1; do c; done', ['script: loop ; loop', 'condition: a ;', 'loop: b ;', 'loop: c ;']],
    ['(a; b) && { c; }', ['script: subshell && group', 'subshell: a ; b', 'group: c ;']],
    ['case $x in a) b ;; *) c ;; esac', ['script: case', 'branch: b', 'branch: c']],
    ['f() { a; }; f', ['script: function ; f', 'function: a ;']],
    ['a "$(b | c)" `d`', ['script: a', 'substitution: b|c', 'substitution: d']],
    ["sh -c 'a; b'", ['script: sh', 'nested: a ; b']],
    ['if a; then b; fi > x | c', ['script: if|c', 'condition: a ;', 'branch: b ;']],
  ];
  for (const [source, lists] of cases)
    it(source.replace(/\n/g, '⏎'), () => assert.deepEqual(outline(source, structure(source).lists), lists));

  it('knows the pipeline around an inner list', () => {
    const s = structure('a $(b) && (c)');
    assert.equal(pipelineOf(s, 'b').statement.list.parent, pipelineOf(s, 'a'));
    assert.equal(pipelineOf(s, 'c').statement.list.kind, 'subshell');
  });

  it('has places in the file, through continuations and comments', () => {
    const text = 'FROM a\nRUN a \\\n  # c\n  && b | \\\n  c; d\n';
    const s = script(text);
    const [first, second] = s.lists[0]?.statements ?? [];
    assert.deepEqual([cut(text, first?.operators[0]?.span ?? assert.fail()), cut(text, first?.end?.span ?? assert.fail())], ['&&', ';']);
    assert.equal(cut(text, first?.pipelines[1]?.bars[0] ?? assert.fail()), '|');
    assert.equal(cut(text, second?.span ?? assert.fail()), 'd');
  });
});

describe('shell options', () => {
  const on = (s: ShellStructure, name: string): string[] =>
    Object.entries(pipelineOf(s, name).options).flatMap(([option, value]) => (value ? [option] : []));
  const cases: [source: string, name: string, options: string[]][] = [
    ['set -e; a', 'a', ['errexit']],
    ['a; set -e', 'a', []],
    ['set -euxo pipefail && a', 'a', ['errexit', 'pipefail', 'nounset']],
    ['set -o errexit -o pipefail; set +e; a', 'a', ['pipefail']],
    ['(set -e); a', 'a', []],
    ['{ set -e; }; a', 'a', ['errexit']],
    ['set -e | cat; a', 'a', []],
    ['set -e & a', 'a', []],
    ['set -- -e; a', 'a', []],
    ['set -e; b $(a)', 'a', ['errexit']],
    ['f() { a; }; set -e; f', 'a', ['errexit']],
    ["bash -eo pipefail -c 'a'", 'a', ['errexit', 'pipefail']],
    ["set -e; sh -c 'a'", 'a', []],
    ["set -e; eval 'a'", 'a', ['errexit']],
  ];
  for (const [source, name, options] of cases) it(source, () => assert.deepEqual(on(structure(source), name), options));

  it('come from SHELL, and not into a JSON form or a heredoc with a shebang', () => {
    const shell = 'FROM a\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\n';
    assert.deepEqual(on(script(`${shell}RUN a`), 'a'), ['errexit', 'pipefail']);
    assert.deepEqual(on(script(`${shell}RUN <<E\na\nE\n`), 'a'), ['errexit', 'pipefail']);
    assert.deepEqual(on(script(`${shell}RUN ["sh", "-u", "-c", "a"]`), 'a'), ['nounset']);
    assert.deepEqual(on(script(`${shell}RUN <<E\n#!/bin/sh -e\na\nE\n`), 'a'), ['errexit']);
    assert.deepEqual(on(script(`${shell}RUN <<E\n#!/usr/bin/env -S bash -u\na\nE\n`), 'a'), ['nounset']);
  });

  it('stop at the first word that is none', () => assert.deepEqual(optionsOf(['x', '-e']), optionsOf([])));
});

describe('expansions', () => {
  const shown = (source: string): string[] =>
    structure(source).expansions.map(
      ({ kind, name, operator, quoted, place, raw, span }) =>
        `${kind === 'variable' ? name : kind}${operator ?? ''} ${quoted ? 'quoted ' : ''}${place}${cut(source, span) === raw ? '' : ' misplaced'}`,
    );
  const cases: [source: string, expansions: string[]][] = [
    ['a $x "$y" ${z}', ['x argument', 'y quoted argument', 'z argument']],
    ['$x y', ['x command']],
    ['a=$x b', ['x assignment']],
    ['export a=$x', ['x assignment']],
    ['a > $x', ['x redirect']],
    ['[[ $x = $y ]]', ['x test', 'y test']],
    ['case $x in $y) a ;; esac', ['x case', 'y case']],
    ['for i in $x; do a; done', ['x loop']],
    ['cat <<E\n$x\nE', ['x quoted heredoc']],
    ["cat <<'E'\n$x\nE", []],
    [
      'a ${x:-$y} "${z:+$w}" ${v#$u}',
      ['x:- argument', 'y argument', 'z:+ quoted argument', 'w quoted argument', 'v# argument', 'u operand'],
    ],
    ['a ${#x} $((1 + $y)) $# $1', ['x# argument', 'arithmetic argument', 'y arithmetic', '# argument', '1 argument']],
    ['a $(b $x) "$(c "$y")"', ['x argument', 'command argument', 'y quoted argument', 'command quoted argument']],
    ["sh -c 'a $x'", ['x argument']],
  ];
  for (const [source, expansions] of cases) it(source.replace(/\n/g, '⏎'), () => assert.deepEqual(shown(source), expansions));

  it('know their word, command and list', () => {
    const [inner, outer] = structure('a x$(b $y)z').expansions;
    assert.deepEqual(
      [inner?.command?.name, outer?.command?.name, outer?.word?.raw, outer?.list?.kind],
      ['b', 'a', 'x$(b $y)z', 'substitution'],
    );
  });
});

describe('names, literals and syntax of some shells only', () => {
  it('knows what gets a value', () => {
    const s = structure('a=1; b=2 c; export d=3 e; for f in 1; do read -r g h; done; : ${i:=1}; getopts ab j; printf -v k x; local l');
    assert.deepEqual([...s.assigned].sort().join(''), 'abdefghijkl');
    assert.equal(s.sourcesFiles, false);
    assert.equal(structure('. /etc/os-release; echo $ID').sourcesFiles, true);
  });

  it('keeps single-quoted texts with a dollar', () => {
    assert.deepEqual(
      structure(`a 'x' '$y' "z" b'$c'`).literals.map(({ value, word }) => [value, word.raw]),
      [
        ['$y', "'$y'"],
        ['$c', "b'$c'"],
      ],
    );
  });

  const cases: [source: string, features: string[]][] = [
    ['[[ a ]]', ['double-bracket [[']],
    ['((x++))', ['double-parenthesis ((']],
    ['function f { a; }', ['function-keyword function']],
    ['a=(1 2); b+=c; d[1]=2; echo ${a[0]}', ['array a=(', 'append +=', 'array d[1]=2', 'array ${a[0]}']],
    [
      'a ${x//a/b} ${x:0:1} ${x^^} ${!x} ${x@Q}',
      ['replace ${x//a/b}', 'slice ${x:0:1}', 'case-modification ${x^^}', 'indirect ${!x}', 'transform ${x@Q}'],
    ],
    ['a $\'b\' $"c"', ["ansi-quote $'b'", 'locale-quote $"c"']],
    ['a <(b) <<< c', ['process-substitution <(', 'here-string <<< ']],
    ['a &> b; c >& d; e 2>&1; f >&2; g 1>&-', ['redirect-both &>', 'redirect-both >&']],
    ['a |& b', ['pipe-both |&']],
    ['mkdir {a,b}; for i in {1..3}; do a; done; x={a,b}; echo "{a,b}"', ['brace-expansion {a,b}', 'brace-expansion {1..3}']],
    ['select x in a; do b; done', ['select select']],
    ['a !(b)', ['extended-glob !(b)']],
    ['case x in a) b ;& c) d ;; esac', ['case-fallthrough ;&']],
    ['a "$b" ${c:-d} $((1)) $(e) {f} a@{g}', []],
  ];
  for (const [source, features] of cases)
    it(source, () =>
      assert.deepEqual(
        structure(source).features.map(({ kind, raw }) => `${kind} ${raw}`),
        features,
      ),
    );

  it('says of which shell they are', () => {
    assert.deepEqual(
      structure("[[ a ]]; bash -c '[[ b ]]'").features.map(({ dialect }) => dialect),
      ['posix', 'bash'],
    );
  });
});

describe('what cannot be read', () => {
  it('is named with its place', () => {
    const { errors } = structure('a "b');
    assert.deepEqual(errors, [{ message: 'unterminated double quote', dialect: 'posix', span: { start: 2, end: 3 } }]);
    assert.equal(structure('a && b').errors.length, 0);
    assert.equal(structure("sh -c 'if a'").errors.length > 0, true);
  });

  it('never throws, and every place lies in the text', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      ';',
      '&&',
      '||',
      '|',
      '&',
      '\n',
      '$x',
      '${y',
      '}',
      '$(',
      ')',
      '`',
      '"',
      "'",
      '\\',
      'if ',
      'then ',
      'fi',
      '{ ',
      'case x in',
      'esac',
      '<<E\n',
      'E\n',
      '((',
      '))',
      '[[',
      ']]',
      'é',
      '# ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const source = pieces.join('');
        const s = structure(source, 'bash');
        for (const { span } of [...s.lists, ...s.expansions, ...s.features, ...s.errors]) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= source.length, JSON.stringify(source));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is nothing for PowerShell', () => assert.equal(structure('a; b', 'powershell').lists.length, 0));
});
