// Reads shell text into the commands it runs, each with its place in the file.
import { forEachChild, parseShell } from '../../parse/shell.js';
import type { Command, ParsedScript, Redirection, SyntaxNode, Word, WordPart } from '../../parse/shell.js';
import { MappedText } from '../../text/mapped-text.js';
import type { Located, Span } from '../../text/span.js';
import { NO_OPTIONS, optionsOf } from './options.js';
import { EMPTY_STRUCTURE, readStructure } from './structure.js';
import type { ShellTree } from './structure.js';
import type { ShellCommand, ShellDialect, ShellOptions, ShellScript, ShellStructure, ShellWord } from './types.js';
import { literalValue, placeOf, sourceOf, wordOf } from './words.js';
import type { Origin } from './words.js';
import { unwrap } from './wrappers.js';
import { baseName } from '../../text/base-name.js';

/** `sh -c "sh -c '…'"`: more levels than anybody writes. */
const MAX_NESTING = 8;
/**
 * What is handed to a shell in a substitution is read there and in what it is handed in: `sh -c "$(sh -c "$(…)")"` doubles at each level.
 * In all, nested scripts may be so many times as long as the script itself.
 */
const MAX_NESTED_TEXT = 16;
/** Rules look along the pipeline of each command: a longer one than anybody writes is several. */
const MOST_PIPED = 50;
/** `$(a $(b $(c)))`: each level is parsed again when it is looked into. */
const MAX_SUBSTITUTIONS = 16;

const DIALECTS: Readonly<Record<string, ShellDialect>> = {
  sh: 'posix',
  ash: 'posix',
  dash: 'posix',
  ksh: 'posix',
  mksh: 'posix',
  bash: 'bash',
  zsh: 'bash',
  powershell: 'powershell',
  pwsh: 'powershell',
  cmd: 'cmd',
};

/** Commands that only a shell has. `exec` is left out: without a shell it is not needed. */
const BUILTINS: ReadonlySet<string> = new Set(
  '. : alias bg break cd continue eval export fg getopts hash jobs local read readonly return set shift source times trap type ulimit umask unalias unset wait'.split(
    ' ',
  ),
);

/** Dialect of a shell by its path: "/bin/bash", "powershell.exe", `C:\\Windows\\System32\\cmd.exe`. */
export function dialectOf(shell: string): ShellDialect {
  return DIALECTS[programName(shell)] ?? 'other';
}

