// Reads syntax trees into lists, options, expansions and the syntax that not every shell has.
import { forEachChild } from '../../parse/shell.js';
import type { Assignment, Command, ParsedScript, Redirection, SyntaxNode, Word } from '../../parse/shell.js';
import type { MappedText } from '../../text/mapped-text.js';
import type { Span } from '../../text/span.js';
import { NO_OPTIONS, optionsOf } from './options.js';
import type {
  ShellCommand,
  ShellDialect,
  ShellError,
  ShellExpansion,
  ShellFeature,
  ShellFeatureKind,
  ShellList,
  ShellListKind,
  ShellLiteral,
  ShellMember,
  ShellOptions,
  ShellPipeline,
  ShellStatement,
  ShellStructure,
  ShellWord,
} from './types.js';
import { placeOf, sourceOf, wordOf } from './words.js';
import type { Origin } from './words.js';

/** One script as parsed: the whole, or the string of a `sh -c "…"` in it. */
export interface ShellTree {
  readonly tree: ParsedScript;
  readonly text: MappedText;
  readonly dialect: ShellDialect;
  /** That it is started with; absent where it runs in the shell around it. */
  readonly options: ShellOptions | undefined;
  /** The command that hands it to a shell. */
  readonly via: ShellCommand | undefined;
}

export const EMPTY_STRUCTURE: ShellStructure = {
  lists: [],
  steps: new Map(),
  expansions: [],
  literals: [],
  features: [],
  assigned: new Set(),
  sourcesFiles: false,
  errors: [],
};

/** As deep as the reader of commands looks. */
const MAX_SUBSTITUTIONS = 16;
/** Commands whose operands are names that get a value, or had one before. */
const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset', 'read', 'mapfile', 'readarray']);
const NAME = /^[A-Za-z_]\w*$/;

type Statement = ParsedScript['commands'][number];
type CommandNode = Extract<SyntaxNode, { type: 'Pipeline' }>['commands'][number];

/** Where the reader is. */
interface Place extends Origin {
  readonly dialect: ShellDialect;
  /** Substitutions around it. */
  readonly depth: number;
  readonly pipeline: ShellPipeline | undefined;
  readonly command: ShellCommand | undefined;
  readonly word: ShellWord | undefined;
  readonly at: ShellExpansion['place'];
  readonly quoted: boolean;
}

export function readStructure(trees: readonly ShellTree[], commandOf: ReadonlyMap<Command, ShellCommand>): ShellStructure {
  const reader = new StructureReader(commandOf);
  for (const tree of trees) reader.readTree(tree);
  return reader;
}

