import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits } from '../text/apply-edits.js';
import type { Finding } from '../engine/finding.js';
import type { CheckRequest } from '../service-types.js';
import type { ShellCheckJob } from './types.js';
import { service } from '../../../../test/kit/service.js';

const RULE = 'dockerfile/shellcheck-finding';
const { config } = service.readConfig(`rules:\n  ${RULE}: { exclude: [] }\n`);
const request = (text: string): CheckRequest => ({ text, path: 'Dockerfile', config: config ?? assert.fail() });
const jobs = (text: string): readonly ShellCheckJob[] => service.shellcheckJobs(request(text));
const only = (text: string): ShellCheckJob => {
  const [job, ...more] = jobs(text);
  assert.equal(more.length, 0);
  return job ?? assert.fail('no script');
};

interface Comment {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn: number;
  readonly code?: number;
  readonly level?: string;
  readonly fix?: unknown;
}
const output = (...comments: readonly Comment[]): string =>
  JSON.stringify({
    comments: comments.map((one) => ({ endLine: one.line, code: 2000, level: 'info', message: 'Said.', fix: null, ...one })),
  });

/** Findings when the program prints this for each script. */
function findings(text: string, printed: string, more: Partial<CheckRequest> = {}): readonly Finding[] {
  const outputs = new Map(jobs(text).map(({ key }) => [key, printed]));
  const report = service.check({ ...request(text), shellcheck: { id: '1', outputs }, ...more });
  assert.deepEqual(report.crashes, []);
  return report.findings.filter(({ rule }) => rule === RULE);
}
const marked = (text: string, printed: string): string[] => findings(text, printed).map(({ at }) => text.slice(at.start, at.end));

describe('scripts for ShellCheck', () => {
  it('are those of RUN that a shell reads, under the shell that reads them', () => {
    const text = [
      'FROM debian:trixie-slim',
      'RUN a',
      'RUN ["a", "b"]',
      'RUN ["bash", "-c", "b"]',
      'CMD c',
      'ONBUILD RUN d',
      'RUN <<E\n#!/usr/bin/env python3\nprint()\nE',
      'RUN <<E\n#!/bin/ksh\ne\nE',
      'SHELL ["/bin/bash", "-c"]',
      'RUN f',
      'SHELL ["/bin/zsh", "-c"]',
      'RUN g',
      'FROM alpine:3.24',
      'RUN h',
      'FROM fedora:44',
      'RUN i',
      'FROM example.com/a:1',
      'RUN j',
      'RUN if k',
      '',
    ].join('\n');
    assert.deepEqual(
      jobs(text).map(({ shell, text: script }) => `${shell}: ${script.trim().split('\n').at(-1)}`),
      ['dash: a', 'bash: b', 'dash: d', 'ksh: e', 'bash: f', 'dash: h', 'bash: i', 'sh: j'],
    );
  });

  it('are none while the rule is off', () => {
    assert.deepEqual(service.shellcheckJobs({ ...request('FROM a\nRUN b\n'), config: service.defaultConfig() }), []);
    assert.deepEqual(service.shellcheckJobs({ ...request('a: 1\n'), path: 'a.yaml' }), []);
  });

  it('know ARG and ENV that they read, with the value where it is known', () => {
    const text = "FROM a\nARG ONE\nARG TWO=2\nENV THREE='x y' FOUR=4 FIVE=\"it's\"\nRUN echo $ONE $TWO $THREE $FIVE\n";
    assert.equal(
      only(text).text,
      'export ONE="${ONE}"\nexport TWO=\'2\'\nexport THREE=\'x y\'\nexport FIVE="${FIVE}"\necho $ONE $TWO $THREE $FIVE\n',
    );
  });

  it('keep what stands in front of the first command in front, so that its directives hold for all of it', () => {
    assert.equal(
      only('FROM a\nARG X\nRUN <<E\n#!/bin/sh\n# shellcheck disable=SC2086\n\necho $X\nE\n').text,
      '#!/bin/sh\n# shellcheck disable=SC2086\n\nexport X="${X}"\necho $X\n\n',
    );
  });

  it('take the directives above and inside a RUN along, and no other comments', () => {
    const text =
      'FROM a\n# shellcheck disable=SC2000\n\n# why\n# shellcheck disable=SC2046,SC2086\nRUN a \\\n  # shellcheck disable=SC2012 # so\n  # shellcheck source=x\n  b\n';
    assert.equal(only(text).text, '# shellcheck disable=SC2046,SC2086\n# shellcheck disable=SC2012 # so\na   b\n');
  });

  it('have the same key for the same script', () => {
    const [a, b, c] = jobs('FROM debian\nRUN x\nRUN x\nRUN ["bash", "-c", "x"]\n');
    assert.equal(a?.key, b?.key);
    assert.notEqual(a?.key, c?.key);
  });
});

