import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'dockerfile/unknown-rule-in-suppression',
  category: 'maintainability',
  on: 'engine',
  summary: 'An ignore comment names no rule for Dockerfiles',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unknown: 'No rule is called "{rule}", so this ignore hides nothing: name one that exists',
    misspelled: 'No rule is called "{rule}", so it hides nothing: write {suggestion}',
    otherFormat: '{rule} is no rule for Dockerfiles, so it hides nothing here: name one that is',
    noRule: 'This ignore names no rule, so it hides nothing: add the id of a rule behind it, or delete it',
  },
  docs: {
    description:
      'A comment of the form `# seaworthy-ignore` names something that is not the id of a rule for Dockerfiles. Ids are whole, with their format: dockerfile/root-user. Several are separated by commas, and the reason follows a colon.',
    rationale: 'The finding that the comment was written for is still reported, and the comment looks as if it had been accepted.',
    impact: 'The corrected comment hides findings, as it was meant to. Nothing in the image changes.',
    audit: 'seaworthy rules lists every id.',
    remediation: 'Write the id as the finding shows it, or delete the comment.',
    defaultValue: 'Without an ignore comment every finding is shown.',
    references: ['Seaworthy documentation: suppressing a finding'],
    limits: 'Ids in comments of other linters are not checked.',
  },
  equivalents: [],
  examples: [
    {
      bad: '# seaworthy-ignore dockerfile/lastest-tag: rebuilt every night\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      good: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      byFix: true,
    },
    {
      bad: '# seaworthy-ignore latest-tag: rebuilt every night\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      good: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check() {},
});
