import { defineRule } from '../../engine/rule.js';
import { listenersIn, listenersInText, unverifiedListenersOf } from '../../knowledge/daemon-listener.js';
import type { DaemonListener } from '../../knowledge/daemon-listener.js';
import { exposedPorts } from '../../knowledge/port-numbers.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import { shorten } from '../../text/shorten.js';

const isDaemonImage = (instruction: Instruction): boolean =>
  /(?:^|\/)docker(?::[\w.-]*dind[\w.-]*|:dind)/.test(instruction.stage?.rootImage.raw ?? '');
const CONFIGURATION = /(?:^|\/)daemon\.json$/;

/** dockerd itself, or options for the entry point of docker:dind. */
function* fromCommands(instruction: Instruction): Generator<DaemonListener> {
  const { keyword, json } = instruction;
  for (const script of instruction.scripts()) {
    for (const command of script.commands) {
      yield* unverifiedListenersOf(command);
      if (keyword === 'CMD' && json && command.word.raw.startsWith('-') && isDaemonImage(instruction)) yield* listenersIn(command.words);
      if (
        !command.pipeline.some((each) =>
          [...each.redirects.map(({ target }) => target), ...each.args].some((word) => CONFIGURATION.test(word?.value ?? '')),
        )
      )
        continue;
      for (const word of command.args) {
        for (const found of listenersInText(word.raw)) yield { ...found, at: spanOfPart(word, found.address) };
      }
    }
  }
}

/** `COPY <<EOF /etc/docker/daemon.json`, and a RUN that writes the file by a heredoc. */
function* fromHeredocs(instruction: Instruction): Generator<DaemonListener> {
  const isConfiguration =
    instruction.keyword === 'RUN'
      ? /daemon\.json/.test(instruction.logical)
      : CONFIGURATION.test(instruction.words[instruction.words.length - 1]?.value ?? '');
  for (const { body, bodySpan } of instruction.heredocs) {
    if (!isConfiguration && !/daemon\.json/.test(body)) continue;
    for (const found of listenersInText(body)) {
      yield { ...found, at: { start: bodySpan.start + found.at.start, end: bodySpan.start + found.at.end } };
    }
  }
}

/** `ENV DOCKER_OPTS="-H tcp://..."`; DOCKER_HOST is where the client goes. */
function* fromEnvironment(instruction: Instruction, text: string): Generator<DaemonListener> {
  for (const { name, value } of instruction.pairs) {
    if (!value || !/^DOCKERD?_(?:OPTS|ARGS|EXTRA_ARGS|DAEMON_ARGS)$/.test(name.value)) continue;
    for (const found of listenersInText(value.value)) {
      const offset = text.slice(value.span.start, value.span.end).indexOf(found.address);
      const start = value.span.start + Math.max(offset, 0);
      yield { ...found, at: { start, end: offset < 0 ? value.span.end : start + found.address.length } };
    }
  }
}

export default defineRule({
  id: 'dockerfile/exposed-docker-daemon',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['EXPOSE', 'RUN', 'CMD', 'ENTRYPOINT', 'COPY', 'ADD', 'ENV'] },
  summary: 'A Docker daemon listens on the network without asking who calls',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    open: 'Whoever reaches "{address}" is root where this daemon runs: use the socket, or --tlsverify',
    limited: 'Every program that reaches "{address}" is root where this daemon runs: use the socket, or --tlsverify',
    tls: 'Without certificates this daemon takes orders on port 2375 from everybody: leave DOCKER_TLS_CERTDIR alone',
    port: '2375 is the port of a Docker daemon that does not ask who calls: use the socket, or 2376 with --tlsverify',
  },
  docs: {
    description:
      'dockerd, or the entry point of docker:dind, gets a tcp:// address without --tlsverify, by RUN, CMD, ENTRYPOINT, DOCKER_OPTS or a daemon.json that the Dockerfile writes; the certificates of docker:dind are switched off by an empty DOCKER_TLS_CERTDIR; or EXPOSE lists 2375. An address of one machine or the loopback, and the port alone, are a warning.',
    rationale:
      'The API of the daemon starts containers with the rights of root and any path of the host. Without certificates a connection is all it takes, and scanners find port 2375 within hours.',
    impact: 'Nothing is changed by Seaworthy; clients need the certificates, or access to the socket.',
    audit: 'curl -s http://HOST:2375/version answers when a daemon is open.',
    remediation:
      'Listen on the socket alone, or on 2376 with --tlsverify, --tlscacert, --tlscert and --tlskey; from afar use ssh:// as the host.',
    defaultValue: 'dockerd listens on /var/run/docker.sock alone; docker:dind makes certificates in /certs.',
    references: ['CIS Docker Benchmark 2.7', 'Docker: Protect the Docker daemon socket'],
    limits: 'Scripts that are copied into the image are not read.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM docker:29-dind\nCMD ["dockerd", "-H", "tcp://0.0.0.0:2375"]\n',
      good: 'FROM docker:29-dind\nCMD ["dockerd", "-H", "unix:///var/run/docker.sock"]\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    if (keyword === 'EXPOSE') {
      const port = exposedPorts(instruction).find(({ from, to, protocol }) => protocol === 'tcp' && from <= 2375 && 2375 <= to);
      if (port) yield ctx.problem('port', { at: port.word.span, severity: 'warning' });
      return;
    }
    const found: DaemonListener[] = [];
    if (keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT') found.push(...fromCommands(instruction));
    if (keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD') found.push(...fromHeredocs(instruction));
    if (keyword === 'ENV') {
      found.push(...fromEnvironment(instruction, ctx.text));
      const off = instruction.pairs.find(({ name, value }) => name.value === 'DOCKER_TLS_CERTDIR' && value?.value === '');
      if (off && isDaemonImage(instruction)) yield ctx.problem('tls', { at: off.span });
    }
    const seen = new Set<number>();
    for (const { address, at, isOpen } of found) {
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      const data = { address: shorten(address) };
      if (isOpen) yield ctx.problem('open', { at, data });
      else yield ctx.problem('limited', { at, data, severity: 'warning' });
    }
  },
});
