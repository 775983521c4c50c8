import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { service } from '../../../../test/kit/service.js';
import type { CheckRequest, CheckState } from '../service-types.js';
import { finish } from './run.js';

interface Case {
  readonly path?: string;
  readonly today?: string;
}

const check = (text: string, given: Case = {}) =>
  service.check({ text, path: given.path ?? 'Dockerfile', config: service.defaultConfig(), ...given } satisfies CheckRequest);

/** Rules of the named ones that are still shown, and what hides the others. */
function judge(text: string, rules: readonly string[], given: Case = {}) {
  const report = check(text, given);
  const shown = report.findings.filter(({ rule }) => rules.includes(rule)).map(({ rule }) => rule);
  const hidden = report.suppressed
    .filter(({ finding }) => rules.includes(finding.rule))
    .map(({ finding, by }) => [finding.rule, by.kind, text.slice(by.span.start, by.span.end), by.reason]);
  return { shown, hidden };
}

const LATEST = 'dockerfile/latest-tag';
const USER = 'dockerfile/root-user';
const SECRET = 'dockerfile/secret-in-arg-or-env';
const hides = (title: string, text: string, rule: string, kind: string, comment: string, reason: string | undefined, given?: Case) =>
  it(`hides ${title}`, () => assert.deepEqual(judge(text, [rule], given), { shown: [], hidden: [[rule, kind, comment, reason]] }));
const shows = (title: string, text: string, rule: string, given?: Case) =>
  it(`shows ${title}`, () => assert.deepEqual(judge(text, [rule], given), { shown: [rule], hidden: [] }));

describe('suppressions in a Dockerfile', () => {
  const own = `# seaworthy-ignore ${LATEST}: nightly`;
  hides('what begins in the instruction below', `${own}\nFROM alpine:latest\n`, LATEST, 'comment', own, 'nightly');
  hides('what begins below other comments', `${own}\n# more\n#\nFROM alpine:latest\n`, LATEST, 'comment', own, 'nightly');
  hides('what two stacked comments name', `# seaworthy-ignore ${USER}: x\n${own}\nFROM alpine:latest\n`, LATEST, 'comment', own, 'nightly');
  hides('what an indented comment names', `  ${own}\r\n  FROM alpine:latest\r\n`, LATEST, 'comment', own, 'nightly');
  const file = `# seaworthy-ignore-file ${LATEST}`;
  hides('in the whole file', `${file}\n\nFROM alpine:3.24\nFROM alpine:latest\n`, LATEST, 'comment', file, undefined);
  hides(
    'in the whole file, below directives',
    `# syntax=docker/dockerfile:1\n${file}\nFROM alpine:latest\n`,
    LATEST,
    'comment',
    file,
    undefined,
  );
  const stage = `# seaworthy-ignore-stage ${USER}: build agent`;
  hides('in the stage below', `${stage}\nFROM alpine:3.24\nRUN x\nUSER root\n`, USER, 'comment', stage, 'build agent');
  shows('what an ignore for an instruction does not reach', `# seaworthy-ignore ${USER}\nFROM alpine:3.24\nUSER root\n`, USER);
  shows('what stands in another stage', `${stage}\nFROM alpine:3.24 AS a\nFROM alpine:3.24\nUSER root\n`, USER);
  shows('what a short id names', '# seaworthy-ignore latest-tag\nFROM alpine:latest\n', LATEST);
  shows('what an id in upper case names', '# seaworthy-ignore DOCKERFILE/LATEST-TAG\nFROM alpine:latest\n', LATEST);
  shows('what a comment over a blank line names', `${own}\n\nFROM alpine:latest\n`, LATEST);
  shows('what is over', `${own} until 2026-11-22\nFROM alpine:latest\n`, LATEST, { today: '2026-11-23' });
  shows('what text in a heredoc names', `FROM alpine:3.24\nRUN <<EOF\n# seaworthy-ignore ${USER}\nEOF\nUSER root\n`, USER);
});

