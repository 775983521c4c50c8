import { defineRule } from '../../engine/rule.js';
import { joinNeighbors } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';

const MOST_COMMANDS = 2;
/** They change the shell for what follows, or end it. */
const STAYS = new Set([
  'cd',
  'pushd',
  'popd',
  'export',
  'set',
  'unset',
  'umask',
  'ulimit',
  'source',
  '.',
  'exec',
  'exit',
  'shopt',
  'alias',
  'trap',
  'eval',
]);

const flagsOf = (run: Instruction, file: DockerfileModel): string =>
  run.flags
    .map(({ span }) => file.text.slice(span.start, span.end))
    .sort()
    .join(' ');

/** The script of a RUN with few commands that may stand beside another; absent for JSON, heredocs and other shells. */
function smallScript(run: Instruction): ShellScript | undefined {
  if (run.keyword !== 'RUN' || run.json || run.heredocs.length > 0 || run.isDangling) return undefined;
  const scripts = run.scripts();
  const [script] = scripts;
  if (scripts.length !== 1 || script?.form !== 'shell' || script.hasErrors) return undefined;
  const own = script.commands.filter(({ substitutedInto }) => !substitutedInto);
  return own.length > 0 && own.length <= MOST_COMMANDS ? script : undefined;
}

/** Can another command follow behind &&, and see the same shell as in a RUN of its own? */
function canBeFollowed({ source, commands, isExec }: ShellScript): boolean {
  if (source.slice(source.lastIndexOf('\n') + 1).includes('#')) return false;
  if (isExec || /(?:^|[^&])&\s*$|[;|\\]\s*$|&(?![&>])[^&\n]*&&/.test(source)) return false;
  return commands.every(
    ({ name, assignments, words }) => name !== undefined && !STAYS.has(name) && !(assignments.length > 0 && words.length === 0),
  );
}

/** Behind && it still fails when what is in front fails: a list of && alone, which nothing sends to the background. */
function canFollow(script: ShellScript): boolean {
  const statements = script.structure().lists[0]?.statements ?? [];
  const [only] = statements;
  return statements.length === 1 && only?.end?.operator !== '&' && only?.operators.every(({ operator }) => operator === '&&') === true;
}

export default defineRule({
  id: 'dockerfile/consecutive-runs',
  category: 'size',
  on: 'dockerfile.stage',
  summary: 'Small RUN instructions in a row could be one layer',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { several: '{count} small RUN instructions in a row make as many layers: join them with &&' },
  docs: {
    description:
      'Two or more RUN instructions with equal flags and at most two commands each follow one another in a stage that ships; comments between them do not matter. The exec form and heredocs are left alone.',
    rationale: 'Each RUN is a layer with its own metadata, and what a later one deletes stays in the earlier one.',
    impact:
      'A change of one command runs all of them again, as they share one entry of the cache. A command that changed the shell, or the directory, would change it for those behind it; the fix is not offered then.',
    audit: 'docker history IMAGE lists the layers.',
    remediation: 'Join what belongs together with &&; keep apart what changes at different times.',
    defaultValue: 'One layer for each RUN.',
    references: ['Docker: Building best practices, RUN'],
  },
  equivalents: ['hadolint:DL3059', 'kics:0008c003-79aa-42d8-95b8-1c2fe37dbfe6', 'sonar:S7031'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app\nRUN mkdir /data && chown app /data\n',
      good: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app \\\n && mkdir /data && chown app /data\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    if (!stage.ships) return;
    const groups: { run: Instruction; script: ShellScript }[][] = [];
    let group: { run: Instruction; script: ShellScript }[] = [];
    for (const run of stage.instructions) {
      const script = smallScript(run);
      const last = group[group.length - 1];
      const fits = script && last && flagsOf(last.run, ctx.model) === flagsOf(run, ctx.model);
      if (script && (!last || fits)) group.push({ run, script });
      else {
        groups.push(group);
        group = script ? [{ run, script }] : [];
      }
    }
    groups.push(group);
    for (const found of groups) {
      const [, second] = found;
      if (!second) continue;
      const isSafe = found.every(({ script }, i) => (i === found.length - 1 || canBeFollowed(script)) && (i === 0 || canFollow(script)));
      const change = isSafe
        ? joinNeighbors(
            ctx.model,
            found.map(({ run }) => run),
            ` ${ctx.model.escape}\n && `,
          )
        : undefined;
      yield ctx.problem('several', {
        at: second.run.keywordSpan,
        data: { count: String(found.length) },
        fixes: [change && { title: 'Join them with &&', safety: 'unsafe', ...change }],
      });
    }
  },
});
