import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { flag } from '../../engine/options.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { lacksShell, SHELL_PROGRAM } from '../../knowledge/stage-shell.js';
import { commandToExec, endsInExec, isEffective } from '../../knowledge/start-command.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';

const HADOLINT = 'hadolint:DL3025';

/** The words as a JSON array. */
function arrayOf(script: ShellScript): string | undefined {
  const items = script.commands[0]?.words.map(({ value }) => value) ?? [];
  if (script.needsShell || items.length === 0 || items.includes(undefined)) return undefined;
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}

/**
 * An entry point gets the array in place of `/bin/sh -c text`, and a shell-form ENTRYPOINT drops the arguments that the container is given.
 * Only where neither is in play the same program runs with the same words.
 */
function isSame({ keyword, stage }: Instruction): boolean {
  if (keyword === 'HEALTHCHECK') return true;
  if (keyword !== 'CMD' || !stage || stage.entrypoint) return false;
  return factsOfUse(stage.rootImage)?.startsByItself === false;
}

function fixesOf(model: DockerfileModel, instruction: Instruction, script: ShellScript): (Fix | undefined)[] {
  const array = arrayOf(script);
  if (array !== undefined) {
    const change = replaceWord(model, instruction, script.span, array);
    return [change && { title: 'Use the exec form', safety: isSame(instruction) ? 'safe' : 'unsafe', ...change }];
  }
  const at = instruction.keyword === 'HEALTHCHECK' ? undefined : commandToExec(script)?.words[0]?.span.start;
  const change = at === undefined ? undefined : replaceWord(model, instruction, { start: at, end: at }, 'exec ');
  return [change && { title: 'Put exec in front of the program', safety: 'unsafe', ...change }];
}

/** The arguments of an entry point that is a shell are its script or its options. */
function isReadByShell({ keyword, stage }: Instruction): boolean {
  const items = stage?.entrypoint?.json?.items;
  return keyword === 'CMD' && items !== undefined && items.some(({ value }) => SHELL_PROGRAM.test(value));
}

export default defineRule({
  id: 'dockerfile/shell-form-start-command',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'] },
  summary: 'CMD or ENTRYPOINT is in shell form, so a shell may stand between the container and its program',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    plain: '{keyword} in shell form may leave sh as PID 1, which passes no signals on: write ["program", "argument"]',
    shell: '{keyword} may leave sh as PID 1, which passes no signals on: put exec before the program, or use a script',
    healthcheck: 'This HEALTHCHECK needs a shell in the image only to start its command: write CMD ["program", "argument"]',
    script: 'This HEALTHCHECK needs a shell in the image each time it runs: move its text into a script',
  },
  docs: {
    description:
      'The CMD or ENTRYPOINT that a shipped image starts with is in shell form. Left alone are texts whose last command is run by exec, stages that set SHELL, Windows, a CMD that is read by an entry point which is a shell or is dropped by an ENTRYPOINT in shell form. With the option healthcheck, HEALTHCHECK CMD is looked at as well. Images without any shell have a finding of their own.',
    rationale:
      'Shell form means /bin/sh -c. The shell becomes process 1 and does not pass signals on: docker stop and the end of a pod wait for their time-out and then kill the program, without a chance to finish its requests or to write its data.',
    impact:
      'In exec form nothing expands variables or globs. An entry point script gets the words of the array instead of /bin/sh -c, and an ENTRYPOINT in exec form begins to receive CMD and the arguments of docker run.',
    audit: 'docker image inspect --format "{{json .Config.Entrypoint}} {{json .Config.Cmd}}" IMAGE shows ["/bin/sh", "-c", "..."].',
    remediation:
      'Write the exec form. Where variables, pipes or several commands are needed, put exec in front of the last command, or start a script that ends with exec.',
    defaultValue: 'Whatever is no JSON array is shell form.',
    references: ['Dockerfile reference: Shell and exec form', 'Docker: Building best practices, CMD and ENTRYPOINT'],
    limits: 'Some shells replace themselves by a lone last command; whether the one in the image does is not known here.',
  },
  equivalents: [
    HADOLINT,
    'buildkit:JSONArgsRecommended',
    'kics:b86987e1-6397-4619-81d5-8807f2387c79',
    'semgrep:prefer-json-notation',
    'sonar:S7019',
  ],
  options: { healthcheck: flag(false, 'Report HEALTHCHECK CMD in shell form too') },
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nCMD server --port 8080\n',
      good: 'FROM debian:trixie-slim\nCMD ["server", "--port", "8080"]\n',
      byFix: true,
    },
    {
      bad: 'FROM debian:trixie-slim\nCMD server --port "$PORT"\n',
      good: 'FROM debian:trixie-slim\nCMD exec server --port "$PORT"\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, json, stage, state } = instruction;
    const isHealthcheck = keyword === 'HEALTHCHECK';
    if (isHealthcheck ? !ctx.options.healthcheck : keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return;
    if (!stage || json || state.shell || !isEffective(ctx.model, instruction)) return;
    const script = instruction.scripts()[0];
    // Text in brackets is an exec form gone wrong, which has a finding of its own.
    if (!script || script.source.startsWith('[') || (script.dialect !== 'posix' && script.dialect !== 'bash')) return;
    if (endsInExec(script) || lacksShell(instruction)) return;
    if (keyword === 'CMD' && stage.entrypoint && !stage.entrypoint.json && stage.entrypoint.logical !== '') return;
    if (isReadByShell(instruction)) return;
    const fixes = fixesOf(ctx.model, instruction, script);
    const at = instruction.keywordSpan;
    const isPlain = arrayOf(script) !== undefined;
    if (isHealthcheck) yield ctx.problem(isPlain ? 'healthcheck' : 'script', { at, standsFor: [HADOLINT], fixes });
    else yield ctx.problem(isPlain ? 'plain' : 'shell', { at, data: { keyword }, fixes });
  },
});
