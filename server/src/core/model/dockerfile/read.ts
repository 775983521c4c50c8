// Reads a Dockerfile into its facts: instructions, stages, the state in each place, the images and the stage graph.
import { PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import { readDirective, splitDockerfile } from '../../parse/dockerfile.js';
import type { RawDirective, RawInstruction } from '../../parse/dockerfile.js';
import type { Located, Span } from '../../text/span.js';
import { parseImageReference } from '../image.js';
import type { ImageProblem } from '../image.js';
import { dialectOf } from '../shell/read-script.js';
import type { ShellDialect } from '../shell/types.js';
import { DockerfileInstruction } from './instruction.js';
import { DockerfileStage } from './stage.js';
import { lookupIn, StateReader } from './state.js';
import type { State } from './state.js';
import type { Comment, Directive, DockerfileModel, ImageUse, Instruction } from './types.js';
import { expand } from './variables.js';
import type { Expansion } from './variables.js';

export interface ReadDockerfileOptions {
  /** Names of the stages that ship; without one of them in the file the last stage does. */
  readonly targets: readonly string[];
}

/** Never throws; linear in the length of the text. */
export function readDockerfile(text: string, options: ReadDockerfileOptions = { targets: [] }): DockerfileModel {
  return new DockerfileReader(text).read(options.targets);
}

class DockerfileReader {
  private readonly split;
  private readonly escape: '\\' | '`';
  private readonly instructions: DockerfileInstruction[] = [];
  private readonly stages: DockerfileStage[] = [];
  private readonly byName = new Map<string, DockerfileStage>();
  private readonly images: ImageUse[] = [];
  private readonly globals: StateReader;
  /** State above the first FROM once that is reached. */
  private globalState: State | undefined;
  private current: StateReader;
  private readonly shellComments: readonly { readonly at: number; readonly shell: string }[];

  constructor(private readonly text: string) {
    this.split = splitDockerfile(text);
    this.escape = this.split.escape;
    this.globals = new StateReader(undefined, undefined, this.escape);
    this.current = this.globals;
    this.shellComments = text.includes('hadolint') ? this.readShellComments() : [];
  }

  read(targets: readonly string[]): DockerfileModel {
    this.split.instructions.forEach((raw, index) => this.readInstruction(raw, index));
    this.readUses();
    const finals = this.markFinal(targets);
    const { instructions, stages, images, escape, text } = this;
    const first = stages[0]?.from.index ?? 0;
    return {
      format: 'dockerfile',
      text,
      escape,
      directives: this.split.directives.map(directiveOf),
      frontend: this.split.frontend,
      comments: this.split.comments.map(({ span, inside }): Comment => ({
        span,
        value: text.slice(span.start + 1, span.end),
        inside: inside === undefined ? undefined : instructions[inside],
        directive: commentDirective(text, span),
      })),
      instructions,
      globalArgs: instructions.slice(0, first).filter(({ keyword }) => keyword === 'ARG'),
      stages,
      finalStage: finals[finals.length - 1],
      finalStages: finals,
      images,
      isFragment: stages.length === 0 && instructions.length > 0,
      afterDirectives: this.split.afterDirectives,
    };
  }

  private readInstruction(raw: RawInstruction, index: number): void {
    const isFrom = /^from(?![^\t\v\f\r ])/i.test(raw.head.text.slice(0, 5));
    const stage = isFrom ? undefined : this.stages[this.stages.length - 1];
    if (isFrom) {
      this.readFrom(raw, index);
      return;
    }
    const instruction: DockerfileInstruction = this.create(raw, index, stage, this.current.state);
    stage?.instructions.push(instruction);
    this.current.read(instruction);
    if (stage) stage.endState = this.current.state;
  }

  private create(raw: RawInstruction, index: number, stage: DockerfileStage | undefined, state: State): DockerfileInstruction {
    const { escape, text } = this;
    const at = raw.headSpan.start;
    const placement = { escape, text, index, stage, state, defaultDialect: () => this.defaultDialect(at, stage) };
    const instruction = new DockerfileInstruction(raw, placement, undefined, 0);
    this.instructions.push(instruction);
    return instruction;
  }

  private readFrom(raw: RawInstruction, index: number): void {
    this.globalState ??= this.globals.state;
    const globals = this.globalState;
    // The stage must exist before its FROM; its parent and name are read from a FROM without a stage.
    const probe = new DockerfileInstruction(
      raw,
      { escape: this.escape, text: this.text, index, stage: undefined, state: globals, defaultDialect: () => 'posix' },
      undefined,
      0,
    );
    const [word, as, name] = probe.words;
    const base = word ? this.expandGlobal(word.value) : undefined;
    const parent = base?.value === undefined ? undefined : this.byName.get(base.value.toLowerCase());
    const stageName: Located<string> | undefined = as?.value.toLowerCase() === 'as' ? name : undefined;
    const stage = new DockerfileStage(this.stages.length, parent, stageName);
    this.stages.push(stage);
    const from = this.create(raw, index, stage, globals);
    stage.from = from;
    stage.image = {
      ...imageUse(from, 'from', word ?? { value: '', span: from.argumentsSpan }, base, parent),
      defaultProblem: word && !parent ? this.defaultProblem(word.value) : undefined,
    };
    this.current = new StateReader(parent?.endState as State | undefined, globals, this.escape);
    stage.endState = this.current.state;
    if (stageName) this.byName.set(stageName.value.toLowerCase(), stage);
  }

  private expandGlobal(text: string): Expansion {
    const globals = this.globalState ?? this.globals.state;
    return expand(text, {
      escape: this.escape,
      lookup: (name) =>
        globals.args.has(name) ? lookupIn(globals, name) : PLATFORM_ARGS.has(name) ? { kind: 'unknown' } : { kind: 'unset' },
    });
  }

  /** What is wrong with the reference where a global ARG without a default, or with an empty one, stands in it. */
  private defaultProblem(text: string): ImageProblem | undefined {
    if (!text.includes('$')) return undefined;
    const globals = this.globalState ?? this.globals.state;
    let isEmpty = false;
    const { value, uses } = expand(text, {
      escape: this.escape,
      lookup: (name) => {
        if (!globals.args.has(name)) return PLATFORM_ARGS.has(name) ? { kind: 'set', value: 'a' } : { kind: 'unset' };
        const known = lookupIn(globals, name);
        if (known.kind === 'unknown') return known;
        const given = known.kind === 'set' ? known.value : '';
        isEmpty ||= given === '';
        return { kind: 'set', value: given };
      },
    });
    if (!isEmpty || value === undefined || uses.some(({ operator }) => operator.endsWith('?'))) return undefined;
    return this.byName.has(value.toLowerCase()) ? undefined : parseImageReference(value).invalid;
  }

  /** COPY --from and RUN --mount from= may name any stage, a later one too. */
  private readUses(): void {
    for (const instruction of this.instructions) {
      const stage = instruction.stage as DockerfileStage | undefined;
      if (instruction.keyword === 'FROM' && stage) this.images.push(stage.image);
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN') continue;
      for (const flag of instruction.flags) {
        if (instruction.keyword === 'COPY' && flag.name === 'from' && flag.value !== undefined && flag.valueSpan) {
          this.addUse(instruction, stage, 'copy-from', { value: flag.value, span: flag.valueSpan });
        }
        for (const { name, value, valueSpan } of flag.options) {
          if (name === 'from' && value !== undefined && valueSpan && instruction.keyword === 'RUN') {
            this.addUse(instruction, stage, 'mount-from', { value, span: valueSpan });
          }
        }
      }
    }
  }

  private addUse(at: Instruction, stage: DockerfileStage | undefined, place: 'copy-from' | 'mount-from', word: Located<string>): void {
    const isNumber = place === 'copy-from' && /^\d+$/.test(word.value);
    const target = isNumber ? this.stages[Number(word.value)] : this.byName.get(word.value.toLowerCase());
    // Neither takes variables, and a number that is no stage is no image either.
    const expansion: Expansion =
      isNumber || word.value.includes('$')
        ? { value: undefined, text: word.value, uses: this.expandGlobal(word.value).uses, error: undefined, problem: undefined }
        : { value: word.value, text: word.value, uses: [], error: undefined, problem: undefined };
    const reference = imageUse(at, place, word, target ? { ...expansion, value: word.value } : expansion, target);
    this.images.push(reference);
    stage?.uses.push({ reference, stage: target, at });
  }

  private markFinal(targets: readonly string[]): DockerfileStage[] {
    const wanted = new Set(targets.map((target) => target.toLowerCase()));
    const named = this.stages.filter((stage) => stage.name && wanted.has(stage.name.value.toLowerCase()));
    const finals = named.length > 0 ? named : this.stages.slice(-1);
    for (const final of finals)
      for (let stage: DockerfileStage | undefined = final; stage && !stage.ships; stage = stage.parent) stage.ships = true;
    const open: DockerfileStage[] = [...finals];
    for (let stage = open.pop(); stage; stage = open.pop()) {
      if (stage.reachable) continue;
      stage.reachable = true;
      if (stage.parent) open.push(stage.parent);
      for (const use of stage.uses) if (use.stage) open.push(use.stage as DockerfileStage);
    }
    return finals;
  }

  /** `# hadolint shell=bash`: from there on in its stage, above the first FROM for all. */
  private readShellComments(): { at: number; shell: string }[] {
    return this.split.comments.flatMap(({ span }) => {
      const match = /^#\s*hadolint\s+shell\s*=\s*(\S+)/.exec(this.text.slice(span.start, span.end));
      return match ? [{ at: span.start, shell: match[1] ?? '' }] : [];
    });
  }

  private defaultDialect(at: number, stage: DockerfileStage | undefined): ShellDialect {
    const firstFrom = this.stages[0]?.from.span.start ?? Infinity;
    const from = stage?.from.span.start ?? 0;
    let shell: string | undefined;
    for (const comment of this.shellComments) if (comment.at < at && (comment.at > from || comment.at < firstFrom)) shell = comment.shell;
    if (shell !== undefined) return dialectOf(shell);
    return stage?.isWindows ? 'cmd' : 'posix';
  }
}

const directiveOf = ({ name, nameSpan, value, valueSpan, span }: RawDirective): Directive => ({
  name,
  nameSpan,
  value: { value, span: valueSpan },
  span,
});

function commentDirective(text: string, span: Span): Directive | undefined {
  const found = readDirective(text, span.start, span.end);
  return found && directiveOf(found);
}

/** Longer marks in an editor say less, not more. In UTF-16 code units. */
const LONGEST_MARK = 59;

function shortSpan({ value, span }: Located<string>): Span {
  // A reference that is continued on another line stays whole.
  if (value.length <= LONGEST_MARK || span.end - span.start !== value.length) return span;
  const at = value.indexOf('@');
  const end = at < 0 ? value.length : at;
  const start = end <= LONGEST_MARK ? 0 : value.lastIndexOf('/', end - 1) + 1;
  if (end - start <= LONGEST_MARK) return { start: span.start + start, end: span.start + end };
  // Never a part of a word: the name stands for its long tag.
  const colon = value.indexOf(':', start);
  const name = colon < 0 || colon > end ? end : colon;
  return { start: span.start + start, end: span.start + (name - start <= LONGEST_MARK ? name : end) };
}

function imageUse(
  at: Instruction,
  place: ImageUse['place'],
  word: Located<string>,
  base: Expansion | undefined,
  stage: DockerfileStage | undefined,
): ImageUse {
  const resolved = base?.value;
  const reading = resolved === undefined || stage || word.value === '' ? undefined : parseImageReference(resolved);
  return {
    raw: word.value.replace(/^(["'])(.*)\1$/, '$2'),
    span: word.span,
    shortSpan: shortSpan(word),
    resolved,
    image: reading?.image,
    invalid: reading?.invalid ?? (base?.error === undefined ? undefined : 'substitution'),
    stage,
    defaultProblem: undefined,
    variables: [...new Set(base?.uses.map(({ name }) => name) ?? [])],
    at,
    place,
  };
}
