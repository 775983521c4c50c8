// Holds what a fix says it does to the data against the text it wrote.
import * as assert from 'node:assert/strict';
import type { Fix, DockerfileOp } from '../../server/src/core/engine/rule.js';
import type { Model } from '../../server/src/core/model/subjects.js';
import { canonical } from '../../server/src/core/model/dockerfile/canonical.js';
import { readDockerfile } from '../../server/src/core/model/dockerfile/read.js';
import { applyOps, toPlain } from '../../server/src/core/model/yaml/plain-data.js';
import { contextOf, filesAfter } from './context.js';

export function assertEffect(before: Model, after: Model, fix: Fix): void {
  const { effect } = fix;
  if (before.format === 'kubernetes' && after.format === 'kubernetes') {
    assert.notEqual(effect.kind, 'dockerfile', `"${fix.title}" speaks of instructions in a manifest`);
    const was = toPlain(before.document);
    const expected = effect.kind === 'yaml' ? applyOps(was, effect.ops) : was;
    assert.deepEqual(toPlain(after.document), expected, `"${fix.title}" changes more, or less, than it says`);
    return;
  }
  if (before.format === 'dockerfile' && after.format === 'dockerfile') {
    assert.notEqual(effect.kind, 'yaml', `"${fix.title}" speaks of keys in a Dockerfile`);
    const was = before.instructions.map(canonical);
    const expected = effect.kind === 'dockerfile' ? applyInstructions(was, effect.ops, before.escape) : was;
    assert.deepEqual(after.instructions.map(canonical), expected, `"${fix.title}" changes more, or less, than it says`);
    const texts = new Set(after.comments.map((c) => c.value.trim()));
    for (const comment of before.comments)
      assert.ok(texts.has(comment.value.trim()) || effect.kind === 'none', `"${fix.title}" loses the comment "${comment.value}"`);
    return;
  }
  assert.fail('the format changed');
}

/** What a fix with other files says of them: exactly these names are no longer sent. Its text stays as it is. */
export function assertFileEffect(fix: Fix, files: Readonly<Record<string, string>>, path: string | undefined): void {
  const { effect } = fix;
  assert.ok(effect.kind === 'context', `"${fix.title}" writes other files and does not say what that does`);
  assert.deepEqual(fix.edits, [], `"${fix.title}" changes its own text too`);
  const before = contextOf(files, path);
  const after = contextOf(filesAfter(files, fix.files ?? []), path);
  const names = (before.list('') ?? []).map((name) => name.replace(/\/$/, ''));
  const gone = names.filter((name) => after.isIgnored(name) && !before.isIgnored(name));
  assert.deepEqual([...effect.leavesOut].sort(), gone.sort(), `"${fix.title}" leaves out more, or less, than it says`);
  assert.deepEqual(
    names.filter((name) => before.isIgnored(name) && !after.isIgnored(name)),
    [],
    `"${fix.title}" sends what was left out`,
  );
}

function applyInstructions(was: readonly string[], ops: readonly DockerfileOp[], escape: '\\' | '`'): string[] {
  const result: string[][] = was.map((text) => [text]);
  const lead: string[][] = [...was.map(() => [] as string[]), []];
  const read = (texts: readonly string[]) =>
    texts.flatMap((text) => {
      const directive = escape === '`' ? '# escape=`\n' : '';
      return readDockerfile(directive + text).instructions.map(canonical);
    });
  for (const op of ops) {
    if (op.op === 'insert') lead[op.index]?.push(...read(op.instructions));
    else if (op.op === 'replace') result[op.index] = read(op.instructions);
    else result[op.index] = [];
  }
  return [...result.flatMap((texts, i) => [...(lead[i] ?? []), ...texts]), ...(lead[was.length] ?? [])];
}
