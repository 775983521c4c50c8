// What is generated from the rules, the checks that every rule must pass, and that what is committed is up to date.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AnyRule } from '../server/src/core/engine/rule.js';
import { crosswalk, openPeerRules, readPeerRules, rulesIndex, settingsPage, withRulesSetting, withRulesTable } from '../tools/pages.js';
import { problemsOfRules } from '../tools/rule-checks.js';
import { allRules, catalog } from '../tools/rule-data.js';
import type { RuleFile } from '../tools/rule-index.js';
import { FORMATS, indexSource, ruleFiles } from '../tools/rule-index.js';

const root = join(__dirname, '..');

const docs: AnyRule['docs'] = {
  description: 'a',
  rationale: 'a',
  impact: 'a',
  audit: 'a',
  remediation: 'a',
  defaultValue: 'a',
  references: ['a'],
};

function ruleWith(changes: Partial<AnyRule>): AnyRule {
  return {
    id: 'dockerfile/sample',
    category: 'samples',
    on: 'dockerfile.file',
    summary: 'A sample',
    severity: 'warning',
    confidence: 'high',
    profile: 'recommended',
    since: '0.1.0',
    fix: 'none',
    messages: { found: '"{name}" is a sample: look at it' },
    docs,
    equivalents: ['hadolint:DL3002'],
    examples: [],
    *check() {},
    ...changes,
  };
}

const file = (name: string, isFamily = false): RuleFile => ({ format: 'dockerfile', name, isFamily });
const problemsOf = (changes: Partial<AnyRule>) => problemsOfRules([{ file: file('sample'), rules: [ruleWith(changes)] }]);

describe('checks on rules', () => {
  it('a good rule has no problems', () => assert.deepEqual(problemsOf({}), []));

  const faults: readonly [string, Partial<AnyRule>, RegExp][] = [
    ['a message that is too long when filled', { messages: { found: `{a} {b} {c} ${'x'.repeat(48)}` } }, /can take 123 characters/],
    ['a message with a full stop', { messages: { found: 'Ends.' } }, /full stop/],
    ['a message that talks to the reader', { messages: { found: 'This should not be: do that' } }, /talks to the reader/],
    ['an empty section', { docs: { ...docs, impact: ' ' } }, /docs\.impact is empty/],
    ['no references', { docs: { ...docs, references: [] } }, /references is empty/],
    ['what the skeleton leaves to do', { docs: { ...docs, audit: 'TODO: a command' } }, /TODO is left/],
    ['an unknown peer', { equivalents: ['nobody:1'] }, /no such peer/],
    ['an id of another form', { equivalents: ['trivy:DS002'] }, /has another form/],
    ['an equivalent named twice', { equivalents: ['hadolint:DL3002', '~hadolint:DL3002'] }, /named twice/],
    ['an id that is not the path', { id: 'dockerfile/other' }, /sample\.ts holds dockerfile\/other/],
  ];
  for (const [title, changes, expected] of faults) {
    it(`finds ${title}`, () => {
      const found = problemsOf(changes);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', expected);
    });
  }

  it('finds an id that two rules have', () => {
    const rows = [ruleWith({}), ruleWith({})];
    assert.match(problemsOfRules([{ file: file('samples.rules', true), rules: rows }]).join('\n'), /2 rules have this id/);
  });

  it('finds a row of another format in a family', () => {
    const rows = [ruleWith({ id: 'kubernetes/sample' })];
    assert.match(problemsOfRules([{ file: file('samples.rules', true), rules: rows }]).join('\n'), /a rule of another format/);
  });
});

