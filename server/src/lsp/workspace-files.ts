// Finds the files of the opened folders that are worth reading: as `seaworthy check FOLDER` does.
import { mayBeLintable } from '../core/workspace/file-names.js';
import type { IgnoreAbove, IgnoreMatcher, WalkAnswer, WalkEntry, WalkStep } from '../core/workspace/walk.js';
import { walk } from '../core/workspace/walk.js';
import type { FolderCache } from './folder-cache.js';
import type { Situations } from './situations.js';
import { folderOf, isInside, locationOf, rootOf } from './uri.js';

export interface WorkspaceFilesContext {
  readonly cache: FolderCache;
  readonly situations: Situations;
  readonly workspaceFolders: readonly string[];
  ignoreMatcher(text: string): IgnoreMatcher;
}

/** Locations, folder by folder in order of name; each once, however the opened folders lie in one another. */
export async function findWorkspaceFiles(context: WorkspaceFilesContext, isStopped: () => boolean): Promise<readonly string[]> {
  const found = new Set<string>();
  const links = new Map<string, string>();
  for (const start of context.workspaceFolders) {
    const steps = walk(await ignoreFilesAbove(context, start));
    let answer: WalkAnswer;
    for (;;) {
      const step = steps.next(answer);
      if (step.done || isStopped()) break;
      if (step.value.kind === 'file') {
        if (mayBeLintable(step.value.path)) found.add(`${start}/${step.value.path}`);
        answer = undefined;
      } else {
        answer = await answerTo(context, step.value, start, links);
      }
    }
  }
  // A link is judged only where the file it leads to is not.
  return [...found].filter((location) => {
    const target = links.get(location);
    return target === undefined || !found.has(target);
  });
}

async function answerTo(
  { cache, situations, ignoreMatcher }: WorkspaceFilesContext,
  step: WalkStep,
  start: string,
  links: Map<string, string>,
): Promise<WalkAnswer> {
  const location = step.path === '' ? start : `${start}/${step.path}`;
  if (step.kind === 'enter') return !(await situations.excludesFolder(location));
  if (step.kind === 'ignore-file') {
    const text = await cache.text(location);
    return text === undefined ? undefined : ignoreMatcher(text);
  }
  const entries = await cache.list(location, start);
  return entries.map(({ name, kind, target }): WalkEntry => {
    if (target === undefined) return { name, kind };
    if (!mayBeLintable(name)) return { name, kind: 'other' };
    links.set(`${location}/${name}`, locationOf(target));
    return { name, kind };
  });
}

/** From the folder with .git down to the one above `start`. */
async function ignoreFilesAbove({ cache, ignoreMatcher }: WorkspaceFilesContext, start: string): Promise<IgnoreAbove[]> {
  const folders: string[] = [];
  for (let at: string | undefined = start; ; at = folderOf(at)) {
    if (at === undefined || !isInside(rootOf(start), at)) return [];
    if (at !== start) folders.unshift(at);
    if ((await cache.names(at)).has('.git')) break;
  }
  const above: IgnoreAbove[] = [];
  for (const folder of folders) {
    if (!(await cache.names(folder)).has('.gitignore')) continue;
    const text = await cache.text(`${folder}/.gitignore`);
    if (text !== undefined) above.push({ prefix: `${start.slice(folder.length + 1)}/`, matcher: ignoreMatcher(text) });
  }
  return above;
}
