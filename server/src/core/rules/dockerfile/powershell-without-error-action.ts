import { defineRule } from '../../engine/rule.js';
import { setShell } from '../../fix/shell.js';
import { countStatements, setsErrorAction } from '../../knowledge/powershell.js';

const PREFERENCE = "$ErrorActionPreference = 'Stop';";

export default defineRule({
  id: 'dockerfile/powershell-without-error-action',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A PowerShell RUN of several statements goes on after an error',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    missing: "PowerShell goes on after an error in one of these {count} statements: set $ErrorActionPreference = 'Stop'",
  },
  docs: {
    description:
      "A RUN that PowerShell reads has two or more statements, and neither SHELL nor the script sets $ErrorActionPreference to 'Stop'.",
    rationale: 'PowerShell prints most errors and goes on with the next statement. The step succeeds with half of its work done.',
    impact: 'Errors that were only printed stop the build. Programs (.exe) still have to be asked for $LASTEXITCODE.',
    audit: 'docker build --no-cache --progress=plain . and read the output for errors in the middle of a step.',
    remediation: `SHELL ["powershell", "-Command", "${PREFERENCE}"]`,
    defaultValue: 'Continue.',
    references: ['Microsoft Learn: about_Preference_Variables, $ErrorActionPreference', 'Dockerfile reference: SHELL'],
  },
  equivalents: ['tally:powershell/error-action-preference'],
  examples: [
    {
      bad: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN Expand-Archive a.zip C:/a; Remove-Item a.zip\n',
      good: `FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command", "${PREFERENCE}"]\nRUN Expand-Archive a.zip C:/a; Remove-Item a.zip\n`,
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.dialect !== 'powershell') return;
    const words = instruction.state.shell?.words ?? [];
    if (words.some(setsErrorAction) || setsErrorAction(script.source)) return;
    const count = countStatements(script.source);
    if (count < 2) return;
    const canSet = script.form === 'shell' && /^-c/i.test(words[words.length - 1] ?? '');
    const change = canSet ? setShell(ctx.model, instruction, [...words, PREFERENCE]) : undefined;
    yield ctx.problem('missing', {
      at: instruction.heredocs[0]?.openerSpan ?? instruction.words[0]?.span ?? instruction.keywordSpan,
      data: { count: String(count) },
      fixes: [change && { title: 'Stop at the first error by SHELL', safety: 'unsafe', ...change }],
    });
  },
});
