// Looks at the files around a Dockerfile on the disk, once per folder and file.
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ContextSnapshot } from '../core/model/context/types.js';
import type { CheckRequest, Service } from '../core/service-types.js';
import { findContext } from '../core/workspace/find-context.js';
import type { ContextAnswer } from '../core/workspace/find-context.js';
import type { WalkEntry } from '../core/workspace/walk.js';
import { isInside, slashed } from './paths.js';

/** Manifests, scripts and ignore files that people write are shorter. In bytes. */
const MAX_TEXT = 256 * 1024;

export class ContextFinder {
  private readonly folders = new Map<string, readonly WalkEntry[] | undefined>();
  private readonly texts = new Map<string, string | undefined>();

  constructor(private readonly service: Pick<Service, 'contextWants'>) {}

  /**
   * @param absolute the file
   * @param top absolute; nothing above it is looked at
   * @param chosen folder of the context as configured, absolute
   * @param within absolute; folders in which a fix may write
   */
  for(
    request: CheckRequest,
    absolute: string,
    top: string,
    chosen: string | undefined,
    within: readonly string[] = [],
  ): ContextSnapshot | undefined {
    const wants = this.service.contextWants(request);
    if (!wants) return undefined;
    const search = findContext(slashed(absolute), slashed(top), wants, '', chosen && slashed(chosen));
    let answer: ContextAnswer;
    for (;;) {
      const step = search.next(answer);
      if (step.done) return step.value && keptWithin(step.value, dirname(absolute), within);
      const asked = step.value;
      answer =
        asked.kind === 'list'
          ? kept(this.folders, asked.folder, (folder) => entriesOf(folder, top))
          : kept(this.texts, asked.path, (path) => readText(path, top));
    }
  }

  /** A fix has written the file, or would have: those that are looked at later see it. */
  wrote(path: string, text: string): void {
    const place = slashed(path);
    const at = place.lastIndexOf('/');
    const [folder, name] = [place.slice(0, at), place.slice(at + 1)];
    const entries = this.folders.get(folder);
    if (entries && !entries.some((entry) => entry.name === name)) this.folders.set(folder, [...entries, { name, kind: 'file' }]);
    this.texts.set(place, text);
  }
}

/** Where nothing may be written, no fix is offered that would. */
function keptWithin(context: ContextSnapshot, home: string, within: readonly string[]): ContextSnapshot {
  const { ignorePlace, ...others } = context;
  if (ignorePlace === undefined) return context;
  const place = resolve(home, ignorePlace);
  return within.some((folder) => isInside(place, folder)) ? context : others;
}

function kept<T>(cache: Map<string, T>, key: string, make: (key: string) => T): T {
  if (!cache.has(key)) cache.set(key, make(key));
  return cache.get(key) as T;
}

// What cannot be read is taken as not there: it is no file that was asked for.

function entriesOf(folder: string, top: string): readonly WalkEntry[] | undefined {
  try {
    return readdirSync(`${folder}/`, { withFileTypes: true }).map((entry): WalkEntry => {
      const { name } = entry;
      if (entry.isFile()) return { name, kind: 'file' };
      if (entry.isDirectory()) return { name, kind: 'folder' };
      return { name, kind: entry.isSymbolicLink() ? kindOfTarget(`${folder}/${name}`, top) : 'other' };
    });
  } catch {
    return undefined;
  }
}

/** A link counts as what it leads to, as long as that is not outside. */
function kindOfTarget(link: string, top: string): WalkEntry['kind'] {
  try {
    const target = realpathSync(link);
    if (!isInside(target, realpathSync(top))) return 'other';
    const stats = statSync(target);
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

function readText(path: string, top: string): string | undefined {
  try {
    if (!isInside(realpathSync(path), realpathSync(top))) return undefined;
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MAX_TEXT ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
