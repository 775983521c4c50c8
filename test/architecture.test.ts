// Holds the sources against the table of ARCHITECTURE.md: who may import whom, what the core may not touch, and a README in each folder.
import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');

/**
 * Where a file belongs -> what it may import when the program runs, and what only as a type.
 * The longest prefix counts. Files of one unit may import each other, but for rules.
 */
const LAYERS: Readonly<Record<string, { readonly uses: readonly string[]; readonly types?: readonly string[] }>> = {
  'core/text': { uses: [] },
  'core/knowledge': { uses: ['core/text'], types: ['core/model'] },
  'core/parse': { uses: ['core/text'] },
  'core/model': { uses: ['core/text', 'core/parse', 'core/knowledge'], types: ['core/engine/rule'] },
  'core/fix': { uses: ['core/text', 'core/model'], types: ['core/engine/rule'] },
  'core/engine/rule': { uses: ['core/engine/options'], types: ['core/text', 'core/model'] },
  'core/engine/options': { uses: [] },
  'core/rules': {
    uses: ['core/engine/rule', 'core/engine/options', 'core/engine/allowed', 'core/text', 'core/fix', 'core/knowledge'],
    types: ['core/model'],
  },
  'core/rules/catalog.generated': { uses: [], types: ['core/config'] },
  'core/workspace': { uses: ['core/text', 'core/model', 'core/parse'], types: ['core/service-types'] },
  'core/config': {
    uses: ['core/text', 'core/parse', 'core/engine/rule', 'core/engine/options', 'core/rules/config'],
    types: ['core/engine', 'core/service-types'],
  },
  'core/engine': {
    uses: ['core/text', 'core/parse', 'core/model', 'core/fix', 'core/knowledge', 'core/config'],
    types: ['core/service-types', 'core/ships', 'core/shellcheck'],
  },
  'core/shellcheck': { uses: ['core/text', 'core/model', 'core/fix', 'core/knowledge', 'core/engine/rule'], types: ['core/engine'] },
  'core/ships': { uses: ['core/text', 'core/model', 'core/knowledge'] },
  'core/migrate': { uses: ['core/text', 'core/parse', 'core/model'], types: ['core/engine'] },
  'core/rewrite': {
    uses: ['core/text', 'core/parse', 'core/model', 'core/fix', 'core/knowledge'],
    types: ['core/engine', 'core/service-types'],
  },
  'core/formats': {
    uses: [
      'core/text',
      'core/parse',
      'core/model',
      'core/fix',
      'core/knowledge',
      'core/config',
      'core/engine',
      'core/rules',
      'core/rewrite',
      'core/ships',
      'core/shellcheck',
    ],
    types: ['core/service-types'],
  },
  'core/service-types': { uses: [], types: ['core'] },
  'core/service': {
    uses: [
      'core/text',
      'core/model/context',
      'core/shellcheck/types',
      'core/parse',
      'core/config',
      'core/engine',
      'core/rewrite',
      'core/workspace',
      'core/rules/catalog.generated',
      'core/rules/config',
    ],
    types: ['core'],
  },
  lsp: {
    uses: ['core/service', 'core/service-types', 'core/text', 'core/workspace', 'core/engine/rule', 'core/ships/text'],
    types: ['core'],
  },
  cli: {
    uses: ['core/service', 'core/service-types', 'core/text', 'core/workspace', 'core/engine/rule', 'core/ships/text', 'core/migrate'],
    types: ['core'],
  },
  hosts: {
    uses: ['lsp', 'cli', 'hosts', 'core/service', 'core/formats', 'core/engine/page', 'core/rules', 'core/workspace'],
    types: ['core'],
  },
  client: { uses: [] },
};

/** Packages and Node's own modules that a unit may import; types of a package as well. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  'core/parse': /^(dockerfile-ast|yaml|unbash|jsonc-parser|smol-toml)$/,
  'core/config': /^ignore$/,
  lsp: /^vscode-languageserver(-textdocument|-protocol|-types)?(\/.*)?$/,
  cli: /^(diff|ignore|picocolors|sarif|node:.*)$/,
  hosts: /^(node:.*|ignore|vscode-languageserver(\/.*)?)$/,
  client: /^(vscode|vscode-languageclient(\/.*)?|node:.*)$/,
};

/** What would make findings depend on anything but the text. */
const IMPURE = new Set([
  'process',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'performance',
  'globalThis',
  'require',
  'Buffer',
  '__dirname',
]);

interface Import {
  readonly name: string;
  readonly isType: boolean;
  readonly line: number;
}

interface Source {
  /** Relative to server/src ("core/text/span"), or "client/…"; without ending. */
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly imports: readonly Import[];
}

