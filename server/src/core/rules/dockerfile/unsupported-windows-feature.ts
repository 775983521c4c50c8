import { defineRule } from '../../engine/rule.js';
import { removeFlag, removeInstruction } from '../../fix/dockerfile.js';
import { isWindowsStage } from '../../knowledge/windows-stage.js';

const IGNORED: ReadonlySet<string> = new Set(['chown', 'chmod']);

export default defineRule({
  id: 'dockerfile/unsupported-windows-feature',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'A Windows stage uses what only Linux containers have',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    flag: '--{flag} is not supported for Windows containers, which have no such owners and modes: remove it',
    mount: 'RUN --mount stops the build of Windows containers wherever BuildKit is not used: do without it',
    signal: 'Windows has no signals, so STOPSIGNAL is refused or does nothing: remove it',
  },
  docs: {
    description:
      'A stage that is known to be Windows (by its base image, --platform=windows/..., or a backtick as escape character together with a shell of Windows) uses COPY or ADD with --chown or --chmod, RUN --mount, or STOPSIGNAL.',
    rationale:
      'Docker builds Windows containers with its classic builder, which refuses RUN --mount and STOPSIGNAL; owners and modes of Linux mean nothing there, and the flags are not supported.',
    impact: 'None for the flags, which have no effect on Windows.',
    audit: 'docker image inspect --format "{{.Os}}" IMAGE prints windows.',
    remediation: 'Remove the flag or the instruction; set access rights with icacls in a RUN.',
    defaultValue: 'Files copied into a Windows image get the access rights of their folder.',
    references: ['Dockerfile reference: COPY --chown', 'Dockerfile reference: COPY --chmod', 'Microsoft: Dockerfile on Windows'],
    limits: 'BuildKit for Windows takes some mounts; whether it is used is not visible in the file.',
  },
  equivalents: ['tally:windows/no-run-mounts', 'tally:windows/no-chown-flag', 'tally:windows/no-stopsignal'],
  examples: [
    {
      bad: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY --chown=app:app app.exe C:/app/\n',
      good: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY app.exe C:/app/\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    if (!isWindowsStage(ctx.model, stage)) return;
    for (const own of stage.instructions) {
      const instruction = own.trigger ?? own;
      const { keyword, keywordSpan } = instruction;
      if (keyword === 'STOPSIGNAL') {
        const change = instruction === own ? removeInstruction(ctx.model, instruction) : undefined;
        yield ctx.problem('signal', {
          at: keywordSpan,
          standsFor: ['tally:windows/no-stopsignal'],
          fixes: [change && { title: 'Remove STOPSIGNAL', safety: 'unsafe', ...change }],
        });
      }
      for (const { name, nameSpan } of instruction.flags) {
        // With the dashes.
        const at = { start: nameSpan.start - 2, end: nameSpan.end };
        if (keyword === 'RUN' && name === 'mount') {
          yield ctx.problem('mount', { at, standsFor: ['tally:windows/no-run-mounts'] });
          break;
        }
        if ((keyword !== 'COPY' && keyword !== 'ADD') || !IGNORED.has(name)) continue;
        const change = removeFlag(ctx.model, instruction, name);
        yield ctx.problem('flag', {
          at,
          data: { flag: name },
          standsFor: name === 'chown' ? ['tally:windows/no-chown-flag'] : [],
          fixes: [change && { title: `Remove --${name}`, safety: 'safe', ...change }],
        });
      }
    }
  },
});
