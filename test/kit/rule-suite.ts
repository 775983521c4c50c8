// The test kit of the rules: cases with «marked» spans, and what is asserted for every case without being asked.
import * as assert from 'node:assert/strict';
import type { ActiveRule, ChunkRun } from '../../server/src/core/engine/run.js';
import { contextFor, finish, runChunk } from '../../server/src/core/engine/run.js';
import type { Completeness } from '../../server/src/core/model/kubernetes/types.js';
import type { FormatModule, ReadContext } from '../../server/src/core/engine/format.js';
import type { AnyRule, Fix, Problem, RuleSettings } from '../../server/src/core/engine/rule.js';
import { SEVERITIES } from '../../server/src/core/engine/rule.js';
import type { OptionSpec } from '../../server/src/core/engine/options.js';
import { applyEdits, areDisjoint } from '../../server/src/core/text/apply-edits.js';
import type { Span } from '../../server/src/core/text/span.js';
import { changedContext } from '../../server/src/core/model/context/changed-context.js';
import { dockerfileReader } from '../../server/src/core/formats/dockerfile-reader.js';
import { kubernetesReader } from '../../server/src/core/formats/kubernetes-reader.js';
import { contextOf, contextSnapshot, filesAfter } from './context.js';
import { assertEffect, assertFileEffect } from './effect.js';

export type Reader = Omit<FormatModule, 'rules'>;

/** Conditions of a case beside its text. */
export interface Given {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<RuleSettings>;
  readonly path?: string;
  readonly completeness?: Completeness;
  readonly json?: boolean;
  /** "2026-11-23"; without it nothing is ever over. */
  readonly today?: string;
  /** Files of the build context, by path from its folder: their texts. Without it nothing is known of the files around. */
  readonly files?: Readonly<Record<string, string>>;
}

export const DEFAULT_SETTINGS: RuleSettings = {
  kubernetes: '1.36',
  targets: [],
  registries: { allow: [], mirrors: {} },
  labels: { required: [], schema: {}, strict: false },
  profile: 'recommended',
};

/** Takes «marks» out of a fixture: the text that is linted has none, and the spans say where they stood. */
export function unmark(marked: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  const open: number[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '«') open.push(text.length);
    else if (character === '»') spans.push({ start: open.pop() ?? assert.fail('» without «'), end: text.length });
    else text += character;
  }
  assert.equal(open.length, 0, '« without »');
  return { text, spans: spans.sort((a, b) => a.start - b.start || a.end - b.end) };
}

export const readerFor = (id: string): Reader => (id.startsWith('dockerfile/') ? dockerfileReader : kubernetesReader);

function activeRule(rule: AnyRule, given: Given): ActiveRule {
  const options = Object.fromEntries(
    Object.entries((rule.options ?? {}) as Record<string, OptionSpec>).map(([name, spec]) => [name, spec.default]),
  );
  return { rule, severity: undefined, options: { ...options, ...given.options } };
}

/** What is said where, each once. */
const told = (problems: readonly Problem[]): string[] => [
  ...new Set(problems.map(({ at, message }) => `${at.start}-${at.end} ${message}`).sort()),
];

/** Lints a whole text with one rule; spans count from the start of the text. Throws when the rule does. */
export function lintWith(rule: AnyRule, text: string, given: Given = {}): ChunkRun['findings'] {
  const reader = readerFor(rule.id);
  const settings = { ...DEFAULT_SETTINGS, ...given.settings };
  const json = given.json ?? /^\s*[{[]/.test(text);
  const context: ReadContext = { completeness: given.completeness ?? 'whole', json, settings };
  const around = { path: given.path ?? '', settings, today: given.today, files: given.files && contextOf(given.files, given.path) };
  const all: ChunkRun['findings'][number][] = [];
  for (const chunk of reader.cut(text)) {
    const model = reader.read(chunk, context);
    const active = activeRule(rule, given);
    if (reader.isBroken(model) && !rule.syntax) continue;
    const unscoped = reader.subjects(rule.on, model).flatMap((subject) => [...rule.check(subject, contextFor(active, model, around))]);
    const { findings } = finish(runChunk(reader, [active], model, around));
    assert.deepEqual(told(findings), told(unscoped), `the scope of ${rule.id} changes what it finds`);
    for (const finding of findings) {
      const move = (at: Span) => ({ start: at.start + chunk.base, end: at.end + chunk.base });
      for (const fix of finding.fixes) {
        if (fix.files) assertFileFix(fix, given);
        else assertFix(reader, chunk.text, context, fix);
      }
      all.push({
        ...finding,
        at: move(finding.at),
        related: finding.related.map((r) => ({ ...r, at: move(r.at) })),
        fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: move(edit.span) })) })),
      });
    }
  }
  return all.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

