import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { appendCommand } from '../../fix/shell.js';
import { DOWNLOADERS, downloadOf, mentionsOf, namesFile, savedTo, spanOfSource, useOf } from '../../knowledge/downloads.js';
import { mountsOf } from '../../knowledge/run-mounts.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { baseName } from '../../text/base-name.js';

/** Where a relative path stands before each command, as far as the `cd` in front tell. */
function foldersOf(commands: readonly ShellCommand[], workdir: string | undefined): readonly string[] {
  let folder = workdir ?? '/';
  return commands.map((command) => {
    const before = folder.replace(/\/+$/, '');
    const [target] = command.name === 'cd' ? command.args : [];
    if (target) {
      const text = writtenText(target);
      folder = /^[/$~]/.test(text) ? text : `${before}/${text}`;
    }
    return before;
  });
}

const REMOVERS = /^(?:rm|trap|unlink)$/;
const MOVERS = /^(?:gunzip|bunzip2|unxz|mv|install|cp)$/;

const absolute = (file: string, folder: string): string => (/^[/$~]/.test(file) ? file : `${folder}/${file.replace(/^\.\//, '')}`);

interface Removals {
  /** Folder before each command. */
  readonly folders: readonly string[];
  /** Last position at which a path, or all below it, is removed. */
  readonly byPath: ReadonlyMap<string, number>;
  /** Last position at which it cannot be told what is removed. */
  readonly ofAll: number;
  /** Position of the last `cd`. */
  readonly lastMove: number;
}

function removalsOf(commands: readonly ShellCommand[], workdir: string | undefined): Removals {
  const folders = foldersOf(commands, workdir);
  const byPath = new Map<string, number>();
  let ofAll = -1;
  let lastMove = -1;
  for (const [position, command] of commands.entries()) {
    if (command.name === 'cd') lastMove = position;
    if (command.name === 'find' && command.args.some(({ value }) => value === '-delete')) ofAll = position;
    if (!REMOVERS.test(command.name ?? '')) continue;
    for (const word of command.args) {
      const text = writtenText(word).replace(/\/+\*?$/, '');
      if (text.startsWith('-')) continue;
      byPath.set(absolute(text, folders[position] ?? ''), position);
      if (text === '' || command.name === 'trap') ofAll = position;
    }
  }
  return { folders, byPath, ofAll, lastMove };
}

/** A later command removes the file or a folder it stands in; a glob or a variable may mean it. */
function isRemoved(commands: readonly ShellCommand[], at: number, file: string, path: string, { byPath, ofAll }: Removals): boolean {
  if (ofAll > at) return true;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) if ((byPath.get(path.slice(0, end)) ?? -1) > at) return true;
  return [...mentionsOf(commands, file, at), ...mentionsOf(commands, path, at)].some((position) => {
    const next = commands[position];
    // gunzip replaces its file, install and mv give it another place.
    if (MOVERS.test(next?.name ?? '')) return next !== undefined && namesFile(next, file);
    return next !== undefined && REMOVERS.test(next.name ?? '') && (namesFile(next, file) || namesFile(next, path));
  });
}

/** Is the folder there only while this RUN runs? */
const isMounted = (instruction: Instruction, path: string): boolean =>
  mountsOf(instruction).some(({ target }) => target !== undefined && path.startsWith(`${target.replace(/\/+$/, '')}/`));

export default defineRule({
  id: 'dockerfile/leftover-download',
  category: 'size',
  on: 'dockerfile.runScript',
  scope: { commands: DOWNLOADERS },
  summary: 'An archive stays in the image after it was unpacked',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    left: '"{file}" stays in this layer after use, and no later RUN can shrink it: remove it in this RUN',
  },
  docs: {
    description:
      'A RUN of a shipped stage downloads a file, unpacks or installs it, and removes neither the file nor the folder it stands in before it ends. Folders that are mounted for the RUN (tmpfs, cache) do not ship and are left alone.',
    rationale:
      'The archive is as large as what it holds, is pulled with every image, and nothing ever reads it again. Deleting it in a later RUN only hides it.',
    impact: 'None, unless something reads the archive later.',
    audit: 'docker run --rm --entrypoint find IMAGE / -xdev -name "*.tar.gz" -o -name "*.deb" shows such files.',
    remediation: 'Add rm FILE to the RUN, pipe the download into tar, or mount a tmpfs at the folder.',
    defaultValue: 'A layer keeps every file that is there when its RUN ends.',
    references: ['Docker: Building best practices, RUN'],
    limits: 'Files that are removed by a script are reported.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/a.tgz && tar -xzf a.tgz -C /opt\nCMD ["/opt/a"]\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/a.tgz && tar -xzf a.tgz -C /opt && rm a.tgz\nCMD ["/opt/a"]\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (!instruction.stage?.ships) return;
    const { commands } = script;
    let removals: Removals | undefined;
    for (const [i, command] of commands.entries()) {
      const download = downloadOf(command, instruction.state);
      const file = download && savedTo(download);
      const [source] = download?.sources ?? [];
      if (!download || file === undefined || !source) continue;
      const use = useOf(download, commands);
      if (use !== 'unpacked' && use !== 'installed') continue;
      removals ??= removalsOf(commands, instruction.state.workdir);
      const path = absolute(file, removals.folders[i] ?? '');
      if (isRemoved(commands, i, file, path, removals) || isMounted(instruction, path)) continue;
      const hasMoved = removals.lastMove > i;
      const target = hasMoved ? path : file;
      const isPlain = /^[\w./$%+@-]+$/.test(target) && !target.startsWith('-');
      // Behind || the file may never have come.
      const remove = script.source.includes('||') ? 'rm -f' : 'rm';
      const change = isPlain ? appendCommand(ctx.model, instruction, script, `${remove} ${target}`) : undefined;
      const fix: Fix | undefined = change && { title: `Remove ${baseName(file)}`, safety: 'unsafe', ...change };
      yield ctx.problem('left', { at: spanOfSource(source), data: { file: baseName(file) }, fixes: [fix] });
    }
  },
});
