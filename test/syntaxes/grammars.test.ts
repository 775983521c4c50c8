// The injected grammars beside stand-ins for the editor's own, line by line as the comments of the fixtures say.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry } from 'vscode-tmgrammar-test/dist/common/index';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index';

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: string[];
}

const root = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { contributes: { grammars: Contribution[] } };
const standIn = (name: string) => ({ scopeName: `source.${name}`, path: join(__dirname, `grammars/${name}.tmLanguage.json`) });

describe('grammars', () => {
  // As the manifest declares them, so that a wrong path or a missing injectTo fails here too.
  const contributed = manifest.contributes.grammars.map((grammar) => ({ ...grammar, path: join(root, grammar.path) }));
  const registry = createRegistry([...contributed, standIn('dockerfile'), standIn('yaml'), standIn('shell')]);

  for (const file of ['suppression.dockerfile', 'suppression.yaml', 'heredoc.dockerfile']) {
    it(file, async () => {
      const testCase = parseGrammarTestCase(readFileSync(join(__dirname, file), 'utf8'));
      assert.ok(testCase.assertions.flatMap((line) => line.scopeAssertions).length > 8, 'the fixture asserts something');
      const failures = await runGrammarTestCase(registry, testCase);
      const told = failures.map(
        ({ srcLine, line, start, end, missing, unexpected, actual }) =>
          `line ${line + 1} "${(testCase.source[srcLine] ?? '').slice(start, end)}": missing [${missing.join(' ')}], unexpected [${unexpected.join(' ')}], has [${actual.join(' ')}]`,
      );
      assert.deepEqual(told, []);
    });
  }
});
