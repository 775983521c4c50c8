// `seaworthy check`: gathers files, judges or fixes each, and reports. One bad file never keeps the others from being judged.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Crash, FileReport } from '../core/engine/finding.js';
import type { Profile, Severity } from '../core/engine/rule.js';
import { SEVERITIES } from '../core/engine/rule.js';
import type { CheckRequest, CheckState, DisplayLine, FixAllResult, Service } from '../core/service-types.js';
import { MAX_FILE_LENGTH } from '../core/service.js';
import type { FileChange } from '../core/text/file-change.js';
import { changedText } from '../core/text/file-change.js';
import { LineIndex } from '../core/text/line-index.js';
import { CONFIG_NAMES, isConfigName } from '../core/workspace/file-names.js';
import type { Options } from './args.js';
import type { FormatName } from './commands.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, FAILURE, FINDINGS, UserError } from './exit-code.js';
import type { InputFile, Trouble } from './files.js';
import { gather, isExcluded, isSurelyOurs } from './files.js';
import { reasonOf } from './fs-errors.js';
import { ContextFinder } from './context.js';
import { HintFinder } from './hints.js';
import { absoluteFrom, pathFrom, shownFrom, shownPath, slashed } from './paths.js';
import { Progress } from './progress.js';
import type { Decoded } from './read-text.js';
import { decode, encode } from './read-text.js';
import { wantsColors } from './report/colors.js';
import { reporterFor } from './report/index.js';
import type { CheckedFile, Reporter } from './report/types.js';
import type { Settings } from './settings.js';
import { SettingsFinder } from './settings.js';
import { ShellChecker } from './shellcheck.js';
import { addReport, newTotals } from './totals.js';
import type { World } from './world.js';

/** Larger files are not even read: text of that size is refused by the core in any encoding. In bytes. */
const MAX_BYTES = 16 * 1024 * 1024;
/** One file may keep the processor busy this long before it is given up, in milliseconds. */
const MAX_TIME = 7000;
/** Fixing reads a file several times over; one that takes longer to check than this is only checked. In milliseconds. */
const MAX_TIME_TO_FIX = 2000;
const MAX_WIDTH = 120;

const TOO_LONG = 'it takes too long';

interface Judged {
  readonly report: FileReport;
  readonly state: CheckState;
  /** Processor time it took, in milliseconds. */
  readonly time: number;
}

interface CheckOptions {
  readonly format: FormatName;
  readonly fix: boolean;
  readonly unsafe: boolean;
  readonly dryRun: boolean;
  readonly profile: Profile | undefined;
  readonly preview: boolean;
  readonly foreignSuppressions: boolean;
  readonly config: string | undefined;
  readonly failOn: Severity | 'never' | undefined;
  readonly maxWarnings: number | undefined;
  readonly stdinName: string | undefined;
  readonly quiet: boolean;
  readonly shellcheck: string | undefined;
}

/** Values have been held against the table of options before. */
function readOptions(options: Options): CheckOptions {
  const text = (name: string): string | undefined => {
    const value = options.get(name);
    return value === true ? undefined : value;
  };
  const count = text('max-warnings');
  const read: CheckOptions = {
    format: (text('format') ?? 'text') as FormatName,
    fix: options.has('fix'),
    unsafe: options.has('unsafe-fixes'),
    dryRun: options.has('dry-run'),
    profile: options.has('all') ? 'all' : (text('profile') as Profile | undefined),
    preview: options.has('all'),
    foreignSuppressions: !options.has('no-foreign-suppressions'),
    config: text('config'),
    failOn: text('fail-on') as CheckOptions['failOn'],
    maxWarnings: count === undefined ? undefined : Number(count),
    stdinName: text('stdin-filename'),
    quiet: options.has('quiet'),
    shellcheck: text('shellcheck'),
  };
  if (read.unsafe && !read.fix && !read.dryRun) throw new UserError('--unsafe-fixes needs --fix, or --dry-run to look first');
  if (read.dryRun && options.has('format') && read.format !== 'text')
    throw new UserError('--dry-run prints a diff, so --format has no meaning with it');
  if (options.has('all') && options.has('profile') && text('profile') !== 'all')
    throw new UserError('--all and --profile contradict each other');
  return read;
}

