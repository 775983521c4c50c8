import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { joinChanges, removeInstruction, replaceWord } from '../../fix/dockerfile.js';
import { isRoot, userAt } from '../../knowledge/effective-user.js';
import { commandsInFolders, copiedFiles, isWithin, modeChangeOf, ownerChangeOf, resolvePath } from '../../knowledge/file-commands.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { BuildContext } from '../../model/context/types.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

interface Step {
  readonly flag: 'chown' | 'chmod';
  /** As the flag takes it; absent for modes that are not a number. */
  readonly value: string | undefined;
  readonly paths: readonly string[];
  readonly isRecursive: boolean;
  readonly command: ShellCommand;
}

/** What --chown takes for the same owner and group: copies belong to group 0, and the flag alone would give the group of the user. */
function flagOwner(text: string): string | undefined {
  if (/^[\w-]+:[\w-]+$/.test(text)) return text;
  return /^[\w-]+$/.test(text) ? `${text}:0` : undefined;
}

/** What the RUN does, when it only changes owners and modes of paths that are known. */
function stepsOf(run: Instruction): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const { command, resolve } of commandsInFolders(run)) {
    const mode = command.name === 'chmod' ? modeChangeOf(command) : undefined;
    const owner = ownerChangeOf(command);
    const found = mode ?? owner;
    if (!found || command.redirects.length > 0) return undefined;
    const paths = found.targets.map(resolve);
    if (paths.length === 0 || paths.some((path) => path === undefined)) return undefined;
    const value = owner ? flagOwner(owner.text) : /^[0-7]{3,4}$/.test(found.text) ? found.text : undefined;
    steps.push({
      flag: owner ? 'chown' : 'chmod',
      value,
      paths: paths.filter((path) => path !== undefined),
      isRecursive: found.isRecursive,
      command,
    });
  }
  return steps.length > 0 ? steps : undefined;
}

/** The copies that stand directly above, the nearest first. */
function copiesAbove(run: Instruction): readonly Instruction[] {
  const own = run.stage?.instructions ?? [];
  const found: Instruction[] = [];
  for (let i = own.indexOf(run) - 1; i >= 0; i--) {
    const each = own[i];
    if (each?.keyword !== 'COPY' && each?.keyword !== 'ADD') break;
    found.push(each);
  }
  return found;
}

/** Where a copy goes: its destination as written, which is a folder or the file itself. */
function destinationOf(copy: Instruction): string | undefined {
  const words = copy.json?.items ?? copy.words;
  const workdir = copy.state.workdir ?? '/';
  return resolvePath(putIn(words[words.length - 1]?.value ?? '', copy.state), workdir.includes('$') ? undefined : workdir);
}

const brings = (copy: Instruction, path: string): boolean => {
  const destination = destinationOf(copy);
  if (destination === undefined || destination === '/')
    return copiedFiles(copy).some(({ paths }) => paths.some((each) => isWithin(path, each)));
  return isWithin(path, destination);
};

/** Is the path all that the copy brings, or one file of it by name? */
function isAll(copy: Instruction, path: string): boolean {
  const destination = destinationOf(copy);
  return destination === undefined || destination === path || copiedFiles(copy).some(({ paths }) => paths.includes(path));
}

const LONGEST_STAGE = 200;

/** The owner of the folder itself, and of what was in it before, is not the copy's to give. */
function isShared(run: Instruction, copy: Instruction, folder: string): boolean {
  const own = run.stage?.instructions ?? [];
  // Long stages are looked through once for each of their copies.
  if (own.length > LONGEST_STAGE) return true;
  const isIn = (at: Instruction): boolean => {
    if (at.keyword === 'RUN') return isWithin(at.state.workdir ?? '/', folder);
    const to = at.keyword === 'COPY' || at.keyword === 'ADD' ? destinationOf(at) : undefined;
    return to !== undefined && isWithin(to, folder);
  };
  const isBuiltAsUser = (at: Instruction): boolean => at.keyword === 'RUN' && !isRoot(userAt(at) ?? 'root');
  return own.slice(0, own.indexOf(copy)).some(isIn) || own.slice(own.indexOf(run) + 1).some(isBuiltAsUser);
}

