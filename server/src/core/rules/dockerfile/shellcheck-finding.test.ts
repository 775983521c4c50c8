import * as assert from 'node:assert/strict';
import { service } from '../../../../../test/kit/service.js';
import rule from './shellcheck-finding.js';

// What the program says is placed, filtered and fixed in core/shellcheck, and tested there; here is what the rule promises of it.
describe(rule.id, () => {
  const text = 'FROM debian:trixie-slim\nARG X\nRUN echo `date`\n';
  const find = (yaml: string, printed: string | undefined) => {
    const { config } = service.readConfig(yaml);
    const request = { text, path: 'Dockerfile', config: config ?? assert.fail() };
    const outputs = new Map(service.shellcheckJobs(request).map(({ key }) => [key, printed ?? '']));
    const answered = printed === undefined ? request : { ...request, shellcheck: { id: '1', outputs } };
    return service.check(answered).findings.filter((finding) => finding.rule === rule.id);
  };
  const at = { line: 1, endLine: 1, column: 6, endColumn: 12 };
  const replacements = [
    { ...at, endColumn: 7, insertionPoint: 'afterEnd', precedence: 1, replacement: '$(' },
    { ...at, column: 11, insertionPoint: 'beforeStart', precedence: 1, replacement: ')' },
  ];
  const printed = JSON.stringify({
    comments: [{ ...at, code: 2006, level: 'style', message: 'Use $(...) notation.', fix: { replacements } }],
  });

  it('is on in the profile all, or by name, and nowhere else', () => {
    assert.equal(find('profile: all\n', printed).length, 1);
    assert.equal(find('profile: strict\n', printed).length, 0);
    assert.equal(find(`rules: { ${rule.id}: hint }\n`, printed).length, 1);
    assert.equal(find(`profile: all\nrules: { ${rule.id}: off }\n`, printed).length, 0);
  });

  it('says nothing without the program', () => assert.deepEqual(find('profile: all\n', undefined), []));

  it('says what its message promises, at the severity that is asked for, and fixes what it says it fixes', () => {
    const [found] = find(`profile: all\nrules: { ${rule.id}: hint }\n`, printed);
    assert.equal(found?.message, rule.messages.said.replace('{message}', 'Use $(...) notation').replace('{code}', '2006'));
    assert.equal(found.severity, 'hint');
    assert.equal(text.slice(found.at.start, found.at.end), '`date`');
    assert.equal(found.fixes[0]?.safety, rule.fix);
  });
});
