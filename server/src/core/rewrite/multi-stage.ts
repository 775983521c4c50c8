// Rewrites a Dockerfile with one stage into one that builds and one that ships: plain Go and Node files, and only where it is certain what to copy.
import { commentBlockStart } from '../fix/dockerfile.js';
import { accountsOf } from '../knowledge/accounts.js';
import { factsOfUse } from '../knowledge/base-images.js';
import { compileStepsOf } from '../knowledge/compile-steps.js';
import { isNumeric, isRoot } from '../knowledge/effective-user.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import type { Edit } from '../text/span.js';
import { planGo } from './go-plan.js';
import { planNode } from './node-plan.js';
import type { Refusal, RuntimePlan } from './plan.js';
import { assetsOf, refuse, startWithoutShell, workdirAt } from './plan.js';

export interface MultiStageRewrite {
  /** For the menu of the editor. */
  readonly title: string;
  /** Spans count from the start of the text of the model. */
  readonly edits: readonly Edit[];
}

const BUILD = 'build';
/** What the image says of itself, and how it starts: it moves to the stage that ships. */
const OF_THE_IMAGE = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'HEALTHCHECK', 'VOLUME']);
const KNOWN = new Set([...OF_THE_IMAGE, 'FROM', 'ARG', 'ENV', 'RUN', 'COPY', 'ADD', 'USER', 'WORKDIR']);
/** Commands behind the build that leave nothing the runtime stage would miss. */
const LEAVES_NOTHING =
  /^(?:chmod|strip|upx|rm|go|npm|pnpm|yarn|echo|true|ls|cd|test|apk|apt-get|apt|adduser|addgroup|useradd|groupadd|mkdir|chown|set)$/;

