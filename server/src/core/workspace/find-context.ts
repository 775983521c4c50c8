// Looks at the files around a Dockerfile: which folder is its build context, what stands there. Asks its driver for folders and texts.
import { contextPath } from '../model/context/context-path.js';
import type { ContextSnapshot } from '../model/context/types.js';
import type { ContextWants } from '../model/context/wants.js';
import type { WalkEntry } from './walk.js';
import { foldersAbove } from './file-hints.js';
import { isDockerfileName } from './file-names.js';
import { baseName } from '../text/base-name.js';

/** What the search wants next, and what `next()` is to be called with. */
export type ContextStep =
  /** Answer: the entries of the folder, or nothing when it cannot be read. A link that leads out of the workspace is `other`. */
  | { readonly kind: 'list'; readonly folder: string }
  /** Answer: the text of the file, or nothing when it cannot be read. */
  | { readonly kind: 'read'; readonly path: string };

export type ContextAnswer = readonly WalkEntry[] | string | undefined;

/** Folders looked into for one Dockerfile; a COPY of more names than this is not followed. */
const MAX_FOLDERS = 60;
/** Files that say what the project is called, what it depends on and under which licence it stands. */
const PROJECT_FILES =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pyproject\.toml|setup\.cfg|requirements\.txt|Cargo\.toml|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|composer\.json|Gemfile|mix\.exs|[\w.-]+\.(?:gemspec|cabal|csproj|fsproj)|build\.yml|VERSION|LICEN[CS]E(?:\.md|\.txt)?|COPYING)$/;
/** Only whether they are there matters: their texts are long and say nothing to a rule. */
const LISTED_ONLY = /lock\.json$|shrinkwrap\.json$/;
const DOCKERFILES = /^(?:(?:docker|container)file.*|.*\.(?:docker|container)file|.*\.dockerignore|\.git\/?)$/i;

/** Other Dockerfiles of a context whose texts are read; where there are more, what stands in them is not known. */
const MAX_NEIGHBORS = 8;

