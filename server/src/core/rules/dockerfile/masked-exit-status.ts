import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { changeTogether, replaceWord } from '../../fix/dockerfile.js';
import { isQuestion, statementCanFail } from '../../knowledge/shell-status.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellExpansion, ShellPipeline, ShellScript, ShellWord } from '../../model/shell/types.js';

const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);

/** Would a failure stop the script if it were seen? */
function counts(pipeline: ShellPipeline): boolean {
  const { options, statement } = pipeline;
  const i = statement.pipelines.indexOf(pipeline);
  return options.errexit || statement.operators[i]?.operator === '&&';
}

/** May the commands inside fail in earnest? */
function canBeMissed({ list }: ShellExpansion): boolean {
  return (list?.statements ?? []).some(
    (statement) =>
      statementCanFail(statement) &&
      !statement.pipelines.some(({ members }) => members.some(({ command }) => command && isQuestion(command))),
  );
}

/** Commands that only say what this machine or project is. */
const SAYING: ReadonlySet<string> = new Set([
  'nproc',
  'id',
  'cat',
  'find',
  'ls',
  'getconf',
  'dpkg',
  'lsb_release',
  'mktemp',
  'realpath',
  'readlink',
]);
const onlySays = ({ list }: ShellExpansion): boolean =>
  (list?.statements ?? []).every(({ pipelines }) =>
    pipelines.every(({ members }) => members.every(({ command }) => SAYING.has(command?.name ?? ''))),
  );

function split(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  command: ShellCommand,
  word: ShellWord,
  pipeline: ShellPipeline,
): Fix | undefined {
  const name = /^\w+/.exec(word.raw)?.[0] ?? '';
  const isPlain = script.form === 'shell' || script.form === 'heredoc';
  if (!isPlain || command.args.length !== 1 || (command.name !== 'export' && command.name !== 'readonly') || command.wrappers.length > 0)
    return undefined;
  const { statement } = pipeline;
  if (statement.list.kind === 'nested' || statement.operators.some(({ operator }) => operator === '||')) return undefined;
  if (model.text.slice(word.span.start, word.span.start + name.length) !== name) return undefined;
  const joint = statement.pipelines.length > 1 ? ' && ' : '; ';
  const change = changeTogether(model, instruction, [
    replaceWord(model, instruction, { start: command.span.start, end: word.span.start }, ''),
    replaceWord(model, instruction, { start: word.span.end, end: word.span.end }, `${joint}${command.name} ${name}`),
  ]);
  return change && { title: `Assign first, then ${command.name}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/masked-exit-status',
  category: 'shell',
  on: 'dockerfile.runScript',
  scope: { commands: DECLARING },
  summary: 'export, local or readonly hides the failure of the command it takes its value from',
  severity: 'hint',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    masked: 'A failure of the command behind "{name}" is lost, as {how} succeeds: assign first',
  },
  docs: {
    description:
      'export, readonly, local, declare or typeset gives a name the output of a command that can fail, and the failure would count if it were seen: errexit is on, or && follows. Commands that only say something about the machine (nproc, id) are left alone.',
    rationale:
      'The status of the line is that of export, which always succeeds. A download or a look-up that fails leaves an empty value, and the step goes on with it, set -e or not.',
    impact: 'The step stops where the command fails.',
    audit: 'Read the RUN; the build itself does not tell.',
    remediation: 'X="$(command)" && export X',
    defaultValue: 'An assignment alone has the status of its last substitution; one behind export has not.',
    references: ['POSIX.1-2024: Simple Commands, export'],
  },
  equivalents: ['shellcheck:SC2155'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN export V="$(wget -qO- https://example.com/version)" && echo "$V" > /version\n',
      good: 'FROM alpine:3.24\nRUN V="$(wget -qO- https://example.com/version)" && export V && echo "$V" > /version\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || !script.commands.some(({ name }) => DECLARING.has(name ?? ''))) return;
    const structure = script.structure();
    const seen = new Set<ShellWord>();
    for (const expansion of structure.expansions) {
      const { command, kind, place, span } = expansion;
      if (kind !== 'command' || place !== 'assignment' || !command || !DECLARING.has(command.name ?? '')) continue;
      const pipeline = structure.steps.get(command);
      const word = command.args.find((arg) => arg.span.start <= span.start && span.end <= arg.span.end);
      if (!pipeline || !word || seen.has(word) || !counts(pipeline) || !canBeMissed(expansion) || onlySays(expansion)) continue;
      seen.add(word);
      const name = /^\w+/.exec(word.raw)?.[0] ?? '';
      yield ctx.problem('masked', {
        at: { start: word.span.start, end: word.span.start + name.length },
        data: { how: command.name ?? '', name },
        fixes: [split(ctx.model, instruction, script, command, word, pipeline)],
      });
    }
  },
});
