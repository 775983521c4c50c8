// Judges documents in the background of the message loop: one check per document at a time, shared by all who ask, stopped when it is stale.
import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileReport } from '../core/engine/finding.js';
import type { CheckRequest, CheckState, DisplayLine, Service } from '../core/service-types.js';
import type { ShellCheckAnswers } from '../core/shellcheck/types.js';
import { LineIndex } from '../core/text/line-index.js';
import type { LineTable } from './convert.js';
import type { Pace } from './run-steps.js';
import { runSteps } from './run-steps.js';
import type { Surroundings } from './contexts.js';
import type { Situation } from './situations.js';
import type { StepBack } from './step-back.js';

/** A newer text, or the end of the document, made the question moot. */
export class Outdated extends Error {}
/** Nobody wants the answer any more. */
export class Cancelled extends Error {}

/** A judged text. Its places hold for this version only. */
export interface Checked {
  readonly uri: string;
  readonly version: number;
  readonly situation: Situation;
  readonly surroundings: Surroundings;
  readonly request: CheckRequest;
  /** Makes a fix-all of this very text cheap. */
  readonly state: CheckState | undefined;
  readonly table: LineTable;
  /** Without what is left to other extensions. */
  readonly report: FileReport;
  readonly steppedBack: number;
  readonly lines: readonly DisplayLine[];
  /** Equal ids mean equal results. */
  readonly resultId: string;
}

export interface ChecksContext {
  readonly service: Service;
  document(uri: string): TextDocument | undefined;
  situationOf(uri: string): Promise<Situation>;
  /** @param version of the open document; -1 for a file that is not open */
  surroundingsOf(uri: string, version: number, request: CheckRequest, situation: Situation): Promise<Surroundings>;
  /** What ShellCheck has said of this text by now. */
  shellcheckOf?(uri: string, request: CheckRequest): ShellCheckAnswers | undefined;
  stepBack(situation: Situation): StepBack;
  readonly pace: Pace;
  /** Every report that is made, for the status and the log. */
  onReport(checked: Checked): void;
}

interface Job {
  readonly version: number;
  readonly situation: Situation;
  readonly surroundings: Surroundings;
  readonly shellcheck: ShellCheckAnswers | undefined;
  readonly stepBack: StepBack;
  readonly result: Promise<Checked | undefined>;
  waiting: number;
  isStopped: boolean;
}

const NOTHING: FileReport = { kind: 'other', takenFor: '', findings: [], suppressed: [], notChecked: [], crashes: [] };

export class Checks {
  private readonly done = new Map<string, Checked & Pick<Job, 'stepBack' | 'shellcheck'>>();
  private readonly states = new Map<string, CheckState>();
  private readonly jobs = new Map<string, Job>();
  /** Tells two openings of one document apart: both start at version 1. */
  private readonly openings = new Map<string, number>();
  private lastOpening = 0;

  constructor(private readonly context: ChecksContext) {}

  opened(uri: string): void {
    this.closed(uri);
    this.openings.set(uri, ++this.lastOpening);
  }

  closed(uri: string): void {
    this.stop(uri);
    this.done.delete(uri);
    this.states.delete(uri);
    this.openings.delete(uri);
  }

  /** A newer text came in. */
  changed(uri: string): void {
    this.stop(uri);
  }

  /** The last result, if it is of this very version. */
  current(uri: string): Checked | undefined {
    const last = this.done.get(uri);
    return last && last.version === this.context.document(uri)?.version ? last : undefined;
  }

  /**
   * The result for the newest text of an open document.
   * @throws Outdated when the text changes or goes away meanwhile, Cancelled when the token says so
   */
  async check(uri: string, token?: CancellationToken): Promise<Checked> {
    const situation = await this.context.situationOf(uri);
    if (token?.isCancellationRequested) throw new Cancelled();
    const document = this.context.document(uri);
    if (!document) throw new Outdated();
    const request = requestFor(document.getText(), document.languageId, situation);
    const { version } = document;
    const surroundings = await this.context.surroundingsOf(uri, version, request, situation);
    if (token?.isCancellationRequested) throw new Cancelled();
    if (this.context.document(uri)?.version !== version) throw new Outdated();
    const stepBack = this.context.stepBack(situation);
    const shellcheck = situation.isExcluded ? undefined : this.context.shellcheckOf?.(uri, request);
    const isSame = (one: Pick<Job, 'version' | 'situation' | 'surroundings' | 'shellcheck' | 'stepBack'>): boolean =>
      one.version === version &&
      one.situation === situation &&
      one.surroundings === surroundings &&
      one.shellcheck === shellcheck &&
      one.stepBack === stepBack;
    const last = this.done.get(uri);
    if (last && isSame(last)) return last;
    let job = this.jobs.get(uri);
    if (!job || job.isStopped || !isSame(job)) {
      this.stop(uri);
      job = this.start(document, request, { situation, surroundings, shellcheck, stepBack });
      this.jobs.set(uri, job);
    }
    return this.join(job, token);
  }

