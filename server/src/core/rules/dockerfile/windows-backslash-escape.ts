import type { Change, Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { isWindowsStage } from '../../knowledge/windows-stage.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

/** Instructions whose words the builder reads itself, and takes escapes out of. */
const EXPANDED: ReadonlySet<string> = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'LABEL', 'USER', 'VOLUME', 'WORKDIR']);
/** A drive, a share or a folder, and a backslash that a letter or digit follows. */
const PATH = /(?:^|[=;,])(?:[A-Za-z]:|\.{0,2}|%\w+%|\$\w+|\$\{\w+\}|[\w.-]+)(?:\\\\[\w. -]*)*\\(?=[\w.])/;

interface Found {
  readonly key: 'eaten' | 'continued';
  readonly at: Span;
  readonly text: string;
}

function findEaten(instruction: Instruction): Found | undefined {
  if (!EXPANDED.has(instruction.keyword) || instruction.json) return undefined;
  for (const { value, span: at } of instruction.words) {
    // Inside quotes a backslash stays, unless a quote, a dollar or another one follows.
    if (value.includes('\\') && !/["']/.test(value) && PATH.test(value)) return { key: 'eaten', at, text: value };
  }
  return undefined;
}

/** `C:\app\` at the end of a line goes on with the next one. */
function findContinued(model: DockerfileModel, instruction: Instruction): Found | undefined {
  const { text } = model;
  const { start, end } = instruction.headSpan;
  if (!text.slice(start, end).includes('\n') && !instruction.isDangling) return undefined;
  const match = /[A-Za-z]:\\(?:[^\s"'\\]+\\)*(?=[ \t]*\r*(?:\n|$))/.exec(text.slice(start, end));
  if (!match) return undefined;
  const from = start + match.index;
  const top = instruction.onbuild ?? instruction;
  if (model.comments.some(({ span, inside }) => inside === top && span.start <= from && from < span.end)) return undefined;
  return { key: 'continued', at: { start: from, end: from + match[0].length }, text: match[0] };
}

/** Only where no line is continued by a backslash, and none is doubled: those would mean something else below the directive. */
function fixOf(model: DockerfileModel): Fix | undefined {
  const { text, instructions } = model;
  if (model.directives.some(({ name }) => name === 'escape')) return undefined;
  const isPlain = ({ headSpan, isDangling, keyword, json }: Instruction): boolean => {
    const own = text.slice(headSpan.start, headSpan.end);
    return (
      !isDangling && !own.includes('\n') && !own.includes('`') && (json !== undefined || keyword === 'RUN' || !/\\[\\"'$\s]/.test(own))
    );
  };
  if (!instructions.every(isPlain)) return undefined;
  const at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const change: Change = { edits: [{ span: { start: at, end: at }, newText: `# escape=\`${eol}` }], effect: { kind: 'none' } };
  return { title: 'Make the backtick the escape character', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/windows-backslash-escape',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'A backslash in a Windows path is read as an escape',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    eaten: 'The builder drops the backslashes of "{path}": write forward slashes, or # escape=` in the first line',
    continued: 'The backslash at the end of "{path}" continues the line: write # escape=` in the first line',
  },
  docs: {
    description:
      'In a Windows stage of a file without # escape=, an unquoted path in ADD, ARG, COPY, ENV, LABEL, USER, VOLUME or WORKDIR has a backslash in front of a letter, or a path with a drive letter ends a line with one. The text of RUN, CMD and ENTRYPOINT is handed on as it is and only looked at for the latter.',
    rationale:
      'The backslash is the escape character unless the first line says otherwise: WORKDIR C:\\app makes a folder called C:app, and COPY app C:\\app\\ swallows the next line.',
    impact: 'With the directive every backslash is a plain character, and lines are continued by a backtick.',
    audit: 'docker image inspect --format "{{.Config.WorkingDir}}" IMAGE shows a path without its backslashes.',
    remediation: 'Write C:/app with forward slashes, double the backslashes, or put # escape=` in the first line.',
    defaultValue: 'The escape character is the backslash.',
    references: ['Dockerfile reference: escape directive', 'Microsoft: Dockerfile on Windows'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\app\nCMD ["app.exe"]\n',
      good: '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\app\nCMD ["app.exe"]\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const { model } = ctx;
    if (model.escape === '`' || !isWindowsStage(model, stage)) return;
    for (const own of stage.instructions) {
      const instruction = own.trigger ?? own;
      const found = findContinued(model, instruction) ?? findEaten(instruction);
      if (found) yield ctx.problem(found.key, { at: found.at, data: { path: found.text }, fixes: [fixOf(model)] });
    }
  },
});
