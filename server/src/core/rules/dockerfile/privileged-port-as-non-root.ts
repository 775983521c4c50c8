import { defineRule } from '../../engine/rule.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { effectiveUserOf, isRoot } from '../../knowledge/effective-user.js';
import { exposedPorts } from '../../knowledge/port-numbers.js';
import type { Stage } from '../../model/dockerfile/types.js';
import { shorten } from '../../text/shorten.js';

/** setcap, a setting of the kernel, or a note that somebody has thought of it. */
function isCaredFor(stage: Stage, text: string): boolean {
  return stage.chain.some((link) =>
    /setcap|cap_net_bind_service|ip_unprivileged_port_start|authbind/i.test(text.slice(link.span.start, link.span.end)),
  );
}

export default defineRule({
  id: 'dockerfile/privileged-port-as-non-root',
  category: 'security',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['EXPOSE'] },
  summary: 'A user who is not root is to listen on a port below 1024',
  severity: 'hint',
  confidence: 'low',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    low: 'Some runtimes let only root, not "{user}", listen on {port}: use a port above 1023',
  },
  docs: {
    description:
      'The effective user of the final stage is not root, and EXPOSE of its chain lists a port below 1024. Silent where the stage speaks of setcap, cap_net_bind_service, ip_unprivileged_port_start or authbind.',
    rationale:
      'Docker since 20.10 and containerd by setting open all ports to everybody in a container of its own network; other runtimes, hostNetwork and older hosts do not, and the program stops with "permission denied".',
    impact: 'Nothing is changed by Seaworthy; with another port, mappings and probes change too.',
    audit: 'docker run --rm --sysctl net.ipv4.ip_unprivileged_port_start=1024 IMAGE shows whether it starts without that help.',
    remediation: 'Listen on a port above 1023 and map it where the container is run: -p 80:8080, targetPort: 8080.',
    defaultValue: 'The kernel keeps ports below 1024 for root; Docker sets net.ipv4.ip_unprivileged_port_start to 0.',
    references: ['Linux: ip_unprivileged_port_start', 'Kubernetes: Pod Security Standards, restricted'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nEXPOSE 80\nUSER 10001\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nEXPOSE 8080\nUSER 10001\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check({ stage, file }, ctx) {
    const facts = factsOfUse(stage.rootImage);
    if (facts?.os === 'windows') return;
    const user = effectiveUserOf(stage)?.resolved ?? facts?.user;
    if (user === undefined || isRoot(user)) return;
    const ports = stage.chain.flatMap((link) => link.instructions.flatMap((instruction) => exposedPorts(instruction)));
    const low = ports.filter(({ from }) => from > 0 && from < 1024);
    if (low.length === 0 || isCaredFor(stage, file.text)) return;
    for (const { word, from } of low) yield ctx.problem('low', { at: word.span, data: { user: shorten(user), port: String(from) } });
  },
});
