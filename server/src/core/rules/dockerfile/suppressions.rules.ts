import { defineRuleFamily } from '../../engine/rule.js';
import { suppressionComments } from '../../knowledge/suppression-comments.js';

const shared = {
  category: 'maintainability',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
} as const;

const AUDIT = 'grep -nE "seaworthy-ignore|hadolint +(global +)?ignore|check=skip|trivy:ignore|checkov:skip|nosem" Dockerfile lists them.';
const REFERENCES = ['Seaworthy: suppressions', 'hadolint: inline ignores', 'BuildKit: build checks, skip'];
const FORMS =
  'The forms of Seaworthy, hadolint, BuildKit (check=skip, as a comment or a directive), Trivy, Checkov, KICS, Semgrep, tally, Sonar, dockerfile-utils and dockerfile_lint are known.';

export default defineRuleFamily({
  on: 'dockerfile.file',
  rows: [
    {
      ...shared,
      id: 'dockerfile/inline-suppression',
      wants: 'none',
      summary: 'A comment hushes findings in the file',
      messages: {
        found: 'A comment hushes findings here, where a review of the policy does not see it: fix them, or decide in the configuration',
      },
      equivalents: ['hadolint:DL1001'],
      docs: {
        description: `A comment suppresses findings of a linter. ${FORMS}`,
        rationale:
          'Where exceptions are granted by one team for many repositories, they belong in one place. A comment in each file is an exception that nobody granted.',
        impact: 'There is no fix: the finding that is hushed has to be fixed, or the exception moved.',
        audit: AUDIT,
        remediation: 'Fix what the finding says, or write the exception into the configuration under overrides.',
        defaultValue: 'Comments may hush findings.',
        references: REFERENCES,
      },
      examples: [
        {
          bad: '# hadolint ignore=DL3007\nFROM alpine:latest\nCMD ["top"]\n',
          good: 'FROM alpine:3.24\nCMD ["top"]\n',
          byFix: false,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/suppression-without-reason',
      wants: 'reason',
      summary: 'A comment hushes findings and does not say why',
      messages: { found: 'This comment hushes findings and gives no reason, so nobody dares to remove it: write why behind it' },
      equivalents: [],
      docs: {
        description: `A comment suppresses findings of a linter and gives no reason: behind the colon for Seaworthy and Checkov, behind a second # for hadolint, behind a blank for BuildKit, anywhere beside the form for the others. A comment on the line directly above counts as well. ${FORMS}`,
        rationale:
          'A year later nobody knows whether the exception is still needed. Without the reason it stays for ever, and an auditor takes it for carelessness.',
        impact: 'There is no fix: only the author knows the reason.',
        audit: AUDIT,
        remediation: 'Write the reason: # seaworthy-ignore dockerfile/latest-tag: the base is rebuilt every night.',
        defaultValue: 'A suppression needs no reason.',
        references: REFERENCES,
      },
      examples: [
        {
          bad: '# seaworthy-ignore dockerfile/latest-tag\nFROM acme/base:latest\n',
          good: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night from the same commit\nFROM acme/base:latest\n',
          byFix: false,
        },
      ],
    },
  ],
  *check(file, ctx, row) {
    for (const { span, tool, hasReason } of suppressionComments(file)) {
      if (row.wants === 'reason' && hasReason) continue;
      yield ctx.problem('found', { at: span, standsFor: row.wants === 'none' && tool === 'hadolint' ? ['hadolint:DL1001'] : [] });
    }
  },
});
