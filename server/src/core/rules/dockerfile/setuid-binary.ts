import { defineRule } from '../../engine/rule.js';
import { modeChangeOf, readMode } from '../../knowledge/file-commands.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { shorten } from '../../text/shorten.js';

/** Folders that these commands make. */
function foldersMadeBy(commands: readonly ShellCommand[]): ReadonlySet<string> {
  const made = commands.filter(({ name, args }) => name === 'mkdir' || (name === 'install' && args.some(({ raw }) => raw === '-d')));
  return new Set(made.flatMap(({ args }) => args.map((word) => writtenText(word).replace(/\/+$/, ''))));
}

export default defineRule({
  id: 'dockerfile/setuid-binary',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD', 'RUN'] },
  summary: 'A file gets the setuid or setgid bit',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    setuid: 'Mode {mode} runs "{file}" with the rights of its owner for everybody: drop the bit',
    setgid: 'Mode {mode} runs "{file}" with the rights of its group for everybody: drop the bit',
    folder: 'Mode {mode} hands the group of "{file}" to new files: drop it unless data is shared',
  },
  docs: {
    description:
      'A stage that ships sets the setuid or setgid bit: chmod u+s, g+s, +s or an octal mode from 2000 on, install -m, mkdir -m, COPY and ADD with --chmod. setgid on a folder that the same RUN makes, or that ends in a slash, is a hint. Taking the bit away is fine, and so is the sticky bit.',
    rationale:
      'Such a program runs as its owner, mostly root, whoever starts it. One hole in it, and the unprivileged user of the container is root. With no-new-privileges, as Kubernetes sets it for allowPrivilegeEscalation: false, the bit has no effect and the program fails.',
    impact: 'Nothing is changed by Seaworthy; users who need the program have to be given the right in another way.',
    audit: 'docker run --rm --entrypoint find IMAGE / -xdev -perm /6000 -type f lists such files.',
    remediation:
      'Leave the bit out. Give the one capability that is needed (setcap cap_net_raw+ep) or do the work before USER. To clear what the base image brings: find / -xdev -perm /6000 -type f -exec chmod a-s {} +',
    defaultValue: 'Base images bring some such programs (su, mount, passwd); files that are copied have none.',
    references: ['CIS Docker Benchmark 4.8', 'chmod(1)', 'MITRE ATT&CK T1548.001'],
  },
  equivalents: ['sonar:S2612', 'dockle:CIS-DI-0008', 'cis-docker-1.6:4.8'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nCOPY tool /usr/local/bin/\nRUN chmod 4755 /usr/local/bin/tool\n',
      good: 'FROM debian:trixie-slim\nCOPY tool /usr/local/bin/\nRUN chmod 0755 /usr/local/bin/tool\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (!(instruction.stage?.ships ?? ctx.model.isFragment)) return;
    const { keyword } = instruction;
    if (keyword === 'COPY' || keyword === 'ADD') {
      const flag = instruction.flags.find(({ name }) => name === 'chmod');
      const mode = flag?.value === undefined ? undefined : readMode(flag.value);
      if (!flag?.valueSpan || flag.value === undefined || (!mode?.setuid && !mode?.setgid)) return;
      const words = instruction.json?.items ?? instruction.words;
      const target = words[words.length - 1]?.value ?? '';
      yield ctx.problem(mode.setuid ? 'setuid' : 'setgid', {
        at: flag.valueSpan,
        data: { mode: shorten(flag.value), file: shorten(target) },
      });
      return;
    }
    if (keyword !== 'RUN') return;
    for (const script of instruction.scripts()) {
      let made: ReadonlySet<string> | undefined;
      for (const command of script.commands) {
        const change = modeChangeOf(command);
        if (!change || (!change.mode.setuid && !change.mode.setgid)) continue;
        const [first] = change.targets;
        const file = first ? writtenText(first) : '';
        made ??= foldersMadeBy(script.commands);
        const isFolder = change.makes === 'folder' || file.endsWith('/') || change.isRecursive || made.has(file);
        const data = { mode: shorten(change.text), file: shorten(file) };
        // On a folder setuid means nothing, and setgid is inherited by what is put there.
        if (!change.mode.setuid && isFolder)
          yield ctx.problem('folder', { at: change.word.span, data, severity: 'hint', standsFor: ['sonar:S2612'] });
        else yield ctx.problem(change.mode.setuid ? 'setuid' : 'setgid', { at: change.word.span, data });
      }
    }
  },
});
