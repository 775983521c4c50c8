import { defineRule } from '../../engine/rule.js';
import type { ShellCommand } from '../../model/shell/types.js';

export default defineRule({
  id: 'dockerfile/mixed-downloaders',
  category: 'size',
  on: 'dockerfile.stage',
  scope: { commands: new Set(['curl', 'wget']) },
  summary: 'One stage downloads with both curl and wget',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: { mixed: 'This stage downloads with "{first}" as well, so that it needs both: use one of them' },
  docs: {
    description:
      'The RUNs of one stage run both curl and wget. Merely installing both is fine. Reported where the second kind is first used.',
    rationale:
      'Two tools for one job have two sets of options for proxies, retries, certificates and failure, and both are installed, kept up to date and scanned.',
    impact: 'Options differ: wget -qO- URL is curl -fsSL URL.',
    audit: 'grep -nE "(curl|wget) " Dockerfile shows both.',
    remediation: 'Keep the one that the base image has, or use ADD --checksum.',
    defaultValue: 'Alpine brings the wget of BusyBox, most others neither.',
    references: ['Docker: Building best practices'],
  },
  equivalents: ['hadolint:DL4001', 'trivy:DS-0014', 'kics:fc775e75-fcfb-4c98-b2f2-910c5858b359', 'semgrep:use-either-wget-or-curl'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN wget -q https://example.com/a && curl -fsSO https://example.com/b\n',
      good: 'FROM alpine:3.24\nRUN wget -q https://example.com/a && wget -q https://example.com/b\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    let first: ShellCommand | undefined;
    for (const instruction of stage.instructions) {
      const run = instruction.trigger ?? instruction;
      if (run.keyword !== 'RUN') continue;
      for (const { commands } of run.scripts()) {
        for (const command of commands) {
          if (command.name !== 'curl' && command.name !== 'wget') continue;
          first ??= command;
          if (command.name === first.name) continue;
          yield ctx.problem('mixed', {
            at: command.word.span,
            data: { first: first.name ?? '' },
            related: [{ at: first.word.span, message: `${first.name ?? ''} is used here` }],
          });
          return;
        }
      }
    }
  },
});