describe("hadolint's comments", () => {
  const pragma = '# hadolint ignore=DL3007';
  hides('on the next line', `${pragma}\nFROM alpine:latest\n`, LATEST, 'peer-comment', pragma, undefined);
  const list = '#hadolint  ignore = SC2086 , DL3007 # why';
  hides('with blanks, several codes and a remark', `${list}\nFROM alpine:latest\n`, LATEST, 'peer-comment', list, undefined);
  const global = '# hadolint global ignore=DL3007';
  hides('globally, wherever it stands', `FROM alpine:latest\nRUN x\n${global}\n`, LATEST, 'peer-comment', global, undefined);
  const stage = '# hadolint stage ignore=DL3002';
  hides('in a stage', `${stage}\nFROM alpine:3.24\nRUN x\nUSER root\n`, USER, 'peer-comment', stage, undefined);
  shows('what a comment over another comment names', `${pragma}\n# more\nFROM alpine:latest\n`, LATEST);
  shows('what a comment over a blank line names', `${pragma}\n\nFROM alpine:latest\n`, LATEST);
  shows('everything when one code is foreign', '# hadolint ignore=crazy,DL3007\nFROM alpine:latest\n', LATEST);
  shows('what another code names', '# hadolint ignore=DL3006\nFROM alpine:latest\n', LATEST);
  shows('codes in lower case', '# hadolint ignore=dl3007\nFROM alpine:latest\n', LATEST);
  shows('words behind the list', '# hadolint ignore=DL3007 because\nFROM alpine:latest\n', LATEST);
});

describe("BuildKit's comments", () => {
  const skip = '# check=skip=SecretsUsedInArgOrEnv';
  const env = 'ENV PASSWORD=abc\n';
  hides('by the directive', `${skip}\nFROM alpine:3.24\n${env}`, SECRET, 'peer-comment', skip, undefined);
  const all = '# check=skip=all;error=true';
  hides('all', `# syntax=docker/dockerfile:1\n${all}\nFROM alpine:3.24\n${env}`, SECRET, 'peer-comment', all, undefined);
  hides('in one instruction', `FROM alpine:3.24\n${skip}\n# more\n${env}`, SECRET, 'peer-comment', skip, undefined);
  shows('the second comment of a block', `FROM alpine:3.24\n# check=skip=Other\n${skip}\n${env}`, SECRET);
  shows('behind a blank in the list', `# check=skip=Other, SecretsUsedInArgOrEnv\nFROM alpine:3.24\n${env}`, SECRET);
  shows('a comment inside the instruction', `FROM alpine:3.24\nENV PASSWORD=abc \\\n${skip}\n  B=c\n`, SECRET);
  shows('names in lower case', `# check=skip=secretsusedinargorenv\nFROM alpine:3.24\n${env}`, SECRET);
  shows('an option nobody knows', `${skip};colour=blue\nFROM alpine:3.24\n${env}`, SECRET);
  shows('what another instruction is told', `FROM alpine:3.24\n${skip}\nRUN x\n${env}`, SECRET);
  shows('a directive behind an instruction', `FROM alpine:3.24\n${env}${skip}\nRUN x\n`, SECRET);
  shows('what is no check of BuildKit', `# check=skip=all\nFROM alpine:latest\n`, LATEST);
});

