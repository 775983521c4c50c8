// What `docker run` and its like give a container of the host. Source: docker run and podman run reference; state of 2026-11.
import type { ShellCommand } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import { readCommandLine } from './command-line.js';
import type { CommandOption, OptionSyntax } from './command-line.js';
import { normalizePath, RUNTIME_SOCKETS, SENSITIVE_PATHS, SENSITIVE_TREES } from './host-paths.js';
import { spanOfPart } from './shell-text.js';
import { baseName } from '../text/base-name.js';

export interface ContainerRun {
  readonly program: string;
  readonly verb: 'run' | 'create' | 'exec';
  /** Options of the verb, up to the image. */
  readonly options: readonly CommandOption[];
}

const PROGRAMS: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);
const GLOBAL_VALUED: ReadonlySet<string> = new Set([
  ...['-H', '--host', '-c', '--context', '--config', '-l', '--log-level', '--tlscacert', '--tlscert', '--tlskey'],
  ...['-n', '--namespace', '-a', '--address', '--root', '--runroot', '--url', '--identity', '--connection', '--storage-driver'],
]);
const RUN_SYNTAX: OptionSyntax = {
  stopsAtOperand: true,
  valued: new Set(
    (
      '-a --attach --add-host --annotation --arch --authfile --blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent --cgroupns --cgroups --cidfile --conmon-pidfile ' +
      '-c --cpu-shares --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --device-cgroup-rule --device-read-bps --device-read-iops ' +
      '--device-write-bps --device-write-iops --dns --dns-option --dns-opt --dns-search --domainname --entrypoint -e --env --env-file --expose --gidmap --gpus --group-add --health-cmd --health-interval ' +
      '--health-retries --health-start-period --health-start-interval --health-timeout -h --hostname --hostuser --image-volume --ip --ip6 --ipc --isolation --kernel-memory -l --label --label-file --link ' +
      '--link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap --memory-swappiness --mount --name --net --network --network-alias --net-alias --oom-score-adj --os ' +
      '--personality --pid --pidfile --pids-limit --platform --pod --pod-id-file -p --publish --pull --requires --restart --runtime --sdnotify --secret --security-opt --shm-size --stop-signal --stop-timeout ' +
      '--storage-opt --subgidname --subuidname --sysctl --systemd --timeout --tmpfs --tz --uidmap --ulimit --umask -u --user --userns --uts --variant -v --volume --volume-driver --volumes-from -w --workdir'
    ).split(' '),
  ),
};

/** The command as one that starts a container, or runs something in it; absent when it is another. */
export function containerRunOf(command: ShellCommand): ContainerRun | undefined {
  const program = command.name ?? '';
  if (!PROGRAMS.has(program)) return undefined;
  const { operands } = readCommandLine(command.args, { valued: GLOBAL_VALUED, stopsAtOperand: true });
  const verbAt = operands[0]?.value === 'container' ? 1 : 0;
  const verb = operands[verbAt]?.value;
  if (verb !== 'run' && verb !== 'create' && verb !== 'exec') return undefined;
  return { program, verb, options: readCommandLine(operands.slice(verbAt + 1), RUN_SYNTAX).options };
}

export interface HostAccess {
  readonly kind: 'privileged' | 'namespace' | 'socket' | 'root' | 'path';
  /** "--pid=host", the path of the host. */
  readonly text: string;
  readonly at: Span;
}

const NAMESPACES: ReadonlySet<string> = new Set(['--pid', '--net', '--network', '--ipc', '--uts', '--userns', '--cgroupns']);

/** The source of a bind mount: `-v /a:/b:ro`, `--mount type=bind,source=/a,target=/b`. */
function mountedPath({ name, value }: CommandOption): string | undefined {
  if (value === undefined) return undefined;
  if (name === '-v' || name === '--volume') return value.includes(':') ? value.slice(0, value.indexOf(':')) : undefined;
  if (name !== '--mount') return undefined;
  const fields = value.split(',').map((field) => field.split('='));
  const type = fields.find(([key]) => key === 'type')?.[1] ?? 'volume';
  return type === 'bind' ? fields.find(([key]) => key === 'source' || key === 'src')?.[1] : undefined;
}

/** What the options give of the host, in order. */
export function* hostAccessOf({ options }: ContainerRun): Generator<HostAccess> {
  for (const option of options) {
    const { name, value, word, valueWord } = option;
    if (name === '--privileged' && value !== 'false') yield { kind: 'privileged', text: name, at: word.span };
    else if (NAMESPACES.has(name) && value === 'host') {
      const end = valueWord?.span.end ?? word.span.end;
      yield { kind: 'namespace', text: `${name}=host`, at: { start: word.span.start, end } };
    }
    const written = mountedPath(option);
    const path = written === undefined ? undefined : normalizePath(written);
    if (written === undefined || path === undefined || !valueWord) continue;
    const at = spanOfPart(valueWord, written);
    if (RUNTIME_SOCKETS.includes(baseName(path))) yield { kind: 'socket', text: path, at };
    else if (path === '/') yield { kind: 'root', text: path, at: valueWord.span };
    else if (SENSITIVE_PATHS.includes(path) || SENSITIVE_TREES.some((tree) => path.startsWith(`${tree}/`)))
      yield { kind: 'path', text: path, at };
  }
}
