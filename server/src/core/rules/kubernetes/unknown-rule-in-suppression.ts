import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'kubernetes/unknown-rule-in-suppression',
  category: 'maintainability',
  on: 'engine',
  summary: 'An ignore comment or annotation names no rule for Kubernetes',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unknown: 'No rule is called "{rule}", so this ignore hides nothing: name one that exists',
    misspelled: 'No rule is called "{rule}", so it hides nothing: write {suggestion}',
    otherFormat: '{rule} is no rule for Kubernetes, so it hides nothing here: name one that is',
    noRule: 'This ignore names no rule, so it hides nothing: add the id of a rule behind it, or delete it',
  },
  docs: {
    description:
      'A comment of the form `# seaworthy-ignore`, or an annotation `seaworthy/ignore`, names something that is not the id of a rule for Kubernetes. Ids are whole, with their format: kubernetes/host-pid. In a comment several are separated by commas, and the reason follows a colon; an annotation holds `ID: reason; ID: reason`.',
    rationale: 'The finding that the ignore was written for is still reported, and the ignore looks as if it had been accepted.',
    impact: 'The corrected ignore hides findings, as it was meant to. A corrected annotation on a pod template starts new pods.',
    audit: 'seaworthy rules lists every id.',
    remediation: 'Write the id as the finding shows it, or delete the ignore.',
    defaultValue: 'Without an ignore every finding is shown.',
    references: ['Seaworthy documentation: suppressing a finding'],
    limits: 'Annotations of other linters are not read.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  # seaworthy-ignore kubernetes/host-pit: node agent\n  hostPID: true\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      good: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  # seaworthy-ignore kubernetes/host-pid: node agent\n  hostPID: true\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      byFix: true,
    },
  ],
  *check() {},
});
