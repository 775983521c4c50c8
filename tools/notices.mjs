// Writes THIRD-PARTY-NOTICES.txt from what the build really bundled; `--check` fails when it is stale or a licence is not on the list.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'THIRD-PARTY-NOTICES.txt');

/** Licences that may be shipped inside an MIT work when their text goes along. */
const SHIPPED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT']);

const RULE = '-'.repeat(80);

/** Names of the packages in a file of the build, and in all of them. */
export function bundledPackages() {
  const path = join(root, 'server/dist/packages.json');
  if (!existsSync(path)) throw new Error('server/dist/packages.json is missing: run "npm run build" first');
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @returns {{ name: string, version: string, licence: string, text: string }[]} */
export function notices() {
  const names = [...new Set(Object.values(bundledPackages()).flat())].sort();
  return names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|copying|notice|third-?party-?notices?)([.-].*)?$/i.test(file))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
    return { name, version, licence: typeof license === 'string' ? license : (license?.type ?? ''), text: texts.join('\n\n') };
  });
}

export function problemsOf(list) {
  return list.flatMap(({ name, licence, text }) => [
    ...(SHIPPED.has(licence) ? [] : [`${name}: licence "${licence}" is not on the list of tools/notices.mjs`]),
    ...(text ? [] : [`${name}: the package brings no licence text`]),
  ]);
}

export function render(list) {
  return [
    'Seaworthy contains the following third-party software.',
    ...list.map(({ name, version, licence, text }) => [RULE, `${name} ${version} (${licence})`, RULE, '', text].join('\n')),
    '',
  ].join('\n\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const list = notices();
  const content = render(list);
  const isStale = !existsSync(target) || readFileSync(target, 'utf8') !== content;
  const problems = problemsOf(list);
  if (isStale && process.argv.includes('--check')) problems.push('THIRD-PARTY-NOTICES.txt is stale: run "npm run notices"');
  else if (isStale) writeFileSync(target, content);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${list.length} bundled packages, each with its licence`);
}
