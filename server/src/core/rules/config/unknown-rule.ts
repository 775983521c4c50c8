import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'config/unknown-rule',
  category: 'configuration',
  on: 'engine',
  summary: 'The configuration names a rule that does not exist',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unknown: 'No rule is called "{rule}", so this changes nothing: delete it',
    misspelled: 'No rule is called "{rule}", so this changes nothing: write {suggestion}',
  },
  docs: {
    description: 'A key under rules is not the id of a rule. Ids are whole, with their format: kubernetes/host-pid.',
    rationale: 'A rule that somebody believes to be off still reports, and one believed to be an error still is a warning.',
    impact: 'The corrected id takes effect, so findings of that rule may appear, disappear or change their severity.',
    audit: 'seaworthy rules lists every id.',
    remediation: 'Write the id of the rule as the finding shows it, or delete the line.',
    defaultValue: 'A rule that is not named keeps its own severity, and runs if the profile holds it.',
    references: ['docs/rules: every rule with its page'],
    limits: 'A rule that a later version of Seaworthy brings is unknown to this one. Ids of other tools are not translated.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'rules:\n  kubernetes/host-pit: off\n',
      good: 'rules:\n  kubernetes/host-pid: off\n',
      byFix: true,
      path: '.seaworthy.yaml',
    },
    { bad: 'rules:\n  host-pid: off\n', good: 'rules:\n  kubernetes/host-pid: off\n', byFix: true, path: '.seaworthy.yaml' },
  ],
  *check() {},
});
