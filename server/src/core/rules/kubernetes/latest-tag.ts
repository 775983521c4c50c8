import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';

const LATEST = [
  'kube-linter:latest-tag',
  'trivy:KSV-0013',
  'checkov:CKV_K8S_14',
  'kics:583053b7-e632-46f0-b989-f81ff8045385',
  'kubescape:C-0304',
] as const;
/** These two take the port of a registry for a tag. */
const FOOLED_BY_PORT = ['kube-score:container-image-tag', 'polaris:tagNotSpecified'] as const;

const pod = (image: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: ${image}
`;

export default defineRule({
  id: 'kubernetes/latest-tag',
  category: 'supply-chain',
  on: 'kubernetes.container',
  summary: 'An image is named without a version',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    untagged: '"{image}" has no tag, so each start may run another image: name a version, or pin the digest',
    latest: '"{image}" may be another image at each start: name a version, or pin the digest',
    moving: 'The tag "{tag}" moves, so each start may run another image: name a version, or pin the digest',
  },
  docs: {
    description:
      'An image reference has no digest, and its tag is absent, empty or one that moves. References are read by the grammar of the distribution project, so registry:5000/app has no tag and registry:5000/app:1 has one. Templates and variables are skipped.',
    rationale:
      'With a moving tag nobody can say what runs: two pods of one Deployment may hold different programs, a restart is an upgrade, and a roll back brings back the same image.',
    impact: 'Nothing is changed by Seaworthy; whoever names a version has to raise it by hand or by a bot.',
    audit: 'kubectl get pods -A -o jsonpath="{..imageID}" prints the digests that really run.',
    remediation: 'Name the version that was tested, best with its digest: app:1.4.0@sha256:….',
    defaultValue: 'A reference without a tag means the tag latest, and then imagePullPolicy is Always.',
    references: ['Kubernetes: Images, Updating images'],
  },
  equivalents: [...LATEST, ...FOOLED_BY_PORT],
  examples: [{ bad: pod('registry.example.com/web:latest'), good: pod('registry.example.com/web:1.4.0'), byFix: false }],
  options: {
    floating: stringList(
      ['latest', 'stable', 'edge', 'main', 'master', 'nightly'],
      'Tags that move; only latest is a warning, the others are an info',
    ),
  },
  *check(container, ctx) {
    const image = container.image;
    const reference = image?.reference;
    if (!image || !reference || image.node.templated || reference.digest !== undefined) return;
    const at = image.node.span;
    const hasPort = reference.registry?.includes(':') ?? false;
    if (reference.tag === undefined) {
      const standsFor = hasPort ? LATEST : [...LATEST, ...FOOLED_BY_PORT];
      yield ctx.problem('untagged', { at, data: { image: String(image.node.value) }, standsFor });
    } else if (reference.tag === 'latest' && ctx.options.floating.includes('latest')) {
      yield ctx.problem('latest', { at, data: { image: String(image.node.value) }, standsFor: [...LATEST, ...FOOLED_BY_PORT] });
    } else if (ctx.options.floating.includes(reference.tag)) {
      yield ctx.problem('moving', { at, severity: 'info', data: { tag: reference.tag }, standsFor: [] });
    }
  },
});
