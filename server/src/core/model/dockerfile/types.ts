// The facts of a Dockerfile, as BuildKit reads it. Every span counts UTF-16 code units from the start of the file.
import type { Located, Span } from '../../text/span.js';
import type { ImageProblem, ImageReference } from '../image.js';
import type { ShellScript } from '../shell/types.js';

export interface DockerfileModel {
  readonly format: 'dockerfile';
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** The image that reads the file, in whichever spelling it is named; BuildKit ends it at the first blank. */
  readonly frontend: Located<string> | undefined;
  /** Every whole-line comment, those inside a continued instruction too; heredoc bodies have none. In order. */
  readonly comments: readonly Comment[];
  /** Top-level instructions in order. */
  readonly instructions: readonly Instruction[];
  /** ARG instructions above the first FROM. */
  readonly globalArgs: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** The stage that is built by default (the last), or the last one named by the configuration; absent without FROM. */
  readonly finalStage: Stage | undefined;
  /** All that ship: the last one, or those named by the configuration, in order. */
  readonly finalStages: readonly Stage[];
  /** Every image or stage that is named in FROM, COPY --from or RUN --mount from=, in order. */
  readonly images: readonly ImageUse[];
  /** Has instructions but no FROM: a piece to look at rather than a file to build. */
  readonly isFragment: boolean;
  /** Offset of the first line behind the directives. */
  readonly afterDirectives: number;
}

export interface Directive {
  /** Lower case: syntax, escape or check. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Located<string>;
  readonly span: Span;
}

export interface Comment {
  /** From `#` to the end of the line, without the line break. */
  readonly span: Span;
  /** The text behind `#`, not trimmed. */
  readonly value: string;
  /** Stands between the lines of this continued instruction. */
  readonly inside: Instruction | undefined;
  /** Reads like a directive, yet is only a comment where it stands. */
  readonly directive: Directive | undefined;
}

export interface Instruction {
  /** Upper case; an unknown word is kept as it is, in upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last line, heredoc bodies included, without the final line break. */
  readonly span: Span;
  /** The same without heredoc bodies. */
  readonly headSpan: Span;
  /** All its physical lines, the last line break included. A trigger has its ONBUILD's. */
  readonly lines: Span;
  /** Ends with a continuation that the file does not have. */
  readonly isDangling: boolean;
  /** Position among the top-level instructions; a trigger has its ONBUILD's. */
  readonly index: number;
  /** Absent above the first FROM. FROM belongs to the stage it opens. */
  readonly stage: Stage | undefined;
  /** `--name[=value]` words in front of the arguments. */
  readonly flags: readonly Flag[];
  /**
   * Words behind the flags as written (continuations and comments taken out), for shell forms too. FROM, COPY, ADD, EXPOSE and VOLUME
   * are split at blanks, the others at blanks outside quotes; that is how BuildKit reads them.
   */
  readonly words: readonly Located<string>[];
  /** All arguments behind the flags as one piece; empty span behind the keyword when there are none. */
  readonly argumentsSpan: Span;
  /** Arguments behind the flags with continuations, comments and blank lines taken out: what BuildKit sees on the logical line. */
  readonly logical: string;
  /** Set when the arguments are a JSON array of strings (for HEALTHCHECK: those behind CMD). */
  readonly json: JsonForm | undefined;
  readonly heredocs: readonly Heredoc[];
  /** ONBUILD's instruction. */
  readonly trigger: Instruction | undefined;
  /** For a trigger: the ONBUILD it stands in. */
  readonly onbuild: Instruction | undefined;
  /** ARG, ENV, SHELL, USER and WORKDIR as they stand before this instruction. */
  readonly state: StageState;
  /** What COPY and ADD take from the build context: no `--from`, addresses, heredocs. */
  readonly sources: readonly ContextSource[];
  /** Name=value pairs of ARG, ENV and LABEL. */
  readonly pairs: readonly Pair[];
  /** The shell text this instruction runs, read on first use: RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD. */
  scripts(): readonly ShellScript[];
  /** Texts with a `$` or a quote that the builder puts variables into; the scripts of RUN, CMD, ENTRYPOINT and HEALTHCHECK are the shell's. */
  readonly expandedTexts: readonly ExpandedText[];
  /** Empty lines between its lines. */
  readonly blankLines: readonly CarriedBlankLines[];
  /** `# …` behind code on a line that is carried on, in a shell form: the shell reads nothing of what is joined behind it. */
  readonly hidingComments: readonly Span[];
  /** The escape character with the blanks behind it where its last line ends in `\ # …`: no continuation, though meant as one. */
  readonly brokenContinuation: Span | undefined;
}

/** One word, flag value or heredoc body in which the builder replaces variables. */
export interface ExpandedText {
  readonly place: 'word' | 'flag' | 'heredoc';
  /** Name of the flag, or of the option of a --mount. */
  readonly flag: string | undefined;
  readonly span: Span;
  /** In order, those inside `${x:-$y}` too. */
  readonly uses: readonly VariableUse[];
  /** The first `${…}` or quote that cannot be read; behind it nothing is known. */
  readonly problem: { readonly kind: 'open' | 'modifier' | 'name' | 'quote'; readonly span: Span } | undefined;
}

