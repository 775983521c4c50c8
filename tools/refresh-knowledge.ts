// Writes and checks the knowledge tables that come from somewhere else; the files it writes are committed. See HELP below.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { EndOfLifeTable } from './end-of-life-table.js';
import { faultsOf, readEndOfLife } from './end-of-life-table.js';

const HELP = `Usage: node --import=tsx tools/refresh-knowledge.ts [--check | --licenses FOLDER | --end-of-life FILE --checked DATE [--source TEXT]]

  (nothing)              writes kubernetes-kinds.json from the installed package @kubernetes/client-node;
                         to be run after a new version of that package is installed
  --end-of-life FILE     writes end-of-life.json from tab-separated lines with the columns
                         image, cycle, codename, eol, extended_or_lts_end ("false" = not announced);
                         works offline: collecting the lines from where the projects announce dates is a person's work
    --checked DATE       the day on which the lines were held against their source, such as 2026-08-22
    --source TEXT        where the dates come from; the source named in the present table when left out
  --licenses FOLDER      writes spdx-licenses.json from the packages spdx-license-ids and spdx-exceptions in FOLDER (node_modules)
  --check                writes nothing; exit code 1 when end-of-life.json is not well-formed or sorted or lacks a source
`;

const root = join(__dirname, '..');
const target = join(root, 'server/src/core/knowledge/kubernetes-kinds.json');
const endOfLife = join(root, 'server/src/core/knowledge/end-of-life.json');

const GROUP_PREFIX =
  /^(?:Core|Events|Authentication|Storage|Discovery|Admissionregistration|Apiextensions|Apiregistration|Flowcontrol|Rbac|Resource)?V\d+(?:(?:alpha|beta)\d+)?/;

/** "apps/v1/Deployment" -> is it namespaced? */
function readKinds(generated: string): Record<string, boolean> {
  const kinds: Record<string, boolean> = {};
  const folder = join(generated, 'apis');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('Api.js'))) {
    const code = readFileSync(join(folder, file), 'utf8');
    const types = readFileSync(join(folder, file.replace(/\.js$/, '.d.ts')), 'utf8');
    for (const [, method, path] of code.matchAll(/async (create\w+)\([^)]*\)[\s\S]*?const localVarPath = '([^']+)'/g)) {
      const parts = /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(?:namespaces\/\{namespace\}\/)?([^/]+)$/.exec(path ?? '');
      const body = new RegExp(`${method}\\([^)]*?body: (\\w+)`).exec(types)?.[1];
      if (!parts || !body) continue;
      const kind = `${parts[1] ? `${parts[1]}/` : ''}${parts[2]}/${body.replace(GROUP_PREFIX, '')}`;
      kinds[kind] = (kinds[kind] ?? false) || (path ?? '').includes('namespaces/{namespace}');
    }
  }
  return Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The release that the types were generated from stands in the head of each file. */
function readVersion(generated: string): string {
  const version = /release-(1\.\d+)/.exec(readFileSync(join(generated, 'models/V1Pod.js'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('the package names no Kubernetes version');
  return version;
}

async function write(path: string, table: unknown): Promise<void> {
  writeFileSync(path, await format(JSON.stringify(table), { ...(await resolveConfig(path)), parser: 'json' }));
}

async function refreshKinds(): Promise<void> {
  const packageFolder = join(dirname(require.resolve('@kubernetes/client-node')), '..');
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { name: string; version: string };
  const generated = join(packageFolder, 'dist/gen');
  const table = { source: `${manifest.name} ${manifest.version}`, version: readVersion(generated), kinds: readKinds(generated) };
  await write(target, table);
  console.log(`${Object.keys(table.kinds).length} kinds of Kubernetes ${table.version} from ${table.source}`);
}

async function refreshLicenses(folder: string): Promise<void> {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const version = (name: string): string => `${name} ${(read(`${name}/package.json`) as { version: string }).version}`;
  const ids = [...(read('spdx-license-ids/index.json') as string[]), ...(read('spdx-license-ids/deprecated.json') as string[])].sort();
  const exceptions = (read('spdx-exceptions/index.json') as string[]).sort();
  const source = `The SPDX License List, by ${version('spdx-license-ids')} and ${version('spdx-exceptions')}`;
  // One string each: a quarter of the size of a list.
  const table = { source, date: new Date().toISOString().slice(0, 10), licenses: ids.join(' '), exceptions: exceptions.join(' ') };
  await write(join(root, 'server/src/core/knowledge/spdx-licenses.json'), table);
  console.log(`${ids.length} licenses and ${exceptions.length} exceptions from ${source}`);
}

const readTable = (): EndOfLifeTable => JSON.parse(readFileSync(endOfLife, 'utf8')) as EndOfLifeTable;

async function refreshEndOfLife(file: string, checked: string, source: string | undefined): Promise<void> {
  const sources = source === undefined ? readTable().sources : { E: source };
  const table = readEndOfLife(readFileSync(file, 'utf8'), checked, sources);
  await write(endOfLife, table);
  console.log(`${table.products.length} products, ${table.products.flatMap(({ cycles }) => cycles).length} cycles, checked on ${checked}`);
}

async function main(words: readonly string[]): Promise<number> {
  const after = (name: string): string | undefined => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const file = after('--end-of-life');
  const folder = after('--licenses');
  const checked = after('--checked');
  if (words.length === 0) await refreshKinds();
  else if (words.includes('--check')) {
    const faults = faultsOf(readTable());
    for (const fault of faults) console.error(fault);
    return faults.length > 0 ? 1 : 0;
  } else if (folder !== undefined) await refreshLicenses(folder);
  else if (file !== undefined && checked !== undefined) await refreshEndOfLife(file, checked, after('--source'));
  else {
    console.log(HELP);
    return words.includes('--help') ? 0 : 2;
  }
  return 0;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
