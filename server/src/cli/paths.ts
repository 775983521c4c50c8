// Paths as they are shown and compared: `/` between names on every system.
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path';

export const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

/** Is `path` the folder itself or below it? Both absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** `path` counted from `folder`, or `undefined` when it is not below it. */
export function pathFrom(folder: string, path: string): string | undefined {
  return isInside(path, folder) ? slashed(relative(folder, path)) : undefined;
}

/** How a path is printed: relative to the working directory where that is shorter than climbing out of it, else absolute. */
export function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  if (way === '') return '.';
  return isAbsolute(way) ? slashed(resolve(path)) : slashed(way);
}

/** A file named by its way from the folder of another: as it is printed, and its place. */
export const shownFrom = (shown: string, way: string): string => posix.join(posix.dirname(shown), way);
export const absoluteFrom = (file: string, way: string): string => resolve(dirname(file), way);
