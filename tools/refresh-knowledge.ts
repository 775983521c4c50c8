// Writes the knowledge tables that come from packages: the built-in kinds of Kubernetes from @kubernetes/client-node.
// Run it after a new version of that package is installed; the files it writes are committed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(__dirname, '..');
const target = join(root, 'server/src/core/knowledge/kubernetes-kinds.json');

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

async function main(): Promise<void> {
  const packageFolder = join(dirname(require.resolve('@kubernetes/client-node')), '..');
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { name: string; version: string };
  const generated = join(packageFolder, 'dist/gen');
  const table = { source: `${manifest.name} ${manifest.version}`, version: readVersion(generated), kinds: readKinds(generated) };
  writeFileSync(target, await format(JSON.stringify(table), { ...(await resolveConfig(target)), parser: 'json' }));
  console.log(`${Object.keys(table.kinds).length} kinds of Kubernetes ${table.version} from ${table.source}`);
}

void main();