/** The text a fix writes means exactly what the fix says it does, still parses, keeps line ends and the last line break. */
function assertFix(reader: Reader, text: string, context: ReadContext, fix: Fix): void {
  assert.ok(areDisjoint(fix.edits), `"${fix.title}" has edits that touch each other`);
  assert.ok(fix.edits.length > 0, `"${fix.title}" changes nothing`);
  const after = applyEdits(text, fix.edits);
  assert.notEqual(after, text, `"${fix.title}" changes nothing`);
  if (/\r\n/.test(text) && !/[^\r]\n/.test(text)) assert.doesNotMatch(after, /(^|[^\r])\n/, `"${fix.title}" mixes line ends`);
  const before = reader.read({ base: 0, text }, context);
  const now = reader.read({ base: 0, text: after }, context);
  assert.ok(reader.problemsOf(now) <= reader.problemsOf(before), `"${fix.title}" breaks the syntax:\n${after}`);
  assertEffect(before, now, fix);
}

function assertFileFix(fix: Fix, { files, path }: Given): void {
  assert.equal(fix.safety, 'unsafe', `"${fix.title}" writes another file, which nobody has asked for`);
  assert.ok(files, `"${fix.title}" writes files where nothing is known of any`);
  const paths = (fix.files ?? []).map((change) => change.path);
  assert.equal(new Set(paths).size, paths.length, `"${fix.title}" changes one file twice`);
  assert.notDeepEqual(filesAfter(files, fix.files ?? []), files, `"${fix.title}" changes nothing`);
  assertFileEffect(fix, files, path);
}

/**
 * A fix that writes other files, in the eyes of all rules: its finding is gone, nothing as grave has come, a second run changes nothing.
 * @returns the files after it
 */
async function assertAround(rule: AnyRule, text: string, fix: Fix, given: Given): Promise<Readonly<Record<string, string>>> {
  const { service } = await import('./service.js');
  const { files = {}, path = 'Dockerfile' } = given;
  const after = filesAfter(files, fix.files ?? []);
  const config = { ...service.defaultConfig(), profile: 'all' as const, preview: true };
  const request = (around: Readonly<Record<string, string>>) => ({
    text,
    path,
    config,
    languageId: 'dockerfile',
    context: contextSnapshot(around, path),
  });
  const was = service.check(request(files)).findings;
  const now = service.check(request(after)).findings;
  assert.ok(
    was.some((finding) => finding.rule === rule.id),
    'the finding is there before',
  );
  assert.ok(!now.some((finding) => finding.rule === rule.id), 'the fix leaves its own finding behind');
  const count = (findings: typeof was, id: string) => findings.filter((finding) => finding.rule === id).length;
  const limit = SEVERITIES.indexOf(rule.severity);
  assert.deepEqual(
    now
      .filter((finding) => count(now, finding.rule) > count(was, finding.rule) && SEVERITIES.indexOf(finding.severity) <= limit)
      .map((finding) => `${finding.rule}: ${finding.message}`),
    [],
    'the fix brings new findings',
  );
  const { ignoreFile, folders } = changedContext(contextSnapshot(files, path), fix.files ?? []);
  const { ignoreFile: ignoreAfter, folders: foldersAfter } = contextSnapshot(after, path);
  assert.deepEqual([ignoreFile, folders], [ignoreAfter, foldersAfter], 'fix-all takes it for something else');
  const options = { unsafe: true, only: new Set([rule.id]) };
  assert.deepEqual(service.fixAll(request(files), options).files, fix.files, 'fix-all does something else');
  const again = service.fixAll(request(after), options);
  assert.deepEqual([again.text, again.files, again.applied], [text, [], 0], 'a second run changes more');
  return after;
}

