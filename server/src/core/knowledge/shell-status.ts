// What the exit status of commands says: whether a failure means that something went wrong, and whether somebody looks at it.
import type { ShellCommand, ShellList, ShellMember, ShellPipeline, ShellStatement } from '../model/shell/types.js';

/** Commands that do not fail, or whose failure says nothing. */
const HARMLESS: ReadonlySet<string> = new Set(
  (
    'echo printf true : yes seq env printenv uname whoami hostname date pwd arch nproc basename dirname sleep ' +
    'export set unset local readonly declare typeset alias unalias umask shopt hash trap wait exit return break continue shift ulimit time'
  ).split(' '),
);
/** Their status is an answer rather than a failure. */
const ASKING: ReadonlySet<string> = new Set(
  '[ [[ test grep egrep fgrep zgrep which type getent pgrep pidof cmp diff expr false'.split(' '),
);
/** They list what is there; an empty list is fine. */
const LISTING: ReadonlySet<string> = new Set('ls find du df ldd readlink dpkg-query scanelf stat locate ps lsmod'.split(' '));
/** Programs that rework what comes in: behind a pipe they do not fail. */
const FILTERS: ReadonlySet<string> = new Set(
  'sort uniq head tail tr cut sed awk gawk mawk wc tee rev tac paste column nl fold xargs cat jq'.split(' '),
);

const isFlag = (text: string): boolean => /^-./.test(text);

/** Does the command ask a question: `test`, `grep -q`, `command -v`, `dpkg -s`? */
export function isQuestion(command: ShellCommand): boolean {
  const { name = '', args, words } = command;
  if (ASKING.has(name)) return true;
  if (words[0]?.value === 'command' && /^-[vV]$/.test(words[1]?.raw ?? '')) return true;
  const first = args[0]?.value ?? '';
  return (name === 'id' && args.length > 0) || (name === 'dpkg' && /^(?:-[slLS]|--(?:status|list|listfiles|search))$/.test(first));
}

/** Would a failure of this command mean that something went wrong? */
export function canFail(command: ShellCommand): boolean {
  const { name, args } = command;
  if (command.word.raw === '') return command.assignments.some(({ value }) => value !== undefined && /\$\(|`/.test(value.raw));
  if (name === undefined) return true;
  if (HARMLESS.has(name) || isQuestion(command)) return false;
  // Without -f it asks; with it, what is not there is as good as removed.
  if (name === 'rm') return !args.some(({ raw }) => /^-[A-Za-z]*f|^--force$/.test(raw));
  return !(name === 'cat' && readsHeredoc(command) && args.every(({ raw }) => isFlag(raw) || raw === '-'));
}

const readsHeredoc = (command: ShellCommand): boolean => command.redirects.some(({ operator }) => operator.startsWith('<<'));

/** The same for a member of a pipe, whose status is lost unless it is the last one. */
export function isLossOfPipe(command: ShellCommand, position: number): boolean {
  const { name = '' } = command;
  if (!canFail(command) || LISTING.has(name) || name === 'dpkg' || name === 'apt-mark' || name === 'apt-cache') return false;
  if ((name === 'apk' && command.args[0]?.value === 'info') || (name === 'rpm' && /^-q|^--query/.test(command.args[0]?.raw ?? '')))
    return false;
  if (name === 'ldconfig' || name === 'id') return false;
  return position === 0 || !(FILTERS.has(name) || sumsInput(command));
}

/** `sha256sum` of what comes in, rather than of a file or against a list. */
const sumsInput = ({ name = '', args }: ShellCommand): boolean =>
  /^(?:md5|sha\d+|b2|ck)sum$/.test(name) && args.every(({ raw }) => raw === '-' || (isFlag(raw) && !/^-\w*c|^--check/.test(raw)));

/**
 * `head` and `grep -q` stop reading early, so that with pipefail the command in front would fail for it; and grep at the end of a pipe
 * finds nothing, and says so, when the command in front failed.
 */
export const looksAtInput = ({ name }: ShellCommand): boolean => name === 'head' || /^[ef]?grep$/.test(name ?? '');

/** Does the statement end with a failure that nobody asked for? What stands in front of `||` is taken care of. */
export function statementCanFail(statement: ShellStatement): boolean {
  const { pipelines, operators, end } = statement;
  if (end?.operator === '&' || operators.some(({ operator }) => operator === '||')) return false;
  return !isGuarded(statement) && pipelines.some(pipelineCanFail);
}

/** The member whose failure ends the statement, the last that can: for messages. A change of folder only where there is nothing else. */
export function failingMember({ pipelines }: ShellStatement): ShellMember | undefined {
  const members = pipelines.filter(pipelineCanFail).map(({ members: all }) => all[all.length - 1]);
  return members.filter((member) => member?.command?.name !== 'cd').at(-1) ?? members.at(-1);
}

/** `[ -f x ] && y` is an "if": that it stops is no failure. */
export function isGuarded({ pipelines, operators }: ShellStatement): boolean {
  return operators.length > 0 && pipelines.slice(0, -1).some((pipeline) => pipeline.isNegated || pipeline.members.some(asks));
}

const asks = ({ kind, command }: ShellMember): boolean =>
  kind === 'test' || kind === 'arithmetic' || (command !== undefined && isQuestion(command));

function pipelineCanFail({ members, isNegated, options }: ShellPipeline): boolean {
  const last = members[members.length - 1];
  if (!last || isNegated) return false;
  if (options.pipefail && members.slice(0, -1).some(({ command }, i) => command !== undefined && isLossOfPipe(command, i))) return true;
  const name = members.length > 1 ? last.command?.name : undefined;
  // jq may meet what is no JSON, and xargs a command that fails.
  if (name !== undefined && FILTERS.has(name) && name !== 'jq' && name !== 'xargs') return false;
  return memberCanFail(last);
}

function memberCanFail({ kind, command, lists }: ShellMember): boolean {
  if (command) return canFail(command);
  if (kind === 'function' || kind === 'test' || kind === 'arithmetic' || kind === 'coproc') return false;
  return lists.some((list) => list.kind !== 'condition' && list.statements.some(statementCanFail));
}

/** Is the list, or one around it, what an if or a loop asks? */
export function isAsked(list: ShellList): boolean {
  for (let at: ShellList | undefined = list; at; at = at.parent?.statement.list) if (at.kind === 'condition') return true;
  return false;
}
