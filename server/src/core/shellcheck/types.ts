// What goes to ShellCheck and what comes back.

export const SHELLCHECK_RULE = 'dockerfile/shellcheck-finding';

/** One script. Equal keys have equal answers. */
export interface ShellCheckJob {
  readonly key: string;
  /** For standard input. */
  readonly text: string;
  /** For `--shell`. */
  readonly shell: 'sh' | 'bash' | 'dash' | 'ksh';
}

/** What the program said so far: its output by key. */
export interface ShellCheckAnswers {
  /** Differs between any two that could give different findings. */
  readonly id: string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** What tells a run to end: an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The program, as a host starts it. */
export interface ShellCheckProgram {
  /** "0.10.0"; `undefined` when it is not there, or is another program. Asked for once. */
  version(): Promise<string | undefined>;
  /** What it prints for a script; `undefined` when it failed, took too long or was stopped. */
  check(job: ShellCheckJob, signal?: StopSignal): Promise<string | undefined>;
}