/** The token an error is about, or the last word in front of the place where something is missing. */
function errorAt(message: string, pos: number, source: string): { readonly pos: number; readonly end: number } {
  const behind = /^expected .+ after '([^']+)'$/.exec(message)?.[1];
  const token = behind ?? /^unexpected token '([^']+)'$/.exec(message)?.[1] ?? '';
  const at = behind === undefined ? pos : source.lastIndexOf(token, pos);
  if (token !== '' && at >= 0 && source.startsWith(token, at)) return { pos: at, end: at + token.length };
  if (message.startsWith('unterminated')) {
    return {
      pos,
      end: Math.min(pos + (/^(?:\$\(\(|\$[({'"]|[<>]\(|\(\()?/.exec(source.slice(pos, pos + 3))?.[0].length || 1), source.length),
    };
  }
  let end = Math.min(pos, source.length);
  if (/\S/.test(source.charAt(pos))) while (/\w/.test(source.charAt(end))) end++;
  while (end > 0 && /\s/.test(source.charAt(end - 1))) end--;
  let start = end;
  while (start > 0 && end - start < LONGEST_TOKEN && /\S/.test(source.charAt(start - 1))) start--;
  return { pos: start, end };
}

const LONGEST_TOKEN = 40;

class StructureReader implements ShellStructure {
  readonly lists: ShellList[] = [];
  readonly steps = new Map<ShellCommand, ShellPipeline>();
  readonly expansions: ShellExpansion[] = [];
  readonly literals: ShellLiteral[] = [];
  readonly features: ShellFeature[] = [];
  readonly assigned = new Set<string>();
  readonly errors: ShellError[] = [];
  sourcesFiles = false;
  private options: ShellOptions = NO_OPTIONS;
  /** Bodies of functions run later than they are written: they are read with the options in force at the end. */
  private functions: (() => void)[] = [];

  constructor(private readonly commandOf: ReadonlyMap<Command, ShellCommand>) {}

  readTree({ tree, text, dialect, options, via }: ShellTree): void {
    const parent = via && this.steps.get(via);
    this.options = options ?? parent?.options ?? NO_OPTIONS;
    this.functions = [];
    const place: Place = {
      text,
      fixed: undefined,
      dialect,
      depth: 0,
      pipeline: undefined,
      command: undefined,
      word: undefined,
      at: 'argument',
      quoted: false,
    };
    try {
      this.noteErrors(tree, place);
      this.readList(via ? 'nested' : 'script', tree.commands, tree, place, parent, via);
      // A function may define others.
      for (let next = this.functions.shift(); next; next = this.functions.shift()) next();
    } catch {
      // The parser looks into substitutions on first use, so it may give up as late as here.
      this.errors.push({ message: 'not parsed', dialect, span: text.span(0, 0) });
    }
  }

  private noteErrors(tree: ParsedScript, place: Place): void {
    for (const { message, pos } of tree.errors ?? []) {
      this.errors.push({ message, dialect: place.dialect, span: placeOf(errorAt(message, pos, sourceOf(place)), place) });
    }
  }

  private readList(
    kind: ShellListKind,
    statements: readonly Statement[],
    node: { readonly pos: number; readonly end: number },
    place: Place,
    parent: ShellPipeline | undefined,
    via?: ShellCommand,
  ): ShellList {
    const read: ShellStatement[] = [];
    const list: ShellList = { kind, dialect: place.dialect, statements: read, parent, via, span: placeOf(node, place) };
    this.lists.push(list);
    const before = this.options;
    for (const statement of statements) read.push(this.readStatement(statement, list, place));
    if (kind !== 'script' && kind !== 'nested' && kind !== 'group') this.options = before;
    return list;
  }

  private readStatement(node: Statement, list: ShellList, place: Place): ShellStatement {
    const { command } = node;
    const nodes = command.type === 'AndOr' ? command.commands : [command];
    const pipelines: ShellPipeline[] = [];
    const source = sourceOf(place);
    const operators = (command.type === 'AndOr' ? command.operators : []).map((operator, i) => {
      const pos = Math.max(source.indexOf(operator, nodes[i]?.end ?? node.pos), 0);
      return { operator, span: placeOf({ pos, end: pos + 2 }, place) };
    });
    const statement: ShellStatement = { list, pipelines, operators, end: this.readEnd(node, place), span: placeOf(node, place) };
    const before = this.options;
    for (const item of nodes) pipelines.push(this.readPipeline(item, statement, place));
    if (node.background) this.options = before;
    return statement;
  }

  private readEnd(node: Statement, place: Place): ShellStatement['end'] {
    const source = sourceOf(place);
    if (node.background) {
      const pos = source.lastIndexOf('&', node.end - 1);
      return { operator: '&', span: placeOf({ pos, end: pos + 1 }, place) };
    }
    let pos = node.end;
    for (;;) {
      const next = source[pos];
      if (next === ' ' || next === '\t') pos++;
      else if (next === '\\' && source[pos + 1] === '\n') pos += 2;
      else break;
    }
    const next = source[pos];
    if (next === ';' && source[pos + 1] !== ';' && source[pos + 1] !== '&') {
      return { operator: ';', span: placeOf({ pos, end: pos + 1 }, place) };
    }
    return next === '\n' || next === '#' ? { operator: 'newline', span: placeOf({ pos, end: pos + 1 }, place) } : undefined;
  }

  private readPipeline(node: Statement['command'], statement: ShellStatement, place: Place): ShellPipeline {
    const isPipe = node.type === 'Pipeline';
    const nodes = (isPipe ? node.commands : [node]) as readonly CommandNode[];
    const members: ShellMember[] = [];
    const bars: Span[] = [];
    const source = sourceOf(place);
    (isPipe ? node.operators : []).forEach((operator, i) => {
      const pos = Math.max(source.indexOf('|', nodes[i]?.end ?? node.pos), 0);
      bars.push(placeOf({ pos, end: pos + operator.length }, place));
      if (operator === '|&') this.feature('pipe-both', pos, pos + 2, place);
    });
    const pipeline: ShellPipeline = {
      statement,
      isNegated: isPipe && node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1,
      members,
      bars,
      options: this.options,
      span: placeOf(node, place),
    };
    const before = this.options;
    for (const member of nodes) members.push(this.readMember(member, { ...place, pipeline, command: undefined, word: undefined }));
    if (nodes.length > 1) this.options = before;
    return pipeline;
  }

  private readMember(node: CommandNode, place: Place): ShellMember {
    const span = placeOf(node, place);
    if (node.type === 'Command') return { kind: 'command', command: this.readCommand(node, place), lists: [], span };
    if (node.type === 'Redirected') {
      const member = this.readMember(node.command, place);
      for (const redirect of node.redirects) this.readRedirect(redirect, place);
      return { ...member, span };
    }
    const lists: ShellList[] = [];
    const list = (kind: ShellListKind, body: { commands: readonly Statement[]; pos: number; end: number }): void => {
      lists.push(this.readList(kind, body.commands, body, place, place.pipeline));
    };
    const made = (kind: ShellMember['kind']): ShellMember => ({ kind, command: undefined, lists, span });
    switch (node.type) {
      case 'If':
        list('condition', node.clause);
        list('branch', node.then);
        for (const branch of node.elif) {
          list('condition', branch.clause);
          list('branch', branch.then);
        }
        if (node.else) list('branch', node.else);
        return made('if');
      case 'While':
        list('condition', node.clause);
        list('loop', node.body);
        return made('loop');
      case 'For':
      case 'Select':
        this.assigned.add(node.name.value);
        if (node.type === 'Select') this.feature('select', node.pos, node.pos + 6, place);
        for (const word of node.wordlist ?? []) this.readWord(word, { ...place, at: 'loop' });
        list('loop', node.body);
        return made('loop');
      case 'ArithmeticFor':
        this.feature('arithmetic-for', node.pos, node.body.pos, place);
        for (const part of [node.initialize, node.test, node.update]) if (part) this.readInside(part, { ...place, at: 'arithmetic' });
        list('loop', node.body);
        return made('loop');
      case 'Subshell':
        list('subshell', node.body);
        return made('subshell');
      case 'BraceGroup':
        list('group', node.body);
        return made('group');
      case 'Case':
        this.readWord(node.word, { ...place, at: 'case' });
        for (const item of node.items) {
          for (const pattern of item.pattern) this.readWord(pattern, { ...place, at: 'case' });
          list('branch', item.body);
          const last = item.terminator;
          if (last !== undefined && last !== ';;') {
            const pos = sourceOf(place).indexOf(last, item.body.end);
            if (pos >= 0) this.feature('case-fallthrough', pos, pos + last.length, place);
          }
        }
        return made('case');
      case 'Function': {
        if (sourceOf(place).startsWith('function', node.pos)) this.feature('function-keyword', node.pos, node.pos + 8, place);
        const { body } = node;
        this.functions.push(() => {
          if (body.type === 'CompoundList') list('function', body);
          else if (body.type === 'BraceGroup') list('function', body.body);
          else lists.push(...this.readMember(body, place).lists);
        });
        return made('function');
      }
      case 'Coproc':
        this.feature('coproc', node.pos, node.pos + 6, place);
        if (node.body.type === 'CompoundList') list('subshell', node.body);
        else lists.push(...this.readMember(node.body, place).lists);
        return made('coproc');
      case 'TestCommand':
        this.feature('double-bracket', node.pos, node.pos + 2, place);
        this.readInside(node.expression, { ...place, at: 'test' });
        return made('test');
      case 'ArithmeticCommand':
        this.feature('double-parenthesis', node.pos, node.pos + 2, place);
        if (node.expression) this.readInside(node.expression, { ...place, at: 'arithmetic' });
        return made('arithmetic');
    }
  }

  private readCommand(node: Command, outer: Place): ShellCommand | undefined {
    const command = this.commandOf.get(node);
    const place = { ...outer, command };
    if (command && place.pipeline) this.steps.set(command, place.pipeline);
    for (const item of node.prefix) {
      if (item.type === 'Assignment') this.readAssignment(item, place);
      else this.readRedirect(item, place);
    }
    if (node.name) this.readWord(node.name, { ...place, at: 'command' });
    for (const item of node.suffix) {
      if (item.type === 'Word') this.readWord(item, { ...place, at: 'argument' });
      else if (item.type === 'Assignment') this.readAssignment(item, place);
      else this.readRedirect(item, place);
    }
    if (command) this.readBuiltin(command);
    return command;
  }

  private readBuiltin({ name, args }: ShellCommand): void {
    if (name === 'set') {
      this.options = optionsOf(
        args.map(({ value }) => value ?? ''),
        this.options,
      );
    } else if (name === '.' || name === 'source' || name === 'eval') this.sourcesFiles = true;
    else if (name === 'getopts') this.assign(args[1]?.value);
    else if (name === 'printf' && args[0]?.value === '-v') this.assign(args[1]?.value);
    else if (DECLARING.has(name ?? '')) for (const { value } of args) this.assign(value?.replace(/=.*$/s, ''));
  }

  private assign(name: string | undefined): void {
    if (name !== undefined && NAME.test(name)) this.assigned.add(name);
  }

  private readAssignment(node: Assignment, place: Place): void {
    this.assign(node.name);
    const nameEnd = node.pos + node.name.length;
    if (node.append) this.feature('append', nameEnd, nameEnd + 2, place);
    if (node.index || node.value.type === 'ArrayValue') this.feature('array', node.pos, node.value.pos + 1, place);
    if (node.index) this.readWord(node.index, { ...place, at: 'arithmetic' });
    if (node.value.type === 'Word') this.readWord(node.value, { ...place, at: 'assignment' });
    else for (const element of node.value.elements) this.readWord(element, { ...place, at: 'argument' });
  }

  private readRedirect(node: Redirection, place: Place): void {
    if (node.descriptor?.type === 'FileDescriptorVariable')
      this.feature('descriptor-variable', node.descriptor.pos, node.descriptor.end, place);
    switch (node.type) {
      case 'HereDoc':
        if (node.body.parts && node.delimiter?.quoted !== true) {
          this.readParts(node.body.parts, { ...place, at: 'heredoc', quoted: true });
        }
        return;
      case 'HereString':
        this.feature('here-string', node.pos, (node.target ?? node).pos, place);
        if (node.target) this.readWord(node.target, { ...place, at: 'redirect' });
        return;
      case 'Redirect': {
        const { operator, target } = node;
        const start = node.descriptor?.end ?? node.pos;
        if (operator === '&>' || operator === '&>>') this.feature('redirect-both', start, start + operator.length, place);
        else if (operator === '>&' && !node.descriptor && target && /^[^\d$"'-]/.test(target.text)) {
          this.feature('redirect-both', start, start + 2, place);
        }
        if (target) this.readWord(target, { ...place, at: 'redirect' });
      }
    }
  }

  private readWord(node: Word, place: Place): void {
    if (node.parts) this.readParts(node.parts, { ...place, word: wordOf(node, place) });
  }

  private readParts(parts: readonly SyntaxNode[], place: Place): void {
    for (const part of parts) this.readPart(part, place);
  }

  private readPart(node: SyntaxNode, place: Place): void {
    switch (node.type) {
      case 'SingleQuoted':
        if (place.word && node.value.includes('$')) {
          this.literals.push({ value: node.value, word: place.word, command: place.command, span: placeOf(node, place) });
        }
        return;
      case 'DoubleQuoted':
        this.readParts(node.parts, { ...place, quoted: true });
        return;
      case 'LocaleString':
        this.feature('locale-quote', node.pos, node.end, place);
        this.readParts(node.parts, { ...place, quoted: true });
        return;
      case 'AnsiCQuoted':
        this.feature('ansi-quote', node.pos, node.end, place);
        return;
      case 'BraceExpansion':
        if (!place.quoted && (place.at === 'argument' || place.at === 'loop')) this.feature('brace-expansion', node.pos, node.end, place);
        this.readParts(node.parts ?? [], place);
        return;
      case 'ExtendedGlob':
        if (place.at !== 'test') this.feature('extended-glob', node.pos, node.end, place);
        this.readParts(node.parts ?? [], place);
        return;
      case 'SimpleExpansion':
        this.expansion('variable', node.text.slice(1), undefined, node, place);
        return;
      case 'ParameterExpansion':
        this.readParameter(node, place);
        return;
      case 'CommandExpansion':
        this.readSubstitution(node, place);
        return;
      case 'ProcessSubstitution':
        this.feature('process-substitution', node.pos, node.pos + 2, place);
        this.readSubstitution(node, place);
        return;
      case 'ArithmeticExpansion':
        this.expansion('arithmetic', '', undefined, node, place);
        if (node.expression) this.readInside(node.expression, { ...place, at: 'arithmetic' });
        return;
      case 'Word':
        this.readWord(node, place);
        return;
      default:
        this.readInside(node, place);
    }
  }

  /** Expressions of tests and arithmetic: their words are looked for, and keep the place. */
  private readInside(node: SyntaxNode, place: Place): void {
    if (node.type === 'Word') return this.readWord(node, place);
    if (node.type === 'CommandExpansion' || node.type === 'ArithmeticCommandExpansion') return this.readSubstitution(node, place);
    // Words that are nothing but a variable come without parts.
    if (node.type === 'ArithmeticWord' && !node.parts && node.value.startsWith('$')) {
      return this.expansion('variable', node.value.slice(1), undefined, node, place);
    }
    if (node.type === 'ArithmeticBinary' && node.operator === '=' && node.left.type === 'ArithmeticWord') this.assign(node.left.value);
    forEachChild(node, (child) => this.readPart(child, place));
  }

  private readParameter(node: Extract<SyntaxNode, { type: 'ParameterExpansion' }>, place: Place): void {
    const { operation, prefix, parameter } = node;
    const operator = operation ? ('operator' in operation ? operation.operator : '') : prefix;
    this.expansion('variable', parameter, operator, node, place);
    const feature: ShellFeatureKind | undefined =
      prefix === '!'
        ? 'indirect'
        : node.index
          ? 'array'
          : operation?.type === 'Replace'
            ? 'replace'
            : operation?.type === 'Slice'
              ? 'slice'
              : operation?.type === 'CaseModification'
                ? 'case-modification'
                : operation?.type === 'Transform'
                  ? 'transform'
                  : undefined;
    if (feature) this.feature(feature, node.pos, node.end, place);
    if (operation?.type === 'Default' && operation.operator.endsWith('=')) this.assign(parameter);
    if (node.index) this.readWord(node.index, { ...place, at: 'arithmetic' });
    if (operation) {
      // `${x:-$y}` is split as the whole is; the others hold patterns and numbers.
      const at = operation.type === 'Default' ? place.at : 'operand';
      forEachChild(operation, (child) => {
        if (child.type === 'Word' && child.parts) this.readParts(child.parts, { ...place, at });
      });
    }
  }

  private readSubstitution(
    node: Extract<SyntaxNode, { type: 'CommandExpansion' | 'ProcessSubstitution' | 'ArithmeticCommandExpansion' }>,
    place: Place,
  ): void {
    const { script } = node;
    const span = placeOf(node, place);
    let list: ShellList | undefined;
    if (script && place.depth < MAX_SUBSTITUTIONS) {
      const fixed = script.source === undefined ? place.fixed : { span, source: script.source };
      const inner: Place = { ...place, fixed, depth: place.depth + 1, word: undefined, at: 'argument', quoted: false };
      this.noteErrors(script, inner);
      list = this.readList('substitution', script.commands, script, inner, place.pipeline);
    }
    if (node.type === 'CommandExpansion') this.expansion('command', '', undefined, node, place, list);
  }

  private expansion(
    kind: ShellExpansion['kind'],
    name: string,
    operator: string | undefined,
    node: { readonly pos: number; readonly end: number },
    place: Place,
    list?: ShellList,
  ): void {
    this.expansions.push({
      kind,
      name,
      operator,
      quoted: place.quoted,
      place: place.at,
      word: place.word,
      command: place.command,
      list,
      raw: sourceOf(place).slice(node.pos, node.end),
      span: placeOf(node, place),
    });
  }

  private feature(kind: ShellFeatureKind, pos: number, end: number, place: Place): void {
    this.features.push({ kind, dialect: place.dialect, raw: sourceOf(place).slice(pos, end), span: placeOf({ pos, end }, place) });
  }
}
