// Random Dockerfiles, random small edits: where no look at the whole file is thought necessary, that look must find what was expected.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonical } from '../model/dockerfile/canonical.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import type { Edit } from '../text/span.js';
import { keepsLines } from './dockerfile.js';

/** `@` stands for the escape character, "\n" for the line break of the file. */
const words = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...'a b1 c-d $x j=k && --f'.split(' ')) },
  fc.constantFrom(...'${y:-z} "q r" \'s\' < > <a <b @ @@ # #h | --g=h [ "i", ] = EOF " \' <<E <<'.split(' ')),
);
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(' ') },
  fc.constantFrom('', '\t', '  ', ' @\n  ', '@\n', ' @\n# c @\n  ', ' @\n\n\t', ' @ \n', ' @\n  # d\n# e\n', '\u00a0', '\u2028'),
);
const args = fc.array(fc.tuple(words, gap), { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().join(''));
const keyword = fc.constantFrom('RUN', 'run', 'ENV', 'COPY', 'LABEL', 'CMD', 'ONBUILD RUN', 'USER', '  RUN', 'EXPOSE', 'X');
const bodyLine = fc.constantFrom('a', '', '# c', '\tb', 'EOF ', ' EOF', 'c @', 'E', '<<EOF', '$x');
const heredoc = fc
  .tuple(
    fc.constantFrom('RUN <<EOF', 'RUN <<-EOF', 'COPY <<EOF <<E /x', 'RUN a <<"EOF" | b', 'ONBUILD RUN <<EOF'),
    fc.array(bodyLine, { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([opener, lines, isEnded]) =>
    [opener, ...lines, ...(isEnded ? ['EOF', ...(opener.includes('<<E ') ? ['e', 'E'] : [])] : [])].join('\n'),
  );
const statement = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(keyword, fc.constantFrom(' ', '  ', ' @\n '), args).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: heredoc },
  fc.constantFrom('# comment', '', '  # indented', '@', 'FROM b AS c'),
);
const file = fc
  .record({
    mark: fc.constantFrom('', '', '\ufeff'),
    escape: fc.constantFrom('\\', '\\', '`'),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    statements: fc.array(statement, { minLength: 1, maxLength: 5 }),
    end: fc.constantFrom('\n', ''),
  })
  .map(({ mark, escape, eol, statements, end }) => {
    const head = escape === '`' ? '# escape=`\n' : '';
    return mark + `${head}FROM a\n${statements.join('\n')}${end}`.replaceAll('@', escape).replaceAll('\n', eol);
  });
const newText = fc.oneof(
  fc.constantFrom('x', ' x', 'x y', '', ' ', '"', "'", ' < x', 'a<b'),
  fc.constantFrom(
    '',
    'x',
    ' ',
    ' x',
    'x ',
    '"',
    "'",
    '<',
    ' < x',
    'a<b',
    '<<',
    '#',
    ' #x',
    '\\',
    '`',
    '\n',
    '\t',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\ufeff',
  ),
  fc.constantFrom('EOF', 'E', ' --f=x', '--', '|', '[', '\v', '\r', 'RUN', '\u3000', 'x\u00a0'),
);
/** Places in thousandths of the instruction, so that a smaller file keeps them. */
const edit = fc.record({ at: fc.integer({ min: 0, max: 1000 }), length: fc.nat(5), newText });

function editsIn({ span }: Instruction, wanted: readonly { at: number; length: number; newText: string }[]): Edit[] {
  return wanted.map(({ at, length, newText: text }) => {
    const start = span.start + Math.floor((at / 1000) * (span.end - span.start));
    return { span: { start, end: Math.min(span.end, start + length) }, newText: text };
  });
}

const read = (text: string): DockerfileModel => readDockerfile(text, { targets: [] });
const others = (model: DockerfileModel, index: number): string[] =>
  model.instructions.filter((instruction) => instruction.index !== index).map((instruction) => canonical(instruction));

describe('keepsLines', () => {
  it('says yes only where the file is read as before, but for the words of the instruction', () => {
    let kept = 0;
    fc.assert(
      fc.property(file, fc.nat(), fc.array(edit, { minLength: 1, maxLength: 2 }), (text, pick, wanted) => {
        const before = read(text);
        const top = before.instructions[pick % Math.max(1, before.instructions.length)];
        if (!top) return;
        const edits = editsIn(top, wanted);
        // Whoever builds a change leaves comments alone.
        const inside = before.comments.filter((comment) => comment.inside === top);
        if (edits.some((one) => inside.some(({ span }) => span.start < one.span.end && one.span.start <= span.end))) return;
        if (!areDisjoint(edits) || !edits.every((one) => keepsLines(before, top, one))) return;
        kept++;
        const changed = applyEdits(text, edits);
        const now = read(changed);
        const shown = JSON.stringify({ text, edits, changed });
        const same = now.instructions[top.index];
        assert.equal(now.instructions.length, before.instructions.length, shown);
        assert.equal(now.escape, before.escape, shown);
        assert.deepEqual(others(now, top.index), others(before, top.index), shown);
        assert.deepEqual(
          now.comments.map(({ value }) => value),
          before.comments.map(({ value }) => value),
          shown,
        );
        assert.ok(same, shown);
        const grown = changed.length - text.length;
        assert.equal(same.keyword, top.keyword, shown);
        assert.equal(same.isDangling, top.isDangling, shown);
        assert.equal(same.span.start, top.span.start, shown);
        assert.equal(same.lines.end, top.lines.end + grown, shown);
        assert.deepEqual(
          same.heredocs.map(({ name }) => name),
          top.heredocs.map(({ name }) => name),
          shown,
        );
        // The effect that the change claims: this text in place of the instruction.
        const claimed = read(`${before.escape === '`' ? '# escape=`\n' : ''}\n${changed.slice(top.span.start, top.span.end + grown)}\n`);
        assert.deepEqual(
          claimed.instructions.map((one) => canonical(one)),
          [canonical(same)],
          shown,
        );
      }),
      { numRuns: 3000 },
    );
    assert.ok(kept > 50, `only ${kept} edits were kept`);
  });
});
