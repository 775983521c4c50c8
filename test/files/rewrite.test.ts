// Whole single-stage Dockerfiles in realistic shapes, each with what the rewrite into two stages makes of it. UPDATE=1 writes the results.
import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDockerfile } from '../../server/src/core/model/dockerfile/read.js';
import { rewriteMultiStage } from '../../server/src/core/rewrite/multi-stage.js';
import { applyEdits, areDisjoint } from '../../server/src/core/text/apply-edits.js';
import { service } from '../kit/service.js';

const CASES = join(__dirname, 'rewrite');
/** What the rewrite is for. */
const KIN = new Set(['dockerfile/single-stage-build', 'dockerfile/sdk-in-final-stage', 'dockerfile/build-tools-in-final-stage']);

const findingsOf = (text: string) =>
  service.check({
    text,
    path: 'Dockerfile',
    config: service.defaultConfig(),
    today: '2026-11-23',
    hints: { inChart: false, isPatch: false },
  }).findings;

describe('rewrite into two stages, whole files', () => {
  for (const name of readdirSync(CASES).sort()) {
    const folder = join(CASES, name);
    const before = readFileSync(join(folder, 'before.Dockerfile'), 'utf8');

    it(name, () => {
      const model = readDockerfile(before);
      const result = rewriteMultiStage(model);
      if ('refused' in result) return assert.fail(result.refused);
      assert.ok(areDisjoint(result.edits));
      const after = applyEdits(before, result.edits);
      const path = join(folder, 'after.Dockerfile');
      if (process.env['UPDATE'] || !existsSync(path)) writeFileSync(path, after);
      assert.equal(after, readFileSync(path, 'utf8'));

      const read = readDockerfile(after);
      assert.equal(read.stages.length, 2);
      assert.deepEqual(read.comments.map(({ value }) => value).sort(), model.comments.map(({ value }) => value).sort(), 'comments');
      assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(before), 'line ends');
      assert.equal(after.endsWith('\n'), before.endsWith('\n'), 'the last line end');
      assert.deepEqual(applyEdits(after, []), after);
      assert.ok('refused' in rewriteMultiStage(read), 'a second rewrite has something to do');

      const old = findingsOf(before);
      assert.ok(
        old.some(({ rule }) => KIN.has(rule)),
        'nothing was wrong with it',
      );
      const now = findingsOf(after);
      assert.deepEqual(
        now.filter(({ rule }) => KIN.has(rule)).map(({ message }) => message),
        [],
      );
      const added = now.filter(({ rule }) => !old.some((other) => other.rule === rule));
      assert.deepEqual(
        added.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });
  }
});