export async function check(given: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const options = readOptions(given);
  const paths = operands.length > 0 ? operands.filter((path) => path !== '-') : ['.'];
  const wantsStdin = operands.includes('-');
  if (options.stdinName !== undefined && !wantsStdin) throw new UserError('--stdin-filename names the text from stdin: add - as a path');
  if (wantsStdin && options.fix && !options.dryRun)
    throw new UserError('--fix cannot rewrite stdin: use --dry-run for a diff, or name the file');
  const service = world.service();
  const { profile, preview, foreignSuppressions, config } = options;
  const finder = new SettingsFinder(service, world.cwd, { profile, preview, foreignSuppressions, config });
  const gathered = gather(paths, world.cwd, finder, service);
  const stdin = wantsStdin ? stdinFile(options.stdinName, world.cwd, finder) : undefined;
  const shellcheck = new ShellChecker(service, world, options.shellcheck);
  await shellcheck.start();
  const run = new Run(options, world, service, finder, shellcheck);
  for (const note of gathered.notes) run.note(note);
  const reporter = await reporterFor(options.format, {
    // With --dry-run the diff is the report.
    write: options.dryRun ? () => undefined : (text) => world.stdout.write(text),
    colors: wantsColors(given, world),
    width: Math.min(world.stdout.columns ?? MAX_WIDTH, MAX_WIDTH),
    quiet: options.quiet,
    cwd: world.cwd,
    repository: finder.repositoryOf(world.cwd),
    githubWorkspace: world.env['GITHUB_WORKSPACE'],
    version: world.version,
    docsBase: world.docsBase,
    catalog: () => service.catalog(),
    rules: () => service.rules(),
    page: (rule) => service.page(rule, 'whole'),
  });
  return run.all(gathered.files, gathered.troubles, stdin, reporter, wantsColors(given, world));
}

/** Text from stdin, judged as if it stood at a place in the working directory. */
interface StdinFile {
  readonly path: string;
  readonly absolute: string;
  readonly settings: Settings;
}

function stdinFile(name: string | undefined, cwd: string, finder: SettingsFinder): StdinFile {
  const absolute = resolve(cwd, name ?? 'stdin');
  return { path: name === undefined ? 'stdin' : slashed(name), absolute, settings: finder.for(dirname(absolute), dirname(absolute)) };
}

class Run {
  private readonly totals = newTotals();
  private readonly failures: Trouble[] = [];
  private readonly hints = new HintFinder();
  private readonly contexts: ContextFinder;
  private exceeds = false;
  private warnings = 0;
  /** Files on which a rule failed, by the rule. */
  private readonly crashed = new Map<string, number>();
  private progress: Progress | undefined;

  constructor(
    private readonly options: CheckOptions,
    private readonly world: World,
    private readonly service: Service,
    private readonly finder: SettingsFinder,
    private readonly shellcheck: ShellChecker,
  ) {
    this.contexts = new ContextFinder(service);
  }

  async all(
    files: readonly InputFile[],
    troubles: readonly Trouble[],
    stdin: StdinFile | undefined,
    reporter: Reporter,
    colors: boolean,
  ): Promise<ExitCode> {
    for (const trouble of troubles) this.fail(trouble);
    if (this.reportConfigs(new Set(files.map(({ absolute }) => absolute)), reporter)) {
      if (stdin) await this.judgeStdin(stdin, reporter, colors);
      this.progress = new Progress(this.world.stderr, files.length, this.options.quiet);
      for (const [i, file] of files.entries()) {
        this.progress.step(i);
        try {
          await this.judgeFile(file, reporter, colors);
        } catch (error) {
          this.fail({ path: file.path, message: error instanceof UserError ? error.message : describeFault(error, this.world) });
        }
      }
      this.progress.clear();
    }
    await reporter.end({ totals: this.totals, failures: this.failures });
    this.sayMoreCrashes();
    if (this.options.dryRun) this.sayDryRun();
    if (this.failures.length > 0) return FAILURE;
    const { maxWarnings } = this.options;
    return this.exceeds || (maxWarnings !== undefined && this.warnings > maxWarnings) ? FINDINGS : CLEAN;
  }

  note({ path, message }: Trouble): void {
    if (!this.options.quiet) this.say(`${path}: ${message}`);
  }

  private fail(trouble: Trouble): void {
    this.failures.push(trouble);
    this.say(`${trouble.path}: ${trouble.message}`);
  }

  /** A rule that fails is likely to fail on many files, and is one fault. */
  private sayCrash(path: string, { rule, error }: Crash): void {
    const before = this.crashed.get(rule) ?? 0;
    this.crashed.set(rule, before + 1);
    if (before === 0) this.say(`${path}: rule ${rule} failed on this file (${error}); the other rules hold`);
  }

