// Paths below the build context in one form.

/** Without `./`, `a/../` and slashes at either end; absent when it leads out of the context. */
export function contextPath(path: string): string | undefined {
  const names: string[] = [];
  for (const name of path.replaceAll('\\', '/').split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
