import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { commandsInFolders, copiedFiles, isWithin, modeChangeOf, readMode } from '../../knowledge/file-commands.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

const CLOSED: Readonly<Record<string, string>> = { '777': '755', '0777': '0755', '666': '644', '0666': '0644' };
/** Folders that are there for everybody. */
const SHARED: readonly string[] = ['/tmp', '/var/tmp', '/dev/shm', '/run/lock', '/var/lock'];
const isShared = (path: string | undefined): boolean => path !== undefined && SHARED.some((folder) => isWithin(path, folder));

export default defineRule({
  id: 'dockerfile/world-writable-path',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD', 'RUN'] },
  summary: 'A path becomes writable for everybody',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    open: 'Mode {mode} lets everybody change "{file}": give it to its user with chown instead',
    copied: 'Mode {mode} lets everybody in the container change what is copied: use --chown, and no o+w',
  },
  docs: {
    description:
      'A stage that ships gives others the right to write: chmod 777, 666, o+w, a+w or a+rwx, mkdir -m and install -m with such a mode, COPY and ADD with --chmod. Folders with the sticky bit (1777), and what lies below /tmp, /var/tmp and /dev/shm, are exempt.',
    rationale:
      'Whoever gets into the container as any user can put his own program, library or setting there, and the service that reads it does his work. It also hides which user needs the path.',
    impact: 'A program that runs as a user who neither owns the path nor is in its group can no longer write there; chown it to that user.',
    audit: 'docker run --rm --entrypoint find IMAGE / -xdev -perm -0002 ! -type l ! -perm -1000 lists such paths.',
    remediation:
      'Give the path to the user of the program: COPY --chown=10001:10001, or chown in the RUN that makes it. For users with numbers nobody knows before (OpenShift) give it to group 0 with g=u.',
    defaultValue: 'Files are copied with the mode they have in the build context; directories are made with 0755.',
    references: ['chmod(1)', 'CWE-732', 'OpenShift: Creating images, support arbitrary user ids'],
  },
  equivalents: ['sonar:S2612', 'tally:world-writable-state-path-workaround', 'datadog:3be406ec-eb81-f09e-05d4-dc6a41683b4c'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN mkdir -p /data && chmod 777 /data\n',
      good: 'FROM alpine:3.24\nRUN mkdir -p /data && chmod 755 /data\n',
      byFix: true,
    },
    {
      bad: 'FROM alpine:3.24\nCOPY --chmod=0777 run.sh /run.sh\n',
      good: 'FROM alpine:3.24\nCOPY --chmod=0755 run.sh /run.sh\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (!(instruction.stage?.ships ?? ctx.model.isFragment)) return;
    const { keyword } = instruction;
    if (keyword === 'COPY' || keyword === 'ADD') {
      const flag = instruction.flags.find(({ name }) => name === 'chmod');
      const mode = flag?.value === undefined ? undefined : readMode(flag.value);
      if (!flag?.valueSpan || flag.value === undefined || !mode?.othersWrite || mode.sticky) return;
      const copied = copiedFiles(instruction);
      if (copied.length > 0 && copied.every(({ paths }) => paths.every(isShared))) return;
      const fixes = [closed(ctx.model, instruction, flag.valueSpan, flag.value)];
      yield ctx.problem('copied', { at: flag.valueSpan, data: { mode: shorten(flag.value) }, standsFor: ['sonar:S2612'], fixes });
      return;
    }
    if (keyword !== 'RUN') return;
    for (const { command, resolve } of commandsInFolders(instruction)) {
      const change = modeChangeOf(command);
      if (!change?.mode.othersWrite || change.mode.sticky) continue;
      const open = change.targets.find((word) => !isShared(resolve(word)));
      if (!open) continue;
      const at = spanOfPart(change.word, change.text);
      const standsFor = ['sonar:S2612'];
      if (command.name === 'chmod') standsFor.push('tally:world-writable-state-path-workaround');
      if (command.name === 'chmod' && /^0?777$/.test(change.text)) standsFor.push('datadog:3be406ec-eb81-f09e-05d4-dc6a41683b4c');
      yield ctx.problem('open', {
        at,
        data: { mode: shorten(change.text), file: shorten(writtenText(open)) },
        standsFor,
        fixes: [closed(ctx.model, instruction, at, change.text)],
      });
    }
  },
});

/** Only where the mode is written as one of the usual numbers. */
function closed(file: DockerfileModel, instruction: Instruction, at: Span, mode: string): Fix | undefined {
  const wanted = Object.hasOwn(CLOSED, mode) ? CLOSED[mode] : undefined;
  if (wanted === undefined || file.text.slice(at.start, at.end) !== mode) return undefined;
  const change = replaceWord(file, instruction, at, wanted);
  return change && { title: `Use ${wanted}`, safety: 'unsafe', ...change };
}
