import { defineRule } from '../../engine/rule.js';
import { replaceKeyword } from '../../fix/dockerfile.js';
import { addSourcesOf } from '../../knowledge/downloads.js';

/** ADD unpacks these. */
const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.[a-z0-9]+|gz|bz2|xz|zst|lzma|Z)$/i;
/** Flags of ADD that COPY does not have. */
const OWN_FLAGS = new Set(['checksum', 'keep-git-dir', 'unpack']);

export default defineRule({
  id: 'dockerfile/add-instead-of-copy',
  category: 'supply-chain',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ADD'] },
  summary: 'ADD is used for local files',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    local: 'ADD also downloads and unpacks, which these local files do not need: use COPY, which does only what it says',
    variable: 'ADD of "{source}" may copy, download or unpack: use COPY if it is always a local file',
  },
  docs: {
    description:
      'ADD has only local sources, and none of them is an archive, a URL, a git source or a heredoc. Sources that hold a variable are a hint, since they may be any of these.',
    rationale:
      'ADD fetches URLs and unpacks archives by itself. Where neither is meant, a file that happens to be an archive is unpacked without a word, and a reader has to check what the line does. COPY does one thing.',
    impact:
      'None: for local files that are no archives COPY writes the same layer. Where a pattern may match an archive the fix is offered as unsafe.',
    audit: 'docker history --no-trunc IMAGE shows the ADD lines.',
    remediation: 'Write COPY in place of ADD.',
    defaultValue: 'ADD unpacks local tar archives, whatever their name.',
    references: ['Dockerfile reference: ADD', 'Docker: Building best practices, ADD or COPY', 'CIS Docker Benchmark 4.9'],
    limits: 'An archive without one of the usual extensions is taken for a plain file.',
  },
  equivalents: [
    'hadolint:DL3020',
    'trivy:DS-0005',
    'checkov:CKV_DOCKER_4',
    'kics:9513a694-aa0d-41d8-be61-3271e056f36b',
    'semgrep:prefer-copy-over-add',
    'sonar:S7029',
    'dockle:CIS-DI-0009',
    'cis-docker-1.6:4.9',
  ],
  examples: [
    {
      bad: 'FROM alpine:3.24\nADD --chown=1000 app.conf /etc/app.conf\n',
      good: 'FROM alpine:3.24\nCOPY --chown=1000 app.conf /etc/app.conf\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'ADD' || instruction.heredocs.length > 0) return;
    const found = addSourcesOf(instruction);
    const sources = found.map(({ written }) => written);
    if (found.length === 0 || found.some(({ kind }) => kind !== 'local') || sources.some((source) => ARCHIVE.test(source))) return;
    const variable = sources.find((source) => source.includes('$'));
    if (variable !== undefined) {
      yield ctx.problem('variable', { at: instruction.keywordSpan, severity: 'hint', data: { source: variable } });
      return;
    }
    const change = instruction.flags.some(({ name }) => OWN_FLAGS.has(name)) ? undefined : replaceKeyword(ctx.model, instruction, 'COPY');
    const isPattern = sources.some((source) => /[*?[]/.test(source));
    yield ctx.problem('local', {
      at: instruction.keywordSpan,
      fixes: [change && { title: 'Use COPY', safety: isPattern ? 'unsafe' : 'safe', ...change }],
    });
  },
});
