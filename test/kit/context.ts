// A build context made of texts, for tests.
import { buildContext } from '../../server/src/core/model/context/build-context.js';
import type { BuildContext, ContextSnapshot } from '../../server/src/core/model/context/types.js';
import type { FileChange } from '../../server/src/core/text/file-change.js';
import { appendix } from '../../server/src/core/text/file-change.js';
import { isDockerfileName } from '../../server/src/core/workspace/file-names.js';

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
  const others = Object.keys(files).filter((file) => !file.includes('/') && file !== name && isDockerfileName(file));
  return {
    folders,
    texts: files,
    // The Dockerfile stands at the top of the context.
    ignorePlace: ignorePath ?? '.dockerignore',
    neighbors: others.map((file) => files[file] ?? ''),
    ...(ignorePath !== undefined && text !== undefined ? { ignoreFile: { path: ignorePath, text } } : {}),
  };
}

/** The files as they are after a fix has written some of them; throws where it may not. */
export function filesAfter(files: Readonly<Record<string, string>>, changes: readonly FileChange[]): Readonly<Record<string, string>> {
  const after = { ...files };
  for (const change of changes) {
    const before = after[change.path];
    if (change.kind === 'create') {
      if (before !== undefined) throw new Error(`${change.path} is there already`);
      after[change.path] = change.text;
    } else {
      if (before === undefined) throw new Error(`${change.path} is not there`);
      after[change.path] = before + appendix(before, change.lines);
    }
  }
  return after;
}
