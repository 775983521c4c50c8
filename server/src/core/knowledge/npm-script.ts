// What `npm start` and `npm run NAME` run, by the package.json of the build context.
import type { BuildContext } from '../model/context/types.js';

/** The text of a script that has no hooks before or after it; absent when it is not known. */
export function npmScript(files: BuildContext | undefined, name: string): string | undefined {
  const text = files?.read('package.json');
  if (text === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const scripts = (data as { scripts?: unknown } | null)?.scripts;
  if (typeof scripts !== 'object' || scripts === null) return undefined;
  const own = (key: string): unknown => (Object.hasOwn(scripts, key) ? (scripts as Record<string, unknown>)[key] : undefined);
  const script = own(name);
  return typeof script === 'string' && own(`pre${name}`) === undefined && own(`post${name}`) === undefined ? script : undefined;
}

/** The script that the words behind npm, yarn or pnpm name, when they name one and nothing else. */
export function scriptNameOf(manager: string, args: readonly string[]): string | undefined {
  const words = args.filter((word) => !/^(?:--silent|-s|--quiet|--loglevel=\w+)$/.test(word));
  const isRun = words[0] === 'run' || words[0] === 'run-script';
  const [name, ...rest] = isRun ? words.slice(1) : words;
  if (name === undefined || rest.length > 0 || name.startsWith('-')) return undefined;
  return isRun || name === 'start' || manager === 'yarn' || manager === 'pnpm' ? name : undefined;
}
