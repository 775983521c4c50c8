import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { changeTogether, replaceWord } from '../../fix/dockerfile.js';
import { isDownload, verifies } from '../../knowledge/downloads.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import { isQuestion } from '../../knowledge/shell-status.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellMember, ShellPipeline, ShellScript, ShellStatement } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

/** Tools of languages that install or build, with the words that say so; without words whenever they are called. */
const TOOLS: Readonly<Record<string, RegExp | undefined>> = {
  pip: /^(?:install|wheel|download)$/,
  pip3: /^(?:install|wheel|download)$/,
  pipx: /^install$/,
  uv: /^(?:sync|install|build)$/,
  poetry: /^(?:install|build)$/,
  npm: /^(?:i|install|ci|add|run|build|run-script|rebuild)$/,
  pnpm: /^(?:i|install|add|run|build|fetch)$/,
  yarn: /^(?:install|add|build|run)$/,
  gem: /^(?:install|build)$/,
  bundle: /^(?:install|update)$/,
  composer: /^(?:install|require|update)$/,
  go: /^(?:build|install|get|mod|generate|test)$/,
  cargo: /^(?:build|install|test|fetch)$/,
  mvn: /./,
  mvnw: /./,
  gradle: /./,
  gradlew: /./,
  dotnet: /^(?:restore|build|publish|test|pack)$/,
  mix: /^(?:deps\.get|compile|release)$/,
  make: undefined,
  cmake: undefined,
  ninja: undefined,
  meson: undefined,
  configure: undefined,
  git: /^clone$/,
  dpkg: /^(?:-i|--install)$/,
};
/** Targets of make that are expected to have nothing to do. */
const CLEANING = /^(?:clean|distclean|mrproper|uninstall)$/;

/** Does the image depend on what it does? */
function isVital(command: ShellCommand): boolean {
  const { name = '', args } = command;
  if (isDownload(command) || verifies(command)) return true;
  if (packageCommandOf(command)?.action === 'install') return true;
  if (!Object.hasOwn(TOOLS, name)) return false;
  const words = TOOLS[name];
  const values = args.map(({ value }) => value ?? '');
  return !values.some((value) => CLEANING.test(value)) && (words === undefined || values.some((value) => words.test(value)));
}

/** `true`, `:`, `exit 0`: success whatever came before. */
function isSuccess(pipeline: ShellPipeline | undefined): boolean {
  const command = pipeline?.members.length === 1 ? pipeline.members[0]?.command : undefined;
  if (command?.name === 'true' || command?.name === ':') return true;
  return command?.name === 'exit' && command.args[0]?.value === '0';
}

const asks = ({ kind, command }: ShellMember): boolean => kind === 'test' || (command !== undefined && isQuestion(command));

/** The first vital command of a pipeline. */
const vitalIn = ({ members }: ShellPipeline): ShellCommand | undefined =>
  members.map(({ command }) => command).find((command): command is ShellCommand => command !== undefined && isVital(command));

/** dpkg -i leaves the packages it lacks to apt-get install -f. */
const isMended = (command: ShellCommand, script: ShellScript): boolean =>
  command.name === 'dpkg' &&
  script.commands.some(
    ({ name, args }) => /^apt(?:-get)?$/.test(name ?? '') && args.some(({ raw }) => /^-[a-z]*f|^--fix-broken/.test(raw)),
  );

function removal(model: DockerfileModel, instruction: Instruction, script: ShellScript, at: Span, from: number): Fix | undefined {
  if (script.form !== 'shell' && script.form !== 'heredoc') return undefined;
  if (model.text.slice(from, at.end).includes('#')) return undefined;
  const change = replaceWord(model, instruction, { start: from, end: at.end }, '');
  return change && { title: 'Let the failure count', safety: 'unsafe', ...change };
}