function programName(shell: string): string {
  const name = shell.slice(Math.max(shell.lastIndexOf('/'), shell.lastIndexOf('\\')) + 1).toLowerCase();
  return name.replace(/\.exe$/, '');
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type MutableCommand = Mutable<ShellCommand>;

interface Context extends Origin {
  readonly into: ShellCommand | undefined;
  /** Substitutions around this place. */
  readonly depth: number;
}

/** The shell that reads a script. */
export interface ShellStart {
  readonly dialect: ShellDialect;
  /** As in SHELL or a shebang; absent for the default of the image. */
  readonly program?: string | undefined;
  /** Words behind the program. */
  readonly flags?: readonly string[];
}

/** Reads a script. `text` is what the shell gets, mapped back to the file it is written in. */
export function readScript(text: MappedText, form: ShellScript['form'], { dialect, program, flags }: ShellStart): ShellScript {
  const span = text.span(0, text.text.length);
  const at = (start: number, end: number): Span => text.span(start, end);
  const name = program === undefined ? undefined : programName(program);
  const base = { form, dialect, program: name, source: text.text, span, at };
  if (dialect !== 'posix' && dialect !== 'bash') {
    return {
      ...base,
      commands: [],
      needsShell: true,
      isExec: false,
      hasErrors: false,
      structure: () => EMPTY_STRUCTURE,
    };
  }
  const tree = parseShell(text.text);
  const reader = new ScriptReader(0, { left: text.text.length * MAX_NESTED_TEXT });
  reader.read({ tree, text, dialect, options: optionsOf(flags ?? []), via: undefined });
  const { commands, hasErrors } = reader;
  const first = commands[0];
  let structure: ShellStructure | undefined;
  return {
    ...base,
    commands,
    needsShell: needsShell(tree, text.text),
    isExec: first?.words[0]?.value === 'exec',
    hasErrors,
    structure: () => (structure ??= readStructure(reader.trees, reader.commandOf)),
  };
}

/** The words of a JSON form; the string behind `sh -c` is read as a script. */
export function readExecForm(items: readonly Located<string>[], decode: (item: number) => MappedText): ShellScript[] {
  const first = items[0];
  const last = items[items.length - 1];
  if (!first || !last) return [];
  const words = items.map((item): ShellWord => ({ raw: item.value, value: item.value, span: item.span }));
  const command = makeCommand(words, { start: first.span.start, end: last.span.end });
  const { command: at } = unwrap(words);
  const shell = shellName(command);
  const script = shell === undefined ? -1 : commandStringAt(command.args);
  if (shell !== undefined && script >= 0) {
    const flags = command.args.slice(0, script).map(({ value }) => value ?? '');
    return [readScript(decode(at + 1 + script), 'exec-c', { dialect: dialectOf(shell), program: shell, flags })];
  }
  const span = { start: first.span.start, end: last.span.end };
  return [
    {
      form: 'exec',
      dialect: 'posix',
      program: undefined,
      source: items.map((item) => item.value).join(' '),
      span,
      commands: [command],
      needsShell: false,
      isExec: false,
      hasErrors: false,
      at: () => span,
      structure: () => EMPTY_STRUCTURE,
    },
  ];
}

function makeCommand(words: readonly ShellWord[], span: Span): MutableCommand {
  const { command, wrappers } = unwrap(words);
  const word = words[command] ?? { raw: '', value: undefined, span: { start: span.start, end: span.start } };
  const made: MutableCommand = {
    name: word.value === undefined || word.raw === '' ? undefined : baseName(word.value),
    word,
    args: words.slice(command + 1),
    words,
    wrappers,
    assignments: [],
    redirects: [],
    span,
    pipeline: [],
    substitutedInto: undefined,
    stdin: undefined,
  };
  made.pipeline = [made];
  return made;
}

class ScriptReader {
  readonly commands: ShellCommand[] = [];
  /** This script and those nested in it, with what each command node was read as. */
  readonly trees: ShellTree[] = [];
  readonly commandOf = new Map<Command, ShellCommand>();
  hasErrors = false;

  constructor(
    private readonly nesting: number,
    /** How much nested text may still be read; one for all readers of a script. */
    private readonly budget: { left: number },
  ) {}

  read(tree: ShellTree): void {
    this.trees.push(tree);
    try {
      this.visit(tree.tree, { text: tree.text, fixed: undefined, into: undefined, depth: 0 });
    } catch {
      // The parser looks into substitutions on first use, so it may give up as late as here.
      this.hasErrors = true;
    }
  }

  private visit(node: SyntaxNode, context: Context): void {
    switch (node.type) {
      case 'Script': {
        if (node.errors && node.errors.length > 0) this.hasErrors = true;
        const inner =
          node.source === undefined || !context.fixed ? context : { ...context, fixed: { span: context.fixed.span, source: node.source } };
        forEachChild(node, (child) => this.visit(child, inner));
        return;
      }
      case 'Pipeline':
        this.visitPipeline(node, context);
        return;
      case 'Command':
        this.visitCommand(node, context);
        return;
      case 'ProcessSubstitution':
      case 'CommandExpansion': {
        if (context.depth >= MAX_SUBSTITUTIONS) {
          this.hasErrors = true;
          return;
        }
        const source = node.script?.source;
        const span = context.fixed?.span ?? context.text.span(node.pos, node.end);
        const depth = context.depth + 1;
        const inner = source === undefined ? { ...context, depth } : { ...context, depth, fixed: { span, source } };
        forEachChild(node, (child) => this.visit(child, inner));
        return;
      }
      default:
        forEachChild(node, (child) => this.visit(child, context));
    }
  }

  private visitPipeline(node: Extract<SyntaxNode, { type: 'Pipeline' }>, context: Context): void {
    const members: ShellCommand[] = [];
    const last = node.commands.length - 1;
    node.commands.forEach((member, i) => {
      const before = this.commands.length;
      this.visit(member, context);
      const inside = this.commands
        .slice(before)
        .filter((command) => command.substitutedInto === context.into && command.pipeline.length === 1);
      // A group or loop stands in the pipeline with the command that reads, or writes, at its end of the pipe.
      const chosen = member.type === 'Command' || i === last ? inside[0] : inside[inside.length - 1];
      if (chosen) members.push(chosen);
    });
    for (let start = 0; start < members.length; start += MOST_PIPED) {
      const pipeline = members.length > MOST_PIPED ? members.slice(start, start + MOST_PIPED) : members;
      for (const member of pipeline) (member as MutableCommand).pipeline = pipeline;
    }
  }

  private visitCommand(node: Command, context: Context): void {
    const words = [...(node.name ? [node.name] : []), ...node.args].map((word) => wordOf(word, context));
    const command = makeCommand(words, placeOf(node, context));
    command.substitutedInto = context.into;
    const source = sourceOf(context);
    command.assignments = node.prefix.flatMap((item) =>
      item.type === 'Assignment'
        ? [
            {
              name: item.name,
              value: item.value.type === 'Word' ? wordOf(item.value, context) : undefined,
              span: placeOf(item, context),
            },
          ]
        : [],
    );
    command.redirects = node.redirects.map((redirect) => ({
      operator: redirect.operator,
      target: redirect.type === 'HereDoc' || !redirect.target ? undefined : wordOf(redirect.target, context),
      span: placeOf(redirect, context),
    }));
    command.stdin = stdinOf(node.redirects);
    this.commands.push(command);
    this.commandOf.set(node, command);
    const inner = { ...context, into: command };
    forEachChild(node, (child) => this.visit(child, inner));
    if (this.nesting < MAX_NESTING && !context.fixed) this.readNested(command, node, context, source);
  }

  /** The script that the command hands to a shell: `sh -c "…"`, `su -c "…"`, `eval "…"`, `bash <<EOF`. */
  private readNested(command: ShellCommand, node: Command, context: Context, source: string): void {
    const nodes = [...(node.name ? [node.name] : []), ...node.args];
    const args = nodes.slice(nodes.length - command.args.length);
    const shell = shellName(command);
    let nested: MappedText | undefined;
    let dialect: ShellDialect = 'posix';
    let options: ShellOptions | undefined = NO_OPTIONS;
    if (shell !== undefined) {
      dialect = dialectOf(shell);
      options = optionsOf(command.args.map(({ value }) => value ?? ''));
      const at = commandStringAt(command.args);
      const word = args[at];
      if (word) nested = word.type === 'Word' ? decode(word, context.text, source) : undefined;
      else if (readsStdin(command.args)) nested = heredocBody(node.redirects, context.text);
    } else if (command.name === 'su' || command.name === 'runuser') {
      const option = command.args.findIndex(({ value }) => value === '-c' || value === '--command');
      const word = option < 0 ? undefined : args[option + 1];
      if (word?.type === 'Word') nested = decode(word, context.text, source);
    } else if (command.name === 'eval' && command.args.length > 0) {
      const builder = MappedText.builder();
      for (const [i, arg] of args.entries()) {
        if (arg.type !== 'Word') return;
        if (i > 0) builder.addEscaped(' ', context.text.toSource(arg.pos), 0);
        builder.addMapped(decode(arg, context.text, source));
      }
      nested = builder.build(command.span.start);
      options = undefined;
    }
    if (!nested || (dialect !== 'posix' && dialect !== 'bash')) return;
    this.budget.left -= nested.text.length;
    if (this.budget.left < 0) {
      this.hasErrors = true;
      return;
    }
    const reader = new ScriptReader(this.nesting + 1, this.budget);
    reader.read({ tree: parseShell(nested.text), text: nested, dialect, options, via: command });
    if (reader.hasErrors) this.hasErrors = true;
    for (const inner of reader.commands) this.commands.push(inner);
    for (const inner of reader.trees) this.trees.push(inner);
    for (const [read, as] of reader.commandOf) this.commandOf.set(read, as);
  }
}

function shellName(command: ShellCommand): string | undefined {
  return command.name !== undefined && (DIALECTS[command.name] === 'posix' || DIALECTS[command.name] === 'bash') ? command.name : undefined;
}

/** Index of the string behind `-c` (`-lc`, `-eo pipefail -c` …); -1 without. */
function commandStringAt(args: readonly ShellWord[]): number {
  let hasCommand = false;
  for (let i = 0; i < args.length; i++) {
    const text = args[i]?.value ?? args[i]?.raw ?? '';
    if (text === '--') return hasCommand && i + 1 < args.length ? i + 1 : -1;
    if (!/^[-+]./.test(text)) return hasCommand ? i : -1;
    if (text.startsWith('--')) {
      if (text === '--rcfile' || text === '--init-file') i++;
      continue;
    }
    if (text.startsWith('-') && text.includes('c')) hasCommand = true;
    if (/[oO]$/.test(text)) i++;
  }
  return -1;
}

/** A shell without a script file reads its script from stdin. */
function readsStdin(args: readonly ShellWord[]): boolean {
  for (let i = 0; i < args.length; i++) {
    const text = args[i]?.value ?? args[i]?.raw ?? '';
    if (text === '-' || text === '-s' || text === '/dev/stdin') return true;
    if (!/^[-+]./.test(text)) return false;
    if (/^[-+][a-zA-Z]*[oO]$/.test(text)) i++;
  }
  return true;
}

function stdinOf(redirects: readonly Redirection[]): string | undefined {
  let stdin: string | undefined;
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') stdin = redirect.body.text;
    else if (redirect.type === 'HereString') stdin = redirect.target?.value;
  }
  return stdin;
}

