import { defineRuleFamily } from '../../engine/rule.js';
import { removeFlag } from '../../fix/dockerfile.js';

const shared = { category: 'security', confidence: 'high', since: '0.1.0' } as const;
const BUILDX = 'BuildKit refuses it unless the builder and the build allow it (--allow-insecure-entitlement, --allow).';

export default defineRuleFamily({
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  rows: [
    {
      ...shared,
      id: 'dockerfile/insecure-sandbox',
      flag: 'security',
      value: 'insecure',
      severity: 'error',
      profile: 'recommended',
      fix: 'unsafe',
      summary: 'A RUN asks for a build step without sandbox',
      messages: { used: 'This RUN has the rights of root on the build machine, and so has all it downloads: remove the flag' },
      docs: {
        description: 'RUN has --security=insecure, which runs the command with all capabilities and without the sandbox of the builder.',
        rationale:
          'The command can mount disks, load modules and reach the devices of the machine it is built on. Every package and script it fetches gets the same rights, so one bad dependency takes over the builder, with the sources, secrets and registries of everybody who builds there.',
        impact: 'Commands that need mounts, loop devices or nested containers fail without the flag.',
        audit: 'docker buildx ls and the configuration of buildkitd show whether builders allow security.insecure.',
        remediation:
          'Remove the flag. Do what needs privileges outside the image build, or in a rootless tool (buildah, kaniko, fakeroot).',
        defaultValue: `Without the flag commands run in the sandbox. ${BUILDX}`,
        references: ['Dockerfile reference: RUN --security', 'BuildKit: Entitlements'],
      },
      equivalents: ['sonar:S6502', 'semgrep:run-security-insecure'],
      examples: [
        {
          bad: 'FROM debian:trixie-slim\nRUN --security=insecure mount -t tmpfs none /mnt && make image\n',
          good: 'FROM debian:trixie-slim\nRUN mount -t tmpfs none /mnt && make image\n',
          byFix: true,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/host-network-build',
      flag: 'network',
      value: 'host',
      severity: 'warning',
      profile: 'recommended',
      fix: 'unsafe',
      summary: 'A RUN uses the network of the build machine',
      messages: { used: 'This RUN reaches what listens only locally on the build machine, and can pose as it: remove the flag' },
      docs: {
        description: 'RUN has --network=host, which runs the command in the network namespace of the builder.',
        rationale:
          'Services that listen on the loopback address only, the metadata address of the cloud and daemons without a password are in reach of every program the command runs. The build also depends on what this one machine can reach.',
        impact: 'Packages from a server that only the build machine can reach are no longer found.',
        audit: 'docker buildx ls and the configuration of buildkitd show whether builders allow network.host.',
        remediation: 'Remove the flag; give the builder a route or a proxy (HTTP_PROXY build arguments) to what it has to reach.',
        defaultValue: `The default network of the builder. ${BUILDX}`,
        references: ['Dockerfile reference: RUN --network', 'BuildKit: Entitlements'],
      },
      equivalents: ['sonar:S6431'],
      examples: [
        {
          bad: 'FROM alpine:3.24\nRUN --network=host wget -q http://localhost:8080/data.json\n',
          good: 'FROM alpine:3.24\nRUN wget -q http://localhost:8080/data.json\n',
          byFix: true,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/build-device',
      flag: 'device',
      value: undefined,
      severity: 'hint',
      profile: 'all',
      fix: 'none',
      summary: 'A RUN uses a device of the build machine',
      messages: { used: 'This step only builds where the device is there and allowed: do it without, or say so in the README' },
      docs: {
        description: 'RUN has --device, which gives the command a device of the builder by its CDI name.',
        rationale:
          'Drivers are a large and old part of the kernel, and a program that talks to one has more to attack than one in the plain sandbox. The image can also only be built on machines that have the device.',
        impact: 'Nothing is changed by Seaworthy.',
        audit: 'grep -n -- "--device" over the Dockerfiles; docker buildx inspect lists the devices of a builder.',
        remediation: 'Compile for the device without having it at hand (cross-compilation, stub libraries), and try it in a later job.',
        defaultValue: 'Commands get no device. BuildKit refuses it unless the build allows it (--allow device).',
        references: ['Dockerfile reference: RUN --device', 'Container Device Interface specification'],
      },
      equivalents: [],
      examples: [
        {
          bad: 'FROM debian:trixie-slim\nRUN --device=nvidia.com/gpu=all make check\n',
          good: 'FROM debian:trixie-slim\nRUN make check-without-gpu\n',
          byFix: false,
        },
      ],
    },
  ],
  *check(instruction, ctx, row) {
    if (instruction.keyword !== 'RUN') return;
    for (const flag of instruction.flags) {
      if (flag.name !== row.flag || (row.value !== undefined && flag.value !== row.value)) continue;
      const change = row.fix === 'none' ? undefined : removeFlag(ctx.model, instruction, row.flag);
      yield ctx.problem('used', {
        at: flag.span,
        fixes: [change && { title: `Remove --${row.flag}=${row.value ?? ''}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
