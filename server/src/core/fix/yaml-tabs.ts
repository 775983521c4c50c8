// Replaces tabs that indent by blanks, where that alone makes a document readable.
import type { YamlOp } from '../engine/rule.js';
import { toPlain } from '../model/yaml/plain-data.js';
import { readYaml } from '../model/yaml/read-yaml.js';
import type { YamlDocument } from '../model/yaml/types.js';
import { applyEdits } from '../text/apply-edits.js';
import type { Edit } from '../text/span.js';
import type { Change } from '../engine/rule.js';
import { indentOf, lineStart } from './text.js';

/** Blanks for a tab, in the order they are tried. */
const WIDTHS = [2, 4, 8] as const;
/** One tab may hide the next one from the reader. */
const MAX_ROUNDS = 20;

export interface TabChange extends Change {
  /** Other widths of a tab would give other data. */
  readonly isGuess: boolean;
}

/** Absent when the document stays unreadable, whatever a tab is worth. */
export function replaceTabs(document: YamlDocument): TabChange | undefined {
  const readable = WIDTHS.map((width) => untabbed(document, width)).filter((each) => each !== undefined);
  const [first] = readable;
  if (!first) return undefined;
  const meaning = JSON.stringify(first.data);
  const isGuess = readable.some(({ data }) => JSON.stringify(data) !== meaning);
  return { edits: first.edits, effect: { kind: 'yaml', ops: difference(toPlain(document), first.data) }, isGuess };
}

function untabbed(document: YamlDocument, width: number): { readonly edits: readonly Edit[]; readonly data: unknown } | undefined {
  const edits = new Map<number, Edit>();
  let now = document;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wrong = now.problems.filter((problem) => problem.code !== 'duplicate-key');
    if (wrong.length === 0) return edits.size === 0 ? undefined : { edits: [...edits.values()], data: toPlain(now) };
    const tabs = wrong.filter((problem) => problem.reason === 'tab');
    if (tabs.length === 0) return undefined;
    const applied = new Map(edits);
    for (const { span } of tabs) {
      const start = sourceOffset(applied, lineStart(now.text, span.start));
      const indent = indentOf(document.text, start);
      if (start !== lineStart(document.text, start) || !indent.includes('\t')) return undefined;
      edits.set(start, { span: { start, end: start + indent.length }, newText: indent.replaceAll('\t', ' '.repeat(width)) });
    }
    if (edits.size === applied.size) return undefined;
    now = readYaml(applyEdits(document.text, [...edits.values()]), { json: false, template: false });
  }
  return undefined;
}

/** Where a place of the changed text stood before. */
function sourceOffset(edits: ReadonlyMap<number, Edit>, at: number): number {
  let shift = 0;
  for (const { span, newText } of [...edits.values()].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start + shift >= at) break;
    shift += newText.length - (span.end - span.start);
  }
  return at - shift;
}

/** Operations at the top of the data that lead from one to the other. */
function difference(before: unknown, after: unknown): readonly YamlOp[] {
  const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(before) || !isMap(after)) return [{ op: 'set', path: [], value: after }];
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const changed = Object.entries(after).filter(
    ([key, value]) => !Object.hasOwn(before, key) || JSON.stringify(value) !== JSON.stringify(before[key]),
  );
  return [
    ...gone.map((key): YamlOp => ({ op: 'remove', path: [key] })),
    ...changed.map(([key, value]): YamlOp => ({ op: 'set', path: [key], value })),
  ];
}
