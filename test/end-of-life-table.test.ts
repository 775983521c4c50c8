// The table of end-of-life dates is well-formed, sorted and sourced, and can be made again from a list.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableAge } from '../server/src/core/knowledge/end-of-life.js';
import type { EndOfLifeTable } from '../tools/end-of-life-table.js';
import { faultsOf, readEndOfLife } from '../tools/end-of-life-table.js';

const committed = JSON.parse(readFileSync(join(__dirname, '../server/src/core/knowledge/end-of-life.json'), 'utf8')) as EndOfLifeTable;
const HEAD = 'image\tcycle\tcodename\teol\textended_or_lts_end\tlatest_at_snapshot';
const SOURCES = { E: 'a list' };
const read = (...lines: string[]): EndOfLifeTable => readEndOfLife([HEAD, ...lines, ''].join('\n'), '2026-08-22', SOURCES);

describe('the table of end-of-life dates', () => {
  it('is in order as committed', () => assert.deepEqual(faultsOf(committed), []));
  it('has the products people build on', () => {
    const names = committed.products.map(({ name }) => name);
    for (const name of ['alpine', 'debian', 'dotnet', 'golang', 'node', 'php', 'python', 'ruby', 'ubuntu']) assert.ok(names.includes(name));
  });
  it('is made from lines in any order', () => {
    const table = read(
      'node\t3\t\ttrue\t\t',
      'python\t3.9\t\t2025-10-31\t\t3.9.25',
      'python\t3.10\t\tfalse\t\t3.10.21',
      'debian\t12\tBookworm\t2026-07-11\t2028-06-30\t',
      'ubuntu\t22.04\tJammy Jellyfish\t2027-04-01\tfalse\t',
      'fedora\t20\tHeisenbug\t2015-06-23\t\t20',
    );
    assert.deepEqual(
      table.products.map(({ name, source, cycles }) => [name, source, cycles]),
      [
        ['debian', 'E', [['12', '2026-07-11', '2028-06-30', 'bookworm']]],
        ['fedora', 'E', [['20', '2015-06-23', '', '']]],
        [
          'python',
          'E',
          [
            ['3.10', '', '', ''],
            ['3.9', '2025-10-31', '', ''],
          ],
        ],
        ['ubuntu', 'E', [['22.04', '2027-04-01', '', 'jammy']]],
      ],
    );
  });
  for (const [what, line] of [
    ['a date', 'python\t3.9\t\t2025-13-31\t\t'],
    ['a version', 'python\tthree\t\t2025-10-31\t\t'],
    ['the order of dates', 'python\t3.9\t\t2025-10-31\t2024-10-31\t'],
  ] as const)
    it(`refuses a fault in ${what}`, () => assert.throws(() => read(line), /python/));
  it('refuses one cycle twice', () => assert.throws(() => read('python\t3.9\t\t2025-10-31\t\t', 'python\t3.9\t\t2025-10-31\t\t')));
  it('refuses other columns', () => assert.throws(() => readEndOfLife('name\tend\n', '2026-08-22', SOURCES), /columns/));
  it('refuses a table without a day or a source', () => {
    assert.throws(() => readEndOfLife(`${HEAD}\n`, 'today', SOURCES), /no day/);
    assert.throws(() => readEndOfLife(`${HEAD}\npython\t3.9\t\tfalse\t\t\n`, '2026-08-22', {}), /no source/);
  });
  it('finds what stands in the wrong order', () => {
    const [a, b] = read('debian\t12\t\tfalse\t\t', 'python\t3.9\t\tfalse\t\t').products;
    assert.ok(a && b);
    assert.deepEqual(
      faultsOf({
        ...committed,
        products: [
          { ...b, source: 'E' },
          { ...a, source: 'E' },
        ],
      }),
      ['debian stands behind python'],
    );
  });
  it('knows its age', () => {
    assert.equal(tableAge(committed.checked), 0);
    assert.equal(tableAge('2027-01-01') - tableAge('2026-12-01'), 31);
  });
});
