// What stands around a manifest and decides how it is read: is it a template of a chart, or a patch of a kustomization? Asks its driver for folders and texts.
import type { FileHints } from '../service-types.js';

export const CHART_NAME = 'Chart.yaml';
export const KUSTOMIZATION_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** What the search wants next, and what `next()` is to be called with. Folders and paths are cut from the path that was handed in. */
export type HintStep =
  /** Answer: the names in the folder, or nothing when it cannot be read. The top folder comes without its slash, as `''` or `c:`. */
  | { readonly kind: 'names'; readonly folder: string }
  /** Answer: the text of the file, or nothing when it cannot be read. */
  | { readonly kind: 'read'; readonly path: string };

export type HintAnswer = ReadonlySet<string> | string | undefined;

/** Chart templates lie below a folder of this name, beside the Chart.yaml. */
const TEMPLATES = 'templates';

/** The folders above a file, innermost first. `root` (a prefix such as `file://`) is not cut into. */
export function foldersAbove(path: string, root = ''): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at >= root.length; at = at === 0 ? -1 : path.lastIndexOf('/', at - 1)) {
    folders.push(path.slice(0, at));
  }
  return folders;
}

/** The folders in which a Chart.yaml would make the file a template of that chart, innermost first. */
export function chartFolders(path: string, root = ''): string[] {
  const folders = foldersAbove(path, root);
  return folders.filter((_, i) => folders[i - 1]?.endsWith(`/${TEMPLATES}`) === true);
}

/** Without `./` and `a/../`; empty when it leads out of the kustomization's folder. */
function normal(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return '';
  }
  return names.join('/');
}

const PATCH_KEYS = /^(?:patches|patchesStrategicMerge|patchesJson6902)\s*:/;
const OTHER_KEY = /^[^\s#-]/;

/**
 * The files that a kustomization lists as patches.
 * @param folder of the kustomization, put in front of each; `''` for paths relative to it.
 * Reads line by line, without a YAML parser: this runs for
 * every manifest below a kustomization, and in the command line's start. Misses anchors and keys in quotes; a `path:` inside an inline
 * JSON patch starts with `/` and is no file.
 */
export function patchesIn(kustomization: string, folder: string): ReadonlySet<string> {
  const found: string[] = [];
  let isInPatches = false;
  for (const line of kustomization.split(/\r\n|\r|\n/)) {
    if (PATCH_KEYS.test(line)) isInPatches = true;
    else if (OTHER_KEY.test(line)) isInPatches = false;
    if (!isInPatches) continue;
    const body = line.replace(PATCH_KEYS, '').replace(/(?:^|\s)#.*$/, '');
    const named = [...body.matchAll(/(?:^|[\s{,-])path\s*:\s*("[^"]*"|'[^']*'|[^\s,}\]]+)/g)].map((match) => match[1] ?? '');
    const listed = /^\s*-\s+("[^"]*"|'[^']*'|[^\s:{[|>"']+)\s*$/.exec(body)?.[1];
    const flow = /^\s*\[([^{]*)\]\s*$/.exec(body)?.[1]?.split(',') ?? [];
    for (const value of [...named, ...(listed === undefined ? [] : [listed]), ...flow]) {
      const path = value.trim().replace(/^(["'])(.*)\1$/, '$2');
      if (path !== '' && !path.startsWith('/')) found.push(path);
    }
  }
  const prefix = folder === '' ? '' : `${folder}/`;
  return new Set(
    found
      .map(normal)
      .filter((path) => path !== '')
      .map((path) => prefix + path),
  );
}

/**
 * Looks for a chart above a YAML file and for a kustomization from its folder up to `top`.
 * @param path absolute, `/` between names; `root` as in foldersAbove
 */
export function* findHints(path: string, top: string, root = ''): Generator<HintStep, FileHints, HintAnswer> {
  if (!/\.ya?ml$/i.test(path)) return {};
  let inChart = false;
  for (const folder of chartFolders(path, root)) {
    const names = (yield { kind: 'names', folder }) as ReadonlySet<string> | undefined;
    if (names?.has(CHART_NAME)) inChart = true;
    if (inChart) break;
  }
  let isPatch = false;
  for (const folder of foldersAbove(path, root)) {
    const names = (yield { kind: 'names', folder }) as ReadonlySet<string> | undefined;
    const kustomization = KUSTOMIZATION_NAMES.find((name) => names?.has(name));
    if (kustomization !== undefined) {
      const text = (yield { kind: 'read', path: `${folder}/${kustomization}` }) as string | undefined;
      isPatch = text !== undefined && patchesIn(text, '').has(path.slice(folder.length + 1));
    }
    if (isPatch || folder === top) break;
  }
  return { inChart, isPatch };
}
