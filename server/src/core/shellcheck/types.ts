// What goes to ShellCheck and what comes back.

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
