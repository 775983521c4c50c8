import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import type { DockerfileModel, Instruction, StageState } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellExpansion, ShellScript, ShellStructure } from '../../model/shell/types.js';
import { NameList } from '../../text/nearest.js';

/** Set by the shell, the system or the builder. */
const PREDEFINED =
  /^(?:(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION|STAGE)|(?:https?|ftp|no|all)_proxy|(?:HTTPS?|FTP|NO|ALL)_PROXY|BUILDKIT_\w+|SOURCE_DATE_EPOCH|BASH\w*|PATH|HOME|HOSTNAME|PWD|OLDPWD|USER|LOGNAME|SHELL|TERM|LANG|LANGUAGE|LC_\w+|TZ|SHLVL|IFS|PS[1-4]|OPTARG|OPTIND|OPTERR|REPLY|RANDOM|SECONDS|UID|EUID|PPID|GROUPS|LINENO|FUNCNAME|PIPESTATUS|DIRSTACK|HOSTTYPE|MACHTYPE|OSTYPE|MAIL|EDITOR|PAGER|DEBIAN_FRONTEND)$/;
/** With one of these the script says what happens without a value. */
const ASKS = /^:?[-+=?]$/;
/** A shorter name is near to too many. */
const SHORTEST = 4;

const namesAbove = new WeakMap<DockerfileModel, ReadonlySet<string>>();

/** Names of the ARGs above the first FROM. */
function globalNames(model: DockerfileModel): ReadonlySet<string> {
  let names = namesAbove.get(model);
  if (!names) namesAbove.set(model, (names = new Set(model.globalArgs.flatMap(({ pairs }) => pairs.map(({ name }) => name.value)))));
  return names;
}

/** Names in force that are long enough to be mistyped. */
function* longNames({ args, env }: StageState, { assigned }: ShellStructure): Generator<string> {
  for (const names of [args.keys(), env.keys(), assigned]) for (const name of names) if (name.length >= SHORTEST) yield name;
}

/** Names an instruction gets from its own flags: `--mount=type=secret,env=TOKEN`. */
function namesOfFlags({ flags }: Instruction): Set<string> {
  const names = new Set<string>();
  for (const { options } of flags) {
    for (const { name, value } of options) if (name === 'env' && value !== undefined) names.add(value);
  }
  return names;
}

/** `env A=b sh -c '$A'`, `A=b sh -c '$A'`. */
function namesOfWords({ commands }: ShellScript): Set<string> {
  const names = new Set<string>();
  for (const { words, wrappers } of commands) {
    if (wrappers.length > 0) for (const { raw } of words) if (/^[A-Za-z_]\w*=/.test(raw)) names.add(raw.slice(0, raw.indexOf('=')));
  }
  return names;
}

/** Does the image bring variables that this file does not show? */
function isBare(instruction: Instruction): boolean {
  const { stage } = instruction;
  const role = stage && factsOfUse(stage.rootImage)?.role;
  return role === 'os' || role === 'empty';
}

function correct(model: DockerfileModel, instruction: Instruction, { raw, span, name }: ShellExpansion, meant: string): Fix | undefined {
  if (model.text.slice(span.start, span.end) !== raw) return undefined;
  const from = span.start + raw.indexOf(name);
  const change = replaceWord(model, instruction, { start: from, end: from + name.length }, meant);
  return change && { title: `Write ${meant}`, safety: 'unsafe', ...change };
}

const isCandidate = ({ kind, name, operator }: ShellExpansion): boolean =>
  kind === 'variable' && /^[A-Za-z_]\w*$/.test(name) && !(operator !== undefined && ASKS.test(operator)) && !PREDEFINED.test(name);

/** Names that are asked for: `[ -n "$X" ]`. */
function testedIn({ expansions }: ShellStructure): Set<string> {
  const tested = new Set<string>();
  const asking = new Map<ShellCommand, boolean>();
  for (const { name, operator, place, command } of expansions) {
    let asks = place === 'test' || (operator !== undefined && ASKS.test(operator));
    if (!asks && (command?.name === '[' || command?.name === 'test')) {
      asks = asking.get(command) ?? command.args.some(({ raw }) => raw === '-z' || raw === '-n');
      asking.set(command, asks);
    }
    if (asks) tested.add(name);
  }
  return tested;
}

export default defineRule({
  id: 'dockerfile/unassigned-shell-variable',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A RUN reads a variable that nothing sets',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    unknown: 'nothing sets "{name}" here, so that it is empty: declare it by ARG or ENV, or correct the name',
    near: 'nothing sets "{name}", so that it is empty, but "{meant}" is set: correct the name',
  },
  docs: {
    description:
      'A RUN reads a variable that no ARG or ENV of the stage and its parents, no assignment, loop or read of the script, and no flag of the instruction provides, and that neither the shell nor the builder sets. On base images that bring variables of their own only names are reported that are a slip away from one that is set. Reads with a default (${X:-y}), names that the script tests, scripts that source files and ARGs from above the first FROM are left alone.',
    rationale: 'The shell puts nothing in place of the name. A path loses its end, a version its number, and the step may still succeed.',
    impact: 'The step gets the value of the other name.',
    audit: 'docker build --no-cache --progress=plain . with set -u at the start of the RUN stops at such a name.',
    remediation: 'Correct the name, declare ARG NAME in the stage, or write ${NAME:-default}.',
    defaultValue: 'A variable that is not set expands to nothing.',
    references: ['POSIX.1-2024: Parameter Expansion', 'Dockerfile reference: ARG, Scope'],
    limits: 'Variables of base images that are not bare distributions are not known.',
  },
  equivalents: ['shellcheck:SC2154'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG VERSION=1.2\nRUN wget -q "https://example.com/$VERSOIN.tgz"\n',
      good: 'FROM alpine:3.24\nARG VERSION=1.2\nRUN wget -q "https://example.com/$VERSION.tgz"\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.hasErrors || script.form === 'exec' || instruction.onbuild || !script.source.includes('$')) return;
    const structure = script.structure();
    if (structure.sourcesFiles) return;
    const { args, env } = instruction.state;
    const globals = globalNames(ctx.model);
    const own = namesOfFlags(instruction);
    const words = namesOfWords(script);
    const facts = instruction.stage && factsOfUse(instruction.stage.rootImage);
    const isSet = (name: string): boolean =>
      args.has(name) ||
      env.has(name) ||
      structure.assigned.has(name) ||
      own.has(name) ||
      words.has(name) ||
      globals.has(name) ||
      Object.hasOwn(facts?.env ?? {}, name);
    const seen = new Set<string>();
    let tested: ReadonlySet<string> | undefined;
    let known: NameList | undefined;
    for (const expansion of structure.expansions) {
      const { name } = expansion;
      if (!isCandidate(expansion) || seen.has(name) || isSet(name)) continue;
      tested ??= testedIn(structure);
      if (tested.has(name)) continue;
      seen.add(name);
      known ??= new NameList(longNames(instruction.state, structure));
      const meant = name.length < SHORTEST ? undefined : known.nearest(name, name.length > 6 ? 2 : 1);
      const at = { start: expansion.span.start, end: Math.min(expansion.span.end, expansion.span.start + 60) };
      if (meant !== undefined) {
        yield ctx.problem('near', { at, data: { name, meant }, fixes: [correct(ctx.model, instruction, expansion, meant)] });
      } else if (isBare(instruction)) yield ctx.problem('unknown', { at, data: { name } });
    }
  },
});