  private sayMoreCrashes(): void {
    for (const [rule, count] of this.crashed) {
      if (count > 1) this.say(`rule ${rule} failed on ${count - 1} more ${count === 2 ? 'file' : 'files'}`);
    }
  }

  private say(text: string): void {
    this.progress?.clear();
    this.world.stderr.write(`seaworthy: ${text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')}\n`);
  }

  /**
   * Mistakes in the configuration files that hold here, those outside the named paths too.
   * @returns false when one of them cannot be read at all: then nothing else is judged.
   */
  private reportConfigs(listed: ReadonlySet<string>, reporter: Reporter): boolean {
    const configs = [...this.finder.files.values()];
    const broken = configs.filter(({ reading }) => reading.config === undefined);
    for (const { path, text, reading } of configs) {
      const isBroken = broken.length > 0 && reading.config === undefined;
      const willCome = broken.length === 0 && listed.has(path) && isConfigName(slashed(path));
      if (willCome || reading.problems.length === 0 || (broken.length > 0 && !isBroken)) continue;
      const request: CheckRequest = { text, path: CONFIG_NAMES[0] ?? '', config: reading.config ?? this.service.defaultConfig() };
      this.add(shownPath(path, this.world.cwd), path, request, this.service.check(request), reporter);
    }
    for (const { path, text, reading } of broken) {
      const at = reading.problems[0]?.span.start ?? 0;
      const { line } = new LineIndex(text).positionAt(at);
      this.fail({
        path: `${shownPath(path, this.world.cwd)}:${line + 1}`,
        message: 'the configuration is no readable YAML, so nothing was checked: correct it',
      });
    }
    return broken.length === 0;
  }

  private async judgeStdin(stdin: StdinFile, reporter: Reporter, colors: boolean): Promise<void> {
    if (isExcluded(this.service, stdin.settings, stdin.absolute, false)) {
      this.note({ path: stdin.path, message: 'left out by exclude in the configuration' });
      return;
    }
    const decoded = await this.readStdin(stdin.path);
    if (!decoded) return;
    const named = this.requestFor(stdin.absolute, decoded.text, stdin.settings, dirname(stdin.absolute));
    // Without a name the text alone decides.
    const isYaml = this.options.stdinName === undefined && named.languageId === undefined;
    const request = await this.shellcheck.ask(isYaml ? { ...named, languageId: 'yaml' } : named);
    const judged = this.judge(request, stdin.path);
    const { report } = judged;
    if (this.options.dryRun) await this.showDiff(stdin, request, judged, colors);
    if (report.kind === 'other') this.note({ path: stdin.path, message: `not checked: taken for ${report.takenFor}` });
    this.add(stdin.path, '', request, report, reporter);
  }

  private async readStdin(path: string): Promise<Decoded | undefined> {
    try {
      const decoded = decode(await this.world.readStdin());
      if (!decoded) this.fail({ path, message: 'what comes in on stdin is no text' });
      return decoded;
    } catch (error) {
      this.fail({ path, message: `stdin: ${reasonOf(error)}` });
      return undefined;
    }
  }

  private async judgeFile(file: InputFile, reporter: Reporter, colors: boolean): Promise<void> {
    const read = this.read(file);
    if (!read) return;
    const { bytes, decoded } = read;
    if (!decoded) {
      if (isSurelyOurs(file)) this.note({ path: file.path, message: read.why });
      if (file.named)
        this.add(file.path, file.absolute, this.requestFor(file.absolute, '', file.settings, file.start), nothing(read.why), reporter);
      return;
    }
    const request = await this.shellcheck.ask(this.requestOf(file, decoded.text));
    const judged = this.judge(request, file.path);
    const { report } = judged;
    if (report.kind === 'other') {
      if (!file.named) return;
      this.note({ path: file.path, message: `not checked: taken for ${report.takenFor}` });
    }
    if (this.options.dryRun) await this.showDiff(file, request, judged, colors);
    else if (this.options.fix) {
      const fixed = this.fixed(request, file.path, judged);
      try {
        if (fixed) {
          if (fixed.text !== request.text) await this.write(file, bytes, decoded, fixed.text);
          const refused = await this.writeOthers(file, request, fixed.files);
          if (fixed.applied > refused) this.countFixed(fixed.applied - refused);
          const after = fixed.files.length > 0 ? this.requestOf(file, fixed.text) : { ...request, text: fixed.text };
          // Scripts that a fix has changed are asked about again.
          const asked = request.shellcheck ? await this.shellcheck.ask(after) : after;
          const left = request.shellcheck || refused > 0 ? this.judge(asked, file.path).report : fixed.report;
          this.add(file.path, file.absolute, asked, left, reporter);
          return;
        }
      } catch (error) {
        this.fail({
          path: file.path,
          message: `not fixed: ${error instanceof UserError ? error.message : describeFault(error, this.world)}`,
        });
      }
    }
    this.add(file.path, file.absolute, request, report, reporter);
  }

