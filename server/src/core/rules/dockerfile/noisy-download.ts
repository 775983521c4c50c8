import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { hasOption } from '../../knowledge/command-line.js';
import { downloadOf } from '../../knowledge/downloads.js';
import { writtenText } from '../../knowledge/shell-text.js';

export default defineRule({
  id: 'dockerfile/noisy-download',
  category: 'maintainability',
  on: 'dockerfile.command',
  scope: { commands: new Set(['wget']) },
  summary: 'wget fills the build log with its progress',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    noisy: 'wget writes a line of progress for every 50 KB, which buries the rest of the log: add --progress=dot:giga',
    plain: 'wget writes its progress to the log, which buries the rest: add -q',
  },
  docs: {
    description: 'wget runs without -q, -nv, --progress or a log of its own (-o, -a), and its messages are not sent elsewhere.',
    rationale:
      'In a build, which is no terminal, wget prints thousands of lines of dots for one archive. The line that says why the build failed is lost among them.',
    impact: 'None for what is built. BusyBox has no --progress; there -q is offered, which hides messages about failures too.',
    audit: 'Look at the log of a build: docker build --progress=plain .',
    remediation: 'wget --progress=dot:giga URL, wget -nv URL, or curl -fsSL.',
    defaultValue: 'wget prints a dot for each kilobyte where there is no terminal.',
    references: ['wget manual: --progress'],
    limits: 'Invoke-WebRequest in PowerShell is not read.',
  },
  equivalents: ['hadolint:DL3047'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN wget https://example.com/a.tgz\n',
      good: 'FROM debian:trixie-slim\nRUN wget --progress=dot:giga https://example.com/a.tgz\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (command.name !== 'wget') return;
    const download = downloadOf(command, instruction.state);
    if (!download || download.sources.length === 0) return;
    if (
      hasOption(
        download.options,
        '-q',
        '--quiet',
        '-nv',
        '--no-verbose',
        '--progress',
        '-o',
        '--output-file',
        '-a',
        '--append-output',
        '--spider',
      )
    )
      return;
    const isSentAway = command.redirects.some(
      ({ span, target }) => /^(?:2|&)>/.test(ctx.text.slice(span.start, span.end)) && !/^&?[12]$/.test(target ? writtenText(target) : ''),
    );
    if (isSentAway) return;
    // The wget of Debian is GNU's; BusyBox and wget2 know no dots.
    const isGnu =
      !command.wrappers.includes('busybox') && instruction.stage && factsOfUse(instruction.stage.rootImage)?.packageManager === 'apt';
    const option = isGnu ? '--progress=dot:giga' : '-q';
    const change = insertWordsAfter(ctx.model, instruction, script, command.word, [option]);
    const fix: Fix | undefined = change && { title: `Add ${option}`, safety: isGnu ? 'safe' : 'unsafe', ...change };
    yield ctx.problem(isGnu ? 'noisy' : 'plain', { at: command.word.span, fixes: [fix] });
  },
});