describe('comments of Trivy, Checkov, KICS, Semgrep and tally', () => {
  const root = 'FROM alpine:3.24\nUSER root\n';
  const trivy = '# trivy:ignore:DS-0002';
  hides('in the instruction below', `FROM alpine:3.24\n${trivy}\nUSER root\n`, USER, 'peer-comment', trivy, undefined);
  hides(
    'below stacked comments',
    `FROM alpine:3.24\n${trivy}\n# trivy:ignore:DS-0005\nUSER root\n`,
    USER,
    'peer-comment',
    trivy,
    undefined,
  );
  const dated = '# trivy:ignore:DS-0002:exp:2026-11-22';
  hides('until the day they end', `FROM alpine:3.24\n${dated}\nUSER root\n`, USER, 'peer-comment', dated, undefined, {
    today: '2026-11-22',
  });
  shows('what is over', `FROM alpine:3.24\n${dated}\nUSER root\n`, USER, { today: '2026-11-23' });
  const checkov = '# checkov:skip=CKV_DOCKER_8:agents run as root';
  hides('in the whole file', `${root}${checkov}\n`, USER, 'peer-comment', checkov, undefined);
  const kics = '# kics-scan disable=67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae';
  hides('in the whole file from its top', `${kics}\n${root}`, USER, 'peer-comment', kics, undefined);
  shows('what a comment names that must stand at the top', `FROM alpine:3.24\n${kics}\nUSER root\n`, USER);
  const block = '# kics-scan ignore-block';
  hides('in a stage', `${block}\n${root}`, USER, 'peer-comment', block, undefined);
  const nosem = '# nosemgrep: dockerfile.security.last-user-is-root.last-user-is-root';
  hides('by a path of names', `FROM alpine:3.24\n${nosem}\nUSER root\n`, USER, 'peer-comment', nosem, undefined);
  const tally = '# tally global ignore=hadolint/DL3002;reason=agents';
  hides('with the name of the tool', `${root}${tally}\n`, USER, 'peer-comment', tally, undefined);
  shows('what another id names', `FROM alpine:3.24\n# trivy:ignore:DS-0001\nUSER root\n`, USER);
  it('count for nothing when the configuration says so', () => {
    const text = `# hadolint global ignore=DL3002\nFROM alpine:3.24\n${trivy}\nUSER root\n`;
    const { findings } = service.check({ text, path: 'Dockerfile', config: { ...service.defaultConfig(), foreignSuppressions: false } });
    assert.ok(findings.some(({ rule }) => rule === USER));
  });
});

describe('suppressions in a manifest', () => {
  const PID = 'kubernetes/host-pid';
  const own = `# seaworthy-ignore ${PID}: agent`;
  const path = 'pod.yaml';
  const pod = (spec: string, metadata = '') =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${metadata}spec:\n${spec}  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n`;
  const PRIVILEGED = 'kubernetes/privileged-container';
  const list = (comment: string) =>
    pod('').replace('    - name', `${comment}    - name`) + '      securityContext:\n        privileged: true\n';
  const at = { path };
  hides('in the key below', pod(`  ${own}\n  hostPID: true\n`), PID, 'comment', own, 'agent', at);
  hides('in the key in front', pod(`  hostPID: true ${own}\n`), PID, 'comment', own, 'agent', at);
  hides(
    'below the key below',
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${own}\nspec:\n  hostPID: true\n`,
    PID,
    'comment',
    own,
    'agent',
    at,
  );
  hides(
    'in the list item below',
    list(`    # seaworthy-ignore ${PRIVILEGED}: x\n`),
    PRIVILEGED,
    'comment',
    `# seaworthy-ignore ${PRIVILEGED}: x`,
    'x',
    at,
  );
  hides('in the document', `---\n${own}\n${pod('  hostPID: true\n')}`, PID, 'comment', own, 'agent', at);
  const file = `# seaworthy-ignore-file ${PID}`;
  hides('in all documents', `${file}\n${pod('')}---\n${pod('  hostPID: true\n')}`, PID, 'comment', file, undefined, at);
  const annotation = `seaworthy/ignore: "${PID}: agent; kubernetes/host-ipc: b"`;
  hides(
    'in the annotated object',
    pod('  hostPID: true\n', `  annotations:\n    ${annotation}\n`),
    PID,
    'annotation',
    annotation,
    'agent',
    at,
  );
  const json = `"seaworthy/ignore":"${PID}: agent"`;
  const object = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","annotations":{${json}}},"spec":{"hostPID":true,"containers":[]}}`;
  hides('in JSON', object, PID, 'annotation', json, 'agent', { path: 'pod.json' });
  shows('what stands beside', pod(`  ${own}\n  hostIPC: false\n  hostPID: true\n`), PID, at);
  shows('what stands in the next document', `# seaworthy-ignore ${PID}\n${pod('')}---\n${pod('  hostPID: true\n')}`, PID, at);
  shows('what text in quotes names', pod(`  hostname: "# seaworthy-ignore ${PID}"\n  hostPID: true\n`), PID, at);
});

