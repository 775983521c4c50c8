import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceInstruction } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

const SH = /^(?:\/usr)?\/bin\/sh$/;
const isFlag = (raw: string): boolean => /^-./.test(raw);
const operandsOf = ({ args }: ShellCommand): string[] => args.filter(({ raw }) => !isFlag(raw)).map(({ value, raw }) => value ?? raw);

/** The path put in place of /bin/sh; empty when it is not named. */
function newShell(command: ShellCommand): string | undefined {
  const { name } = command;
  if (name !== 'ln' && name !== 'mv' && name !== 'cp')
    return name === 'dpkg-reconfigure' && operandsOf(command).includes('dash') ? '' : undefined;
  const operands = operandsOf(command);
  const last = operands[operands.length - 1] ?? '';
  if (operands.length < 2 || !SH.test(last)) return undefined;
  const [from = ''] = operands;
  return from.includes('/') ? from : `/bin/${from}`;
}

/** `chsh -s /bin/bash`, `usermod -s /bin/zsh root`: root's login shell, which no instruction uses. */
function changesLogin(command: ShellCommand): boolean {
  const { name } = command;
  if (name !== 'chsh' && name !== 'usermod') return false;
  const at = command.args.findIndex(({ raw }) => /^(?:-s|--shell(?:=.*)?)$/.test(raw));
  if (at < 0) return false;
  const isJoined = command.args[at]?.raw.includes('=') === true;
  const operands = command.args.filter(({ raw }, i) => !isFlag(raw) && (isJoined || i !== at + 1)).map(({ value, raw }) => value ?? raw);
  return operands.length === 0 ? name === 'chsh' : operands[0] === 'root';
}

function asShell(model: DockerfileModel, instruction: Instruction, shell: string): Fix | undefined {
  const [script, ...more] = instruction.scripts();
  if (!script || more.length > 0 || script.form !== 'shell' || script.commands.length !== 1 || instruction.onbuild) return undefined;
  if (!/^\/[\w/]*\/(?:ba|z|da|a|k)sh$/.test(shell) || instruction.flags.length > 0) return undefined;
  const change = replaceInstruction(model, instruction, `SHELL ["${shell}", "-c"]`);
  return change && { title: `Say ${shell} by SHELL`, safety: 'unsafe', ...change };
}

/** RUN instructions that call PowerShell with a command, though SHELL does not. */
function powershellRuns({ instructions }: Stage): Instruction[] {
  return instructions.filter(
    ({ keyword, json, words }) =>
      keyword === 'RUN' &&
      !json &&
      /^(?:.*[/\\])?(?:powershell|pwsh)(?:\.exe)?$/i.test(words[0]?.value ?? '') &&
      words.some(({ value }) => /^[-/]c(?:ommand)?$/i.test(value)),
  );
}

export default defineRule({
  id: 'dockerfile/shell-change-in-run',
  category: 'maintainability',
  on: 'dockerfile.stage',
  summary: 'A RUN changes the shell by hand where SHELL says it',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    link: '"{command}" puts another shell in place of /bin/sh, which programs of the image rely on: use SHELL',
    login: '"{command}" changes the login shell of root, which no instruction uses: use SHELL',
    powershell: '"{command}" is called with a command in {count} RUNs of this stage: say it once by SHELL',
  },
  docs: {
    description:
      'ln, mv or cp writes /bin/sh, dash is reconfigured, chsh or usermod -s changes the login shell of root, or two or more RUNs of a stage call powershell or pwsh with -Command.',
    rationale:
      'SHELL says which program reads the instructions below it, and nothing else changes. A /bin/sh of another kind changes every script of the image and is undone by the next upgrade of its package; the login shell of root is not used by RUN, CMD and ENTRYPOINT at all.',
    impact: 'SHELL holds for the instructions below it and for images built on this one, not for scripts that start with #!/bin/sh.',
    audit: 'docker run --rm IMAGE readlink -f /bin/sh; docker image inspect -f "{{.Config.Shell}}" IMAGE',
    remediation: 'SHELL ["/bin/bash", "-c"], or SHELL ["powershell", "-Command"] and plain RUN lines below it.',
    defaultValue: '["/bin/sh", "-c"] on Linux, ["cmd", "/S", "/C"] on Windows.',
    references: ['Dockerfile reference: SHELL'],
  },
  equivalents: [
    '~hadolint:DL4005',
    '~kics:8a301064-c291-4b20-adcb-403fe7fd95fd',
    '~semgrep:use-shell-instruction',
    '~tally:powershell/prefer-shell-instruction',
  ],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN ln -sf /bin/bash /bin/sh\n',
      good: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'RUN') continue;
      for (const script of instruction.scripts()) {
        for (const command of script.commands) {
          const shell = newShell(command);
          const data = { command: command.name ?? '' };
          const at = command.word.span;
          if (shell !== undefined) {
            const peers =
              command.name === 'ln'
                ? ['hadolint:DL4005', 'kics:8a301064-c291-4b20-adcb-403fe7fd95fd', 'semgrep:use-shell-instruction']
                : [];
            yield ctx.problem('link', { at, data, standsFor: peers, fixes: [asShell(ctx.model, instruction, shell)] });
          } else if (changesLogin(command)) yield ctx.problem('login', { at, data, standsFor: [] });
        }
      }
    }
    const runs = powershellRuns(stage);
    const [first] = runs;
    const word = first?.words[0];
    if (runs.length < 2 || !word) return;
    yield ctx.problem('powershell', {
      at: word.span,
      data: { command: word.value, count: String(runs.length) },
      standsFor: ['tally:powershell/prefer-shell-instruction'],
    });
  },
});