export interface VariableUse {
  readonly name: string;
  /** `:-`, `+`, `%%`, `//` …; empty for a plain use. */
  readonly operator: string;
  /** From `$` to the end of the name or the closing brace. */
  readonly span: Span;
}

export interface CarriedBlankLines {
  /** The escape character on the line in front of them. */
  readonly escape: Span;
  /** Each with its line break. */
  readonly lines: readonly Span[];
  /** Start of the line that follows the last of them. */
  readonly next: number;
}

export interface ContextSource {
  /** As written. */
  readonly word: Located<string>;
  /** With variables put in; absent while one of them has no value. */
  readonly path: string | undefined;
}

export interface Flag {
  /** Without dashes, as written. */
  readonly name: string;
  /** Absent in `--link`; empty in `--from=`. */
  readonly value: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
  /** `--mount=type=bind,from=x`: the comma-separated options, in order. */
  readonly options: readonly {
    readonly name: string;
    readonly value: string | undefined;
    readonly span: Span;
    readonly valueSpan: Span | undefined;
  }[];
}

/** The span of an item is that of its JSON token, quotes included. */
export interface JsonForm {
  readonly items: readonly Located<string>[];
  readonly span: Span;
}

export interface Heredoc {
  readonly name: string;
  /** Is the body subject to expansion (the delimiter is not quoted)? */
  readonly expand: boolean;
  /** `<<-`: leading tabs are taken off. */
  readonly chomp: boolean;
  /** The `<<NAME` word. */
  readonly openerSpan: Span;
  /** Body lines without the terminator line. */
  readonly bodySpan: Span;
  /** The body as written, tabs and line breaks included. */
  readonly body: string;
  readonly terminated: boolean;
}

/**
 * ARG, ENV and LABEL: `value` is absent in `ARG NAME`; quotes and escapes are taken off, variables are not put in.
 * Spans are those of the written text, quotes included.
 */
export interface Pair {
  readonly name: Located<string>;
  readonly value: Located<string> | undefined;
  readonly span: Span;
}

/** What is in force at one place of a stage, inherited from the parent stage where it is one. */
export interface StageState {
  /** Build arguments in scope with their default; `undefined` = declared without default. */
  readonly args: ReadonlyMap<string, string | undefined>;
  /** Variables in the values are put in where they are known, and left as written where not. */
  readonly env: ReadonlyMap<string, string>;
  /** SHELL as set in the stage chain; absent = the default of the platform. */
  readonly shell: { readonly words: readonly string[]; readonly at: Instruction } | undefined;
  readonly user: { readonly value: string; readonly at: Instruction } | undefined;
  readonly workdir: string | undefined;
}

export interface Stage {
  readonly index: number;
  readonly from: Instruction;
  /** As written. */
  readonly name: Located<string> | undefined;
  /** The reference behind FROM with global ARG defaults put in; the span is that of the written word. */
  readonly image: ImageUse;
  /** The earlier stage this one is built on. */
  readonly parent: Stage | undefined;
  /** This stage, its parent, its parent's parent ... */
  readonly chain: readonly Stage[];
  /** The external image at the bottom of the chain. */
  readonly rootImage: ImageUse;
  /** Windows by the --platform or the name of the root image. */
  readonly isWindows: boolean;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
  /** From FROM to the end of its last instruction. */
  readonly span: Span;
  /** In the chain of the final stage: its layers ship. */
  readonly ships: boolean;
  /** Can be reached from the final stage by FROM, COPY --from or RUN --mount from=. */
  readonly reachable: boolean;
  /** Stages and images this one copies from or mounts. */
  readonly uses: readonly { readonly reference: ImageUse; readonly stage: Stage | undefined; readonly at: Instruction }[];
  readonly endState: StageState;
  /** Effective CMD and ENTRYPOINT of the chain, as BuildKit resolves them (ENTRYPOINT resets an inherited CMD). */
  readonly cmd: Instruction | undefined;
  readonly entrypoint: Instruction | undefined;
  /** Effective LABEL keys of the chain. */
  readonly labels: ReadonlyMap<string, Pair>;
}

/** An image named in FROM, COPY --from or RUN --mount from=. */
export interface ImageUse {
  /** As written, quotes taken off. */
  readonly raw: string;
  readonly span: Span;
  /** What a finding points at: the span, less the digest, then the registry and folders, then the tag, as long as it has 60 characters or more. */
  readonly shortSpan: Span;
  /** With ARG defaults and `${x:-y}` forms put in; absent while a variable without a default remains. */
  readonly resolved: string | undefined;
  /** Parsed form of `resolved`; absent when it does not parse (then `invalid` says why) or cannot be resolved. */
  readonly image: ImageReference | undefined;
  /** `substitution`: BuildKit cannot read the variables in it. */
  readonly invalid: ImageProblem | 'substitution' | undefined;
  /** FROM: why the text is no image without --build-arg, since a global ARG in it has no default or an empty one. */
  readonly defaultProblem: ImageProblem | undefined;
  /** Refers to this stage rather than to an image: an earlier one for FROM, any for the others. */
  readonly stage: Stage | undefined;
  /** Names of the variables in the text. */
  readonly variables: readonly string[];
  readonly at: Instruction;
  readonly place: 'from' | 'copy-from' | 'mount-from';
}
