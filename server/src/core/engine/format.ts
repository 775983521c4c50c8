// The seam between the engine and one format: how its files are cut, read, dispatched and where suppressions stand.
import type { BuildContext, ContextSnapshot } from '../model/context/types.js';
import type { ContextWants } from '../model/context/wants.js';
import type { OutlineEntry, StageLink } from '../ships/outline.js';
import type { ShellCheckAnswers, ShellCheckJob } from '../shellcheck/types.js';
import type { ShippedImage } from '../ships/types.js';
import type { Edit, Span } from '../text/span.js';
import type { Model } from '../model/subjects.js';
import type { Subjects } from '../model/subjects.js';
import type { Completeness } from '../model/kubernetes/types.js';
import type { AnyRule, Change, FormatName, RuleSettings, Scope } from './rule.js';
import type { ActiveRule, ChunkFinding } from './run.js';

/** What a format with stages tells of them beside its findings. */
export interface StageReader {
  /** What the stage of this name or number comes to as an image, or all that ship; why not, when there is none. */
  ships(model: Model, target: string | undefined): readonly ShippedImage[] | { readonly refused: string };
  /** For a hover on FROM, or on the name of a stage wherever it is used. */
  shipsAt(model: Model, offset: number): { readonly image: ShippedImage; readonly isFinal: boolean; readonly at: Span } | undefined;
  outline(model: Model): readonly OutlineEntry[];
  links(model: Model): readonly StageLink[];
}

/** What a format hands to ShellCheck, and what it makes of the answers. */
export interface ShellCheckReader {
  readonly rule: string;
  jobs(model: Model): readonly ShellCheckJob[];
  findings(
    model: Model,
    answers: ShellCheckAnswers,
    active: ActiveRule,
    native: readonly ChunkFinding[],
    rules: readonly ActiveRule[],
  ): readonly ChunkFinding[];
  isAnswered(model: Model, answers: ShellCheckAnswers): boolean;
}

/** The unit that is read, judged and cached alone: a whole Dockerfile, or one YAML document (cut at `---`). */
export interface Chunk {
  /** Offset of the chunk in the file, in UTF-16 code units. */
  readonly base: number;
  readonly text: string;
}

/** What is known of a file beside its text; equal contexts and equal text give equal findings. */
export interface ReadContext {
  readonly completeness: Completeness;
  readonly json: boolean;
  readonly settings: RuleSettings;
}

/** A comment that may hold a suppression or a peer's pragma, and what it would cover. */
export interface CommentPlace {
  /** From `#` to the end of the line. */
  readonly span: Span;
  /** Text behind `#`, trimmed. */
  readonly value: string;
  /** Alone on its line (else it stands behind code, in YAML). */
  readonly ownLine: boolean;
  /** What it covers as a plain ignore: the next instruction, key, list item or document with all below it; absent when nothing follows directly. */
  readonly covers: Span | undefined;
  /** Dockerfile: the stage it covers when it stands above FROM. */
  readonly stage: Span | undefined;
  /** Stands at the top of the file (below directives, above the first instruction or key). */
  readonly atTop: boolean;
}

/** An ignore that stands in the data: the annotation `seaworthy/ignore`. */
export interface AnnotationPlace {
  readonly value: string;
  readonly valueSpan: Span;
  /** Key to end of value. */
  readonly span: Span;
  readonly covers: Span;
  /** Of the annotation in its document; absent when an alias or merge key brings it. */
  readonly path?: readonly (string | number)[];
}

export interface FormatModule {
  readonly name: FormatName;
  readonly rules: readonly AnyRule[];
  /** Cuts a file; the chunks cover the text without gaps. Linear. */
  cut(text: string): readonly Chunk[];
  /** Never throws on any text. */
  read(chunk: Chunk, context: ReadContext): Model;
  /** The facts of one kind, in order of place; with a scope those that lie in it, in any order. */
  subjects<K extends keyof Subjects>(kind: K, model: Model, scope?: Scope): readonly Subjects[K][];
  /** True when the syntax is so broken that rules without `syntax: true` must not judge the chunk. */
  isBroken(model: Model): boolean;
  comments(model: Model): readonly CommentPlace[];
  annotations(model: Model): readonly AnnotationPlace[];
  /** Dockerfile: `# check=skip=…` in the directive block. */
  checkDirective(model: Model): { readonly value: string; readonly span: Span } | undefined;
  /** Writes `comment` (with its `#`) on a line of its own above what stands at `at`, or the annotation in JSON; absent when there is no place. */
  insertSuppression(model: Model, at: Span, rule: string, reason: string): Change | undefined;
  /** Takes a whole suppression comment, or one id of it, out. */
  removeComment(model: Model, at: Span): Change;
  /** Is the text still readable, with as many stages or objects? A fix after which it is not is dropped. */
  problemsOf(model: Model): number;
  /** One change that does what all of them do; absent when they cannot be joined. */
  combine(model: Model, changes: readonly Change[]): Change | undefined;
  /** The files around it as its rules ask for them. */
  surroundings?(snapshot: ContextSnapshot): BuildContext;
  /** What to look for around the file; only where its rules ask for that. */
  contextWants?(text: string): ContextWants;
  /** The rewrite that adds a build stage, or why it is not offered; only where the format has one. */
  rewrite?(
    model: Model,
    files: BuildContext | undefined,
  ): { readonly title: string; readonly edits: readonly Edit[] } | { readonly refused: string };
  /** Stages, what they ship and how they hang together; only where the format has stages. */
  readonly stages?: StageReader;
  /** Scripts for ShellCheck; only where the format has some. */
  readonly shellcheck?: ShellCheckReader;
  /** What in this chunk was not judged, in plain words. */
  notChecked(model: Model): readonly string[];
}
