import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import type { CopyWords } from '../../knowledge/copy-target.js';
import { copyWordsOf } from '../../knowledge/copy-target.js';
import type { Instruction } from '../../model/dockerfile/types.js';

/** Folders that every system image has. */
const FOLDERS: ReadonlySet<string> = new Set(
  '/bin /boot /dev /etc /home /lib /mnt /opt /root /run /sbin /srv /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib /usr/local/sbin /usr/local/share /usr/sbin /usr/share /var /var/lib /var/log /var/tmp'.split(
    ' ',
  ),
);

/** `.`, `..`, a slash (either one) at the end, or a variable there, which may hold one. */
const isFolder = (target: string): boolean => /(?:^|[/\\])\.{1,2}$|[/\\]$|\$\w+$|\$\{[^}]*\}$|%$/.test(target);

/** Is the folder there before the instruction runs: one of the system's, or WORKDIR and what lies above it? */
function isThere({ state }: Instruction, target: string): boolean {
  const { workdir } = state;
  return FOLDERS.has(target) || (workdir !== undefined && `${workdir.replace(/\/+$/, '')}/`.startsWith(`${target}/`));
}

const extensionOf = (path: string): string | undefined => /[^/\\]\.([A-Za-z0-9]+)$/.exec(path)?.[1];

/** `COPY target/*.jar app.jar` gives its one match a name. */
const isRenamed = ({ sources, target }: CopyWords): boolean => {
  const extension = extensionOf(target.value);
  return extension !== undefined && sources.every(({ value }) => extensionOf(value) === extension);
};

const isPattern = (source: string): boolean => /[*?]|\[[^\]]+\]/.test(source.replace(/\$\{[^}]*\}/g, ''));

const PEERS = [
  'hadolint:DL3021',
  'trivy:DS-0011',
  'kics:6db6e0c2-32a3-4a2e-93b5-72c35f4119db',
  'dockerfile-utils:INVALID_DESTINATION',
  'dockerfilelint:add_dest_invalid',
];

export default defineRule({
  id: 'dockerfile/missing-destination-slash',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'Several files are copied to a destination without a slash at its end',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    several: 'Each file overwrites "{target}" or the build stops, as it is no folder without a slash: put / at its end',
    there: 'Several files go to "{target}", which other builders refuse without a slash: put / at its end',
    pattern: 'If several files match they overwrite "{target}", or the build stops: put / at its end',
  },
  docs: {
    description:
      'COPY or ADD has two or more sources, heredocs included, or a pattern that may match several, and a destination without a slash at its end. Fine are . and ./, destinations that end with a variable, --parents, and a pattern that gives its match a name with the same extension (*.jar to app.jar). Where the folder is known to be there, from WORKDIR or from the system, several sources are a warning and a pattern is fine.',
    rationale:
      'The slash says that the destination is a folder. Without it BuildKit writes every source to the same file, so that the last one wins, unless such a folder is there; other builders refuse the file.',
    impact: 'The destination becomes a folder with the files in it, where today it may be a file.',
    audit: 'docker run --rm IMAGE ls -ld DESTINATION shows a file.',
    remediation: 'End the destination with a slash.',
    defaultValue: 'A destination without a slash is a file, unless a folder of that name is there.',
    references: ['Dockerfile reference: COPY, destination'],
  },
  equivalents: PEERS,
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY a.conf b.conf /etc/app\n',
      good: 'FROM alpine:3.24\nCOPY a.conf b.conf /etc/app/\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return;
    const words = copyWordsOf(instruction);
    if (!words || isFolder(words.target.value) || instruction.flags.some(({ name }) => name === 'parents')) return;
    const { sources, target } = words;
    // A word that goes on in the next line was not meant to: a path of Windows ended in the escape character.
    if (sources.some(({ span }) => ctx.text.slice(span.start, span.end).includes('\n'))) return;
    const isSeveral = sources.length > 1;
    if (!isSeveral && !isPattern(sources[0]?.value ?? '')) return;
    const isSafe = isThere(instruction, target.value);
    if (!isSeveral && (isSafe || isRenamed(words))) return;
    const { span: at } = target;
    const isQuoted = /["']$/.test(ctx.text.slice(at.start, at.end));
    const end = isQuoted ? at.end - 1 : at.end;
    const change = replaceWord(ctx.model, instruction, { start: end, end }, '/');
    const fixes = [change && { title: 'End it with a slash', safety: isSafe ? ('safe' as const) : ('unsafe' as const), ...change }];
    const data = { target: target.value };
    if (!isSeveral) yield ctx.problem('pattern', { at, severity: 'warning', data, standsFor: [], fixes });
    else if (isSafe) yield ctx.problem('there', { at, severity: 'warning', data, standsFor: PEERS, fixes });
    else yield ctx.problem('several', { at, data, standsFor: PEERS, fixes });
  },
});