  /** Nothing when the file has gone since it was found in a folder, or cannot be read, which has been said then. */
  private read(file: InputFile): { readonly bytes: Uint8Array; readonly decoded: Decoded | undefined; readonly why: string } | undefined {
    try {
      const { size } = statSync(file.absolute);
      if (size > MAX_BYTES) return { bytes: new Uint8Array(), decoded: undefined, why: 'not checked: the file is larger than 16 MiB' };
      const bytes = readFileSync(file.absolute);
      return { bytes, decoded: decode(bytes), why: 'not checked: it is no text' };
    } catch (error) {
      this.fail({ path: file.path, message: reasonOf(error) });
      return undefined;
    }
  }

  private requestOf({ absolute, settings, start, named }: InputFile, text: string): CheckRequest {
    return this.requestFor(absolute, text, settings, start, named, [start, this.world.cwd]);
  }

  /** @param within folders in which fixes may write other files; none for a text without a place */
  private requestFor(
    absolute: string,
    text: string,
    settings: Settings,
    start: string,
    named = true,
    within: readonly string[] = [],
  ): CheckRequest {
    const path = pathFrom(settings.folder, absolute) ?? basename(absolute);
    const top = this.finder.topOf(dirname(absolute), start);
    const { today } = this.world;
    const request: CheckRequest = { text, path, config: settings.config, hints: this.hints.for(absolute, top), today };
    const read: CheckRequest =
      named && this.service.classify(request).kind === 'other' && looksLikeDockerfile(path, text)
        ? { ...request, languageId: 'dockerfile' }
        : request;
    const { contextRoot } = settings.config;
    const chosen = contextRoot === '' ? undefined : resolve(settings.folder, contextRoot);
    const context = this.contexts.for(read, absolute, top, chosen, within);
    return context ? { ...read, context } : read;
  }

  private judge(request: CheckRequest, path: string): Judged {
    const started = this.world.cpuTime();
    const steps = this.service.checkSteps(request);
    // The wall clock is cheap to read and says when it is worth asking for the processor's.
    let next = Date.now() + MAX_TIME;
    for (;;) {
      const step = steps.next();
      if (step.done) {
        const { report, state } = step.value;
        for (const crash of report.crashes) this.sayCrash(path, crash);
        if (report.kind !== 'other' && request.text.length > MAX_FILE_LENGTH) {
          this.note({ path, message: `not checked: ${report.notChecked.join()}` });
        }
        return { report, state, time: this.world.cpuTime() - started };
      }
      if (Date.now() < next) continue;
      const time = this.world.cpuTime() - started;
      if (time > MAX_TIME) {
        this.note({ path, message: `not checked: ${TOO_LONG}` });
        return { report: { ...nothing(TOO_LONG), kind: this.service.classify(request).kind }, state: { chunks: new Map() }, time };
      }
      next += MAX_TIME - time;
    }
  }

  /** Nothing when the file stays as it is. */
  private fixed(request: CheckRequest, path: string, { report, state, time }: Judged): FixAllResult | undefined {
    const canFix = report.findings.some(({ fixes }) => fixes.some((fix, i) => fix.safety === 'safe' || (this.options.unsafe && i === 0)));
    if (!canFix) return undefined;
    if (time > MAX_TIME_TO_FIX) {
      this.note({ path, message: 'not fixed: that would take too long' });
      return undefined;
    }
    const fixed = this.service.fixAll(request, { unsafe: this.options.unsafe, state });
    return fixed.text === request.text && fixed.files.length === 0 ? undefined : fixed;
  }

  private async write(file: InputFile, bytes: Uint8Array, { encoding }: Decoded, text: string): Promise<void> {
    if (!encoding.exact) throw new UserError('it is no valid UTF-8, so writing it would change more than the fixes');
    const { replaceFile } = await import('./fix-files.js');
    replaceFile(file.absolute, bytes, encode(text, encoding));
  }

