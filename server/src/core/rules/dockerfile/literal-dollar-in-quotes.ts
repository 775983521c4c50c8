import { defineRule } from '../../engine/rule.js';

const PRINTING: ReadonlySet<string> = new Set(['echo', 'printf']);

export default defineRule({
  id: 'dockerfile/literal-dollar-in-quotes',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A variable in single quotes is printed by its name',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: {
    found: 'Single quotes keep "{name}" as it is written, though it is set: use double quotes for its value',
  },
  docs: {
    description:
      'echo or printf gets a text in single quotes with $NAME or ${NAME}, the name is set by ARG, ENV or the script, and the text goes to the log. Text that is written to a file or piped on is left alone: there the name is usually meant for later. So are all other commands (awk, sed, find, envsubst).',
    rationale: 'Within single quotes nothing is expanded. The log of the build shows the name where the value was to be seen.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker build --no-cache --progress=plain . shows what is printed.',
    remediation: 'Use double quotes.',
    defaultValue: 'Single quotes keep every character.',
    references: ['POSIX.1-2024: Single-Quotes'],
  },
  equivalents: ['shellcheck:SC2016'],
  examples: [
    {
      bad: "FROM alpine:3.24\nARG VERSION=1.2\nRUN echo 'building $VERSION' && make\n",
      good: 'FROM alpine:3.24\nARG VERSION=1.2\nRUN echo "building $VERSION" && make\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || script.form === 'exec' || !script.source.includes("'")) return;
    const structure = script.structure();
    const { args, env } = instruction.state;
    for (const { value, command, span } of structure.literals) {
      if (!command || !PRINTING.has(command.name ?? '') || command.redirects.length > 0 || command.pipeline.length > 1) continue;
      const pipeline = structure.steps.get(command);
      // The output of a group or a substitution goes elsewhere.
      if (
        !pipeline ||
        pipeline.statement.list.kind === 'substitution' ||
        pipeline.statement.list.parent?.members.some(({ kind }) => kind !== 'command')
      )
        continue;
      const name = [...value.matchAll(/\$\{?([A-Za-z_]\w*)\b/g)]
        .map((match) => match[1] ?? '')
        .find((one) => args.has(one) || env.has(one) || structure.assigned.has(one));
      if (name === undefined) continue;
      yield ctx.problem('found', { at: { start: span.start, end: Math.min(span.end, span.start + 60) }, data: { name } });
    }
  },
});
