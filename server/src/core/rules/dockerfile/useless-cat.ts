import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { changeTogether, replaceWord } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellPipeline, ShellScript } from '../../model/shell/types.js';

/** The file, where the command is cat of one file and nothing else. */
function fileOf(command: ShellCommand | undefined): string | undefined {
  const [file, ...more] = command?.args ?? [];
  const isPlain = command?.name === 'cat' && command.wrappers.length === 0 && command.redirects.length === 0 && command.stdin === undefined;
  return isPlain && file && more.length === 0 && !/^-|[*?[{]/.test(file.raw) && !/^\$|^"\$/.test(file.raw) ? file.raw : undefined;
}

/** The reader takes the file as its input: `grep x < file`. */
function asInput(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  { members, statement }: ShellPipeline,
  file: string,
): Fix | undefined {
  const [cat, reader] = members;
  if (!cat || !reader?.command || reader.command.redirects.length > 0 || (script.form !== 'shell' && script.form !== 'heredoc'))
    return undefined;
  if (statement.list.kind === 'nested' || statement.list.kind === 'substitution') return undefined;
  const change = changeTogether(model, instruction, [
    replaceWord(model, instruction, { start: cat.span.start, end: reader.span.start }, ''),
    replaceWord(model, instruction, { start: reader.span.end, end: reader.span.end }, ` < ${file}`),
  ]);
  return change && { title: `Read from ${file}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/useless-cat',
  category: 'shell',
  on: 'dockerfile.runScript',
  scope: { commands: new Set(['cat']) },
  summary: 'cat of one file is piped into a command that can read it',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    found: 'cat only hands "{file}" on, and hides that it is missing: let "{command}" read it',
  },
  docs: {
    description: 'A pipe begins with cat of one file, without options, and another command follows.',
    rationale:
      'The next command can read the file itself. A missing file then stops the step, while a pipe has the status of its last command.',
    impact: 'A file that is missing stops the step.',
    audit: 'Read the RUN; the image does not tell.',
    remediation: 'Write grep x file, or command < file.',
    defaultValue: 'A pipe has the status of its last command.',
    references: ['POSIX.1-2024: Pipelines, Redirecting Input'],
  },
  equivalents: ['shellcheck:SC2002'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY packages /\nRUN cat /packages | xargs apk add --no-cache\n',
      good: 'FROM alpine:3.24\nCOPY packages /\nRUN xargs apk add --no-cache < /packages\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || !script.commands.some(({ name, pipeline }) => name === 'cat' && pipeline.length > 1)) return;
    for (const { statements } of script.structure().lists) {
      for (const { pipelines } of statements) {
        for (const pipeline of pipelines) {
          const [cat, reader] = pipeline.members;
          const file = fileOf(cat?.command);
          if (!cat?.command || !reader || file === undefined) continue;
          yield ctx.problem('found', {
            at: cat.command.word.span,
            data: { file, command: reader.command?.name ?? reader.kind },
            fixes: [asInput(ctx.model, instruction, script, pipeline, file)],
          });
        }
      }
    }
  },
});
