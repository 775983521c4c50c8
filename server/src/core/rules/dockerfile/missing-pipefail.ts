import { defineRule } from '../../engine/rule.js';
import { setShell } from '../../fix/shell.js';
import { missesInput } from '../../knowledge/downloads.js';
import { isReadByDefault, shellOf } from '../../knowledge/run-shell.js';
import type { RunShell } from '../../knowledge/run-shell.js';
import { isAsked, isLossOfPipe, looksAtInput } from '../../knowledge/shell-status.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellList, ShellPipeline, ShellScript, ShellStructure } from '../../model/shell/types.js';

/** `reader`: the next command, when all behind fail without their input. */
interface Loss {
  readonly command: ShellCommand;
  readonly reader: ShellCommand | undefined;
}

/** The first command in front of a bar whose failure the pipe hides. */
function lostCommand({ members, options, isNegated, statement }: ShellPipeline, isBusyBox: boolean): Loss | undefined {
  if (members.length < 2 || options.pipefail || isNegated || isAsked(statement.list)) return undefined;
  const last = members[members.length - 1]?.command;
  if (last && looksAtInput(last)) return undefined;
  for (const [i, { command }] of members.slice(0, -1).entries()) {
    if (!command || !isLossOfPipe(command, i)) continue;
    const readers = members.slice(i + 1).map((member) => member.command);
    const isNoticed = readers.every((reader) => reader !== undefined && missesInput(reader, isBusyBox));
    // A file that does not come is all that can go wrong with cat, and here it does not go unseen.
    if (isNoticed && command.name === 'cat') continue;
    return { command, reader: isNoticed ? readers[0] : undefined };
  }
  return undefined;
}

/** Would pipefail be noticed here? Not in a word, nor in a script of its own, which SHELL does not reach. */
function isReached(list: ShellList, structure: ShellStructure): boolean {
  for (let at: ShellList | undefined = list; at; at = at.parent?.statement.list) {
    if (at.kind === 'nested') return false;
    if (at.kind !== 'substitution') continue;
    const expansion = structure.expansions.find((one) => one.list === at);
    if (expansion?.place !== 'assignment' || expansion.command?.word.raw !== '') return false;
  }
  return true;
}

function shellWords(instruction: Instruction, shell: RunShell | undefined): readonly string[] | undefined {
  const { words } = instruction.state.shell ?? {};
  if (words) {
    const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
    return at < 0 || shell === 'dash' ? undefined : [...words.slice(0, at), '-o', 'pipefail', ...words.slice(at)];
  }
  if (shell === undefined) return undefined;
  return [shell === 'busybox' ? '/bin/ash' : '/bin/bash', '-o', 'pipefail', '-c'];
}

function fixFor(model: DockerfileModel, script: ShellScript, instruction: Instruction, shell: RunShell | undefined) {
  if (!isReadByDefault(script)) return undefined;
  const words = shellWords(instruction, shell);
  const change = words && setShell(model, instruction, words);
  return change && { title: 'Run with pipefail by SHELL', safety: 'unsafe' as const, ...change };
}

export default defineRule({
  id: 'dockerfile/missing-pipefail',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A pipe hides the failure of a command in front of a bar',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    able: 'A failure of "{command}" is lost, as a pipe has the status of its last command: set -o pipefail',
    sh: 'A failure of "{command}" is lost, and sh has no pipefail here: run bash with -o pipefail by SHELL',
    noticed: '"{reader}" fails where "{command}" does, but its error hides the cause: run with pipefail',
    open: 'A failure of "{command}" is lost, as a pipe has the status of its last command: SHELL with -o pipefail',
  },
  docs: {
    description:
      'A command in front of a bar can fail in earnest (a download, a decompression, a program of the project) and neither SHELL, up the chain of stages, nor set in the script turns pipefail on. Left alone are commands that do not fail or only list or filter (echo, find, sort), pipes that an if asks, pipes into head or grep, cat of an archive into tar -z, and pipes in the words of another command. Where all that stands behind fails without its input (tar -z, gpg, apt-key) it is a hint. One finding per RUN.',
    rationale:
      'A pipe has the status of its last command. When the download in front breaks off, sh runs half a script, tee keeps half a file, and nobody hears of it.',
    impact:
      'SHELL holds for every shell form behind it, CMD and ENTRYPOINT too. With pipefail a build may stop that went on before, which is the point, but also for a command that always failed without harm.',
    audit: 'docker history --no-trunc IMAGE | grep "|" lists the layers with pipes; look for pipefail in front.',
    remediation:
      'SHELL ["/bin/bash", "-o", "pipefail", "-c"] where the image has bash, SHELL ["/bin/ash", "-o", "pipefail", "-c"] on Alpine, or set -o pipefail at the start of the script. The sh of Debian 13 and Ubuntu 24.04 has no pipefail.',
    defaultValue: 'Off in every shell.',
    references: ['POSIX.1-2024: set, option pipefail', 'Dockerfile reference: SHELL', 'Docker: Building best practices, Using pipes'],
    limits: 'Whether a failure would matter is judged by the name of the command. Scripts behind sh -c are not looked into.',
  },
  equivalents: ['hadolint:DL4006', 'kics:efbf148a-67e9-42d2-ac47-02fa1c0d0b22', 'semgrep:set-pipefail'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsS https://example.com/list | xargs useradd\n',
      good: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsS https://example.com/list | xargs useradd\n',
      byFix: true,
    },
    {
      bad: 'FROM alpine:3.24\nRUN wget -qO- https://example.com/list | tee /etc/list\n',
      good: 'FROM alpine:3.24\nRUN set -o pipefail; wget -qO- https://example.com/list | tee /etc/list\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (!script.commands.some(({ pipeline }) => pipeline.length > 1)) return;
    const shell = shellOf(script, instruction);
    let noticed: Loss | undefined;
    const problem = (key: 'sh' | 'able' | 'open' | 'noticed', { command, reader }: Loss) =>
      ctx.problem(key, {
        at: command.word.span,
        data: { command: command.name ?? command.word.raw, reader: reader?.name ?? '' },
        ...(script.form === 'exec-c' ? { standsFor: [] } : {}),
        ...(key === 'noticed' ? { severity: 'hint' as const } : {}),
        fixes: [fixFor(ctx.model, script, instruction, shell)],
      });
    const structure = script.structure();
    for (const list of structure.lists) {
      for (const { pipelines } of list.statements) {
        for (const pipeline of pipelines) {
          const loss = lostCommand(pipeline, shell === 'busybox');
          if (!loss || !isReached(list, structure)) continue;
          if (loss.reader) {
            noticed ??= loss;
            continue;
          }
          yield problem(shell === 'dash' ? 'sh' : shell ? 'able' : 'open', loss);
          return;
        }
      }
    }
    if (noticed) yield problem('noticed', noticed);
  },
});