export default defineRule({
  id: 'dockerfile/chown-after-copy',
  category: 'size',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A RUN only changes owner or mode of what was just copied',
  severity: 'hint',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    twice: 'This RUN stores the files again to change them: write --{flag} at the {keyword} above',
    part: 'This RUN stores the files again to change them: copy them on their own, with --{flag}',
  },
  docs: {
    description:
      'A RUN of a stage that ships consists of chown and chmod alone, and all it names was brought by the COPY and ADD instructions directly above.',
    rationale:
      'A layer holds whole files: a changed owner or mode stores the bytes again. With --chown and --chmod the copy has them from the start.',
    impact:
      '--chown and --chmod change all files and folders of the copy, and need BuildKit (--chmod). The fix is safe for one file that is known to be one, and unsafe for folders, whose other contents and whose own owner may differ.',
    audit: 'docker history IMAGE shows two layers of the same size.',
    remediation: 'COPY --chown=10001:10001 --chmod=0755 run.sh /run.sh',
    defaultValue: 'Copied files belong to root and have the mode of the build context.',
    references: ['Dockerfile reference: COPY --chown --chmod'],
  },
  equivalents: ['tally:prefer-copy-chmod'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY <<EOF /run.sh\n#!/bin/sh\nEOF\nRUN chmod 0755 /run.sh\n',
      good: 'FROM alpine:3.24\nCOPY --chmod=0755 <<EOF /run.sh\n#!/bin/sh\nEOF\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' || instruction.onbuild || !instruction.stage?.ships) return;
    const copies = copiesAbove(instruction);
    if (copies.length === 0) return;
    const steps = stepsOf(instruction);
    const [first] = steps ?? [];
    if (!steps || !first || !steps.every(({ paths }) => paths.every((path) => copies.some((copy) => brings(copy, path))))) return;
    const source = copies.find((copy) => first.paths.some((path) => brings(copy, path)));
    const standsFor = steps.every(({ flag }) => flag === 'chmod') ? ['tally:prefer-copy-chmod'] : [];
    const at = first.command.word.span;
    // At the copy above the flag would change the rest of it as well.
    if (source && first.paths.every((path) => !isAll(source, path)))
      yield ctx.problem('part', { at, data: { flag: first.flag }, standsFor });
    else {
      const data = { flag: first.flag, keyword: source?.keyword ?? 'COPY' };
      yield ctx.problem('twice', { at, data, standsFor, fixes: [moved(ctx.model, instruction, copies, steps, ctx.files)] });
    }
  },
});

/** One copy of one source, with at most one owner and one mode for exactly what it brings. */
function moved(
  file: DockerfileModel,
  run: Instruction,
  copies: readonly Instruction[],
  steps: readonly Step[],
  files: BuildContext | undefined,
): Fix | undefined {
  const copy = copies[0];
  const copied = copy && copiedFiles(copy);
  const one = copied?.[0];
  if (!copy || !one || copied.length !== 1 || run.flags.length > 0) return undefined;
  const flags = steps.map(({ flag }) => flag);
  if (new Set(flags).size !== flags.length || copy.flags.some(({ name }) => name === 'chown' || name === 'chmod')) return undefined;
  const destination = destinationOf(copy);
  const isWholeCopy = steps.every(
    ({ paths, value }) => value !== undefined && paths.length === 1 && (one.paths.includes(paths[0] ?? '') || paths[0] === destination),
  );
  if (!isWholeCopy) return undefined;
  const isContext = !copy.flags.some(({ name }) => name === 'from');
  const isFile = copy.heredocs.length === 1 || (isContext && files?.kindOf(one.source) === 'file');
  // The very file, not the folder it lies in.
  const isExact = isFile && steps.every(({ paths }) => paths[0] !== undefined && one.paths.includes(paths[0]));
  if (!isExact && !steps.every(({ isRecursive }) => isRecursive)) return undefined;
  if (!isExact && destination !== undefined && isShared(run, copy, destination)) return undefined;
  const at = (copy.flags[copy.flags.length - 1]?.span ?? copy.keywordSpan).end;
  const text = steps.map(({ flag, value }) => ` --${flag}=${value ?? ''}`).join('');
  const change = joinChanges([replaceWord(file, copy, { start: at, end: at }, text), removeInstruction(file, run)]);
  return change && { title: `Move it to the ${copy.keyword}`, safety: isExact ? 'safe' : 'unsafe', ...change };
}
