// Cuts `docs` and `examples` out of a rule module: they ship once, compressed, and need not be parsed at each start.
import ts from 'typescript';

const CUT = new Set(['docs', 'examples']);

/** An object with an id and docs is a rule, or a row of a family. */
const isRule = (object) => {
  const names = new Set(object.properties.map((property) => property.name?.getText()));
  return names.has('id') && names.has('docs');
};

/** The same module without documentation; line numbers stay. */
export function cutDocs(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const spans = [];
  const visit = (node) => {
    if (ts.isObjectLiteralExpression(node) && isRule(node)) {
      for (const property of node.properties) {
        if (ts.isPropertyAssignment(property) && CUT.has(property.name.getText()))
          spans.push([property.initializer.getStart(), property.initializer.end]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let result = text;
  for (const [start, end] of spans.reverse()) {
    const lines = text.slice(start, end).replace(/[^\n]/g, '');
    result = `${result.slice(0, start)}undefined as never${lines}${result.slice(end)}`;
  }
  return result;
}
