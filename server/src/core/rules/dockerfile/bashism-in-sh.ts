import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { replaceShellWord, setShell } from '../../fix/shell.js';
import { bashismOf, bashismOfSum, codeOf, FEATURES, VARIABLES } from '../../knowledge/bashisms.js';
import type { Bashism } from '../../knowledge/bashisms.js';
import { defaultShellOf, isReadByDefault, shellOf } from '../../knowledge/run-shell.js';
import type { RunShell } from '../../knowledge/run-shell.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellStructure } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

interface Found {
  readonly what: Bashism;
  readonly code: string | undefined;
  readonly at: Span;
  /** Where other words say the same in every shell. */
  readonly command: ShellCommand | undefined;
  readonly word: number;
}

const LONGEST = 60;
const clip = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + LONGEST) });

function* find(structure: ShellStructure, instruction: Instruction): Generator<Found> {
  for (const { kind, dialect, raw, span } of structure.features) {
    if (dialect === 'posix') yield { what: FEATURES[kind], code: codeOf(kind, raw), at: clip(span), command: undefined, word: -1 };
  }
  for (const [command, pipeline] of structure.steps) {
    if (pipeline.statement.list.dialect !== 'posix') continue;
    const found = bashismOf(command, pipeline);
    const at = found && (found.at < 0 ? command.word : command.args[found.at]);
    if (found && at) yield { what: found.what, code: found.what.code, at: clip(at.span), command, word: found.at };
  }
  for (const { kind, name, operator, command, raw, span } of structure.expansions) {
    if (kind === 'arithmetic') {
      const what = bashismOfSum(raw);
      if (what && (!command || structure.steps.get(command)?.statement.list.dialect === 'posix')) {
        yield { what, code: what.code, at: clip(span), command: undefined, word: -1 };
      }
      continue;
    }
    if (kind !== 'variable' || operator !== undefined || !Object.hasOwn(VARIABLES, name)) continue;
    const { state } = instruction;
    if (structure.assigned.has(name) || state.env.has(name) || state.args.has(name)) continue;
    if (command && structure.steps.get(command)?.statement.list.dialect !== 'posix') continue;
    const what = VARIABLES[name] as Bashism;
    yield { what, code: what.code, at: clip(span), command: undefined, word: -1 };
  }
}

/** `=` says what `==` says, and `.` what `source` says of a path. */
function inOtherWords(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  { what, command, word }: Found,
): Fix | undefined {
  if (!command) return undefined;
  const is = what.name;
  const at =
    is === '==' ? command.args[word] : is === 'source' && command.args[0]?.value?.includes('/') === true ? command.word : undefined;
  const text = is === '==' ? '=' : '.';
  const change = at && replaceShellWord(model, instruction, script, at, text);
  return change && { title: `Write ${text} for ${is}`, safety: 'unsafe', ...change };
}

/** The image has bash beside its sh, and SHELL reaches the place. */
function withBash(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  structure: ShellStructure,
  at: Span,
  shell: RunShell | undefined,
): Fix | undefined {
  if (shell !== 'dash' || !isReadByDefault(script) || script.dialect !== 'posix') return undefined;
  const { words } = instruction.state.shell ?? {};
  if (structure.lists.some(({ kind, span }) => kind === 'nested' && span.start <= at.start && at.end <= span.end)) return undefined;
  const change = setShell(model, instruction, ['/bin/bash', ...(words?.slice(1) ?? ['-c'])]);
  return change && { title: 'Run with bash by SHELL', safety: 'unsafe', ...change };
}

/** ShellCheck has another code for these when it is told of dash. */
const DASH_CODES: Readonly<Record<string, readonly string[]>> = { SC3037: ['SC3036', 'SC3037'] };
const CODES = [
  3001, 3002, 3003, 3004, 3005, 3006, 3008, 3009, 3010, 3011, 3014, 3016, 3018, 3019, 3020, 3021, 3022, 3024, 3028, 3029, 3030, 3032, 3036,
  3037,
].concat([3039, 3040, 3043, 3044, 3045, 3046, 3047, 3048, 3050, 3053, 3054, 3057, 3059, 3060, 2113]);

export default defineRule({
  id: 'dockerfile/bashism-in-sh',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A script that sh runs uses what only bash has',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    dash: 'sh is dash here and does not know "{what}", so that this fails or does something else: use bash',
    busybox: 'sh is that of busybox here and does not know "{what}": write it in POSIX, or install bash',
    open: 'sh may not know "{what}", which bash has: say SHELL ["/bin/bash", "-c"], or write it in POSIX',
  },
  docs: {
    description:
      'A RUN that /bin/sh reads uses syntax, a builtin, a flag or a variable of bash: [[ ]], ==, source, arrays, ${x/y/z}, &>, <( ), function, echo -e, set -o pipefail, local -n, $RANDOM, {a,b} and others. SHELL up the chain of stages, a shebang and bash -c are followed. What the sh of Alpine can do (it can much of this) is not flagged there, and nothing where sh is bash (Fedora, Red Hat, SUSE, Arch). On images whose sh is not known it is an info. Each thing is reported once per script.',
    rationale:
      'dash, the sh of Debian and Ubuntu, stops at some of these and takes others in silence for something else: &> runs the command in the background, {a,b} is a name with braces, echo -e prints the -e.',
    impact: 'SHELL holds for every shell form behind it, CMD and ENTRYPOINT too, and the image keeps it for images built on it.',
    audit: 'docker run --rm IMAGE readlink -f /bin/sh says which shell it is.',
    remediation: 'Write it in POSIX (= for ==, . for source, printf for echo -e, > file 2>&1 for &>), or SHELL ["/bin/bash", "-c"].',
    defaultValue: 'The shell form is read by ["/bin/sh", "-c"].',
    references: ['POSIX.1-2024: Shell Command Language', 'Debian Policy 10.4: Scripts', 'Dockerfile reference: SHELL'],
    limits: 'An image that links sh to bash by itself is not recognized unless it is one of the known distributions.',
  },
  equivalents: CODES.map((code) => `shellcheck:SC${code}`),
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN if [[ -f /a ]]; then rm /a; fi\n',
      good: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\nRUN if [[ -f /a ]]; then rm /a; fi\n',
      byFix: true,
    },
    {
      bad: 'FROM debian:trixie-slim\nARG MODE=dev\nRUN if [ "$MODE" == dev ]; then touch /dev-mode; fi\n',
      good: 'FROM debian:trixie-slim\nARG MODE=dev\nRUN if [ "$MODE" = dev ]; then touch /dev-mode; fi\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.form === 'exec' || script.hasErrors) return;
    if (script.dialect === 'bash' && !/\bsh\b/.test(script.source)) return;
    // The script asks which shell it is.
    if (script.source.includes('BASH_VERSION')) return;
    const structure = script.structure();
    const shell = script.dialect === 'bash' ? instruction.stage && defaultShellOf(instruction.stage) : shellOf(script, instruction);
    if (shell === 'bash') return;
    const seen = new Set<string>();
    for (const found of find(structure, instruction)) {
      const { what, code, at } = found;
      if ((shell === 'busybox' && what.inBusybox) || seen.has(what.name)) continue;
      seen.add(what.name);
      yield ctx.problem(shell ?? 'open', {
        at,
        data: { what: what.name },
        standsFor: code === undefined ? [] : (DASH_CODES[code] ?? [code]).map((id) => `shellcheck:${id}`),
        ...(shell ? {} : { severity: 'info' as const }),
        fixes: [inOtherWords(ctx.model, instruction, script, found), withBash(ctx.model, instruction, script, structure, at, shell)],
      });
    }
  },
});
