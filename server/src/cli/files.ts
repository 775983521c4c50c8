// Turns the paths on the command line into the files to lint. Only what was named is read, links out of it are not followed.
import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import ignore from 'ignore';
import type { Service } from '../core/service-types.js';
import { isConfigName, isDockerfileName, mayBeLintable } from '../core/workspace/file-names.js';
import type { IgnoreAbove, IgnoreMatcher, WalkAnswer, WalkEntry, WalkStep } from '../core/workspace/walk.js';
import { walk } from '../core/workspace/walk.js';
import { codeOf, reasonOf } from './fs-errors.js';
import { isInside, pathFrom, shownPath, slashed } from './paths.js';
import type { Settings, SettingsFinder } from './settings.js';

export interface InputFile {
  /** As it is printed: `/` between names, relative to the working directory unless it was named otherwise. */
  readonly path: string;
  readonly absolute: string;
  /** Named itself, not found in a folder: then it is listed whatever it turns out to be. */
  readonly named: boolean;
  /** Absolute; the folder that was named, or the folder of the file. */
  readonly start: string;
  readonly settings: Settings;
}

/** Something outside that went wrong. */
export interface Trouble {
  readonly path: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

export interface Gathered {
  readonly files: readonly InputFile[];
  /** Each makes the exit code 2. */
  readonly troubles: readonly Trouble[];
  /** Files that were named and left out all the same. */
  readonly notes: readonly Trouble[];
}

export function gather(paths: readonly string[], cwd: string, finder: SettingsFinder, service: Pick<Service, 'isExcluded'>): Gathered {
  const gatherer = new Gatherer(cwd, finder, service);
  for (const path of paths) gatherer.add(path);
  return gatherer.result();
}

/** Does the configuration leave this file or folder out? A folder ends in `/`. */
export function isExcluded(service: Pick<Service, 'isExcluded'>, settings: Settings, absolute: string, isFolder: boolean): boolean {
  const path = pathFrom(settings.folder, absolute);
  return path !== undefined && path !== '' && service.isExcluded(settings.config, isFolder ? `${path}/` : path);
}

class Gatherer {
  private readonly files = new Map<string, InputFile>();
  /** Files reached through a link, to be dropped when their target is linted itself; target by file. */
  private readonly linked = new Map<string, string>();
  private readonly troubles: Trouble[] = [];
  private readonly notes: Trouble[] = [];

  constructor(
    private readonly cwd: string,
    private readonly finder: SettingsFinder,
    private readonly service: Pick<Service, 'isExcluded'>,
  ) {}

  add(given: string): void {
    const absolute = resolve(this.cwd, given);
    const shown = isAbsolute(given) ? slashed(absolute) : shownPath(absolute, this.cwd);
    try {
      const stats = statSync(absolute);
      if (stats.isDirectory()) this.addFolder(absolute, isAbsolute(given));
      else if (stats.isFile()) this.addFile(absolute, shown, dirname(absolute), true);
      else this.troubles.push({ path: shown, message: 'no regular file: to lint what comes through a pipe, use - and --stdin-filename' });
    } catch (error) {
      const dangling = codeOf(error) === 'ENOENT' && lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink();
      this.troubles.push({ path: shown, message: dangling ? 'a link to nothing: correct or remove it' : reasonOf(error) });
    }
  }

  result(): Gathered {
    const files = [...this.files.values()].filter(({ absolute, named }) => {
      const target = this.linked.get(absolute);
      return named || target === undefined || !this.files.has(target);
    });
    return { files, troubles: this.troubles, notes: this.notes };
  }

  private addFile(absolute: string, path: string, start: string, named: boolean): void {
    const settings = this.finder.for(dirname(absolute), start);
    // The configuration itself is always looked at, as in the editor.
    if (!isConfigName(slashed(absolute)) && isExcluded(this.service, settings, absolute, false)) {
      if (named) this.notes.push({ path, message: 'left out by exclude in the configuration' });
      return;
    }
    const known = this.files.get(absolute);
    if (!known || (named && !known.named)) this.files.set(absolute, { path: known?.path ?? path, absolute, named, start, settings });
  }

  private addFolder(start: string, showAbsolute: boolean): void {
    const steps = walk(this.ignoreFilesAbove(start));
    let answer: WalkAnswer;
    for (;;) {
      const step = steps.next(answer);
      if (step.done) return;
      answer = this.answer(step.value, start, showAbsolute);
    }
  }

  private answer(step: WalkStep, start: string, showAbsolute: boolean): WalkAnswer {
    const absolute = step.path === '' ? start : join(start, step.path);
    const shown = () => (showAbsolute ? slashed(absolute) : shownPath(absolute, this.cwd));
    switch (step.kind) {
      case 'list':
        return this.list(absolute, start, shown);
      case 'ignore-file':
        return readIgnoreFile(absolute);
      case 'enter':
        return !isExcluded(this.service, this.finder.for(dirname(absolute), start), absolute, true);
      case 'file':
        if (mayBeLintable(step.path)) this.addFile(absolute, shown(), start, false);
        return undefined;
    }
  }

  private list(folder: string, start: string, shown: () => string): readonly WalkEntry[] | undefined {
    try {
      return readdirSync(folder, { withFileTypes: true }).map((entry): WalkEntry => {
        const { name } = entry;
        if (entry.isFile()) return { name, kind: 'file' };
        if (entry.isDirectory()) return { name, kind: 'folder' };
        return { name, kind: entry.isSymbolicLink() && mayBeLintable(name) && this.follow(join(folder, name), start) ? 'file' : 'other' };
      });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.troubles.push({ path: shown(), message: reasonOf(error) });
      return undefined;
    }
  }

  /** A link is followed to a file below the start; others, loops and dangling ones are passed over. */
  private follow(link: string, start: string): boolean {
    try {
      if (!statSync(link).isFile()) return false;
      const target = realpathSync(link);
      const top = realpathSync(start);
      if (!isInside(target, top)) return false;
      this.linked.set(link, join(start, relative(top, target)));
      return true;
    } catch {
      return false;
    }
  }

  /** From the folder with .git down to the one above `start`. */
  private ignoreFilesAbove(start: string): IgnoreAbove[] {
    const root = this.finder.repositoryOf(start);
    if (root === undefined || root === start) return [];
    const above: IgnoreAbove[] = [];
    for (let folder = dirname(start); isInside(folder, root); folder = dirname(folder)) {
      const matcher = readIgnoreFile(join(folder, '.gitignore'));
      if (matcher) above.unshift({ prefix: `${slashed(relative(folder, start))}/`, matcher });
      if (dirname(folder) === folder) break;
    }
    return above;
  }
}

function readIgnoreFile(path: string): IgnoreMatcher | undefined {
  try {
    return statSync(path).isFile() ? ignore().add(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) : undefined;
  } catch {
    return undefined;
  }
}

/** Is it worth a word when this file of a folder cannot be judged? Any YAML or JSON may be something else entirely. */
export const isSurelyOurs = (file: Pick<InputFile, 'named' | 'absolute'>): boolean =>
  file.named || isDockerfileName(slashed(file.absolute)) || isConfigName(slashed(file.absolute));
