// Random documents in random styles, random operations: what is re-read must be what the operations say.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { YamlOp } from '../engine/rule.js';
import { applyOps, toPlain } from '../model/yaml/plain-data.js';
import { readYaml } from '../model/yaml/read-yaml.js';
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import { changeYaml } from './yaml.js';

type Data = string | number | boolean | null | Data[] | { [key: string]: Data };
type Path = (string | number)[];

const KEYS = ['a', 'b', 'name', 'spec', 'y', '1', 'app.io/x', 'with blank', 'on', 'k: v', '#h', '-'];
const STRINGS = [
  '',
  'x',
  'two words',
  'yes',
  '0644',
  '22:22',
  'a: b',
  'a #b',
  "it's",
  'say "hi"',
  'line\nbreak',
  ' lead',
  '- x',
  '{a}',
  '~',
  'ALL',
  'ünï 🚢',
  '1.20',
  '@x',
  '%y',
  'x:',
  '<<',
  '=',
];

const scalar = fc.oneof(
  fc.constantFrom(...STRINGS),
  fc.integer({ min: -9, max: 70000 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(1.5, -0.25),
);
const data = fc.letrec<{ node: Data }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node;
const root = fc.oneof(
  fc.dictionary(fc.constantFrom(...KEYS), data, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  fc.array(data, { minLength: 1, maxLength: 3 }),
);

/** Endless, repeatable choices for the layout. */
class Dice {
  private at = 0;
  constructor(private readonly rolls: readonly number[]) {}
  pick(sides: number): number {
    return (this.rolls[this.at++ % this.rolls.length] ?? 0) % sides;
  }
}

class Printer {
  constructor(
    private readonly dice: Dice,
    private readonly step: number,
    private readonly dash: number,
    private readonly json: boolean,
  ) {}

  private string(text: string, flow: boolean): string {
    const style = this.json ? 0 : this.dice.pick(3);
    if (style === 1 && !/[\n]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
    if (style === 2 && /^[A-Za-z][A-Za-z ]*[A-Z]$/.test(text) && !flow) return text;
    return JSON.stringify(text);
  }

  flow(value: Data, indent: string): string {
    if (value === null || typeof value !== 'object') return typeof value === 'string' ? this.string(value, true) : String(value);
    const open = Array.isArray(value) ? '[' : '{';
    const close = Array.isArray(value) ? ']' : '}';
    const inner = `${indent}  `;
    const parts = Array.isArray(value)
      ? value.map((item) => this.flow(item, inner))
      : Object.entries(value).map(
          ([key, item]) => `${this.string(key, true)}${this.dice.pick(4) === 0 && this.json ? ' ' : ''}: ${this.flow(item, inner)}`,
        );
    if (parts.length === 0) return open + close;
    const spread = this.dice.pick(3) === 0;
    const trailing = !this.json && this.dice.pick(5) === 0 ? ',' : '';
    return spread
      ? `${open}\n${inner}${parts.join(`,\n${inner}`)}${trailing}\n${indent}${close}`
      : `${open}${parts.join(', ')}${trailing}${close}`;
  }

  private remark(): string {
    return this.dice.pick(6) === 0 ? ' # remark' : '';
  }

  private above(pad: string): string[] {
    const roll = this.dice.pick(8);
    return roll === 0 ? [`${pad}# note`] : roll === 1 ? [''] : [];
  }

  /** Lines of a block collection; the first one is indented too. */
  block(value: Data[] | { [key: string]: Data }, column: number): string[] {
    const pad = ' '.repeat(column);
    const lines: string[] = [];
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if (index > 0) lines.push(...this.above(pad));
        if (item !== null && typeof item === 'object' && Object.keys(item).length > 0 && this.dice.pick(4) > 0) {
          const nested = this.block(item, column + 2);
          lines.push(`${pad}- ${(nested[0] ?? '').slice(column + 2)}`, ...nested.slice(1));
        } else if (item === null && this.dice.pick(2) === 0) lines.push(`${pad}-${this.remark()}`);
        else lines.push(`${pad}- ${this.flow(item, pad)}${this.remark()}`);
      });
      return lines;
    }
    Object.entries(value).forEach(([key, item], index) => {
      if (index > 0) lines.push(...this.above(pad));
      const name = `${pad}${this.string(key, false)}:`;
      if (item !== null && typeof item === 'object' && Object.keys(item).length > 0 && this.dice.pick(4) > 0) {
        lines.push(name + this.remark(), ...this.block(item, column + (Array.isArray(item) ? this.dash : this.step)));
      } else if (typeof item === 'string' && item.includes('\n') && this.dice.pick(2) === 0) {
        lines.push(`${name} |-`, ...item.split('\n').map((line) => `${pad}  ${line}`));
      } else if (item === null && this.dice.pick(2) === 0) lines.push(name + this.remark());
      else lines.push(`${name} ${this.flow(item, pad)}${this.remark()}`);
    });
    return lines;
  }
}

interface Sample {
  readonly text: string;
  readonly json: boolean;
}

const sample: fc.Arbitrary<Sample> = fc
  .record({
    value: root,
    rolls: fc.array(fc.nat({ max: 239 }), { minLength: 40, maxLength: 40 }),
    step: fc.constantFrom(2, 2, 3, 4),
    dash: fc.constantFrom(0, 2),
    json: fc.constantFrom(false, false, false, true),
    crlf: fc.boolean(),
    finalBreak: fc.boolean(),
    mark: fc.constantFrom('', '', '\uFEFF'),
    start: fc.constantFrom('', '', '---\n', '# top\n'),
  })
  .map(({ value, rolls, step, dash, json, crlf, finalBreak, mark, start }) => {
    const printer = new Printer(new Dice(rolls), step, dash, json);
    const body = json ? printer.flow(value, '') : start + printer.block(value, 0).join('\n');
    const text = mark + body + (finalBreak ? '\n' : '');
    return { text: crlf ? text.replaceAll('\n', '\r\n') : text, json };
  });

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value)) return [...value.flatMap((item, i) => [[...at, i], ...pathsOf(item, [...at, i])]), [...at, value.length]];
  if (value !== null && typeof value === 'object') {
    return [
      ...Object.entries(value).flatMap(([key, item]) => [[...at, key], ...pathsOf(item, [...at, key])]),
      [...at, 'fresh'],
      [...at, 'new', 'below'],
    ];
  }
  return value === null ? [[...at, 'under']] : [];
}

