import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { hasOption, lastOption } from '../../knowledge/command-line.js';
import { checksContent, downloadOf, useOf } from '../../knowledge/downloads.js';

export default defineRule({
  id: 'dockerfile/https-downgrade',
  category: 'security',
  on: 'dockerfile.command',
  scope: { commands: new Set(['curl', 'wget']) },
  summary: 'A redirect may lead a download from https to http',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    curl: 'curl follows redirects to http, where anyone can replace what is then run or installed: add --proto =https',
    wget: 'wget follows redirects to http, where anyone can replace what is then run or installed: use curl --proto =https',
  },
  docs: {
    description:
      'curl -L without --proto or --proto-redir, or wget without --max-redirect=0, fetches an https address, and what comes is run or installed. Where the RUN verifies a checksum or a signature nothing is reported.',
    rationale:
      'The first server is authenticated, the address it sends on to may be plain http: a redirect that was set up badly, or by somebody else, ends on a connection anyone on the path can answer.',
    impact: 'A download that really is redirected to http fails.',
    audit: 'curl -sIL URL | grep -i ^location shows where an address leads.',
    remediation: 'curl --proto =https -fsSL URL, wget --max-redirect=0 where no redirect is needed, or verify the checksum of what comes.',
    defaultValue: 'curl follows from https to http; wget follows up to 20 redirects to any protocol.',
    references: ['curl manual: --proto', 'wget manual: --max-redirect'],
    limits: 'Use of a file in a later RUN is not followed.',
  },
  equivalents: ['sonar:S6506'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/install.sh | sh\n',
      good: 'FROM debian:trixie-slim\nRUN curl --proto =https -fsSL https://example.com/install.sh | sh\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const isCurl = command.name === 'curl';
    if (!isCurl && command.name !== 'wget') return;
    const download = downloadOf(command, instruction.state);
    if (!download?.sources.some(({ url }) => /^https:/i.test(url))) return;
    const { options } = download;
    if (isCurl && (!hasOption(options, '-L', '--location', '--location-trusted') || hasOption(options, '--proto', '--proto-redir'))) return;
    if (!isCurl && lastOption(options, '--max-redirect')?.value === '0') return;
    const use = useOf(download, script.commands);
    if ((use !== 'run' && use !== 'installed') || script.commands.some(checksContent)) return;
    const change = isCurl ? insertWordsAfter(ctx.model, instruction, script, command.word, ['--proto', '=https']) : undefined;
    const fix: Fix | undefined = change && { title: 'Allow https only', safety: 'unsafe', ...change };
    yield ctx.problem(isCurl ? 'curl' : 'wget', { at: command.word.span, fixes: [fix] });
  },
});