describe('findings about suppressions', () => {
  it('have the severity that the configuration asks for', () => {
    const rules = new Map([['dockerfile/unused-suppression', { severity: 'hint' as const }]]);
    const text = `# seaworthy-ignore ${LATEST}\nFROM alpine:3.24\n`;
    const { findings } = service.check({ text, path: 'Dockerfile', config: { ...service.defaultConfig(), rules } });
    assert.deepEqual(
      findings.filter(({ rule }) => rule.endsWith('-suppression')).map(({ rule, severity }) => [rule, severity]),
      [['dockerfile/unused-suppression', 'hint']],
    );
  });
  it('are not made when their rule is off', () => {
    const rules = new Map([['dockerfile/unused-suppression', { severity: 'off' as const }]]);
    const text = `# seaworthy-ignore ${LATEST}\nFROM alpine:3.24\n`;
    const { findings } = service.check({ text, path: 'Dockerfile', config: { ...service.defaultConfig(), rules } });
    assert.ok(!findings.some(({ rule }) => rule.endsWith('-suppression')));
  });
  it('come with the file, not with the state of an earlier check', () => {
    const document = (pid: boolean) =>
      `---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: ${pid}\n  containers: []\n`;
    const file = (second: boolean) => `# seaworthy-ignore-file kubernetes/host-pid: x\n${document(false)}${document(second)}`;
    const request = (second: boolean) => ({ text: file(second), path: 'pod.yaml', config: service.defaultConfig() });
    const run = (second: boolean, state?: CheckState) => finish(service.checkSteps(request(second), state));
    const before = run(true);
    const after = run(false, before.state);
    assert.deepEqual(after.report, run(false).report);
    assert.deepEqual(run(true, after.state).report, before.report);
    assert.ok(after.report.findings.some(({ rule }) => rule === 'kubernetes/unused-suppression'));
  });
});

describe('suppressions of any text', () => {
  it('never crash, and lose no finding', () => {
    const line = fc.constantFrom(
      '# seaworthy-ignore dockerfile/latest-tag: x',
      '# seaworthy-ignore-file dockerfile/root-user, x/y',
      '# seaworthy-ignore-stage dockerfile/root-user until 2020-01-01',
      '# seaworthy-ignore',
      '# hadolint ignore=DL3007',
      '# hadolint global ignore=DL3002',
      '# check=skip=all',
      'FROM alpine:latest',
      'USER root',
      'ENV PASSWORD=a \\',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, eol) => {
        const text = lines.join(eol);
        const { crashes, findings, suppressed } = check(text, { today: '2026-11-23' });
        assert.deepEqual(crashes, []);
        // Findings about the comments themselves.
        const about = /-(?:suppression|directive|suppression-without-reason|without-reason)$/;
        const own = ({ rule }: { readonly rule: string }) => !about.test(rule);
        const bare = check(
          text.replace(/seaworthy-ignore|hadolint/g, (word) => 'x'.repeat(word.length)).replace(/check=skip/g, 'check-skip'),
        );
        assert.equal(
          findings.filter(own).length + suppressed.filter(({ finding }) => own(finding)).length,
          bare.findings.filter(own).length,
        );
      }),
      { numRuns: 150 },
    );
  });
});
