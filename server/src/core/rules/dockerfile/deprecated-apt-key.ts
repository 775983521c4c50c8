import { defineRule } from '../../engine/rule.js';

const FOLDER = '/etc/apt/trusted.gpg';
/** Write what they are given to a file that one of their words names. */
const WRITERS = /^(?:tee|cp|mv|ln|install|gpg2?|sq|curl|wget|dd|gunzip|tar)$/;
/** apt-key only looks, or takes a key away. */
const READS = /^(?:list|finger|export|exportall|del|remove)$/;

export default defineRule({
  id: 'dockerfile/deprecated-apt-key',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'COPY', 'ADD'] },
  summary: 'A key is trusted for every apt repository',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    command: 'apt-key is gone from new releases and trusts the key for every repository: name it with signed-by instead',
    folder: 'A key in "{folder}" may sign packages of every repository: name it with signed-by instead',
  },
  docs: {
    description:
      'A RUN adds a key with apt-key, or a RUN, COPY or ADD writes one to /etc/apt/trusted.gpg or /etc/apt/trusted.gpg.d. Listing and deleting keys is fine.',
    rationale:
      'A key that apt trusts as a whole may sign packages of any repository: whoever holds the key of one vendor can replace libc6. apt-key is deprecated since Debian 11 and missing from Debian 13, so that the build fails when the base image is raised.',
    impact: 'None on what is installed, once the line of the repository names the key.',
    audit: 'docker run --rm IMAGE ls /etc/apt/trusted.gpg.d shows keys beside those of the distribution.',
    remediation:
      'Save the key as /etc/apt/keyrings/NAME.asc and write "deb [signed-by=/etc/apt/keyrings/NAME.asc] https://... SUITE main", or Signed-By in a .sources file.',
    defaultValue: 'The keys of the distribution lie in /etc/apt/trusted.gpg.d or are named by its sources.',
    references: ['apt-key(8): Deprecation', 'sources.list(5): Signed-By', 'Debian wiki: Third-party repositories'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:bookworm-slim\nRUN curl -fsSL https://example.com/key.asc | apt-key add -\n',
      good: 'FROM debian:bookworm-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/key.asc /etc/apt/keyrings/example.asc\nRUN echo "deb [signed-by=/etc/apt/keyrings/example.asc] https://example.com/apt stable main" > /etc/apt/sources.list.d/example.list\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const folder = (path: string): string => (path.startsWith(`${FOLDER}.d`) ? `${FOLDER}.d` : FOLDER);
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const target = (instruction.json?.items ?? instruction.words).at(-1);
      if (target?.value.startsWith(FOLDER)) {
        yield ctx.problem('folder', { at: target.span, data: { folder: folder(target.value) } });
      }
      return;
    }
    if (instruction.keyword !== 'RUN') return;
    for (const script of instruction.scripts()) {
      for (const command of script.commands) {
        if (command.name === 'apt-key') {
          const verb = command.args.find(({ raw }) => /^[a-z]/.test(raw));
          if (verb && !READS.test(verb.value ?? '')) yield ctx.problem('command', { at: command.word.span, tags: ['deprecated'] });
          continue;
        }
        const redirect = command.redirects.find(({ operator, target }) => operator.startsWith('>') && target?.value?.startsWith(FOLDER));
        const word =
          redirect?.target ??
          (WRITERS.test(command.name ?? '')
            ? command.args.find(({ value }) => value?.replace(/^--?[\w-]+=/, '').startsWith(FOLDER))
            : undefined);
        if (word) yield ctx.problem('folder', { at: word.span, data: { folder: folder((word.value ?? '').replace(/^--?[\w-]+=/, '')) } });
      }
    }
  },
});
