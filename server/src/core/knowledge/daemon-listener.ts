// Where a Docker daemon listens, as its command line or daemon.json says. Source: dockerd reference; state of 2026-11.
import type { ShellCommand } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import { hasOption, readCommandLine } from './command-line.js';
import type { OptionSyntax } from './command-line.js';
import { spanOfPart } from './shell-text.js';

export interface DaemonListener {
  /** "tcp://0.0.0.0:2375", as written. */
  readonly address: string;
  readonly at: Span;
  /** All addresses of the machine, not only its own loopback or one that is named. */
  readonly isOpen: boolean;
}

const SYNTAX: OptionSyntax = {
  valued: new Set(
    '-H --host -G --group -g --data-root --config-file --containerd -l --log-level --log-driver --log-opt -p --pidfile --tlscacert --tlscert --tlskey -s --storage-driver'.split(
      ' ',
    ),
  ),
};

/** tcp://0.0.0.0:2375, tcp://[::]:2375, tcp://:2375, tcp:// */
export const isOpenAddress = (address: string): boolean => /^tcp:\/\/(?:0\.0\.0\.0|\[::\]|\*)?(?::|\/|$)/.test(address);

/** TCP addresses that this dockerd serves without asking for a certificate. */
export function* unverifiedListenersOf(command: ShellCommand): Generator<DaemonListener> {
  const name = command.name ?? '';
  const isDaemon = name === 'dockerd' || name === 'dockerd-entrypoint.sh' || (name === 'docker' && command.args[0]?.value === 'daemon');
  if (!isDaemon) return;
  yield* listenersIn(command.args);
}

/** The same for words that are options of dockerd alone: the CMD of an image whose entry point starts it. */
export function* listenersIn(args: ShellCommand['args']): Generator<DaemonListener> {
  const { options } = readCommandLine(args, SYNTAX);
  const verify = options.find((option) => option.name === '--tlsverify');
  if ((verify && verify.value !== 'false') || (hasOption(options, '--authorization-plugin') && hasOption(options, '--tls'))) return;
  for (const { name, value, valueWord } of options) {
    if ((name !== '-H' && name !== '--host') || value?.startsWith('tcp://') !== true || !valueWord) continue;
    yield { address: value, at: spanOfPart(valueWord, value), isOpen: isOpenAddress(value) };
  }
}

/** Addresses in the text of a daemon.json (or of options in a variable) that has no tlsverify; offsets count from its start. */
export function* listenersInText(text: string): Generator<DaemonListener> {
  if (/["-]tlsverify\b(?!["=\s:]*false)/.test(text)) return;
  for (const match of text.matchAll(/tcp:\/\/[^\s"',\]]*(?:\]:\d+)?/g)) {
    yield { address: match[0], at: { start: match.index, end: match.index + match[0].length }, isOpen: isOpenAddress(match[0]) };
  }
}
