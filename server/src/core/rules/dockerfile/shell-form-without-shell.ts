import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { shortName } from '../../knowledge/base-images.js';
import { SHELL_PROGRAM, isCopied, lacksShell } from '../../knowledge/stage-shell.js';
import { isEffective } from '../../knowledge/start-command.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';

function execForm(model: DockerfileModel, instruction: Instruction, script: ShellScript): Fix | undefined {
  const words = script.commands[0]?.words ?? [];
  const items = (script.isExec ? words.slice(1) : words).map(({ value }) => value);
  const [program] = items;
  if (script.form !== 'shell' || script.needsShell || program === undefined || program.startsWith('-')) return undefined;
  // Tools such as chmod are missing where the shell is.
  if (instruction.keyword === 'RUN' && !program.includes('/')) return undefined;
  const change = replaceWord(model, instruction, script.span, `[${items.map((item) => JSON.stringify(item)).join(', ')}]`);
  return change && { title: 'Use the exec form', safety: 'unsafe', ...change };
}

/** Peers that ask for the exec form wherever a command starts are met too. */
const START_PEERS = [
  'sonar:S7019',
  'hadolint:DL3025',
  'buildkit:JSONArgsRecommended',
  'kics:b86987e1-6397-4619-81d5-8807f2387c79',
  'semgrep:prefer-json-notation',
];

export default defineRule({
  id: 'dockerfile/shell-form-without-shell',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'] },
  summary: 'A command in shell form stands in an image without a shell',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    run: 'RUN in shell form stops the build, as "{image}" has no shell: do this in an earlier stage',
    start: '{keyword} in shell form fails, as "{image}" has no shell: write ["program", "argument"]',
    shell: '"{program}" stops the build, as "{image}" has no shell: do this in an earlier stage',
    exec: '"{image}" has no shell and hardly any program: check that "{program}" was copied',
  },
  docs: {
    description:
      'RUN, CMD, ENTRYPOINT or HEALTHCHECK is in shell form, and the image at the bottom of the stage has no shell: scratch, distroless without debug, chiseled, Chainguard without -dev, hardened images. Stages that set SHELL, or that may get a shell by COPY or ADD, are left alone. Start commands are looked at where the stage ships; a RUN in exec form of a program that was not copied by name gets a hint.',
    rationale:
      'Shell form means /bin/sh -c. Where there is no /bin/sh, the build stops at the RUN, or the container cannot be started: "exec: /bin/sh: no such file or directory".',
    impact: 'In exec form variables, pipes and && mean nothing: a program that needs them needs an image with a shell.',
    audit: 'docker run --rm --entrypoint /bin/sh IMAGE -c true fails.',
    remediation: 'Write the exec form, move the RUN into an earlier stage, or take a base image with a shell.',
    defaultValue: 'Shell form runs /bin/sh -c on Linux.',
    references: ['Dockerfile reference: Shell and exec form', 'GoogleContainerTools/distroless: README, Entrypoints'],
    limits: 'Whole folders that are copied to /, /bin or /usr may hold a shell, and are taken to do so.',
  },
  equivalents: ['tally:shell-run-in-scratch', ...START_PEERS.map((peer) => `~${peer}`)],
  examples: [
    {
      bad: 'FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY app /app\nENTRYPOINT /app --port 80\n',
      good: 'FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY app /app\nENTRYPOINT ["/app", "--port", "80"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { stage, keyword } = instruction;
    if (!stage || !/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) || !lacksShell(instruction)) return;
    const script = instruction.scripts()[0];
    if (!script || !isEffective(ctx.model, instruction)) return;
    const image = shortName(stage.rootImage.raw);
    const at = instruction.keywordSpan;
    const isScratch = stage.rootImage.resolved === 'scratch';
    if (instruction.json) {
      if (keyword !== 'RUN') return;
      const program = instruction.json.items[0]?.value ?? '';
      const standsFor: string[] = [];
      if (SHELL_PROGRAM.test(program)) {
        // A shell under a path of its own is known to whoever names it.
        if (/^(?:\/bin\/|\/usr\/bin\/)?\w+$/.test(program)) yield ctx.problem('shell', { at, data: { program, image }, standsFor });
      } else if (!isCopied(program, instruction, stage))
        yield ctx.problem('exec', { at, severity: 'hint', data: { program, image }, standsFor });
      return;
    }
    const fixes = [execForm(ctx.model, instruction, script)];
    if (keyword === 'RUN')
      yield ctx.problem('run', { at, data: { image }, standsFor: isScratch ? ['tally:shell-run-in-scratch'] : [], fixes });
    else yield ctx.problem('start', { at, data: { keyword, image }, standsFor: keyword === 'HEALTHCHECK' ? [] : START_PEERS, fixes });
  },
});
