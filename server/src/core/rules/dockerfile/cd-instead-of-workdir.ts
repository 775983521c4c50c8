import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { joinChanges, insertBefore, replaceWord } from '../../fix/dockerfile.js';
import { wordsOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellPipeline, ShellScript } from '../../model/shell/types.js';

const KEYWORDS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** The pipelines of the script itself, in order, but for a `set` at the start. */
function ownPipelines(script: ShellScript): readonly ShellPipeline[] {
  const [list] = script.structure().lists;
  const all = list?.kind === 'script' ? list.statements.flatMap(({ pipelines }) => pipelines) : [];
  return all[0]?.members[0]?.command?.name === 'set' ? all.slice(1) : all;
}

function changesDirectory(pipeline: ShellPipeline | undefined): ShellCommand | undefined {
  const command = pipeline?.members.length === 1 ? pipeline.members[0]?.command : undefined;
  const to = command?.args[0]?.value;
  const isPlain = command?.name === 'cd' && command.args.length === 1 && command.wrappers.length === 0 && command.redirects.length === 0;
  return isPlain && to !== undefined && !/^[-~]/.test(to) ? command : undefined;
}

const isRelative = (path: string): boolean => !/^(?:\/|\$|[A-Za-z]:[\\/]|\w+:\/\/)/.test(path);
/** A path from where the command runs: `.`, `./a`, `../a`, or a file by its name. */
const FROM_HERE = /^(?:\.{1,2}(?:\/.*)?|[\w-]+\.(?:txt|sh|py|js|json|toml|ya?ml|xml|tar|tgz|gz|xz|zip|deb|rpm|patch|conf))$/;

/** Does the instruction itself visibly count on the directory in force? Absent where it leaves the question to those below. */
function countsOnDirectory(at: Instruction): boolean | undefined {
  const { keyword, json, words } = at;
  if (keyword === 'WORKDIR') return isRelative(words[0]?.value ?? '');
  if (keyword === 'COPY' || keyword === 'ADD') return isRelative((json?.items ?? words).at(-1)?.value ?? '/') || undefined;
  if (!KEYWORDS.has(keyword)) return undefined;
  const [first = '', to = '', ...rest] = wordsOf(at);
  return (first === 'cd' ? isRelative(to) : [first, to, ...rest].some((word) => FROM_HERE.test(word))) || undefined;
}

const countedOn = new WeakMap<Stage, ReadonlyMap<Instruction, boolean>>();

/** Does something below, as far as the next WORKDIR, visibly count on the directory that is in force now? */
function isMissedBelow(instruction: Instruction): boolean {
  const { stage } = instruction;
  if (!stage) return false;
  let known = countedOn.get(stage);
  if (!known) {
    const found = new Map<Instruction, boolean>();
    let isCountedOn = false;
    for (const at of [...stage.instructions].reverse()) {
      found.set(at, isCountedOn);
      isCountedOn = countsOnDirectory(at) ?? isCountedOn;
    }
    countedOn.set(stage, (known = found));
  }
  return known.get(instruction) ?? false;
}

function useWorkdir(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  cd: ShellCommand,
  next: ShellPipeline,
): Fix | undefined {
  const to = cd.args[0];
  if (script.form !== 'shell' || instruction.onbuild || !to || !/^[\w./-]+$/.test(to.raw)) return undefined;
  if (to.raw !== instruction.state.workdir && isMissedBelow(instruction)) return undefined;
  const change = joinChanges([
    insertBefore(model, instruction, [`WORKDIR ${to.raw}`]),
    replaceWord(model, instruction, { start: cd.span.start, end: next.span.start }, ''),
  ]);
  return change && { title: `Use WORKDIR ${to.raw}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/cd-instead-of-workdir',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT'], commands: new Set(['cd']) },
  summary: 'A RUN, CMD or ENTRYPOINT begins with cd to a fixed directory',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    first: 'The step begins by cd to "{directory}", which a reader of the file misses: say it by WORKDIR',
  },
  docs: {
    description:
      'The first command of a RUN, CMD or ENTRYPOINT in shell form, a set apart, is cd to a directory without variables, and other commands follow. Left alone are cd later in the script, in a subshell, to -, to ~ or to a variable. A cd that nothing follows is dockerfile/command-without-effect.',
    rationale:
      'WORKDIR is seen at a glance, creates the directory, holds for the steps below and for docker run, and lets CMD and ENTRYPOINT be written without a shell.',
    impact: 'WORKDIR stays for all steps below and for the container; a step that relied on the former directory needs its own WORKDIR.',
    audit: 'docker image inspect -f "{{.Config.WorkingDir}}" IMAGE',
    remediation: 'WORKDIR in front of the instruction.',
    defaultValue: 'The working directory is / unless the base image has another.',
    references: ['Dockerfile reference: WORKDIR', 'Docker: Building best practices, WORKDIR'],
  },
  equivalents: ['hadolint:DL3003', 'trivy:DS-0013', 'kics:f4a6bcd3-e231-4acf-993c-aa027be50d2e', 'semgrep:use-workdir', 'sonar:S6597'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN cd /src && make\n',
      good: 'FROM alpine:3.24\nWORKDIR /src\nRUN make\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (!KEYWORDS.has(instruction.keyword)) return;
    for (const script of instruction.scripts()) {
      if (script.hasErrors || !script.commands.some(({ name }) => name === 'cd')) continue;
      const [first, next] = ownPipelines(script);
      const cd = changesDirectory(first);
      const to = cd?.args[0];
      if (!cd || !to || !next) continue;
      yield ctx.problem('first', {
        at: { start: cd.word.span.start, end: to.span.end },
        data: { directory: to.value ?? '' },
        ...(instruction.keyword === 'RUN' ? {} : { standsFor: [] }),
        fixes: [useWorkdir(ctx.model, instruction, script, cd, next)],
      });
    }
  },
});
