// The build context as the host saw it: names of the folders it looked into, texts of the small files it read.
import { MappedText } from '../../text/mapped-text.js';
import { dialectOf, readScript } from '../shell/read-script.js';
import { readIgnoreFile } from './ignore-file.js';
import type { IgnoreFile } from './ignore-file.js';
import type { BuildContext } from './types.js';

/** Plain data, so that it can cross from a host to the core. */
export interface ContextSnapshot {
  readonly ignoreFile?: { readonly path: string; readonly text: string };
  /** Names in each folder that was looked into (`''` = the context), folders with a `/` behind. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  readonly texts: Readonly<Record<string, string>>;
}

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

export function buildContext({ ignoreFile, folders, texts }: ContextSnapshot): BuildContext {
  let ignore: IgnoreFile | undefined;
  const namesIn = (folder: string): readonly string[] | undefined => (Object.hasOwn(folders, folder) ? folders[folder] : undefined);

  const read = (path: string): string | undefined => {
    const wanted = contextPath(path) ?? '..';
    return Object.hasOwn(texts, wanted) ? texts[wanted] : undefined;
  };

  return {
    ignoreFile,
    isIgnored(path) {
      if (!ignoreFile) return false;
      ignore ??= readIgnoreFile(ignoreFile.text);
      return ignore.ignores(path);
    },
    kindOf(path) {
      const wanted = contextPath(path);
      if (wanted === undefined) return 'unknown';
      if (wanted === '') return 'folder';
      const names = wanted.split('/');
      for (let i = 0; i < names.length; i++) {
        const list = namesIn(names.slice(0, i).join('/'));
        if (!list) return 'unknown';
        const name = names[i] ?? '';
        const isLast = i === names.length - 1;
        if (list.includes(`${name}/`)) {
          if (isLast) return 'folder';
        } else return isLast && list.includes(name) ? 'file' : 'absent';
      }
      return 'unknown';
    },
    list: (folder) => namesIn(contextPath(folder) ?? '..'),
    read,
    script(path) {
      const text = read(path);
      if (text === undefined) return undefined;
      const program = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
      const name = program?.[1]?.endsWith('/env') ? (program[2] ?? '') : (program?.[1] ?? 'sh');
      const dialect = dialectOf(name);
      return dialect === 'posix' || dialect === 'bash' ? readScript(MappedText.plain(text, 0), 'shell', { dialect }) : undefined;
    },
  };
}
