import { defineRule } from '../../engine/rule.js';
import { removeFlag } from '../../fix/dockerfile.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';

const HISTORY = /(?:^|\/)\.(?:git|hg|svn)\/?$/;
const VALUED =
  /^(?:-b|--branch|-o|--origin|-u|--upload-pack|--reference|--reference-if-able|--template|-c|--config|--depth|-j|--jobs|--separate-git-dir|--filter|--shallow-since|--shallow-exclude|--bundle-uri|--server-option)$/;

const textOf = (word: ShellWord): string => word.value ?? word.raw;
const baseName = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

interface Clone {
  readonly command: ShellCommand;
  readonly position: number;
  readonly at: ShellWord;
  /** Last name of the folder that it makes. */
  readonly folder: string;
  /** As far as a `cd` in front of it tells. */
  readonly path: string;
}

/** `git clone`, unless it leaves no work tree. `cd` is the word that the last one in front of it names. */
function cloneOf(command: ShellCommand, position: number, cd: ShellWord | undefined): Clone | undefined {
  if (command.name !== 'git') return undefined;
  const verb = command.args.findIndex(({ value }) => value === 'clone');
  const at = command.args[verb];
  if (!at) return undefined;
  const operands: string[] = [];
  for (let i = verb + 1; i < command.args.length; i++) {
    const text = textOf(command.args[i] as ShellWord);
    if (text === '--bare' || text === '--mirror') return undefined;
    if (VALUED.test(text)) i++;
    else if (!text.startsWith('-')) operands.push(text);
  }
  const [address, to] = operands;
  if (address === undefined) return undefined;
  const written = to ?? baseName(address.replace(/\.git\/?$/, ''));
  const path = written.startsWith('/') || !cd ? written : `${textOf(cd).replace(/\/+$/, '')}/${written}`;
  return { command, position, at, folder: baseName(written), path };
}

function clonesIn(commands: readonly ShellCommand[]): readonly Clone[] {
  const clones: Clone[] = [];
  let cd: ShellWord | undefined;
  for (const [position, command] of commands.entries()) {
    const clone = cloneOf(command, position, cd);
    if (clone) clones.push(clone);
    if (command.name === 'cd') cd = command.args[0];
  }
  return clones;
}

/** The last positions at which a script takes something away: any history, a path, and what has a name. */
class Removals {
  private ofHistory = -1;
  private readonly byPath = new Map<string, number>();
  private readonly byName = new Map<string, number>();

  constructor(commands: readonly ShellCommand[]) {
    for (const [position, { name, args }] of commands.entries()) {
      if (name !== 'rm' && name !== 'find' && name !== 'mv') continue;
      for (const word of args) {
        const text = textOf(word);
        if (text.startsWith('-') && name !== 'find') continue;
        if (HISTORY.test(text) || /(?:^|\/)\.git\b/.test(text)) this.ofHistory = position;
        const gone = text.replace(/\/\*?$/, '');
        this.byPath.set(gone, position);
        this.byName.set(baseName(gone), position);
      }
    }
  }

  /** Does a command behind the clone take its history, all of it, or a folder above it away? */
  isGone({ position, folder, path }: Clone): boolean {
    if (this.ofHistory > position || (this.byName.get(folder) ?? -1) > position) return true;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      if ((this.byPath.get(path.slice(0, end)) ?? -1) > position) return true;
    return false;
  }
}

/** Folders that are no part of the image: cache and tmpfs mounts. */
const mountTargets = (run: Instruction): readonly string[] =>
  run.flags
    .filter(
      ({ name, options }) =>
        name === 'mount' && options.some(({ name: key, value }) => key === 'type' && (value === 'cache' || value === 'tmpfs')),
    )
    .flatMap(({ options }) => options.filter(({ name }) => /^(?:target|dst|destination)$/.test(name)).flatMap(({ value }) => value ?? []));

export default defineRule({
  id: 'dockerfile/vcs-directory-in-image',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ADD', 'COPY', 'RUN'] },
  summary: 'Version history ships in the image',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    copied: '"{path}" holds all of the history, with what was ever deleted from it: copy the sources without it',
    kept: '--keep-git-dir keeps all of the history in the image: drop it, or read the version in a stage that does not ship',
    cloned: 'The clone keeps its .git, with all of the history, in the image that ships: remove it in this RUN',
  },
  docs: {
    description:
      'A stage that ships copies .git, .hg or .svn by name, uses ADD --keep-git-dir=true, or clones a repository without removing .git in the same RUN (an info).',
    rationale:
      'The history holds every file that was ever committed, keys and passwords among them, the addresses of the repository (with credentials, if they were given in it) and names of people. It is often larger than the program.',
    impact: 'Programs that ask git for their version at run time need it stamped in at build time.',
    audit: 'docker run --rm --entrypoint find IMAGE / -name .git -maxdepth 4',
    remediation:
      'Build in a stage of its own and copy the result; or rm -rf .git in the RUN that clones, as a later one leaves it in its layer.',
    defaultValue: 'ADD of a git repository leaves .git out; git clone keeps it.',
    references: ['Dockerfile reference: ADD --keep-git-dir', 'CIS Docker Benchmark 4.10'],
    limits: 'What COPY . takes along is judged by missing-dockerignore and incomplete-dockerignore.',
  },
  equivalents: ['dockle:DKL-LI-0003'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nADD --keep-git-dir=true https://github.com/example/app.git#v1.2.0 /app\n',
      good: 'FROM alpine:3.24\nADD https://github.com/example/app.git#v1.2.0 /app\n',
      byFix: true,
    },
    {
      bad: 'FROM alpine:3.24\nRUN git clone --depth 1 --branch v1.2.0 https://github.com/example/app.git /app\n',
      good: 'FROM alpine:3.24\nRUN git clone --depth 1 --branch v1.2.0 https://github.com/example/app.git /app && rm -rf /app/.git\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (!instruction.stage?.ships) return;
    if (instruction.keyword === 'ADD') {
      const flag = instruction.flags.find(
        ({ name, value }) => name === 'keep-git-dir' && (value === undefined || /^(?:true|1)$/i.test(value)),
      );
      if (flag) {
        const change = removeFlag(ctx.model, instruction, 'keep-git-dir');
        yield ctx.problem('kept', { at: flag.span, fixes: [change && { title: 'Leave the history out', safety: 'unsafe', ...change }] });
      }
    }
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const words = instruction.json ? instruction.json.items : instruction.words;
      for (const word of words.slice(0, -1)) {
        if (HISTORY.test(word.value) && !/^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(word.value))
          yield ctx.problem('copied', { at: word.span, data: { path: word.value } });
      }
    }
    if (instruction.keyword !== 'RUN') return;
    for (const { commands } of instruction.scripts()) {
      const clones = clonesIn(commands);
      if (clones.length === 0) continue;
      const mounted = mountTargets(instruction);
      const removals = new Removals(commands);
      for (const clone of clones) {
        const isMounted = clone.command.args.some((word) => mounted.some((target) => textOf(word).startsWith(target)));
        if (isMounted || removals.isGone(clone)) continue;
        yield ctx.problem('cloned', { at: { start: clone.command.word.span.start, end: clone.at.span.end }, severity: 'info' });
      }
    }
  },
});
