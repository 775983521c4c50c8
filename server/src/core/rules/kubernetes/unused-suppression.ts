import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'kubernetes/unused-suppression',
  category: 'maintainability',
  on: 'engine',
  summary: 'An ignore comment or annotation hides nothing',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unused: 'Nothing that this names is found here, so the ignore can only hide what comes later: delete it',
    expired: 'This ignore ended on {date}, so it hides nothing: repair what it hid, or name a later date',
    misplaced: 'No key or list item follows this ignore directly, so it hides nothing: move it right above what it is about',
    notAtTop: 'An ignore for the whole file counts at the top of the file only, so this hides nothing: move it up',
    noStage: 'A YAML file has no stages, so this ignore hides nothing: write seaworthy-ignore',
  },
  docs: {
    description:
      'A comment of the form `# seaworthy-ignore`, or an annotation `seaworthy/ignore`, hides no finding: the rule it names finds nothing there, its date has passed, or it stands where it covers nothing. A comment covers the key, list item or document directly below it, or the key it stands behind, with all below that. An annotation covers its object, on a pod template the template.',
    rationale:
      'An exception that outlives its reason hides the next problem of the same kind without anybody deciding so. It also tells readers of a weakness that is no longer there.',
    impact:
      'Deleting a comment changes nothing that is applied. An annotation is part of the object: deleting one on a pod template starts new pods.',
    audit: 'Delete the comment and run seaworthy check: the findings stay the same.',
    remediation: 'Delete the comment or annotation, or the one id in it; move it if it was meant for another place.',
    defaultValue: 'Without an ignore every finding is shown.',
    references: ['Seaworthy documentation: suppressing a finding'],
    limits:
      'Says nothing about rules that are off or not in the profile, nor in templates, patches and objects of unknown kinds, where silence proves nothing.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  # seaworthy-ignore kubernetes/host-pid: node agent\n  hostPID: false\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      good: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: false\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      byFix: true,
    },
    {
      bad: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  # seaworthy-ignore-stage kubernetes/host-pid: node agent\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      good: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  # seaworthy-ignore kubernetes/host-pid: node agent\n  hostPID: true\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n',
      byFix: false,
    },
  ],
  *check() {},
});
