// The facts of a piece of shell text. Every span counts UTF-16 code units from the start of the chunk it was written in.
import type { Span } from '../../text/span.js';

export type ShellDialect = 'posix' | 'bash' | 'powershell' | 'cmd' | 'other';

/**
 * One script: a shell-form body, the string of `["sh", "-c", S]`, a heredoc that is executed, or (`exec`) the words of a JSON form
 * that names no shell: one command, no shell reads it.
 */
export interface ShellScript {
  readonly form: 'shell' | 'exec-c' | 'heredoc' | 'exec';
  readonly dialect: ShellDialect;
  /** The text as the shell gets it. */
  readonly source: string;
  readonly span: Span;
  /** Every simple command in order, those inside substitutions, subshells, functions, `if`, loops and `sh -c "…"` included. Empty for powershell, cmd and other. */
  readonly commands: readonly ShellCommand[];
  /** Has operators, redirections, expansions, globs, assignments: cannot run without a shell. */
  readonly needsShell: boolean;
  /** Starts with `exec`. */
  readonly isExec: boolean;
  readonly hasErrors: boolean;
  readonly variables: ShellVariables;
}

export interface ShellVariables {
  /** `$X`, `${X…}` and names in `$((…))`, those of nested scripts and heredocs included; not $1, $@ and their like. In order of reading. */
  readonly uses: readonly ShellVariableUse[];
  /** Names the script gives a value: assignments, for, read, export X=…, getopts, printf -v, `${X:=…}` … */
  readonly assigned: ReadonlySet<string>;
  /** Runs `.`, source or eval: it may set any name. */
  readonly mayAssignMore: boolean;
}

export interface ShellVariableUse {
  readonly name: string;
  /** `-`, `:-`, `+`, `%%`, `//` …; empty for a plain use. */
  readonly operator: string;
  readonly span: Span;
}

export interface ShellCommand {
  /** Base name of the command behind wrappers (sudo, env, exec, time, nice, command …): "curl" for `sudo -E /usr/bin/curl`. Absent when it is not literal. */
  readonly name: string | undefined;
  /** The command word behind wrappers. */
  readonly word: ShellWord;
  /** Words behind the command word. */
  readonly args: readonly ShellWord[];
  /** All words, wrappers included. */
  readonly words: readonly ShellWord[];
  readonly wrappers: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly value: ShellWord | undefined; readonly span: Span }[];
  readonly redirects: readonly { readonly operator: string; readonly target: ShellWord | undefined; readonly span: Span }[];
  readonly span: Span;
  /** Commands joined by `|`: the same array object for each of them, this one included; length 1 without a pipe. */
  readonly pipeline: readonly ShellCommand[];
  /** Nearest command whose word this one is substituted into (`sh -c "$(curl …)"`, `bash <(curl …)`). */
  readonly substitutedInto: ShellCommand | undefined;
  /** Literal text of the heredoc or here-string it reads, if any. */
  readonly stdin: string | undefined;
}

export interface ShellWord {
  /** As written. */
  readonly raw: string;
  /** Quotes and escapes taken off; absent when an expansion makes it unknowable. */
  readonly value: string | undefined;
  readonly span: Span;
}
