// What ARG, ENV, SHELL, USER and WORKDIR leave behind while a stage is read from top to bottom.
import { PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import type { DockerfileInstruction } from './instruction.js';
import { Scope } from './scope.js';
import type { ScopeView } from './scope.js';
import type { StageState } from './types.js';
import { expand } from './variables.js';
import type { Known } from './variables.js';

/** Every image sets them in one way or another. */
const IMAGE_VARIABLES: ReadonlySet<string> = new Set(['PATH', 'HOME', 'HOSTNAME']);

/** Linux knows no longer path. */
const MAX_PATH = 4096;

export interface State extends StageState {
  readonly args: ScopeView<string | undefined>;
  readonly env: ScopeView<string>;
  /** Names whose value holds something that could not be put in. */
  readonly unknown: ScopeView<boolean>;
}

export function lookupIn(state: State, name: string): Known {
  const env = state.env.get(name);
  const value = env ?? state.args.get(name);
  if (value !== undefined) return state.unknown.get(name) ? { kind: 'unknown' } : { kind: 'set', value };
  if (state.args.has(name) && (PLATFORM_ARGS.has(name) || state.unknown.get(name))) return { kind: 'unknown' };
  return IMAGE_VARIABLES.has(name) ? { kind: 'unknown' } : { kind: 'unset' };
}

/** Reads the instructions of one stage, or those above the first FROM. */
export class StateReader {
  private readonly args: Scope<string | undefined>;
  private readonly env: Scope<string>;
  private readonly unknown: Scope<boolean>;
  private shell: StageState['shell'];
  private user: StageState['user'];
  private workdir: string | undefined;
  private current: State | undefined;

  /** `globals` are the ARGs above the first FROM: a stage sees one when it declares it again. */
  constructor(
    parent: State | undefined,
    private readonly globals: State | undefined,
    private readonly escape: string,
  ) {
    this.args = new Scope(parent?.args);
    this.env = new Scope(parent?.env);
    this.unknown = new Scope(parent?.unknown);
    this.shell = parent?.shell;
    this.user = parent?.user;
    this.workdir = parent?.workdir;
  }

  /** What holds at this place; the same object until something changes. */
  get state(): State {
    this.current ??= {
      args: this.args.view(),
      env: this.env.view(),
      unknown: this.unknown.view(),
      shell: this.shell,
      user: this.user,
      workdir: this.workdir,
    };
    return this.current;
  }

  read(instruction: DockerfileInstruction): void {
    switch (instruction.keyword) {
      case 'ARG':
        this.readArg(instruction);
        break;
      case 'ENV':
        this.readEnv(instruction);
        break;
      case 'SHELL':
        if (!instruction.json || instruction.json.items.length === 0) return;
        this.shell = { words: instruction.json.items.map(({ value }) => value), at: instruction };
        break;
      case 'USER':
        if (instruction.logical === '') return;
        this.user = { value: this.put(instruction.logical).text, at: instruction };
        break;
      case 'WORKDIR':
        if (instruction.logical === '') return;
        this.enter(this.put(instruction.logical).text);
        break;
      default:
        return;
    }
    this.current = undefined;
  }

  /** Where the path gets longer than any can be, it stays as it was. */
  private enter(path: string): void {
    const joined = joinPath(this.workdir, path);
    if (joined.length <= Math.max(MAX_PATH, path.length)) this.workdir = joined;
  }

  private put(text: string): { readonly text: string; readonly isKnown: boolean } {
    const { state } = this;
    const { value, text: rest } = expand(text, { escape: this.escape, lookup: (name) => lookupIn(state, name) });
    return { text: value ?? rest, isKnown: value !== undefined };
  }

  private readArg(instruction: DockerfileInstruction): void {
    for (const { pair, rawValue } of instruction.readPairs()) {
      const name = pair.name.value;
      const value = rawValue === undefined ? undefined : this.put(rawValue);
      const inherited = value === undefined ? this.globals?.args.get(name) : undefined;
      this.args.set(name, value?.isKnown ? value.text : inherited);
      const isUnknown = value ? !value.isKnown : PLATFORM_ARGS.has(name) || this.globals?.unknown.get(name) === true;
      this.mark(name, isUnknown && !this.env.view().has(name));
      // Above the first FROM each ARG sees the one before it.
      if (!this.globals) this.current = undefined;
    }
  }

  private readEnv(instruction: DockerfileInstruction): void {
    const values = instruction
      .readPairs()
      .flatMap(({ pair, rawValue }) => (rawValue === undefined ? [] : [{ name: pair.name.value, ...this.put(rawValue) }]));
    for (const { name, text, isKnown } of values) {
      this.env.set(name, text);
      this.mark(name, !isKnown);
    }
  }

  private mark(name: string, isUnknown: boolean): void {
    if ((this.unknown.view().get(name) ?? false) !== isUnknown) this.unknown.set(name, isUnknown);
  }
}

function joinPath(base: string | undefined, path: string): string {
  if (base === undefined || /^(?:[/\\$]|[A-Za-z]:)/.test(path)) return path;
  return `${base.replace(/\/+$/, '')}/${path.replace(/^(?:\.\/)+/, '')}`;
}
