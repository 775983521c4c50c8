import { defineRule } from '../../engine/rule.js';
import {
  addSourcesOf,
  downloadOf,
  isDownload,
  isInterpreter,
  programOf,
  readsProgram,
  savedTo,
  verifies,
} from '../../knowledge/downloads.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { firstBehind } from '../../text/in-order.js';
import { baseName } from '../../text/base-name.js';

interface Added {
  readonly path: string;
  readonly index: number;
}

/** Files that an ADD without checksum fetches into the stage, the first of each path and of each name. */
class AddedFiles {
  private readonly byPath = new Map<string, Added>();
  private readonly byName = new Map<string, Added>();
  /** Those whose folder is not known. */
  private readonly relative = new Map<string, Added>();

  constructor({ instructions }: Stage) {
    for (const add of instructions) {
      if (add.keyword !== 'ADD' || add.flags.some(({ name }) => name === 'checksum')) continue;
      const to = (add.json ? add.json.items : add.words).at(-1)?.value ?? '';
      for (const { kind, written } of addSourcesOf(add)) {
        if (kind !== 'http') continue;
        const path = to.endsWith('/') || to === '.' ? `${to === '.' ? '' : to}${baseName(written.replace(/[?#].*$/, ''))}` : to;
        const file = { path, index: add.index };
        for (const [map, key] of [
          [this.byPath, path],
          [this.byName, baseName(path)],
          ...(path.startsWith('/') ? [] : [[this.relative, baseName(path)] as const]),
        ] as const)
          if (!map.has(key)) map.set(key, file);
      }
    }
  }

  get isEmpty(): boolean {
    return this.byPath.size === 0;
  }

  /** The file that the program is, as far as the names tell: a relative path may stand in any folder. */
  find(program: string, before: Instruction): string | undefined {
    const names = program.startsWith('/') ? this.relative : this.byName;
    for (const file of [this.byPath.get(program), names.get(baseName(program))]) if (file && file.index < before.index) return file.path;
    return undefined;
  }
}

const addedOfStage = new WeakMap<Stage, AddedFiles>();

function addedIn(stage: Stage): AddedFiles {
  let added = addedOfStage.get(stage);
  if (!added) addedOfStage.set(stage, (added = new AddedFiles(stage)));
  return added;
}

/** Files of one name that were saved: absolute paths, and those whose folder is not known. */
interface Saved {
  readonly absolute: Set<string>;
  readonly relative: Set<string>;
}

/** Takes out those that the program may be. */
function take({ absolute, relative }: Saved, program: string): boolean {
  const isRelative = !program.startsWith('/');
  const found = relative.size > 0 || (isRelative ? absolute.size > 0 : absolute.has(program));
  relative.clear();
  if (isRelative) absolute.clear();
  else absolute.delete(program);
  return found;
}

/** What stands in a pipeline in front of the command that is looked at. */
interface Before {
  downloads: boolean;
  verifies: boolean;
}

/** The word that the command is substituted into is the program itself: `sh -c "echo $(curl …)"` only passes a value. */
function isProgram({ span }: ShellCommand, { args }: ShellCommand): boolean {
  const word = args[firstBehind(args, span.start, (word) => word.span.start) - 1];
  return word !== undefined && /^["']?(?:\$\(|`|<\()/.test(word.raw) && span.end <= word.span.end;
}

export default defineRule({
  id: 'dockerfile/curl-pipe-shell',
  category: 'supply-chain',
  on: 'dockerfile.runScript',
  summary: 'A download is run without being verified',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    piped: '"{shell}" runs a download that nothing verified: save the file, verify its checksum, then run it',
    saved: '"{file}" is run just as it was downloaded, whoever sent it: verify its checksum or signature first',
    added: '"{file}" came by ADD and is run, whoever sent it: give the ADD a --checksum',
  },
  docs: {
    description:
      'A download (curl, wget ...) is piped or substituted into an interpreter, or saved and run in the same RUN without a checksum or a signature being verified in between, or fetched by ADD without --checksum and run later. Interpreters that bring their own program (python -c, perl -ne) are fine.',
    rationale:
      'Whoever controls the server, the name or the network at build time runs programs in the build, with its secrets and its network, and leaves whatever they like in the image. The next build may get another program, and nobody sees it.',
    impact: 'Nothing is changed by Seaworthy; whoever adds a checksum has to raise it with the version.',
    audit: 'docker history --no-trunc IMAGE | grep -E "(curl|wget).*[|] *(sudo )?(ba)?sh" lists such layers.',
    remediation:
      'Install from a package repository that signs, or save the file, verify it (echo "SUM  file" | sha256sum -c -) and run it then; ADD --checksum=sha256:... does it in one line.',
    defaultValue: 'Nothing verifies a download by itself; TLS only says who sent it.',
    references: ['CIS Docker Benchmark 4.11', 'OpenSSF Scorecard: Pinned-Dependencies'],
    limits: 'Downloads by other means (a script of your own, git clone) are not followed.',
  },
  equivalents: ['scorecard:Pinned-Dependencies', 'sonar:S6474', 'cis-docker-1.6:4.11'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/install.sh | sh\n',
      good: 'FROM debian:trixie-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/\nRUN sh /tmp/install.sh\n',
      byFix: false,
    },
    {
      bad: 'FROM debian:trixie-slim\nRUN wget -q https://example.com/install.sh && sh install.sh\n',
      good: 'FROM debian:trixie-slim\nRUN wget -q https://example.com/install.sh && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  install.sh" | sha256sum -c - && sh install.sh\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    // By the last part of the path.
    const saved = new Map<string, Saved>();
    const pipelines = new Map<readonly ShellCommand[], Before>();
    for (const command of script.commands) {
      const at = command.word.span;
      const before = pipelines.get(command.pipeline) ?? { downloads: false, verifies: false };
      pipelines.set(command.pipeline, before);
      if (before.downloads && !before.verifies && isInterpreter(command) && readsProgram(command)) {
        yield ctx.problem('piped', { at, data: { shell: command.word.raw } });
      }
      before.verifies ||= verifies(command);
      if (isDownload(command)) {
        before.downloads = true;
        const into = command.substitutedInto;
        const feeds = into !== undefined && (isInterpreter(into) || into.name === 'eval' || into.name === 'source' || into.name === '.');
        if (feeds && isProgram(command, into) && !command.pipeline.some(verifies)) {
          yield ctx.problem('piped', { at: into.word.span, data: { shell: into.word.raw } });
        }
        const download = downloadOf(command, instruction.state);
        const file = download && savedTo(download);
        if (file !== undefined) {
          const same = saved.get(baseName(file)) ?? { absolute: new Set(), relative: new Set() };
          saved.set(baseName(file), same);
          (file.startsWith('/') ? same.absolute : same.relative).add(file);
        }
      }
      if (verifies(command)) saved.clear();
      const program = saved.size > 0 ? programOf(command) : undefined;
      const same = program === undefined ? undefined : saved.get(baseName(program));
      if (program !== undefined && same && take(same, program)) yield ctx.problem('saved', { at, data: { file: baseName(program) } });
    }
    const added = instruction.stage && addedIn(instruction.stage);
    if (!added || added.isEmpty || script.commands.some(verifies)) return;
    const told = new Set<string>();
    for (const command of script.commands) {
      const program = programOf(command);
      const file = program === undefined ? undefined : added.find(program, instruction);
      if (file === undefined || told.has(file)) continue;
      told.add(file);
      yield ctx.problem('added', { at: command.word.span, data: { file: baseName(file) } });
    }
  },
});
