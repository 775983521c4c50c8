// One build stage; what needs the whole file is filled in after all stages are known.
import type { Located, Span } from '../../text/span.js';
import type { ImageUse, Instruction, Pair, Stage, StageState } from './types.js';

const WINDOWS = /(^|\/)(?:windows|nanoserver|servercore)(?:\/|:|@|$)|windowsservercore|nanoserver/i;

interface Starts {
  readonly count: number;
  readonly cmd: Instruction | undefined;
  readonly entrypoint: Instruction | undefined;
}

export class DockerfileStage implements Stage {
  readonly instructions: Instruction[] = [];
  readonly uses: { readonly reference: ImageUse; readonly stage: Stage | undefined; readonly at: Instruction }[] = [];
  from!: Instruction;
  image!: ImageUse;
  endState!: StageState;
  ships = false;
  reachable = false;
  private lazyLabels: ReadonlyMap<string, Pair> | undefined;

  /** The stage at the bottom of the chain. */
  private readonly root: DockerfileStage;
  /** What the parent, which is complete by now, starts. */
  private readonly inherited: Omit<Starts, 'count'>;

  constructor(
    readonly index: number,
    readonly parent: DockerfileStage | undefined,
    readonly name: Located<string> | undefined,
  ) {
    this.root = parent?.root ?? this;
    this.inherited = parent?.starts ?? { cmd: undefined, entrypoint: undefined };
  }

  private lazyChain: readonly Stage[] | undefined;
  get chain(): readonly Stage[] {
    if (!this.lazyChain) {
      const chain: Stage[] = [];
      for (let stage: DockerfileStage | undefined = this; stage; stage = stage.parent) chain.push(stage);
      this.lazyChain = chain;
    }
    return this.lazyChain;
  }

  get rootImage(): ImageUse {
    return this.root.image;
  }

  private lazyIsWindows: boolean | undefined;
  get isWindows(): boolean {
    return (this.lazyIsWindows ??= this === this.root ? this.readIsWindows() : this.root.isWindows);
  }

  private readIsWindows(): boolean {
    const root = this.rootImage;
    const platform = root.at.flags.find(({ name }) => name === 'platform')?.value ?? '';
    return platform.startsWith('windows') || WINDOWS.test(root.resolved ?? root.raw);
  }

  get span(): Span {
    const last = this.instructions[this.instructions.length - 1] ?? this.from;
    return { start: this.from.span.start, end: last.span.end };
  }

  /** The CMD and ENTRYPOINT in force behind the instructions that were there when they were looked for. */
  private lazyStarts: Starts | undefined;
  private get starts(): Starts {
    const { length: count } = this.instructions;
    if (this.lazyStarts?.count !== count) {
      let cmd: Instruction | undefined;
      let entrypoint: Instruction | undefined;
      for (const instruction of this.instructions) {
        if (instruction.keyword === 'CMD') cmd = instruction;
        else if (instruction.keyword === 'ENTRYPOINT') entrypoint = instruction;
      }
      // An ENTRYPOINT drops the CMD that the stage inherits, not its own.
      if (!entrypoint) cmd ??= this.inherited.cmd;
      this.lazyStarts = { count, cmd, entrypoint: entrypoint ?? this.inherited.entrypoint };
    }
    return this.lazyStarts;
  }

  get entrypoint(): Instruction | undefined {
    return this.starts.entrypoint;
  }

  get cmd(): Instruction | undefined {
    return this.starts.cmd;
  }

  get labels(): ReadonlyMap<string, Pair> {
    if (!this.lazyLabels) {
      const labels = new Map<string, Pair>();
      const chain = this.chain;
      for (let i = chain.length - 1; i >= 0; i--) {
        for (const instruction of chain[i]?.instructions ?? []) {
          if (instruction.keyword === 'LABEL') for (const pair of instruction.pairs) labels.set(pair.name.value, pair);
        }
      }
      this.lazyLabels = labels;
    }
    return this.lazyLabels;
  }
}
