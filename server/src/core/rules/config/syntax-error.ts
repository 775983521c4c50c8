import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'config/syntax-error',
  category: 'configuration',
  on: 'engine',
  summary: 'The configuration file cannot be read as YAML',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unreadable: 'Not readable as YAML from here on, so no setting in this file holds: correct this line',
    quote: 'This quote is not closed, so no setting in this file holds: close it',
    bracket: 'This bracket is not closed, so no setting in this file holds: close it',
    tab: 'A tab cannot indent YAML, so no setting in this file holds: use blanks',
    indentation: 'This line is not indented like those it belongs to, so no setting in this file holds: align it',
    colon: 'A colon is missing behind this key, so no setting in this file holds: add it',
    anchor: 'No anchor of this name stands above, so no setting in this file holds: define it, or write the value out',
    depth: 'This is nested deeper than any setting goes, so no setting in this file holds: write it flat',
  },
  docs: {
    description: 'The text of .seaworthy.yaml or .seaworthy.yml is not YAML, so none of its settings can be known.',
    rationale:
      'Guessing at half a configuration could switch rules off that somebody relies on. The command line therefore stops before it checks anything, with exit code 2. The editor goes on with the last configuration that could be read.',
    impact: 'There is no automatic fix; the file needs a look.',
    audit: 'Any YAML reader refuses the file at about the same line.',
    remediation: 'Correct the line that is marked: close the quote or bracket, indent with blanks, put a colon behind the key.',
    defaultValue: 'An empty file, or none at all, stands for the default configuration.',
    references: ['YAML 1.2.2 specification: https://yaml.org/spec/1.2.2/'],
    limits: 'The place is where reading became impossible; the slip itself may stand a line above.',
  },
  equivalents: [],
  examples: [
    { bad: 'profile: "strict\nfailOn: warning\n', good: 'profile: "strict"\nfailOn: warning\n', byFix: false, path: '.seaworthy.yaml' },
    { bad: 'exclude: [vendor, dist\n', good: 'exclude: [vendor, dist]\n', byFix: false, path: '.seaworthy.yaml' },
  ],
  *check() {},
});
