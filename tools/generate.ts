// Writes everything that is generated from the rules; `--check` names what is stale and what no rule may do, `--code` writes only what the build needs.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as pages from './pages.js';
import type { LoadedFile } from './rule-checks.js';
import { problemsOfRules } from './rule-checks.js';
import { FORMATS, indexSource, readIfThere, ruleFiles, writeIfChanged, writeIndexes } from './rule-index.js';

const root = join(__dirname, '..');
const isCheck = process.argv.includes('--check');
const isCodeOnly = process.argv.includes('--code');

async function loadFiles(): Promise<LoadedFile[]> {
  const files = FORMATS.flatMap((format) => ruleFiles(root, format));
  return Promise.all(
    files.map(async (file) => {
      const { default: loaded } = (await import(`../server/src/core/rules/${file.format}/${file.name}.js`)) as {
        default: LoadedFile['rules'][number] | LoadedFile['rules'];
      };
      return { file, rules: Array.isArray(loaded) ? (loaded as LoadedFile['rules']) : [loaded as LoadedFile['rules'][number]] };
    }),
  );
}

/** Path below the root -> content, of all that is committed. */
async function committed(): Promise<Map<string, string>> {
  const { allRules, catalog } = await import('./rule-data.js');
  const { configSchema } = await import('../server/src/core/config/schema.js');
  const { editorSettings } = await import('../server/src/core/config/settings.js');
  const { cliPage } = await import('../server/src/cli/help.js');
  const { renderPage } = await import('../server/src/core/engine/page.js');
  const rules = [...allRules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const manifest = pages.withRulesSetting(readIfThere(join(root, 'package.json')) ?? '{}', editorSettings(catalog)['seaworthy.rules']);
  const schema = configSchema(catalog);
  const files = new Map<string, string>([
    ...rules.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, renderPage(rule)]),
    ['docs/rules/README.md', pages.rulesIndex(rules)],
    ['docs/crosswalk.md', pages.crosswalk(rules, peerRules())],
    ['docs/settings.md', pages.settingsPage(JSON.parse(manifest) as pages.Manifest, schema, rules)],
    ['docs/cli.md', cliPage()],
    ['docs/knowledge.md', pages.knowledgePage(knowledgeTables())],
    ['schemas/seaworthy.schema.json', JSON.stringify(schema, undefined, 2) + '\n'],
    ['package.json', manifest],
  ]);
  const readme = readIfThere(join(root, 'README.md'));
  if (readme !== undefined) files.set('README.md', pages.withRulesTable(readme, rules));
  return files;
}

const peerRules = (): pages.PeerRule[] => pages.readPeerRules(readIfThere(join(root, 'tools/peers/dockerfile.tsv')) ?? '');

function knowledgeTables(): pages.KnowledgeTable[] {
  const folder = join(root, 'server/src/core/knowledge');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ ...(JSON.parse(readIfThere(join(folder, file)) ?? '{}') as Omit<pages.KnowledgeTable, 'file'>), file }));
}

/** Pages of rules that are gone. */
function leftovers(files: ReadonlyMap<string, string>): string[] {
  const folder = join(root, 'docs/rules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((path) => `docs/rules/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && !files.has(path));
}

async function main(): Promise<void> {
  if (isCheck) {
    const outdated = FORMATS.filter(
      (format) => readIfThere(join(root, 'server/src/core/rules', format, 'index.ts')) !== indexSource(ruleFiles(root, format)),
    );
    if (outdated.length > 0) writeIndexes(root);
  } else writeIndexes(root);

  const { catalogSource } = await import('./rule-data.js');
  writeIfChanged(join(root, 'server/src/core/rules/catalog.generated.ts'), catalogSource());
  if (isCodeOnly) return;

  const undated = knowledgeTables().filter(
    (facts) => pages.sourcesOf(facts).length === 0 || !(facts.date ?? facts.checked ?? facts.version),
  );
  const loaded = await loadFiles();
  const problems = [
    ...problemsOfRules(loaded),
    ...pages.openPeerRules(
      loaded.flatMap(({ rules }) => rules),
      peerRules(),
    ),
    ...undated.map(({ file }) => `server/src/core/knowledge/${file}: names no source, or no date or version`),
  ];
  const files = await committed();
  const gone = leftovers(files);
  if (isCheck) {
    const stale = [...files].filter(([path, content]) => readIfThere(join(root, path)) !== content).map(([path]) => path);
    if (stale.length + gone.length > 0) problems.push(`stale, run "npm run generate":\n  ${[...stale, ...gone].join('\n  ')}`);
  } else {
    const written = [...files].filter(([path, content]) => writeIfChanged(join(root, path), content)).map(([path]) => path);
    for (const path of gone) rmSync(join(root, path));
    for (const path of [...written, ...gone]) console.log(path);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else if (isCheck) console.log(`${files.size} generated files are up to date`);
}

void main();
