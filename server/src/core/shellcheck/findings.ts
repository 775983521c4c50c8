// ShellCheck's comments as findings: at the words they are about, with its replacements as edits of the file.
import type { ActiveRule, ChunkFinding } from '../engine/run.js';
import type { Fix, Severity } from '../engine/rule.js';
import { SEVERITIES } from '../engine/rule.js';
import { changeTogether, replaceWord } from '../fix/dockerfile.js';
import type { DockerfileModel } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';
import { checkedScripts, markAt } from './jobs.js';
import type { CheckedScript } from './jobs.js';
import type { ShellCheckAnswers } from './types.js';

/**
 * Never of use in a RUN: files that are sourced are not there (1090, 1091), busybox' shell (2187), a shebang, which SHELL stands for
 * (1008, 1128, 2148, 2239), a carriage return, which BuildKit drops (1017).
 */
const NEVER: ReadonlySet<number> = new Set([1008, 1017, 1090, 1091, 1128, 2148, 2187, 2239]);
const SEVERITY: Readonly<Record<string, Severity>> = { error: 'warning', warning: 'info', info: 'hint', style: 'hint' };
const LONGEST_MESSAGE = 300;

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Comment extends Place {
  readonly code: number;
  readonly level: string;
  readonly message: string;
  readonly replacements: readonly (Place & { readonly replacement: string; readonly precedence: number })[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;

function readPlace(value: Readonly<Record<string, unknown>>): Place | undefined {
  const { line, column, endLine, endColumn } = value;
  return isCount(line) && isCount(column) && isCount(endLine) && isCount(endColumn) ? { line, column, endLine, endColumn } : undefined;
}

/** Whatever a program may print: what is not of the expected form is left out. */
function readOutput(output: string): Comment[] {
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch {
    return [];
  }
  const comments = isRecord(json) && Array.isArray(json['comments']) ? json['comments'] : [];
  return comments.flatMap((entry: unknown): Comment[] => {
    const place = isRecord(entry) ? readPlace(entry) : undefined;
    if (!isRecord(entry) || !place || !isCount(entry['code']) || entry['code'] > 9999) return [];
    const { code, level, message, fix } = entry;
    if (typeof level !== 'string' || typeof message !== 'string') return [];
    return [{ ...place, code, level, message, replacements: readReplacements(fix) }];
  });
}

/** All of a fix or nothing. */
function readReplacements(fix: unknown): Comment['replacements'] {
  const given = isRecord(fix) && Array.isArray(fix['replacements']) ? (fix['replacements'] as readonly unknown[]) : [];
  const read = given.flatMap((entry) => {
    const place = isRecord(entry) ? readPlace(entry) : undefined;
    if (!isRecord(entry) || !place || typeof entry['replacement'] !== 'string') return [];
    return [{ ...place, replacement: entry['replacement'], precedence: typeof entry['precedence'] === 'number' ? entry['precedence'] : 0 }];
  });
  return read.length === given.length ? read : [];
}

function offsetsOf(checked: CheckedScript, place: Place): { readonly start: number; readonly end: number } | undefined {
  const start = checked.offsetAt(place.line, place.column);
  const end = checked.offsetAt(place.endLine, place.endColumn);
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function placeOf(checked: CheckedScript, place: Place, text: string): Span | undefined {
  const offsets = offsetsOf(checked, place);
  if (!offsets) return undefined;
  const { source } = checked.script;
  let { start, end } = offsets;
  if (end === start) {
    // A point: the word it stands in, else the character behind it.
    while (end < source.length && /\S/.test(source.charAt(end))) end++;
    if (end === start) while (start > 0 && /\S/.test(source.charAt(start - 1))) start--;
  }
  return markAt(text, checked.script.at(start, end));
}

/**
 * The backquotes around a place that hold a backslash. ShellCheck reads what is in them without the backslashes, so that it is off by as
 * many columns there, and `$( )` would mean another thing.
 */
function escapedBackquotes({ script }: CheckedScript, at: Span): Span | undefined {
  if (!script.source.includes('`') || !script.source.includes('\\')) return undefined;
  return script
    .structure()
    .expansions.find(
      ({ kind, raw, span }) =>
        kind === 'command' && raw.startsWith('`') && raw.includes('\\') && span.start <= at.start && at.end <= span.end,
    )?.span;
}

/** The program's replacements where the text stands in the file as it is read. */
function fixOf(model: DockerfileModel, checked: CheckedScript, { replacements, code }: Comment): Fix | undefined {
  const { script, instruction } = checked;
  if (replacements.length === 0 || (script.form !== 'shell' && script.form !== 'heredoc')) return undefined;
  const changes = [...replacements]
    .sort((a, b) => a.precedence - b.precedence)
    .map((replacement) => {
      const offsets = offsetsOf(checked, replacement);
      if (!offsets || replacement.replacement.includes('\n')) return undefined;
      const at = script.at(offsets.start, offsets.end);
      const isAsRead = model.text.slice(at.start, at.end) === script.source.slice(offsets.start, offsets.end);
      return isAsRead ? replaceWord(model, instruction, at, replacement.replacement) : undefined;
    });
  const change = changeTogether(model, instruction, changes);
  return change && { title: `Change it as ShellCheck says (SC${code})`, safety: 'unsafe', ...change };
}

const milder = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b);

/** About a whole pipe (2002) or list of `&&` and `||` (2015), which ours may mark at another word. */
const WIDE: ReadonlySet<number> = new Set([2002, 2015]);

/** Has a rule of ours said the same here? */
function isSaid(finding: ChunkFinding, around: Span, native: readonly ChunkFinding[]): boolean {
  const id = finding.equivalents[0] ?? '';
  return native.some((own) => own.equivalents.includes(id) && own.at.start <= around.end && around.start <= own.at.end);
}

/** The innermost pipe or list around a place. */
function spanAround({ script }: CheckedScript, at: Span, code: number): Span {
  let around: Span | undefined;
  for (const { statements } of script.structure().lists) {
    for (const { pipelines } of statements) {
      const [first, last] = [pipelines[0], pipelines[pipelines.length - 1]];
      const list = first && last ? [{ start: first.span.start, end: last.span.end }] : [];
      for (const span of code === 2002 ? pipelines.map((pipeline) => pipeline.span) : list) {
        if (span.start > at.start || span.end < at.end) continue;
        if (!around || span.end - span.start < around.end - around.start) around = span;
      }
    }
  }
  return around ?? at;
}

/**
 * @param native what our own rules found, so that nothing is said twice
 * @param rules all that run: what one of them judges by itself, knowing the Dockerfile, is left to it
 */
export function shellcheckFindings(
  model: DockerfileModel,
  answers: ShellCheckAnswers,
  active: ActiveRule,
  native: readonly ChunkFinding[],
  rules: readonly ActiveRule[],
): ChunkFinding[] {
  const option = active.options['exclude'];
  const excluded = new Set(Array.isArray(option) ? option.map((code) => String(code).replace(/^SC/i, '')) : []);
  const judged = new Set(active.options['everything'] === true ? [] : rules.flatMap(({ rule }) => rule.equivalents));
  const found: ChunkFinding[] = [];
  for (const checked of checkedScripts(model)) {
    const output = answers.outputs.get(checked.job.key);
    if (output === undefined) continue;
    for (const comment of readOutput(output)) {
      const { code, level, message } = comment;
      if (NEVER.has(code) || excluded.has(String(code)) || (checked.isBusybox && code >= 3000 && code < 4000)) continue;
      if (judged.has(`shellcheck:SC${code}`)) continue;
      const place = placeOf(checked, comment, model.text);
      if (!place) continue;
      const escaped = escapedBackquotes(checked, place);
      const at = escaped ? markAt(model.text, escaped) : place;
      const severity = SEVERITY[level] ?? 'hint';
      const fix = escaped ? undefined : fixOf(model, checked, comment);
      const finding: ChunkFinding = {
        rule: active.rule.id,
        key: 'said',
        message: `${message.slice(0, LONGEST_MESSAGE).replace(/\s+/g, ' ').replace(/\.$/, '')} (ShellCheck SC${code})`,
        at,
        severity: active.severity ? milder(severity, active.severity) : severity,
        equivalents: [`shellcheck:SC${code}`, `hadolint:SC${code}`, `tally:shellcheck/SC${code}`],
        related: [],
        fixes: fix ? [fix] : [],
        tags: [],
      };
      const around = WIDE.has(code) ? spanAround(checked, at, code) : at;
      if (!isSaid(finding, around, native)) found.push(finding);
    }
  }
  return found;
}

/** Did the program answer for every script? Only then does its silence mean anything. */
export function isAnswered(model: DockerfileModel, answers: ShellCheckAnswers): boolean {
  for (const { job } of checkedScripts(model)) if (!answers.outputs.has(job.key)) return false;
  return true;
}
