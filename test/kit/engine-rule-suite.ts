// Cases for rules that only describe what the engine or the configuration reader finds: linted through the service.
import * as assert from 'node:assert/strict';
import type { CheckRequest } from '../../server/src/core/service-types.js';
import type { Finding } from '../../server/src/core/engine/finding.js';
import type { AnyRule } from '../../server/src/core/engine/rule.js';
import { applyEdits } from '../../server/src/core/text/apply-edits.js';
import { unmark } from './rule-suite.js';
import { service } from './service.js';

const PATHS: Readonly<Record<string, string>> = { dockerfile: 'Dockerfile', kubernetes: 'pod.yaml', config: '.seaworthy.yaml' };

type Given = Partial<Pick<CheckRequest, 'path' | 'config' | 'today' | 'hints'>>;

export interface EngineCases {
  /** Exactly the marked spans are found, and a text or pattern per finding, in order, fits its message. */
  flags(title: string, marked: string, ...rest: (string | RegExp | Given)[]): void;
  passes(title: string, text: string, given?: Given): void;
  /** The first fix of the first finding makes `after` of `before`, and is of this safety. */
  fixes(title: string, before: string, after: string, safety: 'safe' | 'unsafe', given?: Given): void;
  offersNoFix(title: string, text: string, given?: Given): void;
}

export function engineRuleSuite(rule: AnyRule, define: (cases: EngineCases) => void): void {
  const format = rule.id.slice(0, rule.id.indexOf('/'));
  const seen = new Set<string>();
  let best: AnyRule['fix'] = 'none';

  const lint = (text: string, given: Given = {}): readonly Finding[] => {
    const report = service.check({ text, path: PATHS[format] ?? '', config: service.defaultConfig(), ...given });
    assert.deepEqual(report.crashes, []);
    const found = report.findings.filter((finding) => finding.rule === rule.id);
    for (const { key, message, at, fixes } of found) {
      assert.ok(message.length <= 120, `${message.length} characters: ${message}`);
      assert.doesNotMatch(message, /\{\w+\}/);
      assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length);
      const template = (rule.messages as Record<string, string>)[key] ?? assert.fail(`${rule.id} has no message "${key}"`);
      assert.match(message, asPattern(template));
      seen.add(key);
      for (const fix of fixes) if (fix.safety === 'safe' || best === 'none') best = fix.safety;
    }
    return found;
  };

  const apply = (text: string, finding: Finding | undefined): string => applyEdits(text, finding?.fixes[0]?.edits ?? assert.fail('no fix'));

  describe(rule.id, () => {
    define({
      flags: (title, marked, ...rest) =>
        it(`flags ${title}`, () => {
          const { text, spans } = unmark(marked);
          const given = rest.find((each): each is Given => typeof each === 'object' && !(each instanceof RegExp)) ?? {};
          const messages = rest.filter((each): each is string | RegExp => typeof each === 'string' || each instanceof RegExp);
          const found = lint(text, given);
          const show = (at: { start: number; end: number }) => `${JSON.stringify(text.slice(at.start, at.end))}@${at.start}`;
          assert.deepEqual(
            found.map((finding) => show(finding.at)),
            spans.map(show),
          );
          messages.forEach((message, i) => {
            if (typeof message === 'string') assert.equal(found[i]?.message, message);
            else assert.match(found[i]?.message ?? '', message);
          });
          if (text.length <= 200) for (let end = 0; end < text.length; end++) lint(text.slice(0, end), given);
        }),
      passes: (title, text, given = {}) =>
        it(`passes ${title}`, () => {
          assert.deepEqual(
            lint(text, given).map((finding) => finding.message),
            [],
          );
        }),
      fixes: (title, before, after, safety, given = {}) =>
        it(`fixes ${title}`, () => {
          const [first] = lint(before, given);
          assert.equal(apply(before, first), after);
          assert.equal(first?.fixes[0]?.safety, safety);
          assert.ok(lint(after, given).length < lint(before, given).length);
        }),
      offersNoFix: (title, text, given = {}) =>
        it(`offers no fix: ${title}`, () => {
          const found = lint(text, given);
          assert.notEqual(found.length, 0);
          assert.deepEqual(
            found.flatMap(({ fixes }) => fixes.map((fix) => fix.title)),
            [],
          );
        }),
    });

    rule.examples.forEach((example, i) =>
      it(`example ${i + 1} of its page is true`, () => {
        assert.notEqual(lint(example.bad).length, 0);
        assert.deepEqual(lint(example.good), []);
        if (example.byFix) assert.equal(apply(example.bad, lint(example.bad)[0]), example.good);
      }),
    );

    after('every message occurs, and the best fix on offer is the one declared', () => {
      assert.deepEqual(
        Object.keys(rule.messages as object).filter((key) => !seen.has(key)),
        [],
        'messages that no case shows',
      );
      assert.equal(best, rule.fix);
    });
  });
}

const asPattern = (template: string): RegExp => new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`);
