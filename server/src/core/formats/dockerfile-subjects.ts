// The facts of a Dockerfile by kind, and which of them a rule with a scope is handed.
import type { Scope } from '../engine/rule.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import type { Subjects } from '../model/subjects.js';

type Subject = Subjects[keyof Subjects];

/** An ONBUILD is followed by its trigger. */
export function* withTriggers(instructions: readonly Instruction[]): Generator<Instruction> {
  for (const instruction of instructions) {
    yield instruction;
    if (instruction.trigger) yield instruction.trigger;
  }
}

/** The subjects of one model, found on first use and kept. */
class SubjectIndex {
  private readonly lists = new Map<keyof Subjects, readonly Subject[]>();
  private instructionsByKeyword: Map<string, Instruction[]> | undefined;
  private commandsByName: Map<string, Subjects['dockerfile.command'][]> | undefined;
  private names: ReadonlySet<string> | undefined;
  private readonly namesOfScript = new Map<ShellScript, ReadonlySet<string>>();

  constructor(private readonly model: DockerfileModel) {}

  of(kind: keyof Subjects): readonly Subject[] {
    let list = this.lists.get(kind);
    if (!list) this.lists.set(kind, (list = this.read(kind)));
    return list;
  }

  within(kind: keyof Subjects, scope: Scope): readonly Subject[] {
    const { keywords, commands } = scope;
    switch (kind) {
      case 'dockerfile.instruction': {
        const list = keywords ? this.withKeywords(keywords) : (this.of(kind) as readonly Instruction[]);
        return commands ? list.filter((instruction) => this.mayCall(instruction, commands)) : list;
      }
      case 'dockerfile.command':
        return commands ? this.commandsNamed(commands) : this.of(kind);
      case 'dockerfile.runScript': {
        const list = this.of(kind) as readonly Subjects['dockerfile.runScript'][];
        return commands ? list.filter(({ script }) => isAnyNamed(this.namesIn(script), commands)) : list;
      }
      default: {
        if (keywords && !keywords.some((keyword) => this.byKeyword().has(keyword))) return [];
        if (commands && !isAnyNamed(this.allNames(), commands)) return [];
        return this.of(kind);
      }
    }
  }

  private read(kind: keyof Subjects): readonly Subject[] {
    const { model } = this;
    switch (kind) {
      case 'dockerfile.file':
        return [model];
      case 'dockerfile.instruction':
        return [...withTriggers(model.instructions)];
      case 'dockerfile.stage':
        return model.stages;
      case 'dockerfile.finalStage':
        return model.finalStage ? [{ stage: model.finalStage, file: model }] : [];
      case 'dockerfile.image':
        return model.images.filter(({ stage }) => !stage);
      case 'dockerfile.runScript':
        return this.withKeywords(['RUN']).flatMap((instruction) => instruction.scripts().map((script) => ({ script, instruction })));
      case 'dockerfile.command':
        return (this.of('dockerfile.runScript') as readonly Subjects['dockerfile.runScript'][]).flatMap(({ script, instruction }) =>
          script.commands.map((command) => ({ command, script, instruction })),
        );
      case 'dockerfile.comment':
        return model.comments;
      case 'dockerfile.directive':
        return model.directives;
      default:
        return [];
    }
  }

  private byKeyword(): ReadonlyMap<string, readonly Instruction[]> {
    return (this.instructionsByKeyword ??= groupBy(this.of('dockerfile.instruction') as readonly Instruction[], ({ keyword }) => keyword));
  }

  private withKeywords(keywords: readonly string[]): readonly Instruction[] {
    const groups = this.byKeyword();
    if (keywords.length === 1) return groups.get(keywords[0] as string) ?? [];
    return keywords.flatMap((keyword) => groups.get(keyword) ?? []);
  }

  private commandsNamed(names: NonNullable<Scope['commands']>): readonly Subjects['dockerfile.command'][] {
    const all = this.of('dockerfile.command') as readonly Subjects['dockerfile.command'][];
    const groups = (this.commandsByName ??= groupBy(all, ({ command }) => command.name));
    return [...groups].flatMap(([name, commands]) => (isNamed(name, names) ? commands : []));
  }

  /** What holds no script is left to the keyword. */
  private mayCall(instruction: Instruction, names: NonNullable<Scope['commands']>): boolean {
    const scripts = instruction.scripts();
    return scripts.length === 0 || scripts.some((script) => isAnyNamed(this.namesIn(script), names));
  }

  private namesIn(script: ShellScript): ReadonlySet<string> {
    let names = this.namesOfScript.get(script);
    if (!names) this.namesOfScript.set(script, (names = namesOf(script.commands)));
    return names;
  }

  private allNames(): ReadonlySet<string> {
    if (this.names) return this.names;
    const names = new Set<string>();
    for (const instruction of this.of('dockerfile.instruction') as readonly Instruction[]) {
      for (const script of instruction.scripts()) for (const name of this.namesIn(script)) names.add(name);
    }
    return (this.names = names);
  }
}

function namesOf(commands: readonly ShellCommand[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of commands) if (name !== undefined) names.add(name);
  return names;
}

function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function isNamed(name: string, wanted: NonNullable<Scope['commands']>): boolean {
  return wanted instanceof RegExp ? wanted.test(name) : wanted.has(name);
}

function isAnyNamed(names: ReadonlySet<string>, wanted: NonNullable<Scope['commands']>): boolean {
  for (const name of names) if (isNamed(name, wanted)) return true;
  return false;
}

const indexes = new WeakMap<DockerfileModel, SubjectIndex>();

/** The facts of a kind; those that lie within the scope, when there is one. */
export function subjectsOf(kind: keyof Subjects, model: DockerfileModel, scope?: Scope): readonly Subject[] {
  let index = indexes.get(model);
  if (!index) indexes.set(model, (index = new SubjectIndex(model)));
  return scope ? index.within(kind, scope) : index.of(kind);
}
