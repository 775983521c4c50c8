import { defineRule } from '../../engine/rule.js';
import { containerRunOf, hostAccessOf } from '../../knowledge/container-run.js';
import { shorten } from '../../text/shorten.js';

export default defineRule({
  id: 'dockerfile/privileged-docker-run',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT'] },
  summary: 'A command starts a container that has the host in its hands',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    privileged: 'A container with {option} owns the host, devices and all: give it the one capability or device it needs',
    namespace: 'A container with {option} sees and reaches what is not its own on the host: leave the option out',
    socket: 'Whoever reaches "{path}" starts containers as root of the host: use a builder that needs no daemon',
    path: 'The container can change "{path}" of the host, and through it all the rest: mount only what it needs',
  },
  docs: {
    description:
      'RUN, CMD or ENTRYPOINT runs docker, podman or nerdctl run (or create) with --privileged, with a namespace of the host (--pid, --net, --ipc, --uts, --userns, --cgroupns set to host), or with a bind mount of the root, of the socket of a container runtime or of a directory of the system.',
    rationale:
      'Each of these takes away what keeps the container from the host. A program in it, or a hole in one, then reads the secrets of the host, joins other containers or replaces the system. For a build it means that every package it runs has the build machine.',
    impact: 'Nothing is changed by Seaworthy; programs that manage the host need another way.',
    audit:
      'docker ps -q | xargs docker inspect --format "{{.Name}} {{.HostConfig.Privileged}} {{.HostConfig.PidMode}}" shows containers that run this way.',
    remediation:
      'Name what is needed: --cap-add, --device, a directory, a published port. Build images in a build without daemon (buildkit rootless, buildah, kaniko).',
    defaultValue: 'Containers have namespaces of their own, fourteen capabilities and no path of the host.',
    references: ['CIS Docker Benchmark 5.5, 5.6, 5.10, 5.16 and 5.32', 'Docker: docker container run reference'],
    limits: 'Scripts that are copied into the image are not read.',
  },
  equivalents: ['dockerfile_lint:privileged_run_container'],
  examples: [
    {
      bad: 'FROM docker:29-cli\nCMD docker run --privileged registry.corp.dev/agent:1.4.0\n',
      good: 'FROM docker:29-cli\nCMD docker run --cap-add NET_ADMIN registry.corp.dev/agent:1.4.0\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return;
    for (const script of instruction.scripts()) {
      for (const command of script.commands) {
        const run = containerRunOf(command);
        if (!run || run.verb === 'exec') continue;
        for (const { kind, text, at } of hostAccessOf(run)) {
          const standsFor = keyword === 'RUN' && kind === 'privileged' ? ['dockerfile_lint:privileged_run_container'] : [];
          if (kind === 'privileged' || kind === 'namespace') yield ctx.problem(kind, { at, data: { option: shorten(text) }, standsFor });
          else yield ctx.problem(kind === 'socket' ? 'socket' : 'path', { at, data: { path: shorten(text) }, standsFor });
        }
      }
    }
  },
});