const variablesIn = (text: string): string[] => [...text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');

/** The runtime stage with the image's counterpart, or in plain words why there is none. */
export function rewriteMultiStage(model: DockerfileModel): MultiStageRewrite | Refusal {
  const [stage, ...others] = model.stages;
  if (!stage) return refuse('the file has no FROM');
  if (others.length > 0) return refuse('the file has several stages already');
  const stranger = stage.instructions.find(({ keyword, isDangling }) => !KNOWN.has(keyword) || isDangling);
  if (stranger) return refuse(`${stranger.keyword} cannot be moved with certainty`);
  const facts = factsOfUse(stage.rootImage);
  if (facts?.os !== 'linux' || (facts.language !== 'go' && facts.language !== 'node'))
    return refuse('only plain Go and Node files can be rewritten');
  const steps = compileStepsOf(stage);
  const last = steps.at(-1);
  if (!last) return refuse('nothing is built in view');
  const plan = facts.language === 'go' ? planGo(stage, steps, facts) : planNode(stage, steps, facts);
  if ('refused' in plan) return plan;
  return new Layout(model, stage, plan, last.at).rewrite();
}

/** A top-level instruction with the text in front of it that moves along. */
interface Piece {
  readonly instruction: Instruction;
  readonly start: number;
}

class Layout {
  /** Instructions from this index on are of the runtime stage already. */
  private readonly split: number;
  private readonly before: readonly Instruction[];
  private readonly after: readonly Instruction[];
  private readonly eol: string;

  constructor(
    private readonly model: DockerfileModel,
    private readonly stage: Stage,
    private readonly plan: RuntimePlan,
    private readonly build: Instruction,
  ) {
    this.split = (stage.instructions.filter(({ keyword }) => keyword === 'RUN').at(-1) ?? build).index + 1;
    this.before = stage.instructions.filter(({ index }) => index < this.split);
    this.after = stage.instructions.filter(({ index }) => index >= this.split);
    this.eol = model.text.includes('\r\n') ? '\r\n' : '\n';
  }

  rewrite(): MultiStageRewrite | Refusal {
    const { model, stage, before, after } = this;
    const refusal = this.questionable();
    if (refusal) return refusal;

    const moved = before
      .filter(({ keyword }) => OF_THE_IMAGE.has(keyword))
      .map((instruction) => ({ instruction, start: this.blockStart(instruction) }));
    const first = after[0];
    const start = first ? this.blockStart(first) : model.text.length;
    const own = after.map((instruction, i) => ({ instruction, start: i === 0 ? start : (after[i - 1]?.lines.end ?? start) }));
    const end = after.at(-1)?.lines.end ?? model.text.length;

    const gap = model.text.slice(0, start);
    const isLineOpen = gap !== '' && !gap.endsWith('\n');
    const isApart = this.plan.build.length === 0 && /\n\r?\n$/.test(gap);
    const lines = [...this.plan.build, ...(isApart ? [] : ['']), ...this.head(moved)];
    const text =
      (isLineOpen ? this.eol : '') + lines.map((line) => line + this.eol).join('') + this.tail([...moved, ...own]) + model.text.slice(end);
    const newText = model.text.endsWith('\n') ? text : text.replace(/\r?\n$/, '');

    const edits: Edit[] = moved.map(({ instruction, start: from }) => ({ span: { start: from, end: instruction.lines.end }, newText: '' }));
    if (!stage.name) edits.push({ span: { start: stage.image.span.end, end: stage.image.span.end }, newText: ` AS ${BUILD}` });
    edits.push(trimmed(model.text, { span: { start, end: model.text.length }, newText }));
    return this.checked(edits);
  }

  /** What stands in the way of moving the rest of the file. */
  private questionable(): Refusal | undefined {
    const { stage, build, before, after } = this;
    const between = before.filter(({ index }) => index > build.index);
    if (between.some(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'))
      return refuse('files are copied between the build and a later RUN');
    for (const run of between.filter(({ keyword }) => keyword === 'RUN')) {
      const odd = run
        .scripts()
        .flatMap(({ commands }) => commands)
        .find(({ name }) => name === undefined || !LEAVES_NOTHING.test(name));
      if (odd) return refuse(`"${odd.name ?? odd.word.raw}" runs after the build, and what it leaves may be needed`);
    }
    const health = stage.instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK').at(-1);
    if (health && health.logical.toUpperCase() !== 'NONE' && !this.survives(health))
      return refuse('the HEALTHCHECK needs tools of the build image');
    const isNamed = ({ flags }: Instruction) =>
      flags.some(
        ({ name, value }) => name === 'chown' && !isNumeric(value ?? '') && !this.plan.accounts.has((value ?? '').split(':')[0] ?? ''),
      );
    if (after.some(isNamed)) return refuse('COPY --chown names an account that the runtime image does not have');
    if (workdirAt(after[0] ?? build, this.plan.workdir) === undefined) return refuse('the WORKDIR is not certain');
    return undefined;
  }

  /** Does the health check only start what the runtime stage has? */
  private survives(health: Instruction): boolean {
    const program = health.json?.items[0]?.value;
    return program !== undefined && (program === this.plan.program || this.plan.copies.some(({ target }) => target === program));
  }

  /** FROM, the settings that still hold, and what comes from the first stage. */
  private head(moved: readonly Piece[]): string[] {
    const { model, stage, plan, before, after } = this;
    const variables = before.filter(({ keyword }) => keyword === 'ENV').flatMap((instruction) => this.runtimeVariables(instruction));
    const readers = [...moved.map(({ instruction }) => instruction), ...after].map(({ span }) => model.text.slice(span.start, span.end));
    const workdir =
      before.some(({ keyword }) => keyword === 'WORKDIR') || after.some(isRelativeWorkdir)
        ? workdirAt(after[0] ?? this.build, plan.workdir)
        : undefined;
    const assets = assetsOf(stage, this.split, plan.workdir)
      .filter((path) => !plan.copies.some(({ target }) => target === path))
      .map((path) => ({ source: path, target: path }));
    return [
      `FROM ${plan.image}`,
      ...this.declarations([...variables, ...readers]),
      ...variables,
      ...(workdir === undefined || workdir === '/' ? [] : [`WORKDIR ${workdir}`]),
      ...[...plan.copies, ...assets].map(({ source, target }) => `COPY --from=${stage.name?.value ?? BUILD} ${source} ${target}`),
    ];
  }

  /** The variables of an ENV that the program may read, as an ENV of their own. */
  private runtimeVariables({ pairs }: Instruction): string[] {
    const kept = pairs.filter(({ name }) => !this.plan.buildVariables.test(name.value));
    const texts = kept.map(({ span }) => this.model.text.slice(span.start, span.end));
    return texts.length === 0 ? [] : [`ENV ${texts.join(' ')}`];
  }

  /** ARGs that the runtime stage refers to have to be declared there as well. */
  private declarations(texts: readonly string[]): string[] {
    const wanted = new Set(texts.flatMap(variablesIn));
    const declared = new Set(
      this.after.filter(({ keyword }) => keyword === 'ARG').flatMap(({ pairs }) => pairs.map(({ name }) => name.value)),
    );
    return this.before
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ pairs }) => pairs)
      .filter(({ name }) => wanted.has(name.value) && !declared.has(name.value))
      .map(({ span }) => `ARG ${this.model.text.slice(span.start, span.end)}`);
  }

  /** Instructions of the image, with a USER by number, and a start command that needs no shell. */
  private tail(pieces: readonly Piece[]): string {
    const { model, eol } = this;
    const user = this.user();
    const last = pieces.filter(({ instruction }) => instruction.keyword === 'USER').at(-1)?.instruction;
    const start = last ? undefined : pieces.find(({ instruction }) => isStart(instruction));
    const texts = pieces.map((piece) => {
      const { instruction } = piece;
      const edits: Edit[] = [];
      if (instruction === last) edits.push({ span: instruction.words[0]?.span ?? instruction.argumentsSpan, newText: user });
      if (piece === start)
        edits.push({ span: { start: this.blockStart(instruction), end: this.blockStart(instruction) }, newText: `USER ${user}${eol}` });
      const words = isStart(instruction) && !instruction.json ? startWithoutShell(instruction) : undefined;
      if (words) edits.push({ span: instruction.argumentsSpan, newText: `[${words.map((word) => JSON.stringify(word)).join(', ')}]` });
      const text = applyEdits(
        model.text.slice(piece.start, instruction.lines.end),
        edits.map(({ span, newText }) => ({ span: { start: span.start - piece.start, end: span.end - piece.start }, newText })),
      );
      return text.endsWith('\n') ? text : text + eol;
    });
    return texts.join('') + (last || start ? '' : `USER ${user}${eol}`);
  }

  /** The file's own USER where it is a number or has one, else the plan's. */
  private user(): string {
    const { stage, plan } = this;
    const written = stage.instructions.filter(({ keyword }) => keyword === 'USER').at(-1)?.words[0]?.value ?? '';
    if (isNumeric(written) && !isRoot(written) && !/:\D/.test(written)) return written;
    const [name = ''] = written.split(':');
    const uid = accountsOf(stage).find((account) => account.name === name)?.uid;
    return plan.accounts.get(name) ?? (uid ? String(uid) : plan.user);
  }

  private blockStart(instruction: Instruction): number {
    return commentBlockStart(this.model, instruction);
  }

  /** The result has two stages, both whole, and every comment of the file. */
  private checked(edits: readonly Edit[]): MultiStageRewrite | Refusal {
    const { model } = this;
    const noRoom = refuse('the lines of the file leave no room for another stage');
    if (!areDisjoint(edits)) return noRoom;
    const result = readDockerfile(applyEdits(model.text, edits));
    const comments = new Set(result.comments.map(({ value }) => value.trim()));
    const isWhole = result.stages.length === 2 && result.stages[1]?.uses.some((use) => use.stage === result.stages[0]) === true;
    const isReadable = result.instructions.every(({ keyword }) => KNOWN.has(keyword));
    if (!isWhole || !isReadable || model.comments.some(({ value }) => !comments.has(value.trim()))) return noRoom;
    return { title: 'Build in one stage, ship from another', edits };
  }
}

const isStart = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';
const isRelativeWorkdir = ({ keyword, words }: Instruction): boolean => keyword === 'WORKDIR' && !/^[/$]/.test(words[0]?.value ?? '');

/** Without what is the same at both ends. */
function trimmed(text: string, { span, newText }: Edit): Edit {
  const old = text.slice(span.start, span.end);
  let tail = 0;
  while (tail < old.length && tail < newText.length && old[old.length - 1 - tail] === newText[newText.length - 1 - tail]) tail++;
  // Whole lines only.
  while (tail > 0 && old[old.length - tail - 1] !== '\n' && tail < old.length) tail--;
  return { span: { start: span.start, end: span.end - tail }, newText: newText.slice(0, newText.length - tail) };
}
