import { defineRule } from '../../engine/rule.js';
import { addSourcesOf, shortUrl, spanOfSource } from '../../knowledge/downloads.js';

/** A file of a repository at one commit, which does not change. */
const BY_COMMIT =
  /^https:\/\/(?:raw\.githubusercontent\.com|github\.com|codeload\.github\.com|gitlab\.com|codeberg\.org)\/.*[/=](?:[0-9a-f]{40}|[0-9a-f]{64})(?:[/?.]|$)/;

export default defineRule({
  id: 'dockerfile/add-without-checksum',
  category: 'supply-chain',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ADD'] },
  summary: 'ADD fetches a file over HTTP without --checksum',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unchecked: '"{file}" is taken as the server sends it that day, so changes go unseen: give the ADD a --checksum',
    commit: '"{file}" is named by its commit, yet nobody compares what the server sends: give the ADD a --checksum',
  },
  docs: {
    description:
      'A source of ADD begins with http:// or https:// and the instruction has no --checksum. Git sources, which are pinned by a commit, and local files are left alone. Variables count with their default. A file of a repository whose address holds a commit is an info.',
    rationale:
      'The server, or whoever took over its name, decides what the image contains. BuildKit also has nothing to compare the next download with, so a changed file is built in without a word. With a checksum the build stops, and an unchanged file is taken from the cache.',
    impact: 'The checksum has to be raised together with the version in the URL. A URL whose content changes cannot be added this way.',
    audit: 'docker history --no-trunc IMAGE | grep "ADD http" lists such layers.',
    remediation:
      'Download the file once, compare it with what its publisher promises, and write ADD --checksum=sha256:$(sha256sum FILE) URL DESTINATION with the sum itself.',
    defaultValue: 'ADD takes whatever the URL answers.',
    references: ['Dockerfile reference: ADD --checksum', 'CIS Docker Benchmark 4.9', 'CIS Docker Benchmark 4.11'],
    limits: 'A URL that comes from an ARG without a default is not seen.',
  },
  equivalents: ['sonar:S6474', 'kics:4b410d24-1cbe-4430-a632-62c9a931cf1c', 'cis-docker-1.6:4.9', 'cis-docker-1.6:4.11'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nADD https://example.com/tool-1.4.tar.gz /opt/\n',
      good: 'FROM debian:trixie-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool-1.4.tar.gz /opt/\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'ADD' || instruction.flags.some(({ name }) => name === 'checksum')) return;
    for (const source of addSourcesOf(instruction)) {
      if (source.kind !== 'http') continue;
      const report = { at: spanOfSource(source), data: { file: shortUrl(source.url) } };
      if (BY_COMMIT.test(source.url)) yield ctx.problem('commit', { ...report, severity: 'info' });
      else yield ctx.problem('unchecked', report);
    }
  },
});
