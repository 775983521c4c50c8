import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { removeArgument } from '../../fix/dockerfile.js';
import { exposedPorts } from '../../knowledge/port-numbers.js';

const SERVICES: Readonly<Record<string, string>> = { '22': 'SSH', '23': 'Telnet', '3389': 'Remote Desktop', '5800': 'VNC', '5900': 'VNC' };

export default defineRule({
  id: 'dockerfile/exposed-admin-port',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['EXPOSE'] },
  summary: 'EXPOSE lists a port for logging in to a machine',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    known: 'Port {port} ({service}) invites logins from outside: remove it and use docker exec',
    other: 'Port {port} is listed as one for administration, open to all who reach the container: remove it',
  },
  docs: {
    description:
      'EXPOSE in a shipped stage lists TCP port 22, 23, 3389, 5800 or 5900 (option adminPorts), alone or within a range. UDP ports and builder stages are left alone.',
    rationale:
      'A login service in a container is a second way in, with keys and passwords of its own that nobody rotates. docker run -P publishes every exposed port on all addresses of the host.',
    impact: 'EXPOSE alone opens nothing; -P, and tools that read the image, no longer publish the port. The service itself keeps running.',
    audit: 'docker image inspect --format "{{json .Config.ExposedPorts}}" IMAGE lists the ports.',
    remediation:
      'Remove the port and the login service; docker exec and kubectl exec give a shell to whoever may have one. An image whose purpose is SSH keeps it: suppress the finding there with a reason.',
    defaultValue: 'Without EXPOSE no port is listed.',
    references: ['CIS Docker Benchmark 5.6', 'Dockerfile reference: EXPOSE'],
  },
  equivalents: ['trivy:DS-0004', 'checkov:CKV_DOCKER_1', 'kics:5907595b-5b6d-4142-b173-dbb0e73fbff8', 'sonar:S6473'],
  options: { adminPorts: stringList(Object.keys(SERVICES), 'TCP ports that are reported') },
  examples: [
    {
      bad: 'FROM alpine:3.24\nEXPOSE 8080 22\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nEXPOSE 8080\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'EXPOSE' || !(instruction.stage?.ships ?? ctx.model.isFragment)) return;
    for (const { word, from, to, protocol } of exposedPorts(instruction)) {
      if (protocol !== 'tcp') continue;
      const port = ctx.options.adminPorts.find((each) => from <= Number(each) && Number(each) <= to);
      if (port === undefined) continue;
      const isAlone = from === to;
      const service = SERVICES[port];
      const standsFor = service === undefined ? [] : ['sonar:S6473'];
      if (isAlone && port === '22' && !word.value.includes('$')) {
        standsFor.push('trivy:DS-0004', 'checkov:CKV_DOCKER_1', 'kics:5907595b-5b6d-4142-b173-dbb0e73fbff8');
      }
      const change = isAlone ? removeArgument(ctx.model, instruction, word.span) : undefined;
      const fixes = [change && ({ title: `Remove port ${port}`, safety: 'unsafe', ...change } as const)];
      if (service === undefined) yield ctx.problem('other', { at: word.span, data: { port }, standsFor, fixes });
      else yield ctx.problem('known', { at: word.span, data: { port, service }, standsFor, fixes });
    }
  },
});
