import { defineRule } from '../../engine/rule.js';
import { normalizePath } from '../../knowledge/host-paths.js';
import { putIn } from '../../knowledge/shell-text.js';
import { shorten } from '../../text/shorten.js';

const SYSTEM = /^\/(?:boot|dev|initrd|lost\+found|proc|sys)(?:\/|$)/;

export default defineRule({
  id: 'dockerfile/system-workdir',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['WORKDIR'] },
  summary: 'WORKDIR is a directory of the kernel or the boot loader',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    system: '"{path}" belongs to the kernel or boot loader, not to a program: use one of its own such as /app',
    descriptor: '"{path}" can lead out of the container in old runc (CVE-2024-21626): use a plain one such as /app',
  },
  docs: {
    description: 'WORKDIR is /proc, /sys, /dev, /boot, /initrd or /lost+found, or something below; /proc/self/fd/N is told apart.',
    rationale:
      'runc before 1.1.12 followed a working directory of /proc/self/fd/N to an open directory of the host, so that an image with such a WORKDIR got out of its container on start. In the other directories the kernel decides what a file means, and nothing written there is part of the image.',
    impact: 'Nothing is changed by Seaworthy; relative paths of later instructions count from the new directory.',
    audit: 'docker image inspect --format "{{.Config.WorkingDir}}" IMAGE prints the directory.',
    remediation: 'Give the program a directory of its own: WORKDIR /app. Keep runc at 1.1.12 or newer.',
    defaultValue: 'Without WORKDIR the directory of the base image, in the end /.',
    references: ['CVE-2024-21626', 'Dockerfile reference: WORKDIR'],
  },
  equivalents: ['trivy:DS-0030'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nWORKDIR /proc/self/fd/8\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nWORKDIR /app\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'WORKDIR') return;
    const [first] = instruction.words;
    const last = instruction.words[instruction.words.length - 1];
    if (!first || !last) return;
    const { state } = instruction;
    const written = putIn(instruction.logical, state).replace(/^(["'])(.*)\1$/, '$2');
    const path = normalizePath(written.startsWith('/') ? written : `${state.workdir ?? ''}/${written}`);
    if (path === undefined || !SYSTEM.test(path)) return;
    yield ctx.problem(/^\/proc\/(?:self|\d+|thread-self)\/fd(?:\/|$)/.test(path) ? 'descriptor' : 'system', {
      at: { start: first.span.start, end: last.span.end },
      data: { path: shorten(path) },
    });
  },
});
