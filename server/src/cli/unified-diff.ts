// Two texts as a patch that git and patch(1) can apply.
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { Palette } from './report/colors.js';
import { harmless } from './report/plain.js';

/** A file with so many changes that a small diff cannot be found in this time is shown as one. In milliseconds. */
const PATIENCE = 2000;

/** @param before nothing for a new file */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const [from, to] = [before === undefined ? '/dev/null' : `a/${path}`, `b/${path}`];
  const patch = structuredPatch(from, to, before ?? '', after, undefined, undefined, { context: 3, timeout: PATIENCE });
  return patch ? formatPatch(patch, FILE_HEADERS_ONLY) : wholeFile(from, to, before ?? '', after);
}

function wholeFile(from: string, to: string, before: string, after: string): string {
  const lines = (text: string, sign: string) =>
    text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `${sign}${line}`);
  const end = (text: string) => (text === '' || text.endsWith('\n') ? [] : ['\\ No newline at end of file']);
  const [old, now] = [lines(before, '-'), lines(after, '+')];
  return [`--- ${from}`, `+++ ${to}`, `@@ -1,${old.length} +1,${now.length} @@`, ...old, ...end(before), ...now, ...end(after), ''].join(
    '\n',
  );
}

/** For a terminal: colored, and without control characters that the file may hold. */
export function paintDiff(diff: string, paint: Palette): string {
  return diff
    .split('\n')
    .map((line) => {
      const text = line.split('\t').map(harmless).join('\t');
      if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(text);
      if (line.startsWith('@@')) return paint.cyan(text);
      if (line.startsWith('+')) return paint.green(text);
      return line.startsWith('-') ? paint.severity.error(text) : text;
    })
    .join('\n');
}
