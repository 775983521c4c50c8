import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'config/invalid-value',
  category: 'configuration',
  on: 'engine',
  summary: 'The configuration has a value that its key cannot take',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    value: '"{value}" has no effect at {key}: write {expected}',
    misspelled: '"{value}" has no effect at {key}: write {suggestion}',
    kind: '{key} is {actual}, so it has no effect: write {expected}',
    missing: '{key} has no value, so it has no effect: write {expected}',
    noFiles: 'This entry names no files, so it has no effect: add the key files',
    duplicate: '"{key}" stands here twice, and only the last one counts: delete one of them',
    secondDocument: 'Only the first document of this file is read, so nothing below has an effect: delete it',
  },
  docs: {
    description: 'The value of a key is of another kind than the key takes, is not one of the values it knows, or is written twice.',
    rationale: 'The value is passed over and the default holds, which is not what the file says.',
    impact: 'The corrected value takes effect, so other findings may appear or disappear.',
    audit: 'seaworthy check .seaworthy.yaml names every such value and what may stand in its place.',
    remediation: 'Write one of the values the message names.',
    defaultValue: 'The rest of the file holds; a wrong value costs only itself.',
    references: [
      'docs/settings.md: every key with its default',
      'gitignore, pattern format: https://git-scm.com/docs/gitignore#_pattern_format',
    ],
    limits: 'A pattern that fits no file is not told from one that will fit a file of tomorrow.',
  },
  equivalents: [],
  examples: [
    { bad: 'profile: strikt\n', good: 'profile: strict\n', byFix: true, path: '.seaworthy.yaml' },
    { bad: 'kubernetes: latest\n', good: 'kubernetes: 1.31\n', byFix: false, path: '.seaworthy.yaml' },
    {
      bad: 'rules:\n  kubernetes/host-pid: false\n',
      good: 'rules:\n  kubernetes/host-pid: off\n',
      byFix: true,
      path: '.seaworthy.yaml',
    },
  ],
  *check() {},
});
