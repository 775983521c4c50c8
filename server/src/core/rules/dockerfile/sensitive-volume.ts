import { defineRule } from '../../engine/rule.js';
import { removeArgument } from '../../fix/dockerfile.js';
import { normalizePath, RUNTIME_SOCKETS } from '../../knowledge/host-paths.js';
import { putIn } from '../../knowledge/shell-text.js';
import { shorten } from '../../text/shorten.js';
import { baseName } from '../../text/base-name.js';

const isSocket = (path: string): boolean => RUNTIME_SOCKETS.includes(baseName(path));
/** The system itself; what lies below is only sensitive where the kernel answers. */
const SYSTEM = /^\/(?:boot|dev|etc|proc|root|sys)?$|^\/(?:proc|sys)\//;

export default defineRule({
  id: 'dockerfile/sensitive-volume',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['VOLUME'] },
  summary: 'VOLUME names a path of the system or the socket of a container runtime',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    socket: '"{path}" gives whoever mounts it there the whole host, and this asks everybody to: remove the VOLUME',
    system: 'A volume over "{path}" hides or keeps parts of the system: declare only directories of data',
  },
  docs: {
    description:
      'VOLUME names the socket of a container runtime (docker.sock, containerd.sock, crio.sock, podman.sock), or one of /, /boot, /dev, /etc, /proc, /root and /sys, or something below /proc or /sys.',
    rationale:
      'Who can write to the socket of the runtime starts containers with the rights of root on the host. A volume over a directory of the system keeps what was there on the first start: accounts, keys and settings stay old through every update of the image, and runtimes refuse volumes over /proc.',
    impact: 'Containers that got an unnamed volume there no longer do; name the mount in Compose or the pod where it is really wanted.',
    audit: 'docker image inspect --format "{{json .Config.Volumes}}" IMAGE lists the volumes.',
    remediation: 'Remove the path. Declare only directories in which the program keeps its data, such as /var/lib/app.',
    defaultValue: 'Without VOLUME an image asks for no mount.',
    references: ['CIS Docker Benchmark 5.5 and 5.31', 'Dockerfile reference: VOLUME'],
  },
  equivalents: ['semgrep:dockerfile-dockerd-socket-mount', 'dockle:DKL-DI-0002'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nVOLUME /data /var/run/docker.sock\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nVOLUME /data\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'VOLUME') return;
    for (const { value, span } of instruction.json?.items ?? instruction.words) {
      const path = normalizePath(putIn(value, instruction.state).replace(/^(["'])(.*)\1$/, '$2'));
      if (path === undefined || path.includes('$')) continue;
      const key = isSocket(path) ? 'socket' : SYSTEM.test(path) ? 'system' : undefined;
      if (!key) continue;
      const change = removeArgument(ctx.model, instruction, span);
      yield ctx.problem(key, {
        at: span,
        data: { path: shorten(path) },
        standsFor:
          key === 'socket' ? (path.endsWith('/docker.sock') ? ['semgrep:dockerfile-dockerd-socket-mount'] : []) : ['dockle:DKL-DI-0002'],
        fixes: [change && { title: `Remove ${shorten(path)}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
