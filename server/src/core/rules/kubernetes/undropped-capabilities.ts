import { defineRule } from '../../engine/rule.js';
import { absentOn, setOn } from '../../fix/harden.js';
import { changeYaml } from '../../fix/yaml.js';
import type { YamlNode } from '../../model/kubernetes/types.js';

/** Peers that accept nothing but ALL. */
const NOT_ALL = [
  'pss:restricted/capabilities_restricted',
  'polaris:insecureCapabilities',
  'kubesec:CapDropAll',
  'trivy:KSV-0003',
  'trivy:KSV-0106',
  'checkov:CKV_K8S_37',
  'cis-kubernetes-1.12:5.2.9',
  'kubescape:C-0201',
  'kubescape:C-0220',
] as const;
/** Peers that are content when anything is dropped. */
const NOTHING = ['kubesec:CapDropAny', 'trivy:KSV-0004', 'kics:268ca686-7fb7-4ae9-b129-955a2a89064e'] as const;

const isText = (node: YamlNode, test: RegExp): boolean => node.kind === 'scalar' && test.test(String(node.value));

const pod = (context: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
${context}`;

export default defineRule({
  id: 'kubernetes/undropped-capabilities',
  category: 'container-security',
  on: 'kubernetes.container',
  summary: 'A container keeps the default capabilities',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    some: 'This list leaves "{name}" privileges of the kernel: drop ALL, and add back the ones it uses',
    spelling: 'Pod Security Admission knows only ALL in capital letters, so it refuses "{value}": write ALL',
    absent: '"{name}" keeps the default capabilities, NET_RAW too: drop ALL, and add back the ones it uses',
  },
  docs: {
    description:
      'securityContext.capabilities.drop of a container does not contain exactly ALL. A drop list that is written is a warning; an absent securityContext, capabilities or drop, null and an empty list are an info. Windows pods are exempt.',
    rationale:
      'The default set holds CHOWN, SETUID, NET_RAW and others that few programs use. Each is a tool for whoever takes the container over: NET_RAW to forge packets, SETUID to change the user.',
    impact:
      'A program that uses one of the default capabilities fails until it is added back: NET_BIND_SERVICE for ports below 1024, CHOWN and SETUID for start scripts that change users.',
    audit: 'kubectl exec POD -- grep CapEff /proc/1/status prints 0000000000000000 when nothing is left.',
    remediation: 'Set securityContext.capabilities.drop to [ALL] and list under add what the program truly uses.',
    defaultValue: 'Without a drop list a container keeps the default set of the container runtime, 11 to 14 capabilities.',
    references: ['Kubernetes: Pod Security Standards, restricted, Capabilities', 'CIS Kubernetes Benchmark 5.2.9'],
  },
  equivalents: [...NOT_ALL, ...NOTHING],
  examples: [
    {
      bad: pod('      securityContext:\n        capabilities:\n          drop: [NET_RAW]\n'),
      good: pod('      securityContext:\n        capabilities:\n          drop: [ALL]\n'),
      byFix: true,
    },
    {
      bad: pod('      securityContext: {capabilities: {drop: [all]}}\n'),
      good: pod('      securityContext: {capabilities: {drop: [ALL]}}\n'),
      byFix: true,
    },
  ],
  *check(container, ctx) {
    if (container.pod.windows) return;
    const drop = container.field('securityContext', 'capabilities', 'drop');
    const name = container.label;
    const path = ['securityContext', 'capabilities', 'drop'];
    if (drop && drop.value.kind !== 'list') return;
    const items = drop?.value.kind === 'list' ? drop.value.items : [];
    if (items.some((item) => isText(item, /^ALL$/) || (item.kind === 'scalar' && item.templated))) return;
    const misspelled = items.find((item) => isText(item, /^all$/i));
    if (misspelled) {
      const change = changeYaml(ctx.model.document, [{ op: 'set', path: misspelled.path, value: 'ALL' }]);
      yield ctx.problem('spelling', {
        at: misspelled.span,
        data: { value: misspelled.kind === 'scalar' ? String(misspelled.value) : '' },
        standsFor: ['pss:restricted/capabilities_restricted'],
        fixes: [change && { title: 'Write ALL', safety: 'safe', ...change }],
      });
    } else if (drop && items.length > 0) {
      const change = setOn(ctx.model, container, path, ['ALL']);
      yield ctx.problem('some', {
        at: drop.span,
        data: { name },
        standsFor: NOT_ALL,
        fixes: [change && { title: 'Drop ALL capabilities', safety: 'unsafe', ...change }],
      });
    } else if (container.completeness === 'whole') {
      const change = setOn(ctx.model, container, path, ['ALL']);
      yield ctx.problem('absent', {
        at: container.nameSpan,
        severity: 'info',
        data: { name },
        standsFor: [...NOT_ALL, ...NOTHING],
        group: absentOn(container, 'drop of capabilities'),
        fixes: [change && { title: 'Drop ALL capabilities', safety: 'unsafe', ...change }],
      });
    }
  },
});