  private stop(uri: string): void {
    const job = this.jobs.get(uri);
    if (job) job.isStopped = true;
    this.jobs.delete(uri);
  }

  private async join(job: Job, token: CancellationToken | undefined): Promise<Checked> {
    job.waiting++;
    const leave = () => {
      job.waiting--;
      if (job.waiting === 0) job.isStopped = true;
    };
    const cancelled = token?.onCancellationRequested(leave);
    try {
      const checked = await job.result;
      if (token?.isCancellationRequested) throw new Cancelled();
      if (!checked) throw new Outdated();
      return checked;
    } finally {
      cancelled?.dispose();
    }
  }

  private start(
    document: TextDocument,
    request: CheckRequest,
    around: Pick<Job, 'situation' | 'surroundings' | 'shellcheck' | 'stepBack'>,
  ): Job {
    const job: { -readonly [K in keyof Job]: Job[K] } = {
      version: document.version,
      ...around,
      result: Promise.resolve(undefined),
      waiting: 0,
      isStopped: false,
    };
    const { shellcheck } = around;
    const full = withContext(request, around.surroundings);
    job.result = this.run(document, shellcheck ? { ...full, shellcheck } : full, job);
    return job;
  }

  private async run(document: TextDocument, request: CheckRequest, job: Job): Promise<Checked | undefined> {
    const { uri, version } = document;
    const { situation, surroundings, shellcheck, stepBack } = job;
    let report = NOTHING;
    let state: CheckState | undefined;
    if (!situation.isExcluded) {
      // Whoever types faster than a first check runs must not start it from nothing with every key.
      const before = this.states.get(uri) ?? { chunks: new Map(), unfinished: new Map() };
      this.states.set(uri, before);
      const outcome = await runSteps(this.context.service.checkSteps(request, before), this.context.pace, () => job.isStopped);
      if (!outcome || job.isStopped) return undefined;
      report = outcome.value.report;
      state = { ...outcome.value.state, unfinished: new Map() };
      this.states.set(uri, state);
    }
    const kept = stepBack.apply(report);
    const resultId = `${this.openings.get(uri) ?? 0}.${version}.${situation.id}.${surroundings.id}.${shellcheck?.id ?? ''}.${stepBack.id}`;
    const lines = this.context.service.display(request, kept.report);
    const checked = {
      uri,
      version,
      situation,
      surroundings,
      request,
      state,
      table: document,
      report: kept.report,
      steppedBack: kept.count,
      lines,
      resultId,
      shellcheck,
      stepBack,
    };
    this.done.set(uri, checked);
    if (this.jobs.get(uri) === job) this.jobs.delete(uri);
    this.context.onReport(checked);
    return checked;
  }
}

/** The local date: suppressions may end with a day. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export const requestFor = (text: string, languageId: string | undefined, situation: Situation): CheckRequest => ({
  text,
  path: situation.path,
  config: situation.config,
  hints: situation.hints,
  today: today(),
  ...(languageId === undefined ? {} : { languageId }),
});

export const withContext = (request: CheckRequest, { context }: Surroundings): CheckRequest =>
  context ? { ...request, context } : request;

/** Judges a file that is not open, from its text on the disk. `undefined` when it was stopped. */
export async function checkClosedFile(
  context: Pick<ChecksContext, 'service' | 'stepBack' | 'pace'>,
  file: {
    readonly uri: string;
    readonly request: CheckRequest;
    readonly situation: Situation;
    readonly surroundings: Surroundings;
    readonly resultId: string;
  },
  isStopped: () => boolean,
): Promise<Checked | undefined> {
  const { uri, situation, surroundings, resultId } = file;
  const request = withContext(file.request, surroundings);
  const outcome = await runSteps(context.service.checkSteps(request), context.pace, isStopped);
  if (!outcome) return undefined;
  const { report, count } = context.stepBack(situation).apply(outcome.value.report);
  const lines = context.service.display(request, report);
  const table = new LineIndex(request.text);
  return { uri, version: 0, situation, surroundings, request, state: undefined, table, report, steppedBack: count, lines, resultId };
}
