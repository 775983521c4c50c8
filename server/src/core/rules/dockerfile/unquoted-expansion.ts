import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellExpansion, ShellScript, ShellStructure } from '../../model/shell/types.js';
import { firstBehind } from '../../text/in-order.js';
import { contains } from '../../text/span.js';
import type { Span } from '../../text/span.js';

/** Names that promise a list. */
const LIST = /(?:S|_?OPTS?|_?FLAGS|_?ARGS?|DEPS|PACKAGES|LIST|_?OPTIONS?)$|^(?:DEPS|PKGS|PACKAGES)_/i;
/** Set by the builder or the image; never more than one plain word. */
const PLAIN_NAMES =
  /^(?:(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION|STAGE)|PWD|OLDPWD|HOME|HOSTNAME|UID|EUID|PPID|RANDOM|LINENO|GPG_KEY|GNUPGHOME|(?:https?|ftp|no|all)_proxy|(?:HTTPS?|FTP|NO|ALL)_PROXY)$/;
/** Names whose values are one word by their nature. */
const ONE_WORD = /(?:^|_)(?:VERSION|VER|SHA\d*|SHA\d*SUM|MD5|CHECKSUM|DIGEST|HASH|COMMIT|REVISION|REV|TAG|ARCH|PORT|UID|GID|EPOCH)$/i;
/** Commands whose output is one plain word. */
const PLAIN_OUTPUT: ReadonlySet<string> = new Set(
  'nproc uname id arch whoami hostname getconf mktemp wc dpkg rpm pwd lsb_release date which command type stat node python python3 php ruby go'.split(
    ' ',
  ),
);
/** Commands whose output is a list that is meant to be split. */
const LISTS: ReadonlySet<string> = new Set(
  'cat find ls grep egrep awk sed cut tr sort uniq xargs dpkg-query apt-mark apt-cache apk pip pip3 jq seq head tail comm git npm printf pg_config pkg-config'.split(
    ' ',
  ),
);
/** Blanks that are lost here do no harm, or the words are meant as such. */
const CALM_COMMANDS: ReadonlySet<string> = new Set([
  'echo',
  'export',
  'local',
  'readonly',
  'declare',
  'typeset',
  'set',
  'kill',
  'exit',
  'return',
  'eval',
  'exec',
  'for',
  'xargs',
]);

const isPlainText = (text: string): boolean => !/[\s*?[\]$`]/.test(text);

/** Variables in values of variables, deeper than anybody puts them. */
const MOST_NESTED = 100;

/** Which variables hold one word, as far as the file tells. */
class Variables {
  private readonly values = new Map<string, (string | undefined)[]>();
  private readonly open = new Set<string>();
  private readonly known = new Map<string, boolean>();

  constructor(
    script: ShellScript,
    private readonly structure: ShellStructure,
    private readonly instruction: Instruction,
  ) {
    for (const { assignments } of script.commands) {
      for (const { name, value } of assignments) {
        const text = value?.value ?? (value && /^"?([^"'`\\]*)"?$/.exec(value.raw)?.[1]);
        const texts = this.values.get(name);
        if (texts) texts.push(text);
        else this.values.set(name, [text]);
      }
    }
  }

  isOneWord(name: string): boolean {
    if (this.open.has(name) || this.open.size > MOST_NESTED) return false;
    const known = this.known.get(name) ?? this.readOneWord(name);
    this.known.set(name, known);
    return known;
  }

  private readOneWord(name: string): boolean {
    if (!/^[A-Za-z_]\w*$/.test(name) || LIST.test(name) || PLAIN_NAMES.test(name) || ONE_WORD.test(name)) return true;
    const inScript = this.values.get(name);
    if (inScript) return inScript.every((text) => this.isPlain(name, text));
    // Loop variables and what is read: their lists were split once already.
    if (this.structure.assigned.has(name)) return true;
    const { state } = this.instruction;
    return this.isPlain(name, state.env.get(name) ?? state.args.get(name));
  }

  isNeverEmpty(name: string): boolean {
    const { state } = this.instruction;
    // A loop gives no empty words, and `$#` and the like are numbers.
    if (!/^\w+$/.test(name) || (this.structure.assigned.has(name) && !this.values.has(name))) return true;
    const values = this.values.get(name) ?? [state.env.get(name) ?? state.args.get(name)];
    return values.every((text) => text !== undefined && text.replace(/\$\w+|\$\{[^}]*\}/g, '') !== '' && isPlainText(text));
  }

  /** A value that is empty is no word at all. */
  private isPlain(name: string, text: string | undefined): boolean {
    if (text === undefined || text === '') return false;
    this.open.add(name);
    const rest = text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (all, bare?: string, braced?: string) =>
      this.isOneWord(bare ?? braced ?? '') ? 'x' : all,
    );
    this.open.delete(name);
    return isPlainText(rest);
  }
}

/** The only word behind -n: without a value the test looks at "-n" itself, and is always true. */
function isAskedFor({ command, word, span }: ShellExpansion): boolean {
  if (command?.name !== '[' && command?.name !== 'test') return false;
  const at = command.args.findIndex((arg) => arg.span.start <= span.start && span.end <= arg.span.end);
  return word?.raw.length === span.end - span.start && command.args[at - 1]?.raw === '-n';
}

