import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { appendCommand } from '../../fix/shell.js';
import { baseName, downloadOf, namesFile, savedTo, spanOfSource, useOf } from '../../knowledge/downloads.js';
import { mountsOf } from '../../knowledge/run-mounts.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

/** Where a relative path stands, as far as the `cd` in front tell. */
function folderAt(commands: readonly ShellCommand[], until: number, workdir: string | undefined): string {
  let folder = workdir ?? '/';
  for (const command of commands.slice(0, until)) {
    const [target] = command.name === 'cd' ? command.args : [];
    if (!target) continue;
    const text = writtenText(target);
    folder = /^[/$~]/.test(text) ? text : `${folder.replace(/\/+$/, '')}/${text}`;
  }
  return folder.replace(/\/+$/, '');
}

const absolute = (file: string, folder: string): string => (/^[/$~]/.test(file) ? file : `${folder}/${file.replace(/^\.\//, '')}`);

/** Is the folder there only while this RUN runs? */
const isMounted = (instruction: Instruction, path: string): boolean =>
  mountsOf(instruction).some(({ target }) => target !== undefined && path.startsWith(`${target.replace(/\/+$/, '')}/`));

export default defineRule({
  id: 'dockerfile/leftover-download',
  category: 'size',
  on: 'dockerfile.runScript',
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
    for (const [i, command] of commands.entries()) {
      const download = downloadOf(command, instruction.state);
      const file = download && savedTo(download);
      const [source] = download?.sources ?? [];
      if (!download || file === undefined || !source) continue;
      const use = useOf(download, commands);
      if (use !== 'unpacked' && use !== 'installed') continue;
      const path = absolute(file, folderAt(commands, i, instruction.state.workdir));
      const later = commands.slice(i + 1);
      // gunzip replaces its file, install and mv give it another place; a glob or a variable may mean it.
      const isGone = later.some((next, j) => {
        if (/^(?:gunzip|bunzip2|unxz|mv|install|cp)$/.test(next.name ?? '')) return namesFile(next, file);
        if (next.name === 'find') return next.args.some(({ value }) => value === '-delete');
        if (next.name !== 'rm' && next.name !== 'trap' && next.name !== 'unlink') return false;
        const here = folderAt(commands, i + 1 + j, instruction.state.workdir);
        return (
          namesFile(next, file) ||
          namesFile(next, path) ||
          next.args.some((word) => {
            const text = writtenText(word).replace(/\/+\*?$/, '');
            return !text.startsWith('-') && (`${path}/`.startsWith(`${absolute(text, here)}/`) || text === '' || next.name === 'trap');
          })
        );
      });
      if (isGone || isMounted(instruction, path)) continue;
      const hasMoved = later.some(({ name }) => name === 'cd');
      const target = hasMoved ? path : file;
      const isPlain = /^[\w./$%+@-]+$/.test(target) && !target.startsWith('-');
      const change = isPlain ? appendCommand(ctx.model, instruction, script, `rm ${target}`) : undefined;
      const fix: Fix | undefined = change && { title: `Remove ${baseName(file)}`, safety: 'unsafe', ...change };
      yield ctx.problem('left', { at: spanOfSource(source), data: { file: baseName(file) }, fixes: [fix] });
    }
  },
});
