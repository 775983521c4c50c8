// The report for people: each finding with its place, its lines of code, and what can be done.
import type { DisplayLine } from '../../core/service-types.js';
import type { Palette } from './colors.js';
import { drawLine, harmless } from './plain.js';
import { summaryLines } from './summary.js';
import type { CheckedFile, ReportContext, Reporter } from './types.js';
import { applicableFixes, endOf, placeOf, startOf } from './types.js';

/** Lines of a finding that are shown; the rest is counted. */
const MAX_MARKED_LINES = 3;

export function textReporter(context: Pick<ReportContext, 'write' | 'width' | 'quiet'>, paint: Palette): Reporter {
  const { write, quiet } = context;
  return {
    file(file) {
      for (const line of file.display()) write(`${block(file, line, context.width, paint).join('\n')}\n\n`);
    },
    end({ totals }) {
      if (quiet) return;
      const [first = '', ...others] = summaryLines(totals, ({ severity, text }) => paint.severity[severity](text));
      const head =
        totals.fixed > 0
          ? [paint.green(first), ...others.slice(0, 1), ...others.slice(1).map(paint.dim)]
          : [paint.bold(first), ...others.map(paint.dim)];
      write(`${head.join('\n')}\n`);
    },
  };
}

function block(file: CheckedFile, line: DisplayLine, width: number, paint: Palette): string[] {
  const [finding] = line.findings;
  if (!finding) return [];
  const rules = line.findings.map(({ rule }) => rule);
  const title = rules.length === 1 ? (rules[0] ?? '') : `${rules.length} rules`;
  const lines = [
    `${paint.bold(harmless(placeOf(file, finding)))} ${paint.severity[line.severity](line.severity)} ${paint.dim(title)}`,
    `  ${harmless(line.message)}`,
    ...frame(file, finding.at, width, paint, paint.severity[line.severity]),
  ];
  const fix = line.fix ?? applicableFixes(finding)[0];
  if (fix) {
    lines.push(`  ${paint.green('fix')} ${harmless(fix.title)}${fix.safety === 'safe' ? '' : paint.dim(' (unsafe)')}`);
  }
  if (rules.length > 1) lines.push(...wrapped(rules, width - 8).map((text, i) => paint.dim(`  ${i === 0 ? 'rules' : '     '} ${text}`)));
  return lines;
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= width) lines[lines.length - 1] = `${last}, ${word}`;
    else {
      if (last !== undefined) lines[lines.length - 1] = `${last},`;
      lines.push(word);
    }
  }
  return lines;
}

/** The marked lines with one line before and behind them. */
function frame(
  file: CheckedFile,
  at: { start: number; end: number },
  width: number,
  paint: Palette,
  mark: (text: string) => string,
): string[] {
  const { lines, text } = file;
  const start = startOf(file, at);
  // A span that ends at the start of a line covers nothing of it.
  const end = at.end > at.start ? lines.positionAt(at.end - 1) : endOf(file, at);
  const lastMarked = Math.min(end.line, start.line + MAX_MARKED_LINES - 1);
  const lineText = (line: number) => text.slice(lines.startOfLine(line), lines.endOfLine(line));
  const isBlank = (line: number) => line < 0 || line >= lines.lineCount || lineText(line).trim() === '';
  const first = isBlank(start.line - 1) ? start.line : start.line - 1;
  const last = lastMarked < end.line || isBlank(lastMarked + 1) ? lastMarked : lastMarked + 1;
  const gutter = String(last + 1).length;
  const room = Math.max(20, width - gutter - 6);
  const row = (name: string, code: string) => `  ${paint.dim(`${name.padStart(gutter)} │`)}${code === '' ? '' : ` ${code}`}`;
  const drawn: string[] = [];
  for (let line = first; line <= last; line++) {
    const code = lineText(line);
    if (line < start.line || line > lastMarked) {
      drawn.push(row(String(line + 1), paint.dim(drawLine(code, 0, 0, room).text.trimEnd())));
      continue;
    }
    const lineStart = lines.startOfLine(line);
    const from = line === start.line ? start.character : code.length - code.trimStart().length;
    const to = line === end.line ? Math.max(at.end - lineStart, from) : code.trimEnd().length;
    const shown = drawLine(code, from, to, room);
    drawn.push(row(String(line + 1), shown.text.trimEnd()));
    const isInside = line > start.line && code.trim() === '';
    if (!isInside) drawn.push(row('', `${' '.repeat(shown.before)}${mark('^'.repeat(shown.marked))}`));
  }
  if (lastMarked < end.line) drawn.push(row('…', paint.dim(`${end.line - lastMarked} more`)));
  return drawn;
}