const show = (text: string, spans: readonly Span[]) => spans.map((at) => `${JSON.stringify(text.slice(at.start, at.end))}@${at.start}`);

export interface Cases {
  /** Exactly the marked spans are found; a pattern or text per finding, in order, is held against its message. */
  flags(title: string, marked: string, ...rest: (string | RegExp | Given | Expected)[]): void;
  passes(title: string, text: string, given?: Given): void;
  /** The first fix, or the one with this title, makes `after` of `before`. */
  fixes(title: string, fixTitle: string, before: string, after: string, given?: Given): void;
  /** The first fix, or the one with this title, leaves the text alone and makes of the given files these: the ones it writes, with their texts. */
  writes(title: string, fixTitle: string, text: string, given: Given, written: Readonly<Record<string, string>>): void;
  /** The finding is there and offers no fix of this title (no fix at all without title). */
  offersNoFix(title: string, text: string, fixTitle?: string, given?: Given): void;
}

/** More to hold a finding against, by its number. */
export interface Expected {
  readonly severity?: string;
  /** Exactly these peers' ids (a subset with `includes`). */
  readonly equivalents?: readonly string[];
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
  readonly safety?: 'safe' | 'unsafe';
}

const isExpected = (x: object): x is Expected =>
  'severity' in x || 'equivalents' in x || 'includes' in x || 'excludes' in x || 'safety' in x;

