import type { Change, Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { appendToStage, commentBlockStart, joinChanges } from '../../fix/dockerfile.js';
import { copyWordsOf } from '../../knowledge/copy-target.js';
import { commandsInFolders, resolvePath } from '../../knowledge/file-commands.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Located, Span } from '../../text/span.js';

/** Each of their operands is made or changed. */
const CHANGES_ALL: ReadonlySet<string> = new Set([
  'mkdir',
  'touch',
  'chown',
  'chmod',
  'chgrp',
  'tee',
  'truncate',
  'rm',
  'rmdir',
  'setfacl',
]);
/** The last operand is written to. */
const CHANGES_LAST: ReadonlySet<string> = new Set(['cp', 'mv', 'ln', 'install', 'rsync']);

interface Declared {
  readonly path: string;
  readonly volume: Instruction;
  readonly at: Span;
  readonly order: number;
}

/** The paths of the VOLUMEs above that nothing was written to so far. */
class Volumes {
  private readonly byPath = new Map<string, Declared[]>();
  private readonly done = new Set<Instruction>();
  private count = 0;

  get isEmpty(): boolean {
    return this.count === 0;
  }

  add(volume: Instruction): void {
    for (const { value: path, span: at } of pathsOf(volume)) {
      const same = this.byPath.get(path) ?? [];
      this.byPath.set(path, same);
      same.push({ path, volume, at, order: this.count++ });
    }
  }

  /** Takes the first VOLUME out that the file is in. */
  take(file: string): Declared | undefined {
    let found: Declared | undefined;
    for (let end = file.length; end > 0; end = file.lastIndexOf('/', end - 1)) {
      const same = this.byPath.get(file.slice(0, end));
      while (same?.[0] && this.done.has(same[0].volume)) same.shift();
      const first = same?.[0];
      if (first && (!found || first.order < found.order)) found = first;
    }
    if (found) this.done.add(found.volume);
    return found;
  }
}

const trim = (path: string): string => path.replace(/\/+$/, '') || '/';

function pathsOf(volume: Instruction): readonly Located<string>[] {
  const words = volume.json?.items ?? volume.words;
  return words
    .map(({ value, span }) => ({ value: trim(value.replace(/^(["'])(.*)\1$/, '$2')), span }))
    .filter(({ value }) => /^\/./.test(value));
}

/** Words of a command that name what it writes. */
function writtenBy(command: ShellCommand): readonly ShellWord[] {
  const targets = command.redirects
    .filter(({ operator }) => operator.startsWith('>') || operator.startsWith('&>'))
    .flatMap(({ target }) => target ?? []);
  const operands = command.args.filter(({ raw }) => !raw.startsWith('-'));
  const name = command.name ?? '';
  if (CHANGES_ALL.has(name)) return [...operands, ...targets];
  const last = CHANGES_LAST.has(name) ? operands.slice(1).at(-1) : undefined;
  return last ? [last, ...targets] : targets;
}

/** What an instruction writes, as absolute paths with their places. */
function writesOf(instruction: Instruction): readonly Located<string>[] {
  const { keyword, state } = instruction;
  const found: Located<string>[] = [];
  if (keyword === 'COPY' || keyword === 'ADD') {
    const target = copyWordsOf(instruction)?.target;
    const path = target && resolvePath(putIn(target.value, state), state.workdir);
    if (target && path !== undefined) found.push({ value: path, span: target.span });
  } else if (keyword === 'RUN') {
    for (const { command, resolve } of commandsInFolders(instruction)) {
      for (const word of writtenBy(command)) {
        const path = resolve(word);
        if (path !== undefined) found.push({ value: path, span: word.span });
      }
    }
  }
  return found;
}

function moveToEnd(model: DockerfileModel, stage: Stage, volume: Instruction): Fix | undefined {
  // A variable may have another value down there.
  if (volume.logical.includes('$') || volume.isDangling) return undefined;
  if (model.text.slice(volume.span.start, volume.span.end).includes('\n')) return undefined;
  // Its comment goes along.
  const start = commentBlockStart(model, volume);
  const lines = model.text.slice(start, volume.span.end).split(/\r*\n/);
  const removed: Change = {
    edits: [{ span: { start, end: volume.lines.end }, newText: '' }],
    effect: { kind: 'dockerfile', ops: [{ op: 'remove', index: volume.index }] },
  };
  const change = joinChanges([removed, appendToStage(model, stage, [lines.map((line) => line.trimStart()).join('\n')])]);
  return change && { title: 'Move VOLUME to the end of the stage', safety: 'safe', ...change };
}

export default defineRule({
  id: 'dockerfile/write-after-volume',
  category: 'maintainability',
  on: 'dockerfile.stage',
  scope: { keywords: ['VOLUME'] },
  summary: 'A path is written to after VOLUME has declared it',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    late: 'Builders other than BuildKit drop what is written to "{path}" below its VOLUME: move VOLUME to the end',
  },
  docs: {
    description:
      'COPY, ADD, or a command of RUN (mkdir, chown, cp, a redirection ...) writes to a path, or below one, that a VOLUME of the same stage declares further up. The first such write of each VOLUME is reported.',
    rationale:
      'The classic builder and some other tools run each step with the volume mounted, and throw away what the step writes to it: an owner that was set or a file that was put there is gone. BuildKit keeps it.',
    impact: 'None: the image has the same files and the same volumes.',
    audit: 'docker run --rm --entrypoint ls IMAGE -la PATH shows what is left.',
    remediation: 'Write first, and declare the VOLUME at the end of the stage.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: VOLUME, Notes about specifying volumes'],
    limits: 'Programs that write by themselves (an installer, a script of your own) are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nVOLUME /data\nRUN mkdir -p /data/log && chown -R 10001 /data\nCMD ["server"]\n',
      good: 'FROM debian:trixie-slim\nRUN mkdir -p /data/log && chown -R 10001 /data\nVOLUME /data\nCMD ["server"]\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const volumes = new Volumes();
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'VOLUME') {
        volumes.add(instruction);
        continue;
      }
      if (volumes.isEmpty) continue;
      for (const { value, span } of writesOf(instruction)) {
        const hit = volumes.take(value);
        if (hit)
          yield ctx.problem('late', {
            at: span,
            data: { path: hit.path },
            related: [{ at: hit.at, message: 'Declared here' }],
            fixes: [moveToEnd(ctx.model, stage, hit.volume)],
          });
      }
    }
  },
});