function isSafeOutput({ list }: ShellExpansion): boolean {
  const pipelines = (list?.statements ?? []).flatMap((statement) => statement.pipelines);
  const last = pipelines[pipelines.length - 1]?.members;
  const name = last?.[last.length - 1]?.command?.name ?? '';
  return PLAIN_OUTPUT.has(name) || LISTS.has(name);
}

const quotedIn = new WeakMap<ShellStructure, readonly Span[]>();

/** Scripts inside quotes or substitutions, in order; those inside of others are left out. */
function innerScripts(structure: ShellStructure): readonly Span[] {
  const known = quotedIn.get(structure);
  if (known) return known;
  const outermost: Span[] = [];
  const spans = structure.lists.filter(({ kind }) => kind === 'nested' || kind === 'substitution').map(({ span }) => span);
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = outermost[outermost.length - 1];
    if (!last || !contains(last, span)) outermost.push(span);
  }
  quotedIn.set(structure, outermost);
  return outermost;
}

function quote(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  structure: ShellStructure,
  expansion: ShellExpansion,
): Fix | undefined {
  const { word, span, raw } = expansion;
  if (!word || (script.form !== 'shell' && script.form !== 'heredoc')) return undefined;
  // Inside quotes of another script or backquotes, quotes would need escapes.
  const scripts = innerScripts(structure);
  const outer = scripts[firstBehind(scripts, span.start, ({ start }) => start) - 1];
  if ((outer && contains(outer, span)) || raw.includes('"') || model.text.slice(span.start, span.end) !== raw) return undefined;
  const isWhole =
    model.text.slice(word.span.start, word.span.end) === word.raw && /^[\w./:@%+,=${}-]+$/.test(word.raw) && !word.raw.includes(',');
  const at = isWhole ? word.span : span;
  const change = replaceWord(model, instruction, at, `"${isWhole ? word.raw : raw}"`);
  return change && { title: 'Quote it', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/unquoted-expansion',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'An expansion without quotes may fall apart into several words',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    variable: '"{name}" is split at blanks, and * in it means files, before "{command}": quote it',
    absent: '"{name}" without quotes is no word at all when it is empty, and -n is true without one: quote it',
    nothing: 'Without quotes an empty output is no word at all, and -n is true without one: quote it',
    output: 'This output is split at blanks, and * in it means files, before "{command}" gets it: quote it',
  },
  docs: {
    description:
      'A variable or a substitution stands without quotes in an argument. Left alone are names that promise a list (ending in S, OPTS, FLAGS, ARGS, LIST; DEPS, PACKAGES), packages to install, names of versions, checksums and numbers, values that are known and hold neither blanks nor patterns, the output of commands that print one plain word (nproc, uname) or make a list (find, cat, sed), loop variables, arithmetic, assignments, [[ ]], case and the words of echo. What [ -n … ] asks for is reported whatever its name: without a value the test is true.',
    rationale:
      'The shell cuts the value at blanks and matches what looks like a pattern with files. A path with a blank becomes two arguments, and an empty value none at all: rm -rf $DIR/ with an empty DIR.',
    impact: 'A value that was meant to be several words becomes one.',
    audit: 'Build with a value that holds a blank: docker build --build-arg NAME="a b" .',
    remediation: 'Write "$NAME" or "$(command)".',
    defaultValue: 'Expansions are split at blanks, tabs and line ends (IFS) unless quoted.',
    references: ['POSIX.1-2024: Field Splitting, Pathname Expansion'],
    limits: 'Whether a value is meant to be a list is judged by its name.',
  },
  equivalents: ['shellcheck:SC2086', 'shellcheck:SC2046', '~shellcheck:SC2070', '~sonar:S6570'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG TARGET\nRUN rm -rf /srv/$TARGET\n',
      good: 'FROM alpine:3.24\nARG TARGET\nRUN rm -rf "/srv/$TARGET"\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || script.form === 'exec' || !/[$`]/.test(script.source)) return;
    const structure = script.structure();
    const variables = new Variables(script, structure, instruction);
    for (const expansion of structure.expansions) {
      const { kind, name, operator, quoted, place, command, span } = expansion;
      if (quoted || place !== 'argument' || !command || command.name === undefined || kind === 'arithmetic' || operator === '#') continue;
      if (CALM_COMMANDS.has(command.name) || packageCommandOf(command)) continue;
      // A list that was not given becomes no word at all, which is what `${X:+-x}` is for.
      if (operator !== undefined && /^:?\+$/.test(operator)) continue;
      const isAsked = isAskedFor(expansion) && operator === undefined;
      if (
        isAsked
          ? kind === 'variable' && variables.isNeverEmpty(name)
          : kind === 'variable'
            ? variables.isOneWord(name)
            : isSafeOutput(expansion)
      )
        continue;
      const at = { start: span.start, end: Math.min(span.end, span.start + 60) };
      const fixes = [quote(ctx.model, instruction, script, structure, expansion)];
      const isShort = kind === 'variable';
      const standsFor = [isShort ? 'shellcheck:SC2086' : 'shellcheck:SC2046', 'sonar:S6570'];
      if (isAsked) {
        const asked = [...standsFor, 'shellcheck:SC2070'];
        if (isShort) yield ctx.problem('absent', { at, data: { name }, standsFor: asked, fixes });
        else yield ctx.problem('nothing', { at, standsFor: asked, fixes });
      } else if (isShort) yield ctx.problem('variable', { at, data: { name, command: command.name }, standsFor, fixes });
      else yield ctx.problem('output', { at, data: { command: command.name }, standsFor, fixes });
    }
  },
});
