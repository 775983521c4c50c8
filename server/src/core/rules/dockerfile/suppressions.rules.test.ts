import * as assert from 'node:assert/strict';
import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import suppressions from './suppressions.rules.js';

const [inline, reason] = suppressions;
assert.ok(inline && reason);

const FORMS = [
  'seaworthy-ignore dockerfile/latest-tag',
  'hadolint ignore=DL3007',
  'hadolint global ignore=DL3007,SC2086',
  'check=skip=JSONArgsRecommended',
  'trivy:ignore:DS-0001',
  'checkov:skip=CKV_DOCKER_7',
  'kics-scan ignore-line',
  'nosemgrep: avoid-latest-version',
  'tally ignore=prefer-copy',
  'NOSONAR',
  'dockerfile-utils: ignore',
];

ruleSuite(inline, ({ flags, passes }) => {
  flags(
    'a pragma of hadolint',
    '«# hadolint ignore=DL3007»\nFROM alpine:latest\n',
    'A comment hushes findings here, where a review of the policy does not see it: fix them, or decide in the configuration',
    { severity: 'hint', equivalents: ['hadolint:DL1001'] },
  );
  for (const form of FORMS.slice(2)) flags(form, `FROM alpine:3.24\n«# ${form}»\nRUN true\n`);
  flags(
    'our own, with a reason, which is no peer’s',
    '«# seaworthy-ignore dockerfile/latest-tag: rebuilt every night»\nFROM alpine:latest\n',
    { equivalents: [] },
  );
  flags('the directive', '«# check=skip=all»\nFROM alpine:3.24\n', { equivalents: [] });
  flags('a comment inside an instruction', 'FROM alpine:3.24\nRUN a \\\n    «# hadolint ignore=DL3018»\n    && b\n');
  for (const text of ['hadolint is great', 'hadolint shell=bash', 'ignore this', 'check the docs', 'a comment'])
    passes(text, `FROM alpine:3.24\n# ${text}\nRUN true\n`);
  passes('other directives', '# syntax=docker/dockerfile:1\n# check=error=true\nFROM alpine:3.24\n');
});

ruleSuite(reason, ({ flags, passes }) => {
  flags(
    'an id alone',
    'FROM alpine:3.24\n«# seaworthy-ignore dockerfile/latest-tag»\nRUN true\n',
    'This comment hushes findings and gives no reason, so nobody dares to remove it: write why behind it',
    { severity: 'hint', equivalents: [] },
  );
  for (const form of FORMS.slice(1)) flags(form, `FROM alpine:3.24\n«# ${form}»\nRUN true\n`);
  flags('a date alone', '«# seaworthy-ignore dockerfile/latest-tag: until 2027-01-01»\nFROM alpine:latest\n');
  flags('the directive', '«# check=skip=all»\nFROM alpine:3.24\n');
  flags('a comment above a blank line', '# why\n\n«# hadolint ignore=DL3007»\nFROM alpine:latest\n');
  for (const form of [
    'seaworthy-ignore dockerfile/latest-tag: rebuilt every night',
    'hadolint ignore=DL3007 # rebuilt every night',
    'check=skip=JSONArgsRecommended the shell is wanted',
    'trivy:ignore:DS-0001 rebuilt every night',
    'checkov:skip=CKV_DOCKER_7:rebuilt every night',
    'tally ignore=prefer-copy;reason=unpacked on purpose',
    'NOSONAR rebuilt every night',
  ])
    passes(form, `FROM alpine:3.24\n# ${form}\nRUN true\n`);
  passes('a comment directly above', '# rebuilt every night\n# hadolint ignore=DL3007\nFROM alpine:latest\n');
  passes('one above two of them', '# rebuilt every night\r\n# hadolint ignore=DL3007\r\n# trivy:ignore:DS-0001\r\nFROM alpine:latest\r\n');
  passes('other comments', '# hello\nFROM alpine:3.24\n# hadolint is great\nRUN true\n');
  flags(
    'one of three, in a whole file',
    `# syntax=docker/dockerfile:1
# hadolint ignore=DL3006 # pinned by the pipeline
FROM acme/base
# the mirror has no versions
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y curl
«# hadolint ignore=DL3025»
CMD exec app
`,
  );
});
