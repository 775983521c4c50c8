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
  /** Base name of the shell that SHELL, a shebang or the JSON form names; absent where it is the default of the image. */
  readonly program: string | undefined;
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
  /** Place in the file of a piece of `source`. */
  at(start: number, end: number): Span;
  /** Lists, conditions, options and expansions, read on first use; empty where no shell reads the script. */
  structure(): ShellStructure;
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
  /** Commands joined by `|`: the same array object for each of them, this one included; length 1 without a pipe, never of thousands. */
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

/** What the shell makes of a script, beyond its commands. */
export interface ShellStructure {
  /** Every list, the script itself first, outer before inner; function bodies come last. */
  readonly lists: readonly ShellList[];
  /** The simple commands with the pipeline each stands in. */
  readonly steps: ReadonlyMap<ShellCommand, ShellPipeline>;
  readonly expansions: readonly ShellExpansion[];
  /** Single-quoted texts with a `$` in them. */
  readonly literals: readonly ShellLiteral[];
  /** Syntax that not every shell has. */
  readonly features: readonly ShellFeature[];
  /** Names that get a value anywhere in the script. */
  readonly assigned: ReadonlySet<string>;
  /** Runs `.`, `source` or `eval` of something unknown: any variable may come from there. */
  readonly sourcesFiles: boolean;
  /** What the parser could not read, those of nested scripts included. */
  readonly errors: readonly ShellError[];
}

/**
 * script: all of it; nested: the string of `sh -c "…"`, `eval` or the heredoc of `bash <<EOF`; condition: what if, while or until ask;
 * branch: a part of if or case; substitution: `$(…)`, backquotes or `<(…)`.
 */
export type ShellListKind = 'script' | 'nested' | 'group' | 'subshell' | 'condition' | 'branch' | 'loop' | 'function' | 'substitution';

export interface ShellList {
  readonly kind: ShellListKind;
  readonly dialect: ShellDialect;
  readonly statements: readonly ShellStatement[];
  /** The pipeline whose member it belongs to, or whose word it is substituted into. */
  readonly parent: ShellPipeline | undefined;
  /** For nested: the command that hands it to a shell. */
  readonly via: ShellCommand | undefined;
  readonly span: Span;
}

/** Pipelines joined by `&&` and `||`. */
export interface ShellStatement {
  readonly list: ShellList;
  readonly pipelines: readonly ShellPipeline[];
  /** Between the pipelines. */
  readonly operators: readonly { readonly operator: '&&' | '||'; readonly span: Span }[];
  /** What ends it; absent in front of a closing word or the end of the script. */
  readonly end: { readonly operator: ';' | '&' | 'newline'; readonly span: Span } | undefined;
  readonly span: Span;
}

export interface ShellPipeline {
  readonly statement: ShellStatement;
  readonly isNegated: boolean;
  readonly members: readonly ShellMember[];
  /** The bars between the members. */
  readonly bars: readonly Span[];
  /** In force when it starts. */
  readonly options: ShellOptions;
  readonly span: Span;
}

export interface ShellMember {
  readonly kind: 'command' | 'group' | 'subshell' | 'if' | 'loop' | 'case' | 'function' | 'test' | 'arithmetic' | 'coproc';
  /** The simple command, when it is one. */
  readonly command: ShellCommand | undefined;
  /** The lists directly inside a compound command. */
  readonly lists: readonly ShellList[];
  readonly span: Span;
}

/** What `set` and the flags of the shell have turned on. */
export interface ShellOptions {
  readonly errexit: boolean;
  readonly pipefail: boolean;
  readonly nounset: boolean;
}

export interface ShellExpansion {
  readonly kind: 'variable' | 'command' | 'arithmetic';
  /** Of a variable or special parameter; empty for the others. */
  readonly name: string;
  /** `:-`, `%`, `//` …; `#` in front of the name is "length", `!` is "indirect". Absent in `$x` and `${x}`. */
  readonly operator: string | undefined;
  /** Inside double quotes or a heredoc. */
  readonly quoted: boolean;
  /** operand: behind the operator of another expansion. */
  readonly place: 'command' | 'argument' | 'assignment' | 'redirect' | 'test' | 'case' | 'loop' | 'heredoc' | 'operand' | 'arithmetic';
  /** The whole word it stands in. */
  readonly word: ShellWord | undefined;
  /** The command whose word, assignment or redirect it stands in. */
  readonly command: ShellCommand | undefined;
  /** The list inside `$(…)`. */
  readonly list: ShellList | undefined;
  readonly raw: string;
  readonly span: Span;
}

export interface ShellLiteral {
  /** Without the quotes. */
  readonly value: string;
  readonly word: ShellWord;
  readonly command: ShellCommand | undefined;
  readonly span: Span;
}

export type ShellFeatureKind =
  | 'double-bracket'
  | 'double-parenthesis'
  | 'arithmetic-for'
  | 'select'
  | 'coproc'
  | 'function-keyword'
  | 'array'
  | 'append'
  | 'replace'
  | 'slice'
  | 'case-modification'
  | 'transform'
  | 'indirect'
  | 'ansi-quote'
  | 'locale-quote'
  | 'process-substitution'
  | 'here-string'
  | 'redirect-both'
  | 'pipe-both'
  | 'brace-expansion'
  | 'descriptor-variable'
  | 'case-fallthrough'
  | 'extended-glob';

export interface ShellFeature {
  readonly kind: ShellFeatureKind;
  /** Of the script it stands in, which may be nested. */
  readonly dialect: ShellDialect;
  readonly raw: string;
  readonly span: Span;
}

export interface ShellError {
  /** The parser's own words. */
  readonly message: string;
  readonly dialect: ShellDialect;
  /** The character where it stopped. */
  readonly span: Span;
}
