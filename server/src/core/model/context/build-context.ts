// The build context as the host saw it: names of the folders it looked into, texts of the small files it read.
import { MappedText } from '../../text/mapped-text.js';
import { readDockerfile } from '../dockerfile/read.js';
import type { DockerfileModel } from '../dockerfile/types.js';
import { dialectOf, readScript } from '../shell/read-script.js';
import type { ShellScript } from '../shell/types.js';
import { readIgnoreFile } from './ignore-file.js';
import type { IgnoreFile } from './ignore-file.js';
import { contextPath } from './context-path.js';
import type { BuildContext, ContextSnapshot } from './types.js';

/** A file is judged over and over with the same ones around it. */
const read = new WeakMap<readonly string[], readonly DockerfileModel[]>();

function neighborsOf(texts: readonly string[]): readonly DockerfileModel[] {
  let models = read.get(texts);
  if (!models) read.set(texts, (models = texts.map((text) => readDockerfile(text))));
  return models;
}

/** Several rules ask for the same script, at every change of the Dockerfile. */
const scripts = new WeakMap<ContextSnapshot['texts'], Map<string, ShellScript | undefined>>();

function scriptIn(texts: ContextSnapshot['texts'], path: string): ShellScript | undefined {
  let known = scripts.get(texts);
  if (!known) scripts.set(texts, (known = new Map()));
  if (!known.has(path)) known.set(path, readShell(texts[path] ?? ''));
  return known.get(path);
}

function readShell(text: string): ShellScript | undefined {
  const program = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
  const name = program?.[1]?.endsWith('/env') ? (program[2] ?? '') : (program?.[1] ?? 'sh');
  const dialect = dialectOf(name);
  return dialect === 'posix' || dialect === 'bash' ? readScript(MappedText.plain(text, 0), 'shell', { dialect }) : undefined;
}

export function buildContext({ ignoreFile, folders, texts, ignorePlace, neighbors }: ContextSnapshot): BuildContext {
  let ignore: IgnoreFile | undefined;
  const patterns = (): IgnoreFile => (ignore ??= readIgnoreFile(ignoreFile?.text ?? ''));
  const namesIn = (folder: string): readonly string[] | undefined => (Object.hasOwn(folders, folder) ? folders[folder] : undefined);

  /** Its name among the texts, when it is one of them. */
  const placeOf = (path: string): string | undefined => {
    const wanted = contextPath(path) ?? '..';
    return Object.hasOwn(texts, wanted) ? wanted : undefined;
  };

  return {
    ignoreFile,
    ignorePlace,
    isIgnored: (path) => ignoreFile !== undefined && patterns().ignores(path),
    isException: (path) => ignoreFile !== undefined && patterns().excepts(path),
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
    read(path) {
      const place = placeOf(path);
      return place === undefined ? undefined : texts[place];
    },
    neighbors: () => neighbors && neighborsOf(neighbors),
    script(path) {
      const place = placeOf(path);
      return place === undefined ? undefined : scriptIn(texts, place);
    },
  };
}
