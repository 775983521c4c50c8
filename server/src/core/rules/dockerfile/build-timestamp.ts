import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertBefore, joinChanges, replaceWord } from '../../fix/dockerfile.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { ShellCommand } from '../../model/shell/types.js';

const WRITERS = /^(?:echo|printf|tee|cat|sed|jq|yq|envsubst)$/;
const COMPILERS =
  /^(?:go|cargo|rustc|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|dotnet|mvnw?|gradlew?|npm|yarn|pnpm|make|cmake|docker|msbuild|javac|xcaddy)$/;
const STREAMS = /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d)|&?\d|-)$/;

const writesFile = (command: ShellCommand): boolean =>
  command.redirects.some(
    ({ operator, target }) => /^(?:\d?>{1,2}\|?|&>{1,2}|>&)$/.test(operator) && target !== undefined && !STREAMS.test(writtenText(target)),
  );

/** A pipe into `tee FILE` writes one too. */
const isTeed = (command: ShellCommand): boolean =>
  command.pipeline
    .slice(command.pipeline.indexOf(command) + 1)
    .some(({ name, args }) => name === 'tee' && args.some(({ raw }) => !raw.startsWith('-')));

/** Shows another time than that of the clock. */
const isFixedTime = (command: ShellCommand): boolean =>
  command.args.some(({ raw }) => /^(?:-[a-zA-Z]*[dr]|--date|--reference|-s|--set)/.test(raw) || raw.includes('SOURCE_DATE_EPOCH'));

export default defineRule({
  id: 'dockerfile/build-timestamp',
  category: 'reproducibility',
  on: 'dockerfile.command',
  scope: { commands: new Set(['date']) },
  summary: 'The time of the build is put into the image',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    file: 'The clock is written to a file, so no two builds are alike: use SOURCE_DATE_EPOCH, or a label',
    program: 'The clock is built into what "{command}" makes, so no two builds are alike: use SOURCE_DATE_EPOCH',
  },
  docs: {
    description:
      'A RUN writes what date prints to a file, or hands it to a compiler or build tool (-ldflags, -D, a property). A date that is given (-d, -r, SOURCE_DATE_EPOCH), one that is only printed to the log or used in a calculation, is left alone.',
    rationale:
      'Two builds of the same commit then differ, so nobody can check that an image comes from its source by building it again, caches of what follows are useless, and every build is pushed and pulled anew.',
    impact: 'The file tells the time of the commit, or whatever SOURCE_DATE_EPOCH says, in place of that of the build.',
    audit: 'Build twice with --no-cache and compare the digests.',
    remediation:
      'Declare ARG SOURCE_DATE_EPOCH, write date -u -d @$SOURCE_DATE_EPOCH, and build with --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct). The time of a build belongs into its provenance.',
    defaultValue: 'date reads the clock of the machine.',
    references: ['Reproducible Builds: SOURCE_DATE_EPOCH', 'BuildKit: Build reproducibility'],
    limits: 'Time that programs read for themselves, and commands in PowerShell, are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN date > /build-date\n',
      good: 'FROM alpine:3.24\nARG SOURCE_DATE_EPOCH\nRUN date -u -d @${SOURCE_DATE_EPOCH:-$(date +%s)} > /build-date\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (command.name !== 'date' || isFixedTime(command)) return;
    const into = command.substitutedInto;
    const isWritten = into
      ? WRITERS.test(into.name ?? '') &&
        (writesFile(into) || isTeed(into) || (into.name === 'sed' && into.args.some(({ raw }) => /^-\w*i/.test(raw))))
      : writesFile(command) || isTeed(command);
    // Only what is built in counts, not a name of a log or a folder.
    const isBuilt =
      into !== undefined &&
      COMPILERS.test(into.name ?? '') &&
      into.args.some(
        (word) =>
          word.span.start <= command.span.start &&
          command.span.end <= word.span.end &&
          /-X\b|ldflags|^["']?-{0,2}[DP/p]|=|:/.test(word.raw),
      );
    if (!isWritten && !isBuilt) return;
    const { word } = command;
    const isHere = ctx.text.slice(word.span.start, word.span.end) === word.raw;
    let fix: Fix | undefined;
    if (isHere && !instruction.onbuild && (script.form === 'shell' || script.form === 'heredoc')) {
      const utc = command.args.some(({ raw }) => /^(?:-u|--utc)$/.test(raw)) ? '' : ' -u';
      const at = { start: word.span.end, end: word.span.end };
      const change = replaceWord(ctx.model, instruction, at, `${utc} -d @\${SOURCE_DATE_EPOCH:-$(date +%s)}`);
      const joined = instruction.state.args.has('SOURCE_DATE_EPOCH')
        ? change
        : joinChanges([insertBefore(ctx.model, instruction, ['ARG SOURCE_DATE_EPOCH']), change]);
      fix = joined && { title: 'Use SOURCE_DATE_EPOCH', safety: 'unsafe', ...joined };
    }
    if (isBuilt) yield ctx.problem('program', { at: word.span, data: { command: into.name ?? '' }, fixes: [fix] });
    else yield ctx.problem('file', { at: word.span, fixes: [fix] });
  },
});