export function ruleSuite(rule: AnyRule, define: (cases: Cases) => void): void {
  const seen = new Set<string>();
  let best: 'none' | 'unsafe' | 'safe' = 'none';

  const lint = (text: string, given: Given = {}) => {
    const findings = lintWith(rule, text, given);
    for (const finding of findings) {
      seen.add(finding.key);
      assert.ok(finding.message.length <= 120, `${finding.message.length} characters: ${finding.message}`);
      assert.doesNotMatch(finding.message, /(?<!\$)\{\w+\}/, 'a placeholder is left');
      assert.ok(finding.at.start >= 0 && finding.at.end <= text.length && finding.at.start <= finding.at.end, 'the span leaves the text');
      for (const id of finding.equivalents) {
        assert.ok(rule.equivalents.includes(id) || rule.equivalents.includes(`~${id}`), `${id} is not among the rule's equivalents`);
      }
      for (const fix of finding.fixes) {
        assert.notEqual(rule.fix, 'none', `${rule.id} says it never fixes`);
        if (fix.safety === 'safe') assert.equal(rule.fix, 'safe', `${rule.id} says it has no safe fix`);
        if (fix.safety === 'safe' || best === 'none') best = fix.safety;
      }
    }
    return findings;
  };

  /** Half-typed files never make a rule throw: cut at every other line end, and at every character of a short text. */
  const survivesTyping = (text: string, given: Given) => {
    const ends =
      text.length <= 200
        ? [...text].map((_, i) => i)
        : [...text.matchAll(/\n/g)].map((m, i) => (i % 2 ? m.index + 1 : Math.max(0, m.index - 3)));
    for (const end of ends) lintWith(rule, text.slice(0, end), given);
  };

  const fixOf = (text: string, given: Given, title?: string) =>
    lint(text, given)
      .flatMap((finding) => finding.fixes.map((fix) => ({ fix, finding })))
      .find(({ fix }) => title === undefined || fix.title === title);

  describe(rule.id, () => {
    define({
      flags: (title, marked, ...rest) =>
        it(`flags ${title}`, () => {
          const { text, spans } = unmark(marked);
          const given = rest.find((r): r is Given => typeof r === 'object' && !(r instanceof RegExp) && !isExpected(r)) ?? {};
          const messages = rest.filter((r): r is string | RegExp => typeof r === 'string' || r instanceof RegExp);
          const expected = rest.filter((r): r is Expected => typeof r === 'object' && !(r instanceof RegExp) && isExpected(r));
          const found = lint(text, given);
          assert.deepEqual(
            show(
              text,
              found.map((f) => f.at),
            ),
            show(text, spans),
          );
          messages.forEach((message, i) => {
            if (typeof message === 'string') assert.equal(found[i]?.message, message);
            else assert.match(found[i]?.message ?? '', message);
          });
          expected.forEach((e, i) => {
            const finding = found[i] ?? assert.fail('fewer findings than expectations');
            if (e.severity) assert.equal(finding.severity, e.severity);
            if (e.equivalents) assert.deepEqual([...finding.equivalents].sort(), [...e.equivalents].sort());
            for (const id of e.includes ?? [])
              assert.ok(finding.equivalents.includes(id), `does not stand for ${id}: ${finding.equivalents.join(' ')}`);
            for (const id of e.excludes ?? []) assert.ok(!finding.equivalents.includes(id), `stands for ${id}`);
            if (e.safety) assert.equal(finding.fixes[0]?.safety, e.safety);
          });
          survivesTyping(text, given);
        }),
      passes: (title, text, given = {}) =>
        it(`passes ${title}`, () => {
          assert.deepEqual(
            lint(text, given).map((f) => `${f.message} @${f.at.start}`),
            [],
          );
          survivesTyping(text, given);
        }),
      fixes: (title, fixTitle, before, after, given = {}) =>
        it(`fixes ${title}`, () => {
          const found =
            fixOf(before, given, fixTitle) ??
            assert.fail(
              `no fix called "${fixTitle}": ${
                lint(before, given)
                  .flatMap((f) => f.fixes.map((x) => x.title))
                  .join(' | ') || 'no fix at all'
              }`,
            );
          assert.equal(applyEdits(before, found.fix.edits), after);
          assert.ok(lint(after, given).length < lint(before, given).length, 'the fix leaves its own finding behind');
        }),
      writes: (title, fixTitle, text, given, written) =>
        it(`writes ${title}`, async () => {
          const found = fixOf(text, given, fixTitle) ?? assert.fail(`no fix called "${fixTitle}"`);
          const after = await assertAround(rule, text, found.fix, given);
          const { files = {} } = given;
          assert.deepEqual(Object.fromEntries(Object.entries(after).filter(([path, now]) => files[path] !== now)), written);
        }),
      offersNoFix: (title, text, fixTitle, given = {}) =>
        it(`offers no fix: ${title}`, () => {
          const found = lint(text, given);
          assert.notEqual(found.length, 0, 'nothing was found');
          assert.deepEqual(
            found.flatMap((f) => f.fixes.map((x) => x.title)).filter((t) => fixTitle === undefined || t === fixTitle),
            [],
          );
        }),
    });

    rule.examples.forEach((example: AnyRule['examples'][number], i: number) =>
      it(`example ${i + 1} of its page is true`, () => {
        const given: Given = { ...example.given, path: example.path ?? '', ...(example.files ? { files: example.files } : {}) };
        assert.notEqual(lint(example.bad, given).length, 0, 'the bad example is clean');
        assert.deepEqual(
          lint(example.good, given).map((f) => f.message),
          [],
          'the good example is not clean',
        );
        if (!example.byFix) return;
        let text: string = example.bad;
        for (let round = 0; round < 10 && lint(text, given).length > 0; round++) {
          const found = fixOf(text, given) ?? assert.fail('no fix');
          text = applyEdits(text, found.fix.edits);
        }
        assert.equal(text, example.good);
      }),
    );

    it('has messages that stay within 120 characters whatever they quote', () => {
      const lengths = Object.entries(rule.messages as Record<string, string>).map(([key, template]) => {
        const filled = template.replace(/\{count\}/g, '999').replace(/\{\w+\}/g, 'x'.repeat(24));
        return `${key}: ${filled.length > 120 ? `${filled.length} with every placeholder filled to 24` : 'fits'}`;
      });
      assert.deepEqual(
        lengths.filter((line) => !line.endsWith(': fits')),
        [],
      );
      for (const template of Object.values(rule.messages as Record<string, string>)) {
        assert.doesNotMatch(template, /\.$|\b(?:should|please|you|your)\b/i);
      }
    });

    after('every message occurs, and the best fix on offer is the one declared', () => {
      assert.deepEqual(
        Object.keys(rule.messages).filter((key) => !seen.has(key)),
        [],
        `${rule.id}: messages that no case shows`,
      );
      assert.equal(best, rule.fix, `${rule.id}: declares fix "${rule.fix}", the cases show "${best}"`);
    });
  });
}
