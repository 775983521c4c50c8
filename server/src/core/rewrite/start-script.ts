// A start script that prepares things and then hands over to the program: what it starts, and what it needs to run.
import { packageCommandOf } from '../knowledge/packages.js';
import { baseName } from '../knowledge/start-command.js';
import type { ShellScript } from '../model/shell/types.js';
import type { Start } from './build-reading.js';
import { searchPath } from './build-reading.js';
import type { Build, Refusal } from './plan.js';
import { isAt, refuse, resolvePath } from './plan.js';

export interface StartScript {
  /** Where it lies in the image. */
  readonly path: string;
  /** Does it take bash? */
  readonly isBash: boolean;
}

/** Commands that each distribution has, however small, and those of the shell. */
const EVERYWHERE = new Set(
  (
    'set export unset local readonly eval exec exit return shift trap wait true false : test [ [[ echo printf read cd pwd umask ulimit type command ' +
    'source . if cat cp mv rm ln ls mkdir rmdir touch chmod chown chgrp stat id whoami date sleep env uname hostname basename dirname readlink ' +
    'head tail cut tr sort uniq wc tee mktemp seq expr grep sed awk find xargs timeout kill sh nproc getopts shopt declare let break continue'
  ).split(' '),
);
/** Tools by the packages that bring them, and that the runtime stage gets as well. */
const OF_PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:psql|pg_isready|pg_dump)$/, /^postgresql\d*(?:-client.*)?$/],
  [/^(?:mysql|mysqladmin|mariadb)$/, /^(?:default-)?(?:mysql|mariadb)-client/],
  [/^redis-cli$/, /^redis/],
  [/^nc$/, /^netcat/],
  [/^sqlite3$/, /^sqlite/],
  [/^gosu$/, /^gosu$/],
  [/^su-exec$/, /^su-exec$/],
  [/^(?:tini|dumb-init)$/, /^(?:tini|dumb-init)$/],
];

/** What Python, Ruby and PHP start is copied whole, so their plans look into no script. */
export const looksIntoScripts = (language: string): boolean => !/^(?:python|ruby|php)$/.test(language);

const isHandOver = (text: string): boolean => /^"?\$@"?$/.test(text);

/** The copied file that the container starts, with its source in the build context. */
function scriptOf(build: Build): { readonly path: string; readonly source: string | undefined } | undefined {
  const { start, copied } = build;
  const [word = ''] = start.words;
  if (word === '' || word.includes('$') || /^(?:mvnw|gradlew|java|node|dotnet)$/.test(baseName(word))) return undefined;
  const paths = word.includes('/')
    ? [resolvePath(start.cwd ?? '/', word)]
    : searchPath(build, []).map((folder) => resolvePath(folder, word));
  for (const path of paths) {
    const file = [...copied].reverse().find(({ isFolder, place }) => !isFolder && place === path);
    if (file) return { path, source: file.isOfContext ? file.source : undefined };
  }
  if (!/\.(?:sh|bash)$/.test(word)) return undefined;
  const path = paths.find((item) => copied.some(({ isFolder, place }) => isFolder && place !== undefined && isAt(item, place)));
  return path === undefined ? undefined : { path, source: undefined };
}

/** Does each command exist in the runtime stage? */
function strangerIn(script: ShellScript, build: Build, program: string): string | undefined {
  const installed = build.acts.flatMap(({ command }) => {
    const found = packageCommandOf(command);
    return found?.action === 'install' ? found.packages.map(({ name }) => name) : [];
  });
  const functions = new Set([...script.source.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map((match) => match[1] ?? ''));
  for (const { name, word, assignments } of script.commands) {
    if (name === undefined && word.raw === '' && assignments.length > 0) continue;
    if (name === undefined) {
      if (isHandOver(word.raw)) continue;
      return word.raw;
    }
    if (EVERYWHERE.has(name) || functions.has(name) || name === program || (word.value ?? '').includes(`/${program}`)) continue;
    const bringer = OF_PACKAGES.find(([tool]) => tool.test(name));
    if (!bringer || !installed.some((item) => bringer[1].test(item))) return name;
  }
  return undefined;
}

/**
 * What starts in truth where a copied script comes first; the same start where none does. A script that cannot be read is refused, as
 * nobody knows what it calls.
 */
export function startBehindScript(build: Build): Start | Refusal {
  const { start, files } = build;
  if (start.problem !== undefined) return start;
  const found = scriptOf(build);
  if (!found) return start;
  const [, ...rest] = start.words;
  const name = baseName(found.path);
  if (/^wait-for-it(?:\.sh)?$/.test(name)) {
    const dashes = rest.indexOf('--');
    if (dashes < 0 || rest.length === dashes + 1) return refuse(`what "${name}" starts is not written behind it`);
    return { ...start, words: rest.slice(dashes + 1), script: { path: found.path, isBash: true } };
  }
  const script = found.source === undefined ? undefined : files?.script(found.source);
  if (!script)
    return refuse(
      /\.(?:sh|bash)$|entrypoint|^(?:start|run|boot|init)/.test(name)
        ? `the container starts by the script "${name}", which cannot be read here, so what the program needs is not certain: start it directly`
        : `the container starts "${name}", which is copied and not built`,
    );
  const last = script.commands.at(-1);
  const isLast = last !== undefined && script.source.trimEnd().endsWith(last.args.at(-1)?.raw ?? last.word.raw);
  if (script.hasErrors || !isLast || last.pipeline.length > 1) return refuse(`what the script "${name}" starts in the end is not certain`);
  const own = isHandOver(last.word.raw) ? rest : [last.word.value, ...last.args.map(({ value, raw }) => (isHandOver(raw) ? '' : value))];
  const words = own.flatMap((word) => (word === '' ? rest : [word]));
  const moves = script.commands.filter((command) => command.name === 'cd' || command.name === 'pushd');
  const [to] = moves.at(-1)?.args ?? [];
  const cwd = moves.length === 0 ? start.cwd : moves.length === 1 && to?.value?.startsWith('/') ? resolvePath('/', to.value) : undefined;
  if (words.length === 0) return refuse(`the script "${name}" hands over to CMD, and there is none`);
  if (words.some((word) => word === undefined) || (cwd === undefined && start.cwd !== undefined))
    return refuse(`what the script "${name}" starts in the end is not certain`);
  const started = words.filter((word) => word !== undefined);
  const stranger = strangerIn(script, build, baseName(started[0] ?? ''));
  if (stranger !== undefined) return refuse(`the script "${name}" calls "${stranger}", which the runtime stage may not have`);
  return { ...start, words: started, cwd, script: { path: found.path, isBash: script.dialect === 'bash' } };
}
