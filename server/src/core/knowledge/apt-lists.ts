// Whether the lists of apt are there when a command runs. The Debian and Ubuntu images, and those built on them, come without.
import type { Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { PACKAGE_CACHES, deletes, isMounted } from './package-caches.js';
import { packageCommandOf } from './packages.js';

const LISTS = '/var/lib/apt/lists';
/** Run programs that may fetch the lists. */
const OPAQUE =
  /^(?:sh|bash|dash|ash|source|\.|eval|python[\d.]*|perl|ruby|make|add-apt-repository|apt-add-repository|ansible(?:-playbook)?|curl|wget|npx|gdebi|mk-build-deps|extrepo)$/;

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

interface Course {
  readonly before: ReadonlyMap<ShellCommand, ListState>;
  readonly end: ListState;
}
const courses = new WeakMap<Stage, Course>();
const ROOTS = /^\/(?:var(?:\/lib(?:\/apt.*)?)?)?\/?$/;

function courseOf(stage: Stage): Course {
  const known = courses.get(stage);
  if (known) return known;
  const before = new Map<ShellCommand, ListState>();
  let state: ListState = stage.parent ? courseOf(stage.parent).end : 'absent';
  for (const instruction of stage.instructions) {
    const { keyword } = instruction;
    if (keyword === 'RUN') {
      const isApart = isMounted(instruction, PACKAGE_CACHES.aptLists);
      let inside: ListState = isApart ? 'unknown' : state;
      for (const { commands } of instruction.scripts()) {
        for (const command of commands) {
          before.set(command, inside);
          inside = after(command, inside);
        }
      }
      if (!isApart) state = inside;
    } else if ((keyword === 'COPY' || keyword === 'ADD') && instruction.words.some(({ value }) => ROOTS.test(value))) state = 'unknown';
  }
  const course = { before, end: state };
  courses.set(stage, course);
  return course;
}

/** What the lists are when this command of a RUN starts. */
export const listsBefore = (stage: Stage, command: ShellCommand): ListState => courseOf(stage).before.get(command) ?? 'unknown';
