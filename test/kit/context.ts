// A build context made of texts, for tests.
import { buildContext } from '../../server/src/core/model/context/build-context.js';
import type { BuildContext, ContextSnapshot } from '../../server/src/core/model/context/types.js';

/** All files of the context by path, with their texts; `path` is the Dockerfile's, whose name picks the ignore file. */
export const contextOf = (files: Readonly<Record<string, string>>, path?: string): BuildContext =>
  buildContext(contextSnapshot(files, path));

/** The same as plain data, for a request. */
export function contextSnapshot(files: Readonly<Record<string, string>>, path = 'Dockerfile'): ContextSnapshot {
  const folders: Record<string, string[]> = { '': [] };
  for (const file of Object.keys(files)) {
    const names = file.split('/');
    names.forEach((name, i) => {
      const list = (folders[names.slice(0, i).join('/')] ??= []);
      const entry = i < names.length - 1 ? `${name}/` : name;
      if (name !== '' && !list.includes(entry)) list.push(entry);
    });
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ignorePath = [`${name}.dockerignore`, '.dockerignore'].find((candidate) => Object.hasOwn(files, candidate));
  const text = ignorePath === undefined ? undefined : files[ignorePath];
  return {
    folders,
    texts: files,
    ...(ignorePath !== undefined && text !== undefined ? { ignoreFile: { path: ignorePath, text } } : {}),
  };
}
