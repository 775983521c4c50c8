import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { setFlag } from '../../fix/dockerfile.js';
import { readUser, isRoot } from '../../knowledge/effective-user.js';
import { commandsInFolders, copiedFiles, foldersOf, isWithin, modeChangeOf } from '../../knowledge/file-commands.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { volumesOf } from '../../knowledge/volumes.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import { firstBehind } from '../../text/in-order.js';
import { shorten } from '../../text/shorten.js';

/** The words of a command that name what it writes to, deletes, or has to own. */
function writtenBy(command: ShellCommand): readonly ShellWord[] {
  const operands = command.args.filter(({ raw }) => !/^-./.test(raw));
  switch (command.name) {
    case 'chmod':
      return modeChangeOf(command)?.targets ?? [];
    case 'touch':
    case 'mkdir':
    case 'rm':
    case 'tee':
    case 'mv':
      return operands;
    case 'sed':
      // The first operand is the script, unless an option brings it.
      return command.args.some(({ raw }) => /^-[a-zA-Z]*i/.test(raw)) ? operands.slice(1) : [];
    default:
      return [];
  }
}

/** What a RUN writes to, in full. */
function pathsWrittenBy(run: Instruction): readonly string[] {
  const found: string[] = [];
  for (const { command, resolve } of commandsInFolders(run)) {
    if (command.wrappers.includes('sudo')) continue;
    const words = [
      ...writtenBy(command),
      ...command.redirects.filter(({ operator }) => operator.includes('>')).flatMap(({ target }) => target ?? []),
    ];
    found.push(...words.flatMap((word) => resolve(word) ?? []));
  }
  return found;
}

interface Writes {
  /** Positions of the USERs. */
  readonly users: readonly number[];
  /** In front of the first USER, behind it, behind the second ...: the last RUN that writes to a path or below it. */
  readonly last: readonly ReadonlyMap<string, number>[];
}

const writesOfStage = new WeakMap<Stage, Writes>();

function writesIn(stage: Stage): Writes {
  const known = writesOfStage.get(stage);
  if (known) return known;
  const users: number[] = [];
  let current = new Map<string, number>();
  const last = [current];
  for (const run of stage.instructions) {
    if (run.keyword === 'USER') {
      users.push(run.index);
      last.push((current = new Map<string, number>()));
    }
    if (run.keyword === 'RUN') for (const path of pathsWrittenBy(run)) for (const folder of foldersOf(path)) current.set(folder, run.index);
  }
  const found = { users, last };
  writesOfStage.set(stage, found);
  return found;
}

/** Does a later RUN, still as the same user, write to one of these paths? */
function isWrittenLater(copy: Instruction, stage: Stage, paths: readonly string[]): boolean {
  const { users, last } = writesIn(stage);
  const writes = last[firstBehind(users, copy.index, (index) => index)];
  return paths.some((path) => (writes?.get(path) ?? -1) > copy.index);
}

export default defineRule({
  id: 'dockerfile/copy-without-chown',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'A copy behind USER belongs to root although the user has to write it',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { root: 'COPY and ADD write as root whatever USER says, so "{user}" cannot change this: add --chown' },
  docs: {
    description:
      'COPY or ADD without --chown stands behind a USER that is not root, and goes to a VOLUME, to a path of the option writablePaths, or to what a later RUN of the same user writes to, deletes or chmods. Code that nobody writes to is meant to belong to root and is not reported.',
    rationale:
      'USER holds for RUN, CMD and ENTRYPOINT only. The later command fails with "operation not permitted", or the program does when it starts.',
    impact: 'The user can change the files; give it only what it has to write.',
    audit: 'docker run --rm --entrypoint ls IMAGE -ln PATH shows the owner.',
    remediation: 'COPY --chown=10001:10001 data /var/lib/app/data, or do what writes before USER.',
    defaultValue: 'Copied files belong to 0:0.',
    references: ['Dockerfile reference: COPY --chown'],
  },
  equivalents: ['tally:copy-after-user-without-chown', '~tally:ruby/state-paths-not-writable-as-non-root'],
  options: { writablePaths: stringList([], 'Absolute paths of the image that its user has to write to') },
  examples: [
    {
      bad: 'FROM alpine:3.24\nUSER 10001\nCOPY run.sh /srv/run.sh\nRUN chmod +x /srv/run.sh\n',
      good: 'FROM alpine:3.24\nUSER 10001\nCOPY --chown=10001 run.sh /srv/run.sh\nRUN chmod +x /srv/run.sh\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage, state } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || !stage || !state.user || instruction.flags.some(({ name }) => name === 'chown'))
      return;
    if (factsOfUse(stage.rootImage)?.os === 'windows') return;
    const user = readUser(state.user.at, factsOfUse(stage.rootImage)?.env);
    if (user?.resolved === undefined || isRoot(user.resolved)) return;
    const paths = copiedFiles(instruction).flatMap((copied) => copied.paths);
    const isMeant = (path: string): boolean =>
      ctx.options.writablePaths.some((each) => isWithin(path, each)) || foldersOf(path).some((folder) => volumesOf(stage).has(folder));
    if (!paths.some(isMeant) && !isWrittenLater(instruction, stage, paths)) return;
    const words = instruction.json?.items ?? instruction.words;
    const target = words[words.length - 1];
    const change = user.written.includes('$') ? undefined : setFlag(ctx.model, instruction, 'chown', user.written);
    if (!target) return;
    yield ctx.problem('root', {
      at: target.span,
      data: { user: shorten(user.resolved) },
      standsFor: ['tally:copy-after-user-without-chown'],
      fixes: [change && { title: `Add --chown=${user.written}`, safety: 'unsafe', ...change }],
    });
  },
});
