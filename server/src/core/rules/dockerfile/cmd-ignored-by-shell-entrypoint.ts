import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';

/** `/bin/sh -c text a b` hands a and b to the text as $0, $1 ... */
const READS_ARGUMENTS = /\$(?:[@*0-9]|\{[#!]?[@*0-9])/;

function execForm(model: DockerfileModel, entrypoint: Instruction, script: ShellScript): Fix | undefined {
  const words = script.commands[0]?.words ?? [];
  const items = (script.isExec ? words.slice(1) : words).map(({ value }) => value);
  if (script.needsShell || items.length === 0 || items.includes(undefined) || items[0]?.startsWith('-')) return undefined;
  const change = replaceWord(model, entrypoint, script.span, `[${items.map((item) => JSON.stringify(item)).join(', ')}]`);
  return change && { title: 'Turn ENTRYPOINT into the exec form', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/cmd-ignored-by-shell-entrypoint',
  category: 'syntax',
  on: 'dockerfile.stage',
  scope: { keywords: ['ENTRYPOINT'] },
  summary: 'A CMD never reaches its program, as ENTRYPOINT is in shell form',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ignored: 'This CMD never reaches the program, as ENTRYPOINT is in shell form: write ENTRYPOINT ["program", "argument"]',
  },
  docs: {
    description:
      'A stage sets CMD, and the ENTRYPOINT in force, its own or that of a parent stage, is in shell form. Entry points that read their arguments ($@, $1 ...) are left alone, and so is Windows.',
    rationale:
      'Shell form runs /bin/sh -c TEXT, and what follows the text becomes $0, $1 and so on of that shell. The program never sees it: neither the CMD nor the arguments of docker run or of a pod.',
    impact: 'With the exec form the program begins to get the words of CMD and the arguments given when it is started.',
    audit:
      'docker image inspect --format "{{json .Config.Entrypoint}} {{json .Config.Cmd}}" IMAGE shows ["/bin/sh", "-c", "..."] and words behind it.',
    remediation: 'Write ENTRYPOINT as a JSON array, end its text with exec program "$@", or remove the CMD.',
    defaultValue: 'Without ENTRYPOINT the CMD is the command.',
    references: ['Dockerfile reference: Understand how CMD and ENTRYPOINT interact'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nENTRYPOINT server\nCMD ["--port", "80"]\n',
      good: 'FROM debian:trixie-slim\nENTRYPOINT ["server"]\nCMD ["--port", "80"]\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const { cmd, entrypoint } = stage;
    if (!cmd || !entrypoint || cmd.stage !== stage || entrypoint.json || (cmd.json ? cmd.json.items.length === 0 : cmd.logical === ''))
      return;
    const script = entrypoint.scripts()[0];
    // Text in brackets is an exec form gone wrong, which has a finding of its own.
    if (!script || script.source.startsWith('[') || (script.dialect !== 'posix' && script.dialect !== 'bash')) return;
    if (READS_ARGUMENTS.test(script.source)) return;
    yield ctx.problem('ignored', {
      at: cmd.keywordSpan,
      related: [{ at: entrypoint.keywordSpan, message: 'ENTRYPOINT in shell form' }],
      fixes: [cmd.json ? execForm(ctx.model, entrypoint, script) : undefined],
    });
  },
});
