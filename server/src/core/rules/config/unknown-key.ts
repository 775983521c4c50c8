import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'config/unknown-key',
  category: 'configuration',
  on: 'engine',
  summary: 'The configuration has a key that nothing reads',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unknown: 'Nothing reads the key "{key}" here, so it changes nothing: delete it',
    misspelled: 'Nothing reads the key "{key}" here, so it changes nothing: write {suggestion}',
    ruleOutside: '"{key}" is a rule, so it changes nothing at this place: move it under the key rules',
  },
  docs: {
    description:
      'A key at the top of the configuration, in one of its sections, or among the options of a rule has a name that has no meaning there.',
    rationale:
      'A setting that is misspelled looks as if it held. A check that somebody believes to be strict, or a folder believed to be left out, is neither.',
    impact: 'The corrected key takes effect, so other findings may appear or disappear.',
    audit: 'seaworthy check .seaworthy.yaml names every such key.',
    remediation: 'Write the key the way the documentation does, or delete it. Upper and lower case count: failOn, not failon.',
    defaultValue: 'The rest of the file holds; only the unknown key is passed over.',
    references: ['docs/settings.md: every key with its default'],
    limits: 'A key that a later version of Seaworthy knows is unknown to this one.',
  },
  equivalents: [],
  examples: [
    { bad: 'profil: strict\n', good: 'profile: strict\n', byFix: true, path: '.seaworthy.yaml' },
    { bad: 'fail-on: warning\n', good: 'failOn: warning\n', byFix: true, path: '.seaworthy.yaml' },
    {
      bad: 'kubernetes/host-pid: off\n',
      good: 'rules:\n  kubernetes/host-pid: off\n',
      byFix: false,
      path: '.seaworthy.yaml',
    },
  ],
  *check() {},
});
