import { defineRule } from '../../engine/rule.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { commandsInFolders, isWithin, modeChangeOf } from '../../knowledge/file-commands.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { Instruction, Pair, Stage } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

/** Everybody may write there, sticky bit or not. */
const OPEN: readonly string[] = ['/tmp', '/var/tmp', '/dev/shm'];
const SYSTEM = /^(?:\$\{?PATH\}?|\/(?:usr\/)?(?:local\/)?s?bin)$/;

const openedByStage = new WeakMap<Stage, ReadonlyMap<string, number>>();

/** What the RUNs of a stage open to everybody, with the position of the first that does; every ENV behind it asks. */
function openedIn(stage: Stage): ReadonlyMap<string, number> {
  const known = openedByStage.get(stage);
  if (known) return known;
  const found = new Map<string, number>();
  for (const run of stage.instructions) {
    if (run.keyword !== 'RUN') continue;
    for (const { command, resolve } of commandsInFolders(run)) {
      const change = modeChangeOf(command);
      for (const target of change?.mode.othersWrite ? change.targets : []) {
        const path = resolve(target);
        if (path !== undefined && !found.has(path)) found.set(path, run.index);
      }
    }
  }
  openedByStage.set(stage, found);
  return found;
}

/** Has a command of the chain opened this folder before? */
const isOpened = (folder: string, { stage, index }: Instruction): boolean =>
  (stage?.chain ?? []).some((link) => (openedIn(link).get(folder) ?? Infinity) < index);

/** Cut at the colons that stand in no `${X:+...}`. */
function elementsOf(path: string): string[] {
  const elements: string[] = [];
  let start = 0;
  let open = 0;
  for (let i = 0; i <= path.length; i++) {
    const c = path.charAt(i);
    if (c === '{') open++;
    else if (c === '}' && open > 0) open--;
    else if (i === path.length || (c === ':' && open === 0)) {
      elements.push(path.slice(start, i));
      start = i + 1;
    }
  }
  return elements;
}

/** The place of an element of the value; of the whole value where quotes or escapes stand between. */
function spanOf(text: string, { value }: Pair, offset: number, length: number): Span {
  if (!value) return { start: 0, end: 0 };
  const written = text.slice(value.span.start, value.span.end);
  const quote = /^["']/.test(written) ? 1 : 0;
  if (written.slice(quote, written.length - quote) !== value.value)
    return { start: value.span.start, end: Math.min(value.span.end, value.span.start + 59) };
  // An empty element is shown by its colon.
  const isEmpty = length === 0;
  const start = value.span.start + quote + (isEmpty && offset > 0 && offset === value.value.length ? offset - 1 : offset);
  return { start, end: start + (isEmpty ? Math.min(1, value.value.length) : length) };
}

export default defineRule({
  id: 'dockerfile/unsafe-path',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ENV'] },
  summary: 'PATH looks for programs where everybody can put one',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    empty: 'An empty element of PATH is the current directory, whose files then run as commands: remove the colon',
    relative: '"{element}" in PATH depends on the current directory, whose files then run as commands: write it in full',
    open: 'Everybody can write to "{element}", which PATH searches before the system: put it behind, or elsewhere',
  },
  docs: {
    description:
      'ENV PATH of a stage that ships has an empty or relative element, or one that everybody can write to (/tmp, /var/tmp, /dev/shm, or what a command of the stage has opened with chmod) before those of the system. Windows images are left alone.',
    rationale:
      'A shell runs the first program of that name it finds. Whoever can write a file where PATH looks first, or gets a script started in a directory of his, has "ls" or "id" run what he likes, as the user of the container or as root in docker exec.',
    impact: 'Nothing is changed by Seaworthy; commands that were found in the current directory need their path.',
    audit: 'docker run --rm --entrypoint printenv IMAGE PATH prints it.',
    remediation:
      'Write absolute directories that only root can change, those of the program behind or below /opt: ENV PATH=$PATH:/opt/app/bin.',
    defaultValue: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin.',
    references: ['CWE-426: Untrusted Search Path', 'CWE-427: Uncontrolled Search Path Element'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM node:24-slim\nENV PATH=./node_modules/.bin:$PATH\n',
      good: 'FROM node:24-slim\nENV PATH=/srv/node_modules/.bin:$PATH\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage, state } = instruction;
    if (keyword !== 'ENV' || !(stage?.ships ?? ctx.model.isFragment)) return;
    for (const pair of instruction.pairs) {
      const written = pair.value?.value;
      if (pair.name.value !== 'PATH' || written === undefined || written === '') continue;
      if (/;|\\|%/.test(written) || (stage && factsOfUse(stage.rootImage)?.os === 'windows')) continue;
      let isBeforeSystem = /(?:^|:)(?:\$\{?PATH\}?|\/(?:usr\/)?s?bin)(?::|$)/.test(written);
      let offset = 0;
      let isEmptySeen = false;
      for (const element of elementsOf(written)) {
        const at = spanOf(ctx.text, pair, offset, element.length);
        offset += element.length + 1;
        if (SYSTEM.test(element)) isBeforeSystem = false;
        // What PATH held before has findings where it was set.
        if (/^\$\{?PATH\}?$/.test(element)) continue;
        const path = putIn(element, state);
        if (element === '') {
          if (!isEmptySeen) yield ctx.problem('empty', { at });
          isEmptySeen = true;
        } else if (!/^[/$~]/.test(path)) yield ctx.problem('relative', { at, data: { element: shorten(element) } });
        else if (isBeforeSystem) {
          const folder = path.replace(/\/+$/, '');
          const isOpen = OPEN.some((each) => isWithin(folder, each)) || isOpened(folder, instruction);
          if (isOpen) yield ctx.problem('open', { at, data: { element: shorten(element) } });
        }
      }
    }
  },
});
