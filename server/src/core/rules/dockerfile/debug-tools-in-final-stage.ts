import { defineRule } from '../../engine/rule.js';
import { choice, stringList } from '../../engine/options.js';
import { removeShellWord } from '../../fix/shell.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { packageCommandOf, packagesLeftBy } from '../../knowledge/packages.js';
import { wordsOf } from '../../knowledge/start-command.js';
import type { Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

/** Packages for people at a terminal, or for looking around a network. */
const TOOLS =
  /^(?:vim(?:-tiny|-minimal|-enhanced|-nox)?|nano|emacs(?:-nox)?|less|most|telnet|inetutils-telnet|busybox-extras|netcat(?:-openbsd|-traditional)?|nmap(?:-ncat)?|ncat|tcpdump|tshark|strace|ltrace|gdb|lsof|net-tools|iputils(?:-ping|-tracepath|-arping)?|dnsutils|bind9-dnsutils|bind-tools|bind-utils|traceroute|mtr(?:-tiny)?|htop|iotop|iftop|man-db|manpages|tmux|screen)$/;
/** What a package is called by, where that is another word. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  vim: ['vi'],
  netcat: ['nc'],
  nmap: ['ncat', 'nc'],
  iputils: ['ping', 'tracepath', 'arping'],
  dnsutils: ['dig', 'nslookup', 'nsupdate'],
  bind9: ['dig', 'nslookup'],
  bind: ['dig', 'nslookup', 'host'],
  net: ['netstat', 'ifconfig', 'route', 'arp'],
  inetutils: ['telnet'],
  busybox: ['telnet', 'nc'],
};

const programsOf = (tool: string): readonly string[] => {
  const first = tool.split('-')[0] ?? tool;
  return [tool, first, ...(Object.hasOwn(PROGRAMS, first) ? (PROGRAMS[first] ?? []) : [])];
};

/** They print through a pager and fail or complain without one. */
const PAGED = /^(?:aws-?cli|git|man-db|mandoc|postgresql(?:\d+|-\d+)?-client(?:-.*)?|postgresql-client-.*|mariadb-client|mysql-client)$/;

const isPager = (tool: string, commands: readonly ShellCommand[]): boolean =>
  (tool === 'less' || tool === 'most') && commands.some(({ args }) => args.some(({ raw }) => PAGED.test(raw.replace(/[=<>~].*$/, ''))));

/** Does what the container starts, or its health check, call the tool? */
function isUsed(stage: Stage, tool: string): boolean {
  const checks = stage.chain.flatMap((link) => link.instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK'));
  const words = [stage.entrypoint, stage.cmd, ...checks].flatMap((at) => (at ? [...wordsOf(at), at.logical] : [])).join(' ');
  return programsOf(tool).some((program) => new RegExp(`(?:^|[\\s/"'])${program.replace(/[.+]/g, '\\$&')}(?:$|[\\s"'])`).test(words));
}

export default defineRule({
  id: 'dockerfile/debug-tools-in-final-stage',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'Tools for looking around stay in the image that ships',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    one: '"{tool}" is for people at a terminal and helps whoever breaks in: leave it out, use kubectl debug',
    some: '"{tool}" and {count} more help whoever breaks in: leave them out, use kubectl debug',
  },
  docs: {
    description:
      'A RUN of the image that ships installs editors, pagers, or tools for networks and processes (vim, nano, less, telnet, netcat, nmap, tcpdump, strace, gdb, net-tools, iputils, dnsutils, htop, man-db) and does not remove them again. Fine are tools that the start command or the HEALTHCHECK calls, and images for development and for pipelines.',
    rationale:
      'Nobody sits in a container. The tools are there for the one who breaks in: he scans the network, reads traffic and traces processes with what he finds. Each also has vulnerabilities of its own that scanners report.',
    impact: 'Scripts that call the tool fail.',
    audit: 'docker run --rm --entrypoint sh IMAGE -c "command -v nc nmap tcpdump vim" prints what is there.',
    remediation: 'Leave them out. kubectl debug --image=..., or docker debug, brings its own tools when they are needed.',
    defaultValue: 'Slim base images come without them.',
    references: ['CIS Docker Benchmark 4.3', 'Kubernetes: Debug Running Pods, ephemeral containers', 'NIST SP 800-190: 4.1.2'],
    limits: 'Whether a script of the image calls the tool is not seen.',
  },
  equivalents: ['cis-docker-1.6:4.3'],
  options: {
    allowedPackages: stringList([], 'Packages that may stay'),
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates vim && rm -rf /var/lib/apt/lists/*\nCMD ["/app"]\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const { allowedPackages, imageKind } = ctx.options;
    const kind = imageKindOf(stage, ctx.path, imageKind);
    if (kind === 'dev' || kind === 'ci') return;
    for (const link of [...stage.chain].reverse()) {
      for (const run of link.instructions) {
        if (run.keyword !== 'RUN') continue;
        const scripts = run.scripts();
        const all = scripts.flatMap(({ commands }) => commands);
        const tools = packagesLeftBy(all).filter(
          ({ name }) => TOOLS.test(name) && !allowedPackages.includes(name) && !isUsed(stage, name) && !isPager(name, all),
        );
        const [first, ...others] = tools;
        if (!first) continue;
        const script = scripts.find(({ commands }) => commands.some(({ args }) => args.includes(first.word)));
        const command = script?.commands.find(({ args }) => args.includes(first.word));
        const isAlone = command !== undefined && (packageCommandOf(command)?.operands.length ?? 0) < 2;
        const change = script && command && !isAlone ? removeShellWord(file, run, script, command, first.word) : undefined;
        const report = {
          at: first.word.span,
          related: others.slice(0, 8).map(({ word, name }) => ({ at: word.span, message: `"${name}" stays as well` })),
          fixes: [change && { title: `Leave ${first.name} out`, safety: 'unsafe' as const, ...change }],
        };
        if (others.length === 0) yield ctx.problem('one', { ...report, data: { tool: first.name } });
        else yield ctx.problem('some', { ...report, data: { tool: first.name, count: String(others.length) } });
      }
    }
  },
});