  /** @returns how many could not be written, which has been said then */
  private async writeOthers(file: InputFile, request: CheckRequest, changes: readonly FileChange[]): Promise<number> {
    if (changes.length === 0) return 0;
    const { writeChange } = await import('./other-files.js');
    let refused = 0;
    for (const change of changes) {
      const target = absoluteFrom(file.absolute, change.path);
      const before = textBefore(request, change);
      try {
        writeChange(target, change, before ?? '', [file.start, this.world.cwd]);
        this.contexts.wrote(target, changedText(change, before));
      } catch (error) {
        refused++;
        const message = error instanceof UserError ? error.message : describeFault(error, this.world);
        this.fail({ path: shownFrom(file.path, change.path), message: `not written: ${message}` });
      }
    }
    return refused;
  }

  private async showDiff(
    { path, absolute }: Pick<InputFile, 'path' | 'absolute'>,
    request: CheckRequest,
    judged: Judged,
    colors: boolean,
  ): Promise<void> {
    const fixed = this.fixed(request, path, judged);
    if (!fixed) return;
    this.countFixed(fixed.applied);
    const [{ paintDiff, unifiedDiff }, { palette }] = await Promise.all([import('./unified-diff.js'), import('./report/colors.js')]);
    const diffs = fixed.text === request.text ? [] : [unifiedDiff(path, request.text, fixed.text)];
    for (const change of fixed.files) {
      const before = textBefore(request, change);
      const after = changedText(change, before);
      diffs.push(unifiedDiff(shownFrom(path, change.path), before, after));
      // As if it had been written: the next file does not want it again.
      this.contexts.wrote(absoluteFrom(absolute, change.path), after);
    }
    const diff = diffs.join('');
    this.world.stdout.write(colors ? paintDiff(diff, await palette(true)) : diff);
  }

  private countFixed(count: number): void {
    this.totals.fixed += count;
    this.totals.filesFixed++;
  }

  private sayDryRun(): void {
    if (this.options.quiet) return;
    const { fixed, filesFixed } = this.totals;
    const what =
      fixed === 0
        ? 'nothing to fix'
        : `${fixed} ${fixed === 1 ? 'finding' : 'findings'} in ${filesFixed} ${filesFixed === 1 ? 'file' : 'files'} can be fixed this way`;
    this.say(`${what}; nothing was written`);
  }

  private add(path: string, absolute: string, request: CheckRequest, report: FileReport, reporter: Reporter): void {
    addReport(this.totals, report);
    const failOn = this.options.failOn ?? (this.options.maxWarnings === undefined ? request.config.failOn : 'error');
    if (failOn !== 'never') {
      const limit = SEVERITIES.indexOf(failOn);
      this.exceeds ||= report.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
    }
    this.warnings += report.findings.filter(({ severity }) => severity === 'warning').length;
    reporter.file(new Checked(path, absolute, request, report, this.service));
  }
}

/** What stands in another file that a fix changes; nothing where it is new. */
function textBefore({ context }: Pick<CheckRequest, 'context'>, { path }: Pick<FileChange, 'path'>): string | undefined {
  return path === context?.ignorePlace ? context.ignoreFile?.text : undefined;
}

class Checked implements CheckedFile {
  private index: LineIndex | undefined;

  constructor(
    readonly path: string,
    readonly absolute: string,
    private readonly request: CheckRequest,
    readonly report: FileReport,
    private readonly service: Service,
  ) {}

  get text(): string {
    return this.request.text;
  }

  get lines(): LineIndex {
    return (this.index ??= new LineIndex(this.text));
  }

  textOf(change: FileChange): string | undefined {
    return textBefore(this.request, change);
  }

  display(): readonly DisplayLine[] {
    return this.service.display(this.request, this.report);
  }
}

const nothing = (why: string): FileReport => ({
  kind: 'other',
  takenFor: 'no text',
  findings: [],
  suppressed: [],
  notChecked: [why],
  crashes: [],
});

/** A file that was named by hand and whose name says nothing is a Dockerfile when it starts like one. */
function looksLikeDockerfile(path: string, text: string): boolean {
  if (/\.(?:ya?ml|json)$/i.test(path)) return false;
  return /^(?:\s*(?:#.*)?(?:\r?\n|$))*\s*(?:from|arg)\s+\S/i.test(text.slice(0, 4000));
}

/** Our own fault; what it was is said in full only when somebody looks for it. */
function describeFault(error: unknown, { env }: Pick<World, 'env'>): string {
  if (env['SEAWORTHY_DEBUG'] && error instanceof Error) return error.stack ?? error.message;
  return `it could not be judged (${error instanceof Error ? error.name : 'unknown reason'}): report it with SEAWORTHY_DEBUG=1 set`;
}
