// Whether the lists of apt are there when a command runs. The Debian and Ubuntu images, and those built on them, come without.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { PACKAGE_CACHES, deletes, isMounted } from './package-caches.js';
import { packageCommandOf } from './packages.js';

const LISTS = '/var/lib/apt/lists';
/** Run programs that may fetch the lists. */
const OPAQUE =
  /^(?:sh|bash|dash|ash|source|\.|eval|python[\d.]*|perl|ruby|make|add-apt-repository|apt-add-repository|ansible(?:-playbook)?|curl|wget|npx|npm|yarn|pip[\d.]*|gdebi|mk-build-deps|extrepo)$/;

export type ListState = 'absent' | 'present' | 'unknown';

/** What the lists are after this command. */
function after(command: ShellCommand, state: ListState): ListState {
  const found = packageCommandOf(command);
  if (found?.manager === 'apt' && found.action === 'refresh') return 'present';
  if (PACKAGE_CACHES.aptLists.clears(command) || deletes(command, LISTS)) return 'absent';
  const { name } = command;
  // A download is opaque only where it is run.
  if (name === 'curl' || name === 'wget') return state;
  const isProgram = name === undefined || command.word.value?.includes('/') === true || OPAQUE.test(name);
  return isProgram && state === 'absent' && !/^\/(?:usr\/)?s?bin\/(?:rm|apt-get|apt)$/.test(command.word.value ?? '') ? 'unknown' : state;
}

/** What the lists are in front of each command of the RUN. */
export function listsBefore(instruction: Instruction): ReadonlyMap<ShellCommand, ListState> {
  const states = new Map<ShellCommand, ListState>();
  let state: ListState = 'absent';
  const walk = (run: Instruction, isLast: boolean): void => {
    const mounted = isMounted(run, PACKAGE_CACHES.aptLists);
    let inside: ListState = mounted ? 'unknown' : state;
    for (const { commands } of run.scripts()) {
      for (const command of commands) {
        if (isLast) states.set(command, inside);
        inside = after(command, inside);
      }
    }
    if (!mounted) state = inside;
  };
  const chain = [...(instruction.stage?.chain ?? [])].reverse();
  for (const stage of chain) {
    for (const other of stage.instructions) {
      if (other.index >= instruction.index) break;
      if (other.keyword === 'RUN') walk(other, false);
      else if (
        (other.keyword === 'COPY' || other.keyword === 'ADD') &&
        other.words.some(({ value }) => /^\/(?:var(?:\/lib(?:\/apt.*)?)?)?\/?$/.test(value))
      )
        state = 'unknown';
    }
  }
  walk(instruction, true);
  return states;
}
