import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { service } from '../../../../test/kit/service.js';
import { migrate } from './migrate.js';
import type { KnownRule } from './migrate.js';
import { PEER_CONFIG_NAMES, readPeerConfig } from './read-peers.js';

const rule = (id: string, ...equivalents: string[]): KnownRule => ({
  id: `dockerfile/${id}`,
  profile: 'recommended',
  severity: 'warning',
  equivalents,
});
const RULES = [
  rule('latest-tag', 'hadolint:DL3007', 'kics:image-version-using-latest'),
  rule('root-user', 'hadolint:DL3002', 'trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'checkov:CKV_DOCKER_8', '~hadolint:DL3066'),
  rule('unpinned-apt-package', 'hadolint:DL3008'),
  rule('add-instead-of-copy', 'hadolint:DL3020', 'trivy:DS-0005', 'buildkit:X'),
  rule('suppression-without-reason'),
  rule('unused-suppression'),
];

/** The configuration without its first comment, and the report. */
function take(...files: [path: string, text: string][]) {
  const readings = files.map(([path, text]) => readPeerConfig({ path, text }) ?? assert.fail(`${path} is not known`));
  const { config, left, taken } = migrate(readings, RULES);
  const reading = service.readConfig(config);
  assert.deepEqual(
    reading.problems.filter(({ rule: id }) => id !== 'config/unknown-rule'),
    [],
    config,
  );
  return { config: config.split('\n').slice(2).join('\n'), left, taken };
}

describe('migrate', () => {
  it('takes over hadolint', () => {
    const { config, left, taken } = take([
      '.hadolint.yaml',
      'ignored:\n  - DL3008\n  - DL3066\n  - DL9999\noverride:\n  error: [DL3007]\n  style:\n    - DL3002\n  loud: [DL3020]\ntrustedRegistries: [docker.io, "*.gcr.io"]\nlabel-schema:\n  author: text\n  org.example.built: rfc3339\n  size: bytes\nstrict-labels: true\nfailure-threshold: style\ndisable-ignore-pragma: true\nformat: tty\nunheard: of\n',
    ]);
    assert.equal(
      config,
      'failOn: hint\nforeignSuppressions: false\nregistries:\n  allow: [docker.io, "*.gcr.io"]\nlabels:\n  schema:\n    author: text\n    org.example.built: rfc3339\n  strict: true\nrules:\n  dockerfile/latest-tag: error # DL3007 (.hadolint.yaml)\n  dockerfile/root-user: hint # DL3002 (.hadolint.yaml)\n  dockerfile/unpinned-apt-package: off # DL3008 (.hadolint.yaml)\n',
    );
    assert.deepEqual(left, [
      '.hadolint.yaml:3: DL3066: dockerfile/root-user finds it only in part and stays as it is',
      '.hadolint.yaml:4: DL9999: no rule of ours stands for it',
      '.hadolint.yaml:9: DL3020 as loud: there is no such severity',
      '.hadolint.yaml:14: size: bytes: labels have no such format',
      '.hadolint.yaml:18: format: it is an option of the command line: seaworthy check --format',
      '.hadolint.yaml:19: unheard: Seaworthy has no such setting',
    ]);
    assert.equal(taken, 8);
  });

  it('never fails where hadolint did not', () =>
    assert.equal(take(['.hadolint.yaml', 'no-fail: true\nfailure-threshold: warning\n']).config, 'failOn: never\n'));

  it('takes over Trivy, old forms of ids and dates too', () => {
    const { config, left } = take(['.trivyignore', '# why\nAVD-DS-0002 exp:2027-01-31\nDS005 # local\nCVE-2024-1\nAWS-0001\n\n']);
    assert.equal(
      config,
      'rules:\n  dockerfile/add-instead-of-copy: off # DS-0005 (.trivyignore)\n  dockerfile/root-user: off # DS-0002 (.trivyignore)\n',
    );
    assert.deepEqual(left, [
      '.trivyignore:2: AVD-DS-0002: off for good: a date (2027-01-31) can be given in a seaworthy-ignore comment',
      '.trivyignore:4: CVE-2024-1: vulnerabilities are not looked for',
      '.trivyignore:5: AWS-0001: this is no check of files that Seaworthy reads',
    ]);
  });

  it('takes over paths of Trivy', () => {
    const { config, left } = take([
      '.trivyignore.yaml',
      'misconfigurations:\n  - id: DS-0002\n    paths: ["ci/Dockerfile"]\n    statement: why\nsecrets:\n  - id: aws\n',
    ]);
    assert.equal(
      config,
      'overrides:\n  - files: [ci/Dockerfile]\n    rules:\n      dockerfile/root-user: off # DS-0002 (.trivyignore.yaml)\n',
    );
    assert.deepEqual(left, ['.trivyignore.yaml:6: aws: secrets are not looked for']);
  });

  it('takes over Checkov, and says what goes off with a check', () => {
    const { config, left } = take([
      '.checkov.yaml',
      'skip-check:\n  - CKV_DOCKER_3\n  - LOW\nskip-path: [vendor, "a.*b"]\nsoft-fail: true\ncheck: [X]\nframework: dockerfile\n',
    ]);
    assert.equal(config, 'failOn: never\nexclude: [vendor]\nrules:\n  dockerfile/root-user: off # CKV_DOCKER_3 (.checkov.yaml)\n');
    assert.deepEqual(left, [
      '.checkov.yaml:2: CKV_DOCKER_3: dockerfile/root-user is off, and with it CKV_DOCKER_8',
      '.checkov.yaml:3: LOW: it is no id of a check; severities and names have no equal',
      '.checkov.yaml:4: a.*b: it is a regular expression: write it as a pattern under exclude',
      '.checkov.yaml:6: check: there is no list of the only rules to run: switch the others off',
      '.checkov.yaml:7: framework: it says how Checkov runs: see seaworthy help check',
    ]);
  });

  it('takes wildcards of Checkov', () => assert.match(take(['.checkov.yaml', 'skip-check: "CKV_DOCKER_*"\n']).config, /root-user: off/));

  it('takes over tally', () => {
    const { config, left } = take([
      'tally.toml',
      '[rules]\nexclude = ["hadolint/DL3008", "buildkit/*", "no-such"]\ninclude = ["tally/*"]\n\n[rules.hadolint.DL3007]\nseverity = "error"\n\n[rules.hadolint.DL3026]\ntrusted-registries = ["docker.io"]\n\n[rules.tally.max-lines]\nseverity = "off"\nmax = 50\n\n[inline-directives]\nrequire-reason = true\nwarn-unused = true\n\n[output]\nfail-level = "warning"\nformat = "json"\n',
    ]);
    assert.equal(
      config,
      'failOn: warning\nregistries:\n  allow: [docker.io]\nrules:\n  dockerfile/add-instead-of-copy: off # * (tally.toml)\n  dockerfile/latest-tag: error # DL3007 (tally.toml)\n  dockerfile/suppression-without-reason: warning # tally.toml: require-reason\n  dockerfile/unpinned-apt-package: off # DL3008 (tally.toml)\n  dockerfile/unused-suppression: warning # tally.toml: warn-unused\n',
    );
    assert.deepEqual(left, [
      'tally.toml:2: no-such: no rule of ours stands for it',
      'tally.toml:3: tally/*: rules beyond the profile are switched on one by one: see seaworthy rules',
      'tally.toml:11: tally/max-lines: no rule of ours stands for it',
      'tally.toml:13: max of tally/max-lines: options of rules are not the same: see seaworthy explain',
      'tally.toml:21: format: it is an option of the command line: see seaworthy help check',
    ]);
  });

  it('makes one of several: off stays off', () => {
    const { config } = take(['.trivyignore', 'DS-0002\n'], ['.hadolint.yaml', 'override: {error: [DL3002]}\nignored: [DL3002]\n']);
    assert.equal(config, 'rules:\n  dockerfile/root-user: off # DS-0002 (.trivyignore), DL3002 (.hadolint.yaml)\n');
  });

  it('says what cannot be read, and goes on', () => {
    const { left, config } = take(['.hadolint.yaml', 'ignored: [\n'], ['tally.toml', 'a = \n'], ['.trivyignore', 'DS-0002\n']);
    assert.equal(left.length, 2);
    assert.match(left[0] ?? '', /^\.hadolint\.yaml: not read: line \d+: it is no valid YAML$/);
    assert.match(left[1] ?? '', /^tally\.toml: not read: line 1: /);
    assert.match(config, /root-user: off/);
  });

  it('knows files by their names', () => assert.equal(readPeerConfig({ path: 'a/other.yaml', text: '' }), undefined));

  it('reads any text, and what it writes can be read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PEER_CONFIG_NAMES),
        fc.array(fc.constantFrom('ignored', ':', '\n', ' - ', 'DL3002', '[', ']', '"', '#', '=', 'exp:', 'rules', '.', '*', 'a'), {
          maxLength: 30,
        }),
        (path, parts) => {
          take([path, parts.join('')]);
        },
      ),
    );
  });
});
