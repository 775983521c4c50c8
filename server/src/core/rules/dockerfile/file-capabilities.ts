import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import { shorten } from '../../text/shorten.js';

export default defineRule({
  id: 'dockerfile/file-capabilities',
  category: 'security',
  on: 'dockerfile.command',
  scope: { commands: new Set(['setcap']) },
  summary: 'A program in the image gets a kernel capability',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    given: 'Whoever starts this program gets {capability}: give it to the container that needs it instead',
  },
  docs: {
    description:
      'A stage that ships runs setcap with a capability other than cap_net_bind_service (option allowedCapabilities). setcap -r takes capabilities away and is fine.',
    rationale:
      'Like setuid, a capability on a file works for every user of the container, also for one who broke in. In a container that has not been given the capability the program does not start at all, with "operation not permitted".',
    impact: 'Nothing is changed by Seaworthy; without it the program needs the capability as ambient one, or as root.',
    audit: 'docker run --rm --entrypoint getcap IMAGE -r / lists the files (package libcap).',
    remediation:
      'Do without the capability, or grant it where the container is run (cap_add, securityContext.capabilities.add) and drop all others.',
    defaultValue: 'Files in most base images have none; ping in some has cap_net_raw.',
    references: ['capabilities(7)', 'setcap(8)'],
  },
  equivalents: [],
  options: { allowedCapabilities: stringList(['cap_net_bind_service'], 'Capabilities that may be given to a file') },
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN setcap cap_net_raw,cap_net_admin+ep /usr/bin/dumpcap\n',
      good: 'FROM debian:trixie-slim\nRUN setcap cap_net_bind_service=+ep /usr/sbin/nginx\n',
      byFix: false,
    },
  ],
  *check({ command, instruction }, ctx) {
    if (command.name !== 'setcap' || !(instruction.stage?.ships ?? ctx.model.isFragment)) return;
    const allowed = new Set(ctx.options.allowedCapabilities.map((name) => name.toLowerCase()));
    for (const word of command.args) {
      const text = writtenText(word);
      if (!/^(?:all|cap_\w+(?:,cap_\w+)*)[-+=]/i.test(text)) continue;
      const name = text
        .replace(/[-+=][a-z]*/gi, ' ')
        .split(/[\s,]+/)
        .find((each) => each !== '' && !allowed.has(each.toLowerCase()));
      if (name !== undefined) yield ctx.problem('given', { at: spanOfPart(word, name), data: { capability: shorten(name.toLowerCase()) } });
    }
  },
});
