// Looks at the folders around a manifest for a chart or a kustomization that it belongs to.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { FileHints } from '../core/service-types.js';
import type { HintAnswer } from '../core/workspace/file-hints.js';
import { findHints } from '../core/workspace/file-hints.js';
import { slashed } from './paths.js';

/** A larger kustomization is none that somebody wrote. In bytes. */
const MAX_KUSTOMIZATION = 1024 * 1024;

export class HintFinder {
  private readonly names = new Map<string, ReadonlySet<string> | undefined>();
  private readonly texts = new Map<string, string | undefined>();

  /**
   * @param absolute the file
   * @param top absolute; the last folder upward that is searched for a kustomization
   */
  for(absolute: string, top: string): FileHints {
    const search = findHints(slashed(absolute), slashed(top));
    let answer: HintAnswer;
    for (;;) {
      const step = search.next(answer);
      if (step.done) return step.value;
      answer = step.value.kind === 'names' ? kept(this.names, step.value.folder, readNames) : kept(this.texts, step.value.path, readText);
    }
  }
}

function kept<T>(cache: Map<string, T>, key: string, make: (key: string) => T): T {
  if (cache.has(key)) return cache.get(key) as T;
  const made = make(key);
  cache.set(key, made);
  return made;
}

// What cannot be read gives no hint; it is no file that was asked for.

function readNames(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readdirSync(`${folder}/`));
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MAX_KUSTOMIZATION ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
