// Asks ShellCheck about open documents, beside the checks: what it says comes in later, and the document is shown anew.
import type { CheckRequest, Service } from '../core/service-types.js';
import type { ShellCheckAnswers, ShellCheckJob, ShellCheckProgram } from '../core/shellcheck/types.js';
import type { ShellCheckParams } from './protocol.js';

/** So long nobody types. In milliseconds. */
const QUIET = 400;
/** Scripts whose answers are kept. */
const MAX_KNOWN = 2000;

export interface ShellChecksContext {
  readonly service: Pick<Service, 'shellcheckJobs'>;
  /** Absent where no program can be started. */
  readonly program: ((file: string | undefined) => ShellCheckProgram | undefined) | undefined;
  /** There is more to say about this document. */
  onAnswers(uri: string): void;
}

interface Asked {
  readonly request: Pick<CheckRequest, 'text' | 'config' | 'path'>;
  readonly jobs: readonly ShellCheckJob[];
  answers: ShellCheckAnswers | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly stop: AbortController;
}

export class ShellChecks {
  private program: Promise<ShellCheckProgram | undefined> | undefined;
  /** Output by key, for one program; `undefined`: it failed on this script, and is not asked again. */
  private readonly known = new Map<string, string | undefined>();
  private readonly asked = new Map<string, Asked>();
  private lastId = 0;

  constructor(private readonly context: ShellChecksContext) {}

  /** What the client allows; without it nothing is started. Never from a setting that a workspace can make. */
  configure(given: unknown): void {
    const { enabled, path } = (typeof given === 'object' && given !== null ? given : {}) as Partial<ShellCheckParams>;
    for (const uri of [...this.asked.keys()]) this.forget(uri);
    this.known.clear();
    const file = typeof path === 'string' && path.trim() !== '' ? path.trim() : undefined;
    this.program = enabled === true && file !== 'off' ? this.find(file) : undefined;
  }

  private async find(file: string | undefined): Promise<ShellCheckProgram | undefined> {
    const program = this.context.program?.(file);
    return program && (await program.version()) !== undefined ? program : undefined;
  }

  forget(uri: string): void {
    const asked = this.asked.get(uri);
    clearTimeout(asked?.timer);
    asked?.stop.abort();
    this.asked.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.asked.keys()]) this.forget(uri);
  }

  /** What is known by now of the scripts of this text; the rest is asked for when nobody types. Equal answers are the same object. */
  of(uri: string, request: CheckRequest): ShellCheckAnswers | undefined {
    if (!this.program) return undefined;
    const before = this.asked.get(uri);
    const isSame =
      before && before.request.text === request.text && before.request.config === request.config && before.request.path === request.path;
    if (isSame) return before.answers;
    this.forget(uri);
    const jobs = this.context.service.shellcheckJobs(request);
    const asked: Asked = { request, jobs, answers: this.answersFor(jobs), timer: undefined, stop: new AbortController() };
    this.asked.set(uri, asked);
    if (jobs.some(({ key }) => !this.known.has(key))) asked.timer = setTimeout(() => void this.ask(uri, asked), QUIET);
    return asked.answers;
  }

  /** None where there is nothing to ask: an id that changes with every key would make what is known of a long manifest useless. */
  private answersFor(jobs: readonly ShellCheckJob[]): ShellCheckAnswers | undefined {
    if (jobs.length === 0) return undefined;
    const outputs = new Map<string, string>();
    for (const { key } of jobs) {
      const output = this.known.get(key);
      if (output !== undefined) outputs.set(key, output);
    }
    return { id: String(++this.lastId), outputs };
  }

  private async ask(uri: string, asked: Asked): Promise<void> {
    const program = await this.program;
    const { signal } = asked.stop;
    if (!program || signal.aborted) return;
    const missing = asked.jobs.filter(({ key }) => !this.known.has(key));
    await Promise.all(
      missing.map(async (job) => {
        const output = await program.check(job, signal);
        if (signal.aborted) return;
        if (this.known.size >= MAX_KNOWN) this.known.clear();
        this.known.set(job.key, output);
      }),
    );
    if (signal.aborted) return;
    asked.answers = this.answersFor(asked.jobs);
    this.context.onAnswers(uri);
  }
}