const allTypes = (names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean =>
  names !== undefined &&
  (ts.isNamedImports(names) || ts.isNamedExports(names)) &&
  names.elements.length > 0 &&
  names.elements.every((e) => e.isTypeOnly);

function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, isType: boolean) => {
    if (ts.isStringLiteralLike(node))
      found.push({ name: node.text, isType, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      add(
        node.moduleSpecifier,
        clause !== undefined && (clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (!clause.name && allTypes(clause.namedBindings))),
      );
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly || allTypes(node.exportClause));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.arguments[0]) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function sourcesBelow(folder: string, prefix: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
    .map((path) => {
      const file = ts.createSourceFile(path, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.ES2022, true);
      return { path: prefix + path.replace(/\.ts$/, ''), file, imports: importsOf(file) };
    });
}

const isBelow = (path: string, unit: string): boolean => path === unit || path.startsWith(`${unit}/`);
const unitOf = (path: string): string =>
  Object.keys(LAYERS)
    .filter((unit) => isBelow(path, unit))
    .sort((a, b) => b.length - a.length)[0] ?? '';

/** Path of the imported file in the terms of `Source.path`; absent for packages. */
function targetOf(source: Source, name: string): string | undefined {
  if (!name.startsWith('.')) return undefined;
  const base = source.path.startsWith('client/')
    ? join(root, 'client/src', source.path.slice('client/'.length))
    : join(root, 'server/src', source.path);
  return relative(join(root, 'server/src'), resolve(dirname(base), name))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '');
}

const sources = [...sourcesBelow(join(root, 'server/src'), ''), ...sourcesBelow(join(root, 'client/src'), 'client/')];

describe('architecture', () => {
  it('knows every source file', () => {
    assert.ok(sources.length > 20, 'the sources are not where this test looks');
    assert.deepEqual(
      sources.map((source) => source.path).filter((path) => unitOf(path) === ''),
      [],
    );
  });

  it('no file imports what its layer may not', () => {
    const wrong = sources.flatMap((source) => {
      const unit = unitOf(source.path);
      const layer = LAYERS[unit] ?? { uses: [] };
      const isIndex = source.path.endsWith('/index');
      return source.imports.flatMap(({ name, isType, line }) => {
        if (name.startsWith('.') && name.endsWith('.json')) return [];
        const target = targetOf(source, name);
        if (target === undefined || target.startsWith('..')) {
          if (target !== undefined && source.path.startsWith('client/')) return [];
          if (target === undefined && PACKAGES[unit]?.test(name)) return [];
          return [`${source.path}:${line} imports ${name}`];
        }
        const ownUnit = unit === 'core/rules' ? isIndex : isBelow(target, unit);
        const allowed = [...layer.uses, ...(isType ? (layer.types ?? []) : [])].some((prefix) => isBelow(target, prefix));
        return ownUnit || allowed ? [] : [`${source.path}:${line} imports ${isType ? 'the type of ' : ''}${target}`];
      });
    });
    assert.deepEqual(wrong, []);
  });

  it('nothing imports itself by way of others', () => {
    const edges = new Map(
      sources.map((source) => [source.path, source.imports.filter((i) => !i.isType).flatMap((i) => targetOf(source, i.name) ?? [])]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    assert.deepEqual(cycles, []);
  });

  it('the core asks no clock, no chance and no machine', () => {
    const wrong = sources
      .filter((source) => source.path.startsWith('core/'))
      .flatMap((source) => {
        const found: string[] = [];
        const say = (node: ts.Node) =>
          found.push(
            `${source.path}:${source.file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText().slice(0, 40)}`,
          );
        const visit = (node: ts.Node): void => {
          const isRead = ts.isIdentifier(node) && IMPURE.has(node.text) && isFreeName(node);
          const isClock = ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText());
          const isToday = ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
          if (isRead || isClock || isToday) say(node);
          ts.forEachChild(node, visit);
        };
        visit(source.file);
        return found;
      });
    assert.deepEqual(wrong, []);
  });

  it('each file that is not a rule says in its first line what it is', () => {
    const silent = sources
      .filter((source) => !/^core\/rules\/\w+\//.test(source.path))
      .filter((source) => !/^(\/\/ |\/\*\*)/.test(source.file.text))
      .map((source) => source.path);
    assert.deepEqual(silent, []);
  });

  it('each folder says what comes in, what goes out and what is not there', () => {
    const folders = ['server/src', 'server/src/core', 'client/src']
      .flatMap((folder) => [
        folder,
        ...readdirSync(join(root, folder), { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && readdirSync(join(root, folder, entry.name)).length > 0)
          .map((entry) => `${folder}/${entry.name}`),
      ])
      .filter((folder, i, all) => all.indexOf(folder) === i && folder !== 'server/src');
    const wrong = folders.flatMap((folder) => {
      const path = join(root, folder, 'README.md');
      if (!existsSync(path)) return [`${folder} has no README.md`];
      const text = readFileSync(path, 'utf8');
      const lines = text.trimEnd().split('\n').length;
      return [
        ...(lines > 15 ? [`${folder}/README.md has ${lines} lines`] : []),
        ...['**In:**', '**Out:**', '**Not here:**']
          .filter((part) => !text.includes(part))
          .map((part) => `${folder}/README.md lacks ${part}`),
      ];
    });
    assert.deepEqual(wrong, []);
  });
});

/** A name that is looked up, not a property, a key or a declaration of the same spelling. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent))
    return (parent as ts.PropertyAssignment).initializer === node;
  return (
    !ts.isParameter(parent) &&
    !ts.isVariableDeclaration(parent) &&
    !ts.isBindingElement(parent) &&
    !ts.isMethodSignature(parent) &&
    !ts.isImportSpecifier(parent)
  );
}