const isGlob = (name: string): boolean => /[*?[\\]/.test(name);

/**
 * @param path of the Dockerfile, absolute, `/` between names; `root` as in foldersAbove
 * @param top the last folder upward that may be looked into: nothing above it is
 * @param chosen folder of the context as configured, absolute
 * @returns nothing when no folder can be taken for the context
 */
export function* findContext(
  path: string,
  top: string,
  wants: ContextWants,
  root = '',
  chosen?: string,
): Generator<ContextStep, ContextSnapshot | undefined, ContextAnswer> {
  const listed = new Map<string, readonly WalkEntry[] | undefined>();
  function* list(folder: string): Generator<ContextStep, readonly WalkEntry[] | undefined, ContextAnswer> {
    if (!listed.has(folder)) {
      if (listed.size >= MAX_FOLDERS) return undefined;
      listed.set(folder, (yield { kind: 'list', folder }) as readonly WalkEntry[] | undefined);
    }
    return listed.get(folder);
  }

  const above = foldersAbove(path, root);
  const end = above.indexOf(top);
  const candidates = end < 0 ? above.slice(0, 1) : above.slice(0, end + 1);
  const home = candidates[0];
  if (home === undefined) return undefined;
  const firsts = [...new Set(wants.sources.flatMap((source) => contextPath(source)?.split('/')[0] ?? []))].filter(
    (name) => name !== '' && !isGlob(name),
  );

  let folder = chosen;
  if (folder === undefined) {
    const here = yield* list(home);
    if (!here) return undefined;
    let best = -1;
    for (const candidate of candidates) {
      const entries = yield* list(candidate);
      const score = firsts.filter((name) => entries?.some((entry) => entry.name === name)).length;
      if (score > best) [folder, best] = [candidate, score];
      if (score === firsts.length) break;
    }
    const hasIgnoreFile = here.some(({ name }) => name === '.dockerignore');
    // Nothing that is copied stands anywhere above, or there is nothing here that could be: the context is elsewhere.
    const isEmpty = firsts.length === 0 && candidates.length > 1 && here.every(({ name }) => DOCKERFILES.test(name));
    if ((best === 0 && firsts.length > 0) || isEmpty) folder = hasIgnoreFile || candidates.length === 1 ? home : undefined;
  }
  if (folder === undefined || (folder !== top && !folder.startsWith(`${top}/`) && folder !== home)) return undefined;
  const context = folder;

  const folders: Record<string, readonly string[]> = {};
  const texts: Record<string, string> = {};
  const shown = ({ name, kind }: WalkEntry): string => (kind === 'folder' ? `${name}/` : name);
  function* look(below: string): Generator<ContextStep, readonly WalkEntry[] | undefined, ContextAnswer> {
    const entries = yield* list(below === '' ? context : `${context}/${below}`);
    if (entries) folders[below] = entries.map(shown);
    return entries;
  }
  function* read(file: string): Generator<ContextStep, string | undefined, ContextAnswer> {
    const text = (yield { kind: 'read', path: file }) as string | undefined;
    return text;
  }

  const entries = (yield* look('')) ?? [];
  for (const source of wants.sources) {
    const names = contextPath(source)?.split('/') ?? [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? '';
      if (name === '' || isGlob(name)) break;
      const parent = names.slice(0, i).join('/');
      if (!folders[parent]?.includes(`${name}/`)) break;
      const below = names.slice(0, i + 1).join('/');
      if (!Object.hasOwn(folders, below)) yield* look(below);
    }
  }

  const wanted = new Set(
    entries
      .filter(
        ({ name, kind }) =>
          kind === 'file' && (name === '.gitignore' || (wants.project && PROJECT_FILES.test(name) && !LISTED_ONLY.test(name))),
      )
      .map(({ name }) => name),
  );
  for (const script of wants.scripts) {
    const name = contextPath(script);
    const parent = name?.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
    const isFile = listed
      .get(parent === '' ? context : `${context}/${parent}`)
      ?.some((entry) => entry.kind === 'file' && entry.name === name?.slice(name.lastIndexOf('/') + 1));
    if (name !== undefined && isFile) wanted.add(name);
  }
  for (const name of wanted) {
    const text = yield* read(`${context}/${name}`);
    if (text !== undefined) texts[name] = text;
  }
  if (wants.project) {
    for (const candidate of candidates) {
      const git = (yield* list(candidate))?.some(({ name, kind }) => name === '.git' && kind === 'folder');
      if (!git) continue;
      const isFile = (yield* list(`${candidate}/.git`))?.some(({ name, kind }) => name === 'config' && kind === 'file');
      const text = isFile ? yield* read(`${candidate}/.git/config`) : undefined;
      if (text !== undefined) texts['.git/config'] = text;
      break;
    }
  }

  /** The other Dockerfiles that the general ignore file counts for. */
  function* neighbors(): Generator<ContextStep, readonly string[] | undefined, ContextAnswer> {
    const paths: string[] = [];
    for (const place of new Set([context, home ?? context])) {
      for (const { name, kind } of (yield* list(place)) ?? []) {
        if (kind === 'file' && isDockerfileName(name) && `${place}/${name}` !== path) paths.push(`${place}/${name}`);
      }
    }
    if (paths.length > MAX_NEIGHBORS) return undefined;
    const found: string[] = [];
    for (const other of paths) {
      const text = yield* read(other);
      if (text === undefined) return undefined;
      found.push(text);
    }
    return found;
  }

  const own = `${baseName(path)}.dockerignore`;
  /** Where a fix writes: the general ignore file, or the one that counts for this Dockerfile alone. */
  function* place(isOwn: boolean): Generator<ContextStep, Pick<ContextSnapshot, 'ignorePlace' | 'neighbors'>, ContextAnswer> {
    // Only where the whole context is copied there is something to leave out.
    if (!wants.sources.some((source) => ['', '*'].includes(contextPath(source) ?? '..'))) return {};
    if (isOwn) return { ignorePlace: own, neighbors: [] };
    const others = yield* neighbors();
    return { ignorePlace: wayTo(home ?? context, `${context}/.dockerignore`), ...(others ? { neighbors: others } : {}) };
  }

  // The Dockerfile's own ignore file stands beside the Dockerfile, the general one at the top of the context.
  let isTaken = false;
  for (const [where, name] of [
    [home, own],
    [context, '.dockerignore'],
  ] as const) {
    const entry = (yield* list(where))?.find((one) => one.name === name);
    const text = entry?.kind === 'file' ? yield* read(`${where}/${name}`) : undefined;
    if (text !== undefined) return { folders, texts, ignoreFile: { path: name, text }, ...(isTaken ? {} : yield* place(name === own)) };
    // One that is there and cannot be read, or leads out, is not for a fix to write.
    isTaken ||= entry !== undefined;
  }
  return { folders, texts, ...(isTaken ? {} : yield* place(false)) };
}

/** From a folder to a file, both absolute, `..` for each folder to climb. */
function wayTo(folder: string, file: string): string {
  const from = folder.split('/');
  const to = file.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
