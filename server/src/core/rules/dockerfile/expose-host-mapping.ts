import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { readPortWord } from '../../knowledge/port-numbers.js';

export default defineRule({
  id: 'dockerfile/expose-host-mapping',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['EXPOSE'] },
  summary: 'EXPOSE gives an address or a port of the host',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    mapping: 'EXPOSE drops "{host}" and will refuse it: keep the port of the container, "{port}"',
  },
  docs: {
    description:
      'A word of EXPOSE has an address or a port of the host in front of the port of the container, as in 8080:80 or 127.0.0.1:80:80.',
    rationale:
      'EXPOSE is a note about the container; it publishes nothing. BuildKit drops what stands in front of the last colon and has announced that it will refuse it.',
    impact: 'None: the port of the container stays exposed as before.',
    audit: 'docker image inspect --format "{{json .Config.ExposedPorts}}" IMAGE shows the ports without the host.',
    remediation: 'Name the port of the container alone, and map it when the container is started: docker run -p 8080:80.',
    defaultValue: 'EXPOSE publishes no port.',
    references: ['Dockerfile reference: EXPOSE', 'BuildKit: build checks, ExposeInvalidFormat'],
  },
  equivalents: ['buildkit:ExposeInvalidFormat', 'dockerfilelint:expose_host_port'],
  examples: [{ bad: 'FROM nginx:1.30-alpine\nEXPOSE 8080:80\n', good: 'FROM nginx:1.30-alpine\nEXPOSE 80\n', byFix: true }],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'EXPOSE') return;
    for (const { value, span } of instruction.words) {
      const word = value.replace(/["']/g, '');
      const { host, problem, port } = readPortWord(word);
      // A lone colon in front is nothing of the host.
      if (host === '' || host === ':' || port === '') continue;
      const own = word.slice(host.length);
      const change = problem === undefined ? replaceWord(ctx.model, instruction, span, own) : undefined;
      yield ctx.problem('mapping', {
        at: span,
        data: { host: host.slice(0, -1), port: own },
        fixes: [change && { title: `Expose ${own}`, safety: 'safe', ...change }],
      });
    }
  },
});
