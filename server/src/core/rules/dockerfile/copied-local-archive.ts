import { defineRule } from '../../engine/rule.js';
import type { Change, Fix } from '../../engine/rule.js';
import { joinChanges, removeInstruction, replaceInstruction } from '../../fix/dockerfile.js';
import { namesFile, withoutSlash } from '../../knowledge/downloads.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';
import { baseName } from '../../text/base-name.js';

/** ADD unpacks these; zip and plain gzip files it leaves as they are. */
const TAR = /\.(?:tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst|lzma|Z))$/i;

interface Copied {
  readonly at: Instruction;
  readonly name: string;
  readonly path: string;
  readonly span: Span;
}

function archivesOf(at: Instruction): readonly Copied[] {
  if (at.keyword !== 'COPY' || at.heredocs.length > 0 || at.flags.some(({ name }) => name === 'from')) return [];
  const words = (at.json ? at.json.items : at.words).map(({ value, span }) => ({ value: value.replace(/^(["'])(.*)\1$/, '$2'), span }));
  const target = words.at(-1)?.value ?? '';
  const isFolder = target.endsWith('/') || target === '.' || target === '..' || words.length > 2;
  return words.slice(0, -1).flatMap(({ value, span }) => {
    if (!TAR.test(value)) return [];
    const name = baseName(value);
    const path = isFolder || !TAR.test(target) ? `${target.replace(/\/+$/, '')}/${name}`.replace(/^\.\//, '') : target;
    return [{ at, name, path, span }];
  });
}

/** Archives that nothing has unpacked so far, by what a command may call them. */
class OpenArchives {
  private readonly open = new Set<Copied>();
  private readonly byKey = new Map<string, Set<Copied>>();

  get isEmpty(): boolean {
    return this.open.size === 0;
  }

  add(copied: Copied): void {
    this.open.add(copied);
    for (const key of keysOf(copied)) this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(copied));
  }

  /** Takes out those that the command names, in order. */
  takeNamed(command: ShellCommand): readonly Copied[] {
    const named = new Set<Copied>();
    for (const word of command.args) {
      const text = withoutSlash(word);
      const candidates = [text, baseName(text), `${text}/`].flatMap((key) => [...(this.byKey.get(key) ?? [])]);
      if (/[*?]/.test(text)) candidates.push(...[...this.open].slice(0, MOST_TRIED));
      const own = { ...command, args: [word] };
      for (const copied of candidates) if (namesFile(own, copied.path) || namesFile(own, copied.name)) this.take(copied, named);
    }
    return [...named].sort((a, b) => a.span.start - b.span.start);
  }

  private take(copied: Copied, into: Set<Copied>): void {
    into.add(copied);
    this.open.delete(copied);
    for (const key of keysOf(copied)) this.byKey.get(key)?.delete(copied);
  }
}

/** More archives than anybody copies are not held against each pattern. */
const MOST_TRIED = 100;

/** Name and path, and the folders of the path. */
function* keysOf({ name, path }: Copied): Generator<string> {
  yield name;
  yield path;
  yield baseName(path);
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end + 1);
}

const unpacks = (command: ShellCommand): boolean =>
  (command.name === 'tar' || command.name === 'bsdtar') &&
  command.args.some((word, i) => {
    const text = writtenText(word);
    return (i === 0 ? /^-?[a-zA-Z]*x[a-zA-Z]*$/ : /^-[a-zA-Z]*x[a-zA-Z]*$/).test(text) || text === '--extract';
  });

/** In a branch, a loop or a function the archive may stay packed, and ADD has no conditions. */
function isConditional(command: ShellCommand, script: ShellScript): boolean {
  for (let step = script.structure().steps.get(command); step; step = step.statement.list.parent) {
    if (/^(?:branch|loop|function)$/.test(step.statement.list.kind)) return true;
  }
  return false;
}

/** A RUN that does nothing but unpack this archive, and perhaps remove it: where to, else nothing. */
function plainTarget(run: Instruction, copied: Copied): string | undefined {
  const commands = run.scripts().flatMap((script) => script.commands);
  const [tar, rm, ...rest] = commands;
  if (!tar || !unpacks(tar) || rest.length > 0 || run.flags.length > 0 || run.onbuild || run.state.workdir !== copied.at.state.workdir)
    return undefined;
  if (rm && (rm.name !== 'rm' || rm.args.some((word) => !/^-/.test(word.raw) && !namesFile({ ...rm, args: [word] }, copied.path))))
    return undefined;
  let target = './';
  for (let i = 0; i < tar.args.length; i++) {
    const word = tar.args[i];
    const text = word ? writtenText(word) : '';
    if (text === '-C' || text === '--directory' || /^-[a-z]+C$/i.test(text))
      target = `${writtenText(tar.args[++i] ?? word ?? tar.word).replace(/\/+$/, '')}/`;
    else if (!/^-?[xzjJvpf]+$/.test(text) && !(word && namesFile({ ...tar, args: [word] }, copied.path))) return undefined;
  }
  return /^[\w./-]+$/.test(target) ? target : undefined;
}

function asAdd(model: DockerfileModel, copied: Copied, run: Instruction): Change | undefined {
  const { at } = copied;
  const target = plainTarget(run, copied);
  if (target === undefined || at.onbuild || at.json || at.words.length !== 2) return undefined;
  const flags = at.flags.map(({ span }) => `${model.text.slice(span.start, span.end)} `).join('');
  return joinChanges([replaceInstruction(model, at, `ADD ${flags}${at.words[0]?.value ?? ''} ${target}`), removeInstruction(model, run)]);
}

export default defineRule({
  id: 'dockerfile/copied-local-archive',
  category: 'supply-chain',
  on: 'dockerfile.stage',
  summary: 'A local archive is copied and then unpacked',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    archive: '"{file}" is copied and then unpacked, so the image holds it twice: ADD unpacks it in one step',
  },
  docs: {
    description:
      'A tar archive of the build context is copied by COPY, and a later RUN of the stage unpacks it with tar. Copies from other stages are left alone, and so are zip and plain gzip files, which ADD does not unpack.',
    rationale:
      'The layer of the COPY keeps the archive, whatever a later RUN removes, and the layer of the RUN holds its content once more.',
    impact: 'ADD unpacks with the owners that the archive records; --chown sets others.',
    audit: 'docker history IMAGE shows the size of both layers.',
    remediation:
      'ADD archive.tar.gz /folder/, or bind mount it: RUN --mount=type=bind,source=archive.tar.gz,target=/a.tgz tar -xzf /a.tgz.',
    defaultValue: 'COPY leaves archives as they are, ADD unpacks local tar archives.',
    references: ['Dockerfile reference: ADD'],
    limits: 'An archive without one of the usual extensions is taken for a plain file.',
  },
  equivalents: ['hadolint:DL3010'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt && rm /tmp/app.tar.gz\n',
      good: 'FROM debian:trixie-slim\nADD app.tar.gz /opt/\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const open = new OpenArchives();
    for (const listed of stage.instructions) {
      const at = listed.trigger ?? listed;
      for (const copied of archivesOf(at)) open.add(copied);
      if (at.keyword !== 'RUN' || open.isEmpty) continue;
      for (const { script, command } of at.scripts().flatMap((each) => each.commands.map((one) => ({ script: each, command: one })))) {
        if (!unpacks(command) || isConditional(command, script)) continue;
        for (const copied of open.takeNamed(command)) {
          const change = asAdd(ctx.model, copied, at);
          const fix: Fix | undefined = change && { title: 'Unpack it by ADD', safety: 'unsafe', ...change };
          yield ctx.problem('archive', {
            at: copied.span,
            data: { file: copied.name },
            fixes: [fix],
            related: [{ at: command.word.span, message: 'It is unpacked here' }],
          });
        }
      }
    }
  },
});
