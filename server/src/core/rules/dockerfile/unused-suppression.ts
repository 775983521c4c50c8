import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'dockerfile/unused-suppression',
  category: 'maintainability',
  on: 'engine',
  summary: 'An ignore comment hides nothing',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unused: 'Nothing that this names is found here, so the ignore can only hide what comes later: delete it',
    expired: 'This ignore ended on {date}, so it hides nothing: repair what it hid, or name a later date',
    misplaced: 'No instruction follows this ignore directly, so it hides nothing: move it right above what it is about',
    notAtTop: 'An ignore for the whole file counts above the first instruction only, so this hides nothing: move it up',
    noStage: 'No FROM follows this ignore directly, so it hides nothing: move it right above the FROM of its stage',
  },
  docs: {
    description:
      'A comment of the form `# seaworthy-ignore` hides no finding: the rule it names finds nothing there, its date has passed, or it stands where it covers nothing. It covers the instruction directly below it, with no blank line between; `seaworthy-ignore-stage` stands above a FROM, `seaworthy-ignore-file` above the first instruction.',
    rationale:
      'An exception that outlives its reason hides the next problem of the same kind without anybody deciding so. It also tells readers of a weakness that is no longer there.',
    impact: 'Deleting a comment changes nothing in the image.',
    audit: 'Delete the comment and run seaworthy check: the findings stay the same.',
    remediation: 'Delete the comment, or the one id in it; move it if it was meant for another place.',
    defaultValue: 'Without an ignore comment every finding is shown.',
    references: ['Seaworthy documentation: suppressing a finding'],
    limits:
      'Says nothing about rules that are off or not in the profile, nor where part of the file could not be judged. Comments of other linters are honoured but not judged.',
  },
  equivalents: [],
  examples: [
    {
      bad: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night\nFROM alpine:3.24\nUSER 65532:65532\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nUSER 65532:65532\nCMD ["/app"]\n',
      byFix: true,
    },
    {
      bad: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night\n\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      good: '# seaworthy-ignore dockerfile/latest-tag: rebuilt every night\nFROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check() {},
});
