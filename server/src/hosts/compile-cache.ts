// What Node compiles of our own bundles, kept beside them: the second start is about a third shorter. From 22.1 on Node does this itself.
// It lies where the code lies and not in a folder that others can write to, because whoever can put something there decides what is run.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

const FOLDER = '.compile-cache';

interface Compiled {
  readonly script: Script;
  readonly cache: string;
}

type Loader = (module: NodeModule, path: string) => void;

/**
 * Keeps what is compiled of the bundles in a folder, for that folder alone. Without a place to write, or when NODE_DISABLE_COMPILE_CACHE
 * is set, nothing is kept; a file that this Node cannot use is replaced. Never throws.
 */
export function keepCompiled(folder: string): void {
  const { env } = process;
  // A measured run has to compile what it measures.
  if (env['NODE_DISABLE_COMPILE_CACHE'] || env['NODE_V8_COVERAGE']) return;
  const own = (Module as unknown as { readonly enableCompileCache?: () => unknown }).enableCompileCache;
  if (own) {
    own();
    return;
  }
  const loaders = (Module as unknown as { readonly _extensions: Record<string, Loader> })._extensions;
  const loadAsUsual = loaders['.js'] as Loader;
  const fresh: Compiled[] = [];
  loaders['.js'] = (module, path) => {
    if (dirname(path) !== folder) loadAsUsual(module, path);
    else load(module, path, fresh);
  };
  process.on('exit', () => fresh.forEach(write));
}

function load(module: NodeModule, path: string, fresh: Compiled[]): void {
  const cache = cacheOf(path);
  const cachedData = readKept(cache);
  const source = readFileSync(path, 'utf8');
  const script = new Script(Module.wrap(source), { filename: path, ...(cachedData ? { cachedData } : {}) });
  if (!cachedData || script.cachedDataRejected) fresh.push({ script, cache });
  const run = script.runInThisContext() as (...values: unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
}

function readKept(cache: string): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** V8 looks at no more than the length of the text: its date and the version of Node are in the name. */
function cacheOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  const name = basename(path, '.js');
  return join(dirname(path), FOLDER, `${name}.${process.version}-${process.arch}-${size}-${Math.round(mtimeMs)}.bin`);
}

/** At the end, when all that was called has been compiled. A reader never sees half a file. */
function write({ script, cache }: Compiled): void {
  try {
    const folder = dirname(cache);
    mkdirSync(folder, { recursive: true });
    const name = basename(cache);
    const part = join(folder, `${name}.${process.pid}`);
    writeFileSync(part, script.createCachedData());
    renameSync(part, cache);
    const prefix = name.slice(0, name.indexOf('.') + 1);
    for (const other of readdirSync(folder)) {
      if (other.startsWith(prefix) && other !== name && other.includes(`${process.version}-`)) rmSync(join(folder, other), { force: true });
    }
  } catch {
    // Nobody waits for this, and the next run compiles as this one did.
  }
}