function heredocBody(redirects: readonly Redirection[], text: MappedText): MappedText | undefined {
  for (const redirect of redirects) if (redirect.type === 'HereDoc') return text.slice(redirect.body.pos, redirect.body.end);
  return undefined;
}

/** The text of a word as the command gets it, expansions left as they are written. */
function decode(word: Word, text: MappedText, source: string): MappedText {
  const builder = MappedText.builder();
  const { parts } = word;
  if (parts) for (const part of parts) decodePart(part, text, source, builder);
  else addUnescaped(source.slice(word.pos, word.end), word.value, word.pos, text, builder);
  return builder.build(text.toSource(word.pos));
}

type Builder = ReturnType<typeof MappedText.builder>;

function decodePart(part: WordPart, text: MappedText, source: string, builder: Builder): void {
  switch (part.type) {
    case 'Literal':
      addUnescaped(source.slice(part.pos, part.end), part.value, part.pos, text, builder);
      return;
    case 'SingleQuoted':
      builder.addMapped(text.slice(part.pos + 1, part.pos + 1 + part.value.length));
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      for (const child of part.parts) decodePart(child, text, source, builder);
      return;
    case 'AnsiCQuoted': {
      const span = text.span(part.pos, part.end);
      builder.addEscaped(part.value, span.start, span.end - span.start);
      return;
    }
    default:
      builder.addMapped(text.slice(part.pos, part.end));
  }
}