describe('what ShellCheck says', () => {
  it('stands at its words, through continuations, comments and added lines', () => {
    const text = 'FROM a\nARG X\nRUN one && \\\n  # why\n\ttwo $X && \\\r\n  three\n';
    const script = only(text).text.split('\n')[1] ?? '';
    const at = (word: string): Comment => ({
      line: 2,
      column: script.indexOf(word) + 1,
      endColumn: script.indexOf(word) + 1 + word.length,
    });
    assert.deepEqual(marked(text, output(at('one'), at('$X'), at('three'))), ['one', '$X', 'three']);
  });

  it('stands at its words in heredocs, whose tabs are taken off, behind letters of two units, and in JSON', () => {
    assert.deepEqual(marked('FROM a\nRUN <<-E\n\t\techo 😀 é $x\n\tE\n', output({ line: 1, column: 10, endColumn: 12 })), ['$x']);
    assert.deepEqual(marked('FROM a\nRUN ["bash", "-c", "echo \\"a\\" $x"]\n', output({ line: 1, column: 10, endColumn: 12 })), ['$x']);
  });

  it('is kept to one line and sixty characters', () => {
    assert.deepEqual(marked('FROM a\nRUN one two \\\n  three\n', output({ line: 1, column: 1, endColumn: 14 })), ['one two']);
    assert.deepEqual(marked(`FROM a\nRUN first ${'x'.repeat(90)}\n`, output({ line: 1, column: 1, endColumn: 90 })), ['first']);
    assert.deepEqual(marked('FROM a\nRUN one two\n', output({ line: 1, column: 5, endColumn: 5 })), ['two']);
  });

  it('is of a lower severity, says its code and stands for it', () => {
    const all = findings(
      'FROM a\nRUN one two\n',
      output(
        { line: 1, column: 1, endColumn: 2, level: 'error', code: 2001 },
        { line: 1, column: 1, endColumn: 3, level: 'warning', code: 2002 },
        { line: 1, column: 1, endColumn: 4, level: 'info', code: 2003 },
        { line: 1, column: 5, endColumn: 8, level: 'style', code: 2004 },
      ),
    );
    assert.deepEqual(
      all.map(({ severity }) => severity),
      ['warning', 'info', 'hint', 'hint'],
    );
    assert.equal(all[0]?.message, 'Said (ShellCheck SC2001)');
    assert.deepEqual(all[0]?.equivalents, ['shellcheck:SC2001', 'hadolint:SC2001', 'tally:shellcheck/SC2001']);
  });

  it('is left out where it makes no sense in a RUN, was excluded, or is about the dialect on busybox', () => {
    const printed = output(...[1090, 1091, 2187, 2148, 2005, 3999].map((code) => ({ line: 1, column: 1, endColumn: 2, code })));
    const codes = (text: string, more: Partial<CheckRequest> = {}) =>
      findings(text, printed, more).map(({ equivalents }) => equivalents[0]);
    assert.deepEqual(codes('FROM debian\nRUN x\n'), ['shellcheck:SC2005', 'shellcheck:SC3999']);
    assert.deepEqual(codes('FROM alpine\nRUN x\n'), ['shellcheck:SC2005']);
    const without = service.readConfig(`rules:\n  ${RULE}: { severity: hint, exclude: [SC2005] }\n`).config ?? assert.fail();
    assert.deepEqual(codes('FROM alpine\nRUN x\n', { config: without }), []);
  });

  it('is left to a rule of ours that judges the same and runs, unless everything is wanted', () => {
    const text = 'FROM debian\nARG NAME PACKAGES\nRUN rm $NAME && a $PACKAGES\n';
    const script = only(text).text.split('\n');
    const line = script.findIndex((one) => one.startsWith('rm')) + 1;
    const printed = output({ line, column: 4, endColumn: 9, code: 2086 }, { line, column: 15, endColumn: 24, code: 2086 });
    const names = (yaml: string): string[] =>
      findings(text, printed, { config: service.readConfig(yaml).config ?? assert.fail() }).map(({ at }) => text.slice(at.start, at.end));
    assert.deepEqual(names(`rules: { ${RULE}: { exclude: [] } }\n`), ['$NAME', '$PACKAGES']);
    assert.deepEqual(names('profile: all\n'), []);
    assert.deepEqual(names(`profile: all\nrules: { ${RULE}: { severity: hint, everything: true } }\n`), ['$PACKAGES']);
  });

  it('is said once about a pipe or a list, whatever word is marked', () => {
    const yaml = `profile: all\nrules: { ${RULE}: { severity: hint, everything: true } }\n`;
    const { config: everything } = service.readConfig(yaml);
    const said = (run: string, word: string, code: number, from = 0): string[] => {
      const column = run.indexOf(word, from) + 1;
      const printed = output({ line: 1, column, endColumn: column + word.length, code });
      const text = `FROM debian\nRUN ${run}\n`;
      return findings(text, printed, { config: everything ?? assert.fail() }).map(({ at }) => text.slice(at.start, at.end));
    };
    assert.deepEqual(said('cat file | b', 'file', 2002), []);
    assert.deepEqual(said('cat file | b && cat one two | b', 'one two', 2002), ['one two']);
    const lists = '[ -f a ] && make || true; [ -f b ] && x || true';
    assert.deepEqual(said(lists, '&&', 2015), []);
    assert.deepEqual(said(lists, '&&', 2015, lists.indexOf(';')), ['&&']);
  });

  it('offers its edits where the text stands as it was read', () => {
    const quote = (column: number) => ({
      line: 1,
      endLine: 1,
      column,
      endColumn: column,
      insertionPoint: 'afterEnd',
      precedence: 1,
      replacement: '"',
    });
    const fix = { replacements: [quote(6), quote(8)] };
    const text = 'FROM a\nRUN echo \\\n  $x\n';
    const printed = output({ line: 1, column: 6, endColumn: 8, fix });
    const inScript = output({ line: 1, column: 8, endColumn: 10, fix: { replacements: [quote(8), quote(10)] } });
    assert.equal(only(text).text, 'echo   $x\n');
    const [found] = findings(text, inScript);
    assert.equal(found?.fixes[0]?.safety, 'unsafe');
    assert.equal(found?.fixes[0]?.title, 'Change it as ShellCheck says (SC2000)');
    assert.equal(applyEdits(text, found?.fixes[0]?.edits ?? []), 'FROM a\nRUN echo \\\n  "$x"\n');
    assert.deepEqual(findings('FROM a\nRUN ["sh", "-c", "echo $x"]\n', printed)[0]?.fixes, []);
    const across = { replacements: [{ ...quote(1), endColumn: 9, replacement: 'y' }] };
    assert.deepEqual(findings(text, output({ line: 1, column: 1, endColumn: 2, fix: across }))[0]?.fixes, []);
    const half = { replacements: [quote(6), { line: 'x' }] };
    assert.deepEqual(findings('FROM a\nRUN echo $x\n', output({ line: 1, column: 6, endColumn: 8, fix: half }))[0]?.fixes, []);
  });

  it('is not trusted with columns in backquotes that hold a backslash', () => {
    const edit = (column: number, replacement: string) => ({
      ...{ line: 1, endLine: 1, column, endColumn: column + 1 },
      ...{ insertionPoint: 'beforeStart', precedence: 1, replacement },
    });
    const text = 'FROM a\nRUN echo `b \\`c\\`` `d`\n';
    const inner = output({ line: 1, column: 10, endColumn: 12, fix: { replacements: [edit(10, '$('), edit(12, ')')] } });
    assert.deepEqual(marked(text, inner), ['`b \\`c\\``']);
    assert.deepEqual(findings(text, inner)[0]?.fixes, []);
    const column = 'echo `b \\`c\\`` `d`'.indexOf('`d') + 1;
    const other = output({ line: 1, column, endColumn: column + 3, fix: { replacements: [edit(column, '$('), edit(column + 2, ')')] } });
    assert.deepEqual(marked(text, other), ['`d`']);
    assert.equal(findings(text, other)[0]?.fixes.length, 1);
  });

  it('is hidden by comments of ours and of hadolint', () => {
    const printed = output({ line: 1, column: 1, endColumn: 4, code: 2005 });
    assert.equal(findings('FROM a\nRUN one\n', printed).length, 1);
    assert.equal(findings(`FROM a\n# seaworthy-ignore ${RULE}: known\nRUN one\n`, printed).length, 0);
    assert.equal(findings('FROM a\n# hadolint ignore=SC2005\nRUN one\n', printed).length, 0);
    assert.equal(findings('FROM a\n# hadolint ignore=SC2006\nRUN one\n', printed).length, 1);
  });

  it('proves nothing about a suppression while it is missing', () => {
    const text = `FROM a\n# seaworthy-ignore ${RULE}: known\nRUN one\n`;
    const strict = service.readConfig(`profile: all\n`).config ?? assert.fail();
    const unused = (more: Partial<CheckRequest>): number =>
      service.check({ ...request(text), config: strict, ...more }).findings.filter(({ rule }) => rule === 'dockerfile/unused-suppression')
        .length;
    assert.equal(unused({}), 0);
    assert.equal(unused({ shellcheck: { id: '1', outputs: new Map() } }), 0);
    assert.equal(
      unused({
        shellcheck: {
          id: '2',
          outputs: new Map(service.shellcheckJobs({ ...request(text), config: strict }).map(({ key }) => [key, output()])),
        },
      }),
      1,
    );
  });

  it('is not believed when it is garbage', () => {
    const text = 'FROM a\nRUN one two\n';
    for (const printed of [
      '',
      'x',
      '[]',
      '{}',
      '{"comments":1}',
      '{"comments":[1,null,{"line":1}]}',
      output({ line: 9, column: 1, endColumn: 2 }),
    ]) {
      assert.deepEqual(findings(text, printed), [], printed);
    }
    const number = fc.oneof(fc.integer({ min: -2, max: 30 }), fc.constant(1e9), fc.constant(1.5));
    const entry = fc.record({
      line: number,
      endLine: number,
      column: number,
      endColumn: number,
      code: number,
      level: fc.string(),
      message: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, fc.anything())), (comments) => {
        for (const { at } of findings(text, JSON.stringify({ comments }))) {
          assert.ok(at.start >= text.indexOf('one') && at.start <= at.end && at.end <= text.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});
