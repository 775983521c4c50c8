// Rewrites a Dockerfile with one stage into one that builds and one that ships, only where it is certain what to copy.
import { commentBlockStart } from '../fix/dockerfile.js';
import { accountsOf } from '../knowledge/accounts.js';
import { compileStepsOf } from '../knowledge/compile-steps.js';
import { isNumeric, isRoot } from '../knowledge/effective-user.js';
import type { BuildContext } from '../model/context/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import type { Edit, Span } from '../text/span.js';
import type { Act } from './build-reading.js';
import { mayNeedRoot, startWithoutShell } from './build-reading.js';
import { accountsMadeBy, assetsOf, isMade, isMkdirOf, ownedFolders, splitOf } from './files-of-build.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { isAt, isBelow, isRefusal, refuse, resolvePath, workdirAt } from './plan.js';
import type { Planned } from './plans.js';
import { planFor } from './plans.js';
import { baseName } from '../text/base-name.js';

export interface MultiStageRewrite {
  /** For the menu of the editor. */
  readonly title: string;
  /** Spans count from the start of the text of the model. */
  readonly edits: readonly Edit[];
}

const BUILD = 'build';
/** The account of the distroless images; a number needs no entry in /etc/passwd. */
const NOBODY = '65532:65532';
/** The languages of glibc. */
const LOCALES = '/usr/lib/locale';
/** What the image says of itself, and how it starts: it moves to the stage that ships. */
const OF_THE_IMAGE = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'HEALTHCHECK', 'VOLUME']);
const KNOWN = new Set([...OF_THE_IMAGE, 'FROM', 'ARG', 'ENV', 'RUN', 'COPY', 'ADD', 'USER', 'WORKDIR', 'SHELL']);
/** Commands behind the build that leave nothing the runtime stage would miss. */
const LEAVES_NOTHING =
  /^(?:chmod|strip|upx|rm|rmdir|go|npm|pnpm|yarn|echo|printf|true|ls|cd|test|\[|pwd|cat|apk|apt-get|apt|adduser|addgroup|useradd|groupadd|usermod|mkdir|chown|set|export|sha256sum|du|file|tail|head|tee|grep)$/;

const variablesIn = (text: string): string[] => [...text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');

/** The runtime stage with the image's counterpart, or in plain words why there is none. `files`: what stands around, where that is known. */
export function rewriteMultiStage(model: DockerfileModel, files?: BuildContext): MultiStageRewrite | Refusal {
  const [stage, ...others] = model.stages;
  if (!stage) return refuse('the file has no FROM');
  if (others.length > 0) return refuse('the file has several stages already');
  const stranger = stage.instructions.find(({ keyword, isDangling }) => !KNOWN.has(keyword) || isDangling);
  if (stranger) return refuse(`${stranger.keyword} cannot be moved with certainty`);
  const planned = planFor(stage, files);
  return isRefusal(planned) ? planned : new Layout(model, stage, planned).rewrite();
}

/** A top-level instruction with the text in front of it that moves along. */
interface Piece {
  readonly instruction: Instruction;
  readonly start: number;
}

class Layout {
  private readonly plan: RuntimePlan;
  private readonly build: Build;
  private readonly at: Instruction;
  /** Instructions from this index on are of the runtime stage already. */
  private readonly split: number;
  private readonly before: readonly Instruction[];
  private readonly after: readonly Instruction[];
  private readonly eol: string;

  constructor(
    private readonly model: DockerfileModel,
    private readonly stage: Stage,
    planned: Planned,
  ) {
    this.plan = planned.plan;
    this.build = planned.build;
    this.at = planned.at;
    this.split = splitOf(stage, this.at);
    this.before = stage.instructions.filter(({ index }) => index < this.split);
    this.after = stage.instructions.filter(({ index }) => index >= this.split);
    this.eol = model.text.includes('\r\n') ? '\r\n' : '\n';
  }

  rewrite(): MultiStageRewrite | Refusal {
    const { model, stage, before, after, plan } = this;
    const refusal = this.questionable();
    if (refusal) return refusal;
    const copies = this.copies();
    if (isRefusal(copies)) return copies;

    const moved = before
      .filter(({ keyword }) => OF_THE_IMAGE.has(keyword))
      .map((instruction) => ({ instruction, start: this.blockStart(instruction) }));
    const first = after[0];
    const start = first ? this.blockStart(first) : model.text.length;
    const own = after.map((instruction, i) => ({ instruction, start: i === 0 ? start : (after[i - 1]?.lines.end ?? start) }));
    const end = after.at(-1)?.lines.end ?? model.text.length;

    const build = [...plan.build, ...copies.folders.map((folder) => `RUN mkdir -p ${folder}`)];
    const gap = model.text.slice(0, start);
    const isLineOpen = gap !== '' && !gap.endsWith('\n');
    const isApart = build.length === 0 && /\n\r?\n$/.test(gap);
    const lines = [...build, ...(isApart ? [] : ['']), ...this.head(moved, copies.copies)];
    const text =
      (isLineOpen ? this.eol : '') +
      this.written(lines)
        .map((line) => line + this.eol)
        .join('') +
      this.tail([...moved, ...own]) +
      model.text.slice(end);
    const newText = model.text.endsWith('\n') ? text : text.replace(/\r?\n$/, '');

    // A comment above it would speak of what follows.
    const dropped = [...plan.drops, ...this.idleAccounts()].filter(
      (run) => this.blockStart(run) === run.lines.start && run.index < this.split,
    );
    const gone = [
      ...moved.map(({ instruction, start: from }) => ({ start: from, end: instruction.lines.end })),
      ...dropped.map(({ lines }) => ({ start: lines.start, end: lines.end })),
    ].sort((a, b) => a.start - b.start);
    const edits: Edit[] = withoutGaps(model.text, gone).map((span) => ({ span, newText: '' }));
    if (!stage.name) edits.push({ span: { start: stage.image.span.end, end: stage.image.span.end }, newText: ` AS ${BUILD}` });
    if (plan.beforeRun) {
      const at = this.blockStart(plan.beforeRun.run);
      edits.push({
        span: { start: at, end: at },
        newText: this.written(plan.beforeRun.instructions)
          .map((line) => line + this.eol)
          .join(''),
      });
    }
    edits.push(trimmed(model.text, { span: { start, end: model.text.length }, newText }));
    return this.checked(edits);
  }

  /** RUNs of the first stage that only make accounts, which nothing there asks for. */
  private idleAccounts(): readonly Instruction[] {
    const { before, plan } = this;
    if (plan.server) return [];
    return before.filter((run) => {
      if (run.keyword !== 'RUN' || run === this.at) return false;
      const commands = run.scripts().flatMap((script) => script.commands);
      const isIdle = commands.every(({ name }) => /^(?:useradd|adduser|groupadd|addgroup|usermod|set|true)$/.test(name ?? ''));
      const names = [...accountsMadeBy([run])];
      const asked = before.filter(({ index }) => index !== run.index).map(({ span }) => this.model.text.slice(span.start, span.end));
      return commands.length > 0 && isIdle && !asked.some((text) => names.some((name) => new RegExp(`\\b${escaped(name)}\\b`).test(text)));
    });
  }

  /** Lines with the escape character and the line breaks of the file. */
  private written(instructions: readonly string[]): readonly string[] {
    const { escape } = this.model;
    return instructions.flatMap((text) => (escape === '`' ? text.replace(/\\$/gm, '`') : text).split('\n'));
  }

  /** What stands in the way of moving the rest of the file. */
  private questionable(): Refusal | undefined {
    const { build, plan, at, before, after } = this;
    const between = before.filter(({ index }) => index > at.index);
    const isGathered = plan.copies.some(({ target }) => isAt(workdirAt(at, build.home) ?? '/', target));
    const copy = between.find(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
    const run = between.filter(({ keyword, index }) => keyword === 'RUN' && index > (copy?.index ?? 0)).at(-1);
    if (copy && !isGathered) {
      const [source] = copy.json?.items ?? copy.words;
      const name = run?.scripts()[0]?.commands[0]?.name ?? 'RUN';
      return refuse(
        `"${source?.value ?? ''}" is copied behind the build and in front of "${name}", whose outcome may be needed: build last`,
      );
    }
    for (const act of build.acts.filter(({ run }) => run.index > at.index && run.index < this.split)) {
      const { name, word } = act.command;
      if (
        (name === undefined || !LEAVES_NOTHING.test(name)) &&
        !isMkdirOf(act.command) &&
        !plan.isPartOfBuild(act) &&
        !this.staysInside(act)
      )
        return refuse(`"${name ?? word.raw}" runs after the build, and what it leaves may be needed`);
    }
    const same = build.acts.filter(({ run }) => run === at);
    const step = build.steps.at(-1)?.command;
    const index = same.findIndex(({ command }) => command === step);
    for (const act of index < 0 ? [] : same.slice(index + 1)) {
      const { name, word } = act.command;
      if (
        (name === undefined ? act.command.args.length > 0 : !LEAVES_NOTHING.test(name)) &&
        !isMkdirOf(act.command) &&
        !plan.isPartOfBuild(act) &&
        !this.staysInside(act)
      )
        return refuse(`"${name ?? word.raw}" runs after the build, and what it leaves may be needed`);
    }
    if (plan.packages.length > 0 && /(?:ubi|azurelinux|mariner|amazonlinux|centos|fedora|rocky|alma)/.test(plan.image))
      return refuse(`the runtime image "${plan.image}" has another package manager than the build`);
    const syntax = this.model.directives.find(({ name }) => name === 'syntax')?.value.value ?? '';
    if (plan.server && /:1\.[0-3](?:\D|$)|:0\./.test(syntax))
      return refuse('the syntax that the file asks for is too old for a file written in place');
    const setup = after.find(({ keyword }) => keyword === 'RUN');
    if (setup && !plan.hasShell)
      return refuse(
        'a RUN behind the build sets up files that are copied after it, and the runtime image has no shell for it: put it in front of the build',
      );
    const shell = this.stage.instructions.find(({ keyword }) => keyword === 'SHELL');
    if (shell && (build.start.needsShell || shell.index >= this.split))
      return refuse('SHELL says which shell reads the start command, and the runtime stage may not have it');
    if (workdirAt(after[0] ?? at, build.home) === undefined) return refuse('the WORKDIR is not certain');
    const download = this.download();
    if (download) return refuse(`what "${download}" fetches before the build may be needed when the program runs`);
    const known = new Set([...plan.accounts.keys(), ...this.madeLater()]);
    const name = this.writtenUser().split(':')[0] ?? '';
    const isNamed = ({ flags }: Instruction) =>
      flags.some((flag) => {
        const owner = (flag.value ?? '').split(':')[0] ?? '';
        return flag.name === 'chown' && !isNumeric(owner) && owner !== 'root' && !known.has(owner) && owner !== name;
      });
    if (after.some(isNamed)) return refuse('COPY --chown names an account that the runtime image does not have');
    return undefined;
  }

  /** A file that is fetched to a place of its own, and that no command of the build reads. */
  private download(): string | undefined {
    const { build, plan } = this;
    const [root] = build.steps.map(({ at }) => workdirAt(at, build.home));
    for (const [i, { command, cwd, run }] of build.acts.entries()) {
      if ((command.name !== 'curl' && command.name !== 'wget') || run.index >= this.split || command.pipeline.length > 1) continue;
      const at = command.args.findIndex(
        ({ value }) => value === (command.name === 'curl' ? '-o' : '-O') || value === '--output' || value === '--output-document',
      );
      const out = command.args[at + 1]?.value;
      if (at < 0 || out === undefined || out === '-' || cwd === undefined) continue;
      const path = resolvePath(cwd, out);
      if (/^\/(?:tmp|dev|root|var\/tmp)\//.test(path) || (root !== undefined && root !== '/' && isAt(path, root))) continue;
      if (plan.copies.some(({ target }) => isAt(path, target))) continue;
      const name = baseName(path);
      const isRead = build.acts
        .slice(i + 1)
        .some(({ command: later }) => later.name !== 'chmod' && later.words.some(({ raw }) => raw.includes(name)));
      if (!isRead) return command.name;
    }
    return undefined;
  }

  /** Does it only put files where the copies take them from? */
  private staysInside({ command, cwd }: Act): boolean {
    if (!/^(?:cp|mv|ln|touch|sed|rm|mkdir)$/.test(command.name ?? '') || cwd === undefined) return false;
    const target = command.args.filter(({ value }) => value !== undefined && !value.startsWith('-')).at(-1)?.value;
    return target !== undefined && this.plan.copies.some(({ source }) => isAt(resolvePath(cwd, target), source));
  }

  private madeLater(): ReadonlySet<string> {
    return accountsMadeBy(this.after.filter(({ keyword }) => keyword === 'RUN'));
  }

  /** All that comes from the first stage, with folders that the program writes to; `folders` have to be made there first. */
  private copies(): { readonly copies: readonly Copy[]; readonly folders: readonly string[] } | Refusal {
    const { build, plan } = this;
    const roots = [...rootsOf(build), workdirAt(this.at, build.home) ?? '/'];
    const known = [...roots, ...plan.copies.map(({ source }) => source)];
    const assets = plan.files === 'none' ? [] : assetsOf(build, this.split, known, plan.files, this.pathsInVariables());
    if (isRefusal(assets)) return assets;
    const script = build.start.script?.path;
    const isEarly = build.copied.some(
      ({ at, place, isFolder }) =>
        script !== undefined && place !== undefined && at.index < this.split && (isFolder ? isBelow(script, place) : place === script),
    );
    const scripts = script !== undefined && isEarly ? [{ source: script, target: script }] : [];
    const locales = this.makesLocales() ? [{ source: LOCALES, target: LOCALES }] : [];
    const all = withoutNested([...plan.copies, ...(plan.server === undefined ? [...locales, ...scripts, ...assets] : [])]);
    const isUnprivileged = this.isUnprivileged();
    const { volumes, handed, given, sent, made } = ownedFolders(build, this.at, this.split);
    const folders: string[] = [];
    const owned =
      isUnprivileged && plan.server === undefined
        ? [...handed, ...volumes, ...made].filter((path, i, paths) => paths.indexOf(path) === i)
        : [];
    // Where the file hands over folders of the program, those and no others are what it writes to.
    const isNarrow = (target: string): boolean => owned.includes(target) || !given.some(({ path }) => isBelow(path, target));
    const isHanded = (target: string): boolean => given.some(({ path }) => isAt(target.replace(/\/$/, ''), path)) && isUnprivileged;
    const result = all.map((copy) => ({
      ...copy,
      isWritten: (copy.isWritten === true && isNarrow(copy.target)) || owned.includes(copy.target) || isHanded(copy.target),
    }));
    for (const path of owned) {
      if (result.some(({ target }) => target === path) || volumes.some((volume) => isBelow(path, volume))) continue;
      const isVolume = volumes.includes(path);
      const isInside = result.some(({ target }) => isBelow(path, target));
      if (!isVolume && !isInside && !isMade(build, this.split, path)) continue;
      // What holds the sources and the build is no folder of the program.
      if (!isVolume && roots.some((root) => isAt(root, path))) continue;
      if (result.some(({ target, isWritten }) => isWritten && isBelow(path, target))) continue;
      if (isVolume && !isMade(build, this.split, path)) {
        // Who is not root cannot make it, and never could write there.
        const builder = (this.after[0]?.state ?? this.stage.endState).user?.value;
        if (builder !== undefined && !isRoot(builder)) continue;
        folders.push(path);
      }
      result.push({ source: path, target: path, isWritten: true });
    }
    if (!isUnprivileged && plan.server === undefined) this.handOver(result, [...given, ...sent]);
    return { copies: result, folders };
  }

  /** Commands that make accounts, where a script that starts as root may step down to one of them. */
  private accounts(): readonly ShellCommand[] {
    const { build, plan, split } = this;
    if (!mayNeedRoot(build) || !plan.hasShell || this.isUnprivileged()) return [];
    return build.acts
      .filter(({ command, run }) => run.index < split && /^(?:useradd|adduser|groupadd|addgroup|usermod)$/.test(command.name ?? ''))
      .map(({ command }) => command)
      .filter(
        ({ words, pipeline, redirects }) =>
          pipeline.length === 1 && redirects.length === 0 && words.every(({ value }) => value !== undefined),
      );
  }

  /** Where root starts the program and an account of the image does its work, that account keeps what it was given. */
  private handOver(copies: Copy[], given: readonly { readonly path: string; readonly owner: string }[]): void {
    for (const { path, owner: name } of given) {
      const account = name.split(/[:.]/)[0] ?? '';
      const isKept = this.accounts().some(({ args }) => args.some(({ value }) => value === account));
      const owner = isNumeric(account) || isKept ? name : this.plan.accounts.get(account);
      if (owner === undefined) continue;
      const same = copies.findIndex(({ target }) => target === path);
      const copy = same < 0 ? { source: path, target: path, owner } : { ...copies[same], source: path, target: path, owner };
      if (same >= 0) copies[same] = copy;
      else if (copies.some(({ target }) => isBelow(path, target))) copies.push(copy);
    }
  }

  /** Are languages made that the variables of the program may name? */
  private makesLocales(): boolean {
    const { build, split } = this;
    return (
      build.facts?.libc === 'glibc' &&
      build.acts.some(({ command, run }) => run.index < split && /^(?:locale-gen|localedef)$/.test(command.name ?? ''))
    );
  }

  /** What the variables of the running program say, where it may be a path. */
  private pathsInVariables(): readonly string[] {
    return this.stage.instructions
      .filter(({ keyword }) => keyword === 'ENV')
      .flatMap(({ pairs }) => pairs)
      .map(({ name, value }) => [name.value, value?.value ?? ''] as const)
      .filter(([name, value]) => /^\.{0,2}\//.test(value) && !this.plan.isBuildVariable(name, value))
      .map(([, value]) => value);
  }

  /** FROM, the settings that still hold, and what comes from the first stage. */
  private head(moved: readonly Piece[], copies: readonly Copy[]): string[] {
    const { model, stage, plan, before, after } = this;
    const variables = before.filter(({ keyword }) => keyword === 'ENV').flatMap((instruction) => this.runtimeVariables(instruction));
    const readers = [...moved.map(({ instruction }) => instruction), ...after].map(({ span }) => model.text.slice(span.start, span.end));
    const isWritten = before.some(({ keyword }) => keyword === 'WORKDIR') || after.some(isRelativeWorkdir);
    const workdir = isWritten && plan.server === undefined ? workdirAt(after[0] ?? this.at, this.build.home) : undefined;
    const [next] = after.filter(({ keyword }) => /^(?:COPY|ADD|RUN|WORKDIR)$/.test(keyword));
    const isSetAnew = next?.keyword === 'WORKDIR' && next.words[0]?.value.startsWith('/') === true;
    const isNeeded = workdir !== undefined && workdir !== '/' && !isSetAnew && isWritten;
    const line = isNeeded ? [`WORKDIR ${workdir}`] : [];
    // A folder that COPY makes gets the owner that it says; one that WORKDIR makes is root's.
    const given =
      workdir === undefined ? [] : ownedFolders(this.build, this.at, this.split).given.filter(({ path }) => isAt(workdir, path));
    const isLate = copies.some(
      ({ target, isWritten: isOwned }) =>
        isOwned && workdir !== undefined && (target === workdir || (given.length > 0 && isBelow(target, workdir))),
    );
    // A program that is built for another platform runs there.
    const isCross = stage.instructions.some(({ span }) => /\bTARGET(?:ARCH|OS|PLATFORM)\b/.test(model.text.slice(span.start, span.end)));
    const platform = stage.from.flags
      .filter(({ value }) => !(isCross && /\bBUILDPLATFORM\b/.test(value ?? '')))
      .map(({ span }) => `${model.text.slice(span.start, span.end)} `)
      .join('');
    const accounts = this.accounts();
    return [
      `FROM ${platform}${plan.image}`,
      ...this.packages(),
      ...(accounts.length > 0 ? [`RUN ${accounts.map(({ words }) => words.map(({ raw }) => raw).join(' ')).join(' \\\n && ')}`] : []),
      ...this.declarations([...variables, ...readers]),
      ...variables,
      ...plan.environment,
      ...(isLate ? [] : line),
      ...copies.map(({ source, target, isWritten: isOwned, owner }) => {
        const to = owner ?? (isOwned && this.isUnprivileged() ? this.owner() : undefined);
        return `COPY ${to === undefined ? '' : `--chown=${to} `}--from=${stage.name?.value ?? BUILD} ${source} ${target}`;
      }),
      ...(isLate ? line : []),
      ...plan.after,
    ];
  }

  private packages(): string[] {
    const { manager } = this.plan;
    // What it makes is copied.
    const packages = this.makesLocales() ? this.plan.packages.filter((name) => name !== 'locales') : this.plan.packages;
    if (packages.length === 0 || manager === undefined) return [];
    if (manager === 'apk') return [`RUN apk add --no-cache ${packages.join(' ')}`];
    return [
      `RUN apt-get update \\\n && apt-get install -y --no-install-recommends ${packages.join(' ')} \\\n && rm -rf /var/lib/apt/lists/*`,
    ];
  }

  /** The variables of an ENV that the program may read, as an ENV of their own. */
  private runtimeVariables(instruction: Instruction): string[] {
    const { pairs } = instruction;
    const kept = pairs.filter(({ name, value }) => !this.plan.isBuildVariable(name.value, value?.value ?? ''));
    const { model } = this;
    const text = (span: Span): string => model.text.slice(span.start, span.end).replace(/\r\n/g, '\n');
    const isOld = pairs.some((pair) => /^[\w.-]+\s/.test(text(pair.span)));
    if (kept.length === pairs.length && !isOld && !model.comments.some(({ inside }) => inside === instruction))
      return [text(instruction.span)];
    const texts = kept.map(({ name, value, span }) => {
      // `ENV NAME value with blanks` is the old form, for one variable alone.
      if (!isOld || !value) return text(span);
      return `${name.value}=${/[\s"'\\]/.test(value.value) ? JSON.stringify(value.value) : value.value}`;
    });
    const isLong = text(instruction.span).includes('\n');
    return texts.length === 0 ? [] : [`ENV ${texts.join(isLong ? ' \\\n    ' : ' ')}`];
  }

  /** ARGs that the runtime stage refers to have to be declared there as well. */
  private declarations(texts: readonly string[]): string[] {
    const wanted = new Set(texts.flatMap(variablesIn));
    const declared = new Set(
      this.after.filter(({ keyword }) => keyword === 'ARG').flatMap(({ pairs }) => pairs.map(({ name }) => name.value)),
    );
    const pairs = this.before.filter(({ keyword }) => keyword === 'ARG').flatMap((arg) => arg.pairs);
    // A default may itself name an ARG.
    for (const { name, value } of [...pairs].reverse())
      if (wanted.has(name.value)) for (const other of variablesIn(value?.value ?? '')) wanted.add(other);
    return pairs
      .filter(({ name }) => wanted.has(name.value) && !declared.has(name.value))
      .map(({ span }) => `ARG ${this.model.text.slice(span.start, span.end)}`)
      .filter((text, i, all) => all.indexOf(text) === i);
  }

  /** Instructions of the image, with a USER by number, and a start command that needs no shell. */
  private tail(pieces: readonly Piece[]): string {
    const { model, eol, plan } = this;
    const user = this.user();
    const last = pieces.filter(({ instruction }) => instruction.keyword === 'USER').at(-1)?.instruction;
    const start = last || user === undefined ? undefined : pieces.find(({ instruction }) => isStart(instruction));
    const dropped = plan.server ? pieces.filter(({ instruction }) => isStart(instruction)) : [];
    const texts = pieces.map((piece) => {
      const { instruction } = piece;
      const edits: Edit[] = [];
      if (instruction === last && user !== undefined)
        edits.push({ span: instruction.words[0]?.span ?? instruction.argumentsSpan, newText: user });
      if (piece === start) {
        const from = Math.max(this.blockStart(instruction), piece.start);
        edits.push({ span: { start: from, end: from }, newText: `USER ${user ?? ''}${eol}` });
      }
      for (const flag of instruction.flags) {
        const owner = (flag.value ?? '').split(':')[0] ?? '';
        if (flag.name === 'chown' && flag.valueSpan && owner !== 'root' && !isNumeric(owner) && !this.madeLater().has(owner))
          edits.push({ span: flag.valueSpan, newText: this.owner() });
      }
      const isFetch = instruction.keyword === 'ADD' && /^https?:/.test(instruction.words[0]?.value ?? '');
      if (isFetch && this.isUnprivileged() && user !== undefined && !instruction.flags.some(({ name }) => /^ch(?:mod|own)$/.test(name)))
        edits.push({ span: { start: instruction.argumentsSpan.start, end: instruction.argumentsSpan.start }, newText: '--chmod=644 ' });
      const isWrittenTo = plan.ownsSources && /^(?:COPY|ADD)$/.test(instruction.keyword) && this.isUnprivileged();
      if (isWrittenTo && !isFetch && !instruction.flags.some(({ name }) => name === 'chown' || name === 'from'))
        edits.push({
          span: { start: instruction.argumentsSpan.start, end: instruction.argumentsSpan.start },
          newText: `--chown=${this.owner()} `,
        });
      const check =
        instruction.keyword === 'HEALTHCHECK' && !instruction.json && !plan.hasShell ? startWithoutShell(instruction) : undefined;
      const [, second] = instruction.words;
      if (check && second) edits.push({ span: { start: second.span.start, end: instruction.argumentsSpan.end }, newText: asJson(check) });
      const isReplaced = plan.start !== undefined && instruction === (this.stage.cmd ?? this.stage.entrypoint);
      const words = isReplaced ? plan.start : isStart(instruction) && !instruction.json ? startWithoutShell(instruction) : undefined;
      if (dropped.includes(piece)) {
        const isLast = piece === dropped.at(-1);
        const server = isLast && plan.server ? this.written(plan.server).join(eol) : '';
        edits.push({ span: { start: instruction.lines.start, end: instruction.lines.end }, newText: server === '' ? '' : server + eol });
      } else if (words) edits.push({ span: instruction.argumentsSpan, newText: asJson(words) });
      const text = applyEdits(
        model.text.slice(piece.start, instruction.lines.end),
        edits.map(({ span, newText }) => ({ span: { start: span.start - piece.start, end: span.end - piece.start }, newText })),
      );
      return text === '' || text.endsWith('\n') ? text : text + eol;
    });
    return texts.join('') + (last || start || user === undefined ? '' : `USER ${user}${eol}`);
  }

  private isUnprivileged(): boolean {
    const user = this.user();
    return user !== undefined && !isRoot(user);
  }

  private writtenUser(): string {
    return this.stage.instructions.filter(({ keyword }) => keyword === 'USER').at(-1)?.words[0]?.value ?? '';
  }

  /** The file's own USER where it is a number or has one, else the plan's; absent where nothing is to be said. */
  private user(): string | undefined {
    const { stage, plan } = this;
    const written = this.writtenUser();
    if (written === '' || plan.server) return plan.user;
    if (isNumeric(written) && !isRoot(written) && !/:\D/.test(written)) return written;
    const [name = ''] = written.split(':');
    const uid = accountsOf(stage).find((account) => account.name === name)?.uid;
    if (this.madeLater().has(name)) return uid ? String(uid) : written;
    // An account of the build stage is not there any more.
    return plan.accounts.get(name) ?? (uid ? String(uid) : (plan.user ?? (isRoot(written) ? written : NOBODY)));
  }

  /** For COPY --chown: the account the program runs as. */
  private owner(): string {
    const user = this.user() ?? NOBODY;
    return user.includes(':') || !isNumeric(user) ? user : `${user}:${user}`;
  }

  private blockStart(instruction: Instruction): number {
    return commentBlockStart(this.model, instruction);
  }

  /** The result has two stages, both whole, every comment of the file, and builds nothing in the second. */
  private checked(edits: readonly Edit[]): MultiStageRewrite | Refusal {
    const { model } = this;
    const noRoom = refuse('the lines of the file leave no room for another stage');
    if (!areDisjoint(edits)) return noRoom;
    const result = readDockerfile(applyEdits(model.text, edits));
    const comments = new Set(result.comments.map(({ value }) => value.trim()));
    const [, final] = result.stages;
    const isWhole = result.stages.length === 2 && final?.uses.some((use) => use.stage === result.stages[0]) === true;
    const isReadable = result.instructions.every(({ keyword }) => KNOWN.has(keyword));
    if (!isWhole || !isReadable || model.comments.some(({ value }) => !comments.has(value.trim()))) return noRoom;
    if (compileStepsOf(final).length > 0) return refuse('a build would remain in the runtime stage');
    return { title: 'Split into a build stage and a runtime stage', edits };
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Without what comes along in a folder that is copied to the same place anyway. */
function withoutNested(copies: readonly Copy[]): readonly Copy[] {
  return copies.filter(({ source, target }, i) => {
    const isSame = copies.slice(0, i).some((other) => other.target === target && !target.endsWith('/'));
    const comesAlong = copies.some(
      (other) => isBelow(source, other.source) && resolvePath('/', `${other.target}/${source.slice(other.source.length)}`) === target,
    );
    return !isSame && !comesAlong;
  });
}

/** Folders that the build works in. */
function rootsOf(build: Build): readonly string[] {
  const steps = build.acts.filter(({ command }) => build.steps.some((step) => step.command === command));
  const all = steps.flatMap(({ command, run, cwd }) => {
    const at = workdirAt(run, build.home) ?? '/';
    const change = command.args.findIndex(({ value }) => value === '-C' || value === '--directory');
    const named = change < 0 ? undefined : command.args[change + 1]?.value;
    return [at, ...(cwd === undefined ? [] : [cwd]), ...(named === undefined ? [] : [resolvePath(cwd ?? at, named)])];
  });
  return all.filter((root, i) => all.indexOf(root) === i);
}

/** Lines that go; a blank line below them goes too where one above stays. */
function withoutGaps(text: string, spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before?.end === span.start) joined[joined.length - 1] = { start: before.start, end: span.end };
    else joined.push(span);
  }
  return joined.map(({ start, end }) => {
    const isBelowGap = /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 80), start));
    const below = isBelowGap ? /^[ \t]*\r?\n/.exec(text.slice(end, end + 80)) : null;
    return { start, end: end + (below?.[0].length ?? 0) };
  });
}

const asJson = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
const isStart = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';
const isRelativeWorkdir = ({ keyword, words }: Instruction): boolean => keyword === 'WORKDIR' && !/^[/$]/.test(words[0]?.value ?? '');

/** Without what is the same at both ends. */
function trimmed(text: string, { span, newText }: Edit): Edit {
  const old = text.slice(span.start, span.end);
  let tail = 0;
  while (tail < old.length && tail < newText.length && old[old.length - 1 - tail] === newText[newText.length - 1 - tail]) tail++;
  // Whole lines only.
  while (tail > 0 && old[old.length - tail - 1] !== '\n' && tail < old.length) tail--;
  return { span: { start: span.start, end: span.end - tail }, newText: newText.slice(0, newText.length - tail) };
}