/** `[ a ] && b || true` as `if [ a ]; then b; fi`. */
function asIf(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  statement: ShellStatement | undefined,
  success: Span,
): Fix | undefined {
  if (!statement || (script.form !== 'shell' && script.form !== 'heredoc') || statement.list.kind === 'nested') return undefined;
  const { pipelines, operators } = statement;
  const then = pipelines.findIndex(({ members }) => !members.some(asks));
  const [first, test, last] = [pipelines[0], pipelines[then - 1], pipelines[pipelines.length - 2]];
  const joint = operators[then - 1];
  if (!first || !test || !last || !joint || operators.slice(0, -1).some(({ operator }) => operator !== '&&')) return undefined;
  const end = pipelines[pipelines.length - 1];
  // `exit 0` also leaves out what follows.
  if (end?.span.end !== success.end || end.members[0]?.command?.name === 'exit') return undefined;
  const change = changeTogether(model, instruction, [
    replaceWord(model, instruction, { start: first.span.start, end: first.span.start }, 'if '),
    replaceWord(model, instruction, { start: test.span.end, end: test.span.end }, ';'),
    replaceWord(model, instruction, joint.span, 'then'),
    replaceWord(model, instruction, { start: last.span.end, end: last.span.end }, ';'),
    replaceWord(model, instruction, success, 'fi'),
  ]);
  return change && { title: 'Write it as if, then', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/swallowed-failure',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'The failure of an installation, download, check or build is swallowed',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    alternative: 'A failure of "{command}" counts as success, so that the image may lack what it does: remove it',
    guarded: 'This is for the test in front, but hides a failure of "{command}" as well: write if, then',
    behind: '"{command}" in front of this may fail and the step still succeeds: remove it, or stop at the failure',
  },
  docs: {
    description:
      'A command that installs, downloads, verifies or builds is followed by || true, || : or || exit 0, or by ; true at the end of the script. Removals, grep, accounts that may exist and clean-up are left alone. Behind a test ([ -f a ] && make || true) the alternative is meant for the test, but takes the failure of the command as well.',
    rationale:
      'The build goes on without the package, the file or the check, and the image is published. The failure comes back at run time, far from its cause, or, where a checksum was to be verified, never.',
    impact: 'The build stops where the command fails.',
    audit: 'docker history --no-trunc IMAGE | grep -E "[|][|] *(true|:|exit 0)"',
    remediation:
      'Remove the alternative. Where the step is optional, ask first: if [ -f requirements.txt ]; then pip install -r requirements.txt; fi',
    defaultValue: 'A list has the status of the command that ran last.',
    references: ['POSIX.1-2024: AND-OR lists'],
    limits: 'Only known commands are judged, not scripts of the project.',
  },
  equivalents: ['~shellcheck:SC2015'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt || true\n',
      good: 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || !/\btrue\b|:|\bexit\b/.test(script.source)) return;
    const { lists } = script.structure();
    for (const { statements, kind } of lists) {
      for (const [n, { pipelines, operators, end }] of statements.entries()) {
        for (const [i, { operator, span }] of operators.entries()) {
          const success = pipelines[i + 1];
          if (operator !== '||' || !success || !isSuccess(success)) continue;
          // Back to the alternative before this one: all of these end here.
          let first = i;
          while (first > 0 && operators[first - 1]?.operator === '&&') first--;
          const tried = pipelines.slice(first, i + 1);
          // The alternative is for a loop that tries again.
          if (tried.length > 1 && tried[tried.length - 1]?.members[0]?.command?.name === 'break') continue;
          const command = tried
            .map(vitalIn)
            .filter((one) => one !== undefined)
            .pop();
          if (!command || isMended(command, script)) continue;
          const at = { start: span.start, end: success.span.end };
          if (tried.length > 1 && tried[0]?.members.some(asks)) {
            const fixes = [asIf(ctx.model, instruction, script, statements[n], at)];
            yield ctx.problem('guarded', { at, data: { command: command.name ?? '' }, standsFor: ['shellcheck:SC2015'], fixes });
            continue;
          }
          const fixes = [removal(ctx.model, instruction, script, at, pipelines[i]?.span.end ?? span.start)];
          const data = { command: command.name ?? '' };
          const standsFor = i > first ? ['shellcheck:SC2015'] : [];
          yield ctx.problem('alternative', { at, data, standsFor, fixes });
        }
        const last = statements[n + 1];
        if (kind !== 'script' || !end || end.operator === '&' || n + 2 !== statements.length || !last) continue;
        const before = pipelines[pipelines.length - 1];
        if (last.pipelines.length !== 1 || !isSuccess(last.pipelines[0]) || before?.options.errexit !== false) continue;
        const command = operators.some(({ operator }) => operator === '||')
          ? undefined
          : pipelines.map(vitalIn).find((one) => one !== undefined);
        if (!command || script.form !== 'shell') continue;
        const fixes = [removal(ctx.model, instruction, script, last.span, before.span.end)];
        yield ctx.problem('behind', { at: last.span, data: { command: command.name ?? '' }, standsFor: [], fixes });
      }
    }
  },
});