/** `value` is `raw` without its backslashes; finds for each character where it stands. */
function addUnescaped(raw: string, value: string, pos: number, text: MappedText, builder: Builder): void {
  let at = 0;
  let done = 0;
  while (done < value.length && at < raw.length) {
    let end = at;
    while (end < raw.length && raw[end] !== '\\' && raw[end] === value[done + end - at]) end++;
    if (end > at) {
      builder.addMapped(text.slice(pos + at, pos + end));
      done += end - at;
      at = end;
    } else if (raw[at] === '\\' && raw[at + 1] === value[done]) {
      const span = text.span(pos + at, pos + at + 2);
      builder.addEscaped(value.charAt(done), span.start, span.end - span.start);
      done++;
      at += 2;
    } else if (raw[at] === '\\' && raw[at + 1] === '\n') at += 2;
    else if (raw[at] === value[done]) {
      builder.addMapped(text.slice(pos + at, pos + at + 1));
      done++;
      at++;
    } else break;
  }
  if (done < value.length) {
    const span = text.span(pos + at, pos + Math.max(raw.length, at + 1));
    builder.addEscaped(value.slice(done), span.start, Math.max(1, span.end - span.start));
  }
}

/** One command of literal words, and nothing else, runs without a shell. */
function needsShell(tree: ParsedScript, source: string): boolean {
  const [statement] = tree.commands;
  if (tree.commands.length !== 1 || !statement || statement.background) return true;
  const { command } = statement;
  if (command.type !== 'Command' || !command.name || command.prefix.length > 0 || command.redirects.length > 0) return true;
  if (source.slice(command.end).trim() !== '' || source.slice(0, command.pos).trim() !== '') return true;
  const words = [command.name, ...command.args];
  if (
    words.some(
      (word) =>
        (word.type === 'Word' && word.parts?.some(isActive)) || word.text.startsWith('~') || literalValue(word, source) === undefined,
    )
  )
    return true;
  return BUILTINS.has(command.name.value);
}

const isActive = (part: WordPart): boolean => part.type === 'Glob' || part.type === 'ExtendedGlob' || part.type === 'BraceExpansion';