describe('generated code', () => {
  it('the index holds single rules and spreads families', () => {
    const source = indexSource([file('root-user'), file('host-x.rules', true)]);
    assert.match(source, /import rootUser from '\.\/root-user\.js';/);
    assert.match(source, /import hostXRules from '\.\/host-x\.rules\.js';/);
    assert.match(source, /= \[rootUser, \.\.\.hostXRules\];/);
  });

  it('every rule file is in the registry', () => {
    const single = FORMATS.flatMap((format) => ruleFiles(root, format)).filter((f) => !f.isFamily);
    const ids = new Set(allRules.map((rule) => String(rule.id)));
    assert.deepEqual(
      single.map((f) => `${f.format}/${f.name}`).filter((id) => !ids.has(id)),
      [],
    );
  });

  it('the catalog has every rule once, sorted', () => {
    const ids = catalog.map((entry) => entry.id);
    assert.deepEqual(ids, [...new Set(allRules.map((rule) => String(rule.id)))].sort());
  });
});

describe('generated pages', () => {
  const rules = [
    ruleWith({}),
    ruleWith({ id: 'dockerfile/other', fix: 'safe', equivalents: ['~hadolint:DL3002', 'trivy:DS-0002'], profile: 'strict' }),
  ];

  it('the index has a row per rule', () => {
    assert.match(rulesIndex(rules), /\| \[dockerfile\/other\]\(dockerfile\/other\.md\) \| A sample \| warning \| strict \| safe \|/);
  });

  it('the crosswalk counts what is covered, in part, or not adopted, and knows what is none of these', () => {
    const peers = readPeerRules(
      'peer\tid\tnot adopted because\nhadolint\tDL3002\t\nhadolint\tDL9999\tit is taste\ntrivy\tds-0002\t\ntrivy\tDS-0003\t\n',
    );
    const text = crosswalk(rules, peers);
    assert.match(text, /\| hadolint \| 2 \| 1 \| 0 \| 1 \|/);
    assert.match(text, /\| `DL9999` \| not adopted: it is taste \|/);
    assert.deepEqual(openPeerRules(rules, peers), ['trivy:DS-0003 is covered by no rule, and tools/peers says no reason']);
  });

  it('the crosswalk joins rules under the id of the peer and marks overlaps', () => {
    assert.match(
      crosswalk(rules, []),
      /\| `DL3002` \| \[dockerfile\/sample\]\(rules\/dockerfile\/sample\.md\), \[dockerfile\/other\]\(rules\/dockerfile\/other\.md\) ~ \|/,
    );
  });

  it('the table in the README has a row per category, whatever the number of rules', () => {
    const readme = withRulesTable('a\n<!-- rules:start -->\nold\n<!-- rules:end -->\nb\n', rules);
    assert.match(readme, /^a\n<!-- rules:start -->\n[^]*\n<!-- rules:end -->\nb\n$/);
    assert.match(readme, /\| Dockerfile \| samples \| 2 \| 1 \| 1 \|/);
    assert.doesNotMatch(readme, /old|dockerfile\/other/);
    assert.equal(withRulesTable(readme, rules), readme);
    assert.equal(withRulesTable('no marks', rules), 'no marks');
  });

  it('the settings page shows options with their defaults', () => {
    const options = { allowed: { type: 'strings', default: ['a|b'], description: 'What may be' } };
    assert.match(settingsPage({}, {}, [ruleWith({ options })]), /\| `allowed` \| strings \| `\["a\\\|b"\]` \| What may be \|/);
  });

  it('the manifest keeps all but the setting of the rules', () => {
    const before = { name: 'x', contributes: { commands: [1], configuration: { title: 'T', properties: { 'seaworthy.other': {} } } } };
    const after = JSON.parse(withRulesSetting(JSON.stringify(before), { type: 'object' })) as typeof before;
    assert.deepEqual(after, {
      ...before,
      contributes: {
        commands: [1],
        configuration: { title: 'T', properties: { 'seaworthy.other': {}, 'seaworthy.rules': { type: 'object' } } },
      },
    });
  });

  it('everything committed is up to date, and every rule holds what is asked of it', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import=tsx', 'tools/generate.ts', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
  });
});