const choice = fc.array(fc.record({ remove: fc.constantFrom(false, false, true), at: fc.nat(), value: data }), {
  minLength: 1,
  maxLength: 4,
});

function opsFrom(value: unknown, choices: readonly { remove: boolean; at: number; value: Data }[]): YamlOp[] {
  const paths = pathsOf(value);
  return choices.flatMap(({ remove, at, value: set }): YamlOp[] => {
    const path = paths[at % paths.length];
    return path === undefined ? [] : [remove ? { op: 'remove', path } : { op: 'set', path, value: set }];
  });
}

describe('changeYaml on random documents', () => {
  it('makes of the data what the operations say', () => {
    let done = 0;
    let refused = 0;
    fc.assert(
      fc.property(sample, choice, ({ text, json }, choices) => {
        const document = readYaml(text, { json, template: false });
        assert.deepEqual(document.problems, [], text);
        const before = toPlain(document);
        const ops = opsFrom(before, choices);
        const wanted = applyOps(before, ops);
        const change = changeYaml(document, ops);
        if (!change) {
          refused++;
          return;
        }
        done++;
        assert.ok(areDisjoint(change.edits), 'the edits are disjoint');
        const after = applyEdits(text, change.edits);
        const read = readYaml(after, { json, template: false });
        assert.deepEqual(read.problems, [], after);
        assert.deepEqual(toPlain(read), wanted, `${JSON.stringify(ops)}\n${text}\n=>\n${after}`);
        if (text.includes('\r\n')) assert.ok(!/[^\r]\n/.test(after), 'line ends are kept');
        if (text.startsWith('\uFEFF')) assert.ok(after.startsWith('\uFEFF'));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 1500) },
    );
    assert.ok(done > refused, `${done} done, ${refused} refused`);
  });

  it('only adds lines, and keeps every comment, when keys are added', () => {
    fc.assert(
      fc.property(sample, data, ({ text, json }, value) => {
        const document = readYaml(text, { json, template: false });
        const top = toPlain(document);
        const path: Path = Array.isArray(top) ? [top.length] : ['fresh'];
        const change = changeYaml(document, [{ op: 'set', path, value }]);
        assert.ok(change, text);
        assert.ok(change.edits.every((edit) => edit.span.start === edit.span.end));
        const after = readYaml(applyEdits(text, change.edits), { json, template: false });
        assert.deepEqual(
          after.comments.map((comment) => comment.value),
          document.comments.map((comment) => comment.value),
        );
      }),
      { numRuns: 300 },
    );
  });
});
