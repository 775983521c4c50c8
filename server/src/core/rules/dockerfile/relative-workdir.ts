import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { isRelativePath } from '../../knowledge/copy-target.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

const SONAR = 'sonar:S7021';
const PEERS = [
  'hadolint:DL3000',
  'buildkit:WorkdirRelativePath',
  'trivy:DS-0009',
  'checkov:CKV_DOCKER_10',
  'kics:6b376af8-cfe8-49ab-a08d-f32de23661a4',
  SONAR,
  'dockerfile-utils:WORKDIR_IS_NOT_ABSOLUTE',
];

/** `/` in front of the path, behind the quote where there is one. */
function fixOf(model: DockerfileModel, instruction: Instruction, path: string): Fix | undefined {
  const { argumentsSpan: at, logical } = instruction;
  const plain = path.replace(/^(?:\.\/+)+/, '');
  if (!/^[^.~\s][^\s]*$/.test(plain) || /(?:^|\/)\.\.?(?:\/|$)/.test(plain)) return undefined;
  const quote = /^["']/.exec(logical)?.[0] ?? '';
  const change = replaceWord(model, instruction, at, `${quote}/${plain}${quote}`);
  return change && { title: `Write /${plain.length > 40 ? '...' : plain}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/relative-workdir',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['WORKDIR'] },
  summary: 'A relative WORKDIR depends on where the base image happens to be',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    relative: 'Where "{path}" lies depends on the base image, which may change it: write an absolute path',
    home: 'WORKDIR makes a directory called "~", as no shell reads it: write the path of the home directory',
  },
  docs: {
    description:
      'The first WORKDIR of a stage and its parent stages is a relative path. Paths that begin with / or a drive letter, and those that begin with a variable, are fine. ~ is not expanded, and is reported wherever it stands.',
    rationale:
      'A relative WORKDIR is joined to that of the base image. A new version of the image with another directory moves everything, and COPY and RUN below work somewhere else.',
    impact: 'An absolute path is another directory than today wherever the base image does not start in /.',
    audit: 'docker image inspect --format "{{.Config.WorkingDir}}" IMAGE shows where it ended up.',
    remediation: 'Write an absolute path, such as /app.',
    defaultValue: 'Without any WORKDIR the directory is /.',
    references: ['Dockerfile reference: WORKDIR', 'BuildKit: build checks, WorkdirRelativePath'],
  },
  equivalents: PEERS,
  examples: [{ bad: 'FROM node:24-slim\nWORKDIR app\nCOPY . .\n', good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\n', byFix: true }],
  *check(instruction, ctx) {
    const { keyword, state, argumentsSpan: at } = instruction;
    const path = instruction.logical.replace(/^(["'])(.*)\1$/, '$2');
    if (keyword !== 'WORKDIR' || !isRelativePath(path)) return;
    if (path === '~' || path.startsWith('~/')) {
      yield ctx.problem('home', { at, standsFor: state.workdir === undefined ? PEERS.filter((peer) => peer !== SONAR) : [] });
      return;
    }
    if (state.workdir !== undefined) return;
    yield ctx.problem('relative', { at, data: { path }, standsFor: PEERS, fixes: [fixOf(ctx.model, instruction, path)] });
  },
});
