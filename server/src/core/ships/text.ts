// A shipped image as a tree to read, and in a few lines for a hover.
import { LineIndex } from '../text/line-index.js';
import type { Span } from '../text/span.js';
import type { Command, Fact, ShippedImage, ShippedPath, StageName } from './types.js';

interface Row {
  readonly name: string;
  /** At least one; the first stands beside the name. */
  readonly lines: readonly string[];
}

/** Control characters would act on a terminal. */
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

/** As a shell would want it, with few backslashes. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./$~-]+$/.test(word)) return word;
  return /["$\\`]/.test(word) && !word.includes("'") ? `'${word}'` : JSON.stringify(word);
}

export function commandText({ form, words }: Command): string {
  return form === 'exec' ? words.map(quoted).join(' ') : `${words.slice(0, -1).join(' ')} ${quoted(words.at(-1) ?? '')}`;
}

export const stageText = ({ name, index }: StageName): string => (name === undefined ? `stage ${index}` : `stage "${name}"`);

/** Nobody calls the one stage of a file `stage 0`. */
const isOnly = ({ stage, base, notShipped }: ShippedImage): boolean =>
  stage.name === undefined && base.through.length === 0 && notShipped.length === 0;

function originText({ from }: ShippedPath): string {
  switch (from.kind) {
    case 'context':
      return 'the build context';
    case 'stage':
      return `stage "${from.name}"`;
    case 'image':
      if (from.name === '') return 'an image that is not named yet';
      return /^\d+$/.test(from.name) ? `stage ${from.name}, which is not there` : `image ${from.name}`;
    case 'url':
      return 'the network';
    case 'git':
      return 'a git repository';
    case 'inline':
      return 'this file';
  }
}

const WIDTH = 90;

/** Words on as many lines as they take. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const withCommas = (words: readonly string[]): string[] => words.map((word, i) => (i < words.length - 1 ? `${word},` : word));
const listed = (words: readonly string[]): string[] => wrapped(withCommas(words));

/** For people: without the indentation of continued lines. */
function startText(command: Command): string {
  if (command.words.length === 0) return 'none, the list is empty';
  const words = command.words.map((word, i) =>
    i === command.words.length - 1 && command.form === 'shell' ? word.replace(/\s+/g, ' ') : word,
  );
  return `${commandText({ ...command, words })}, ${command.form} form`;
}

/** A longer path pushes what stands behind it. */
const LONGEST_PATH = 32;

/** The path, where it comes from, and how; many sources go on below. */
function fileLines(file: ShippedPath, column: number, place: (at: Span | undefined) => string): string[] {
  const { path, sources, except, owner, mode, isUnpacked } = file;
  const shown = sources.map((source) => (/\s/.test(source) ? JSON.stringify(source) : source));
  const how = [
    ...(isUnpacked ? ['unpacked'] : []),
    ...(except.length > 0 ? [`without ${except.join(', ')}`] : []),
    ...(owner === undefined ? [] : [`owned by ${owner}`]),
    ...(mode === undefined ? [] : [`mode ${mode}`]),
  ];
  const all = wrapped([...shown.slice(0, -1), ...withCommas([shown.at(-1) ?? '', ...how])]);
  const indent = ' '.repeat(column + 2);
  return all.map(
    (line, i) =>
      `${i === 0 ? `${path.padEnd(column)}  from ${originText(file)}: ` : `${indent}  `}${line}${i === all.length - 1 ? place(file.at) : ''}`,
  );
}

/** `sh -c "text" word`: the text does not look at the words behind it. */
const isUnused = ({ entrypoint, command }: ShippedImage): boolean =>
  entrypoint.value?.form === 'shell' && command.value !== undefined && command.value.words.length > 0;

/** `place` says where a fact is written. */
function rowsOf(image: ShippedImage, place: (at: Span | undefined) => string): readonly Row[] {
  const rows: Row[] = [];
  const add = (name: string, ...lines: readonly string[]) => rows.push({ name, lines: lines.map(plain) });
  const told = <T>(found: Fact<T>, text: (value: T) => string, unknown: string): string => {
    if (found.value === undefined) return found.origin === 'default' ? 'none' : unknown;
    const where = found.origin === 'file' ? place(found.at) : found.origin === 'base image' ? ' (from the base image)' : '';
    return text(found.value) + where;
  };
  const left = 'left to the base image';
  const { base } = image;
  add(
    'base',
    `${base.image === '' ? 'none is named yet' : base.image}${base.isResolved || base.image === '' ? '' : ' (depends on a build argument)'}${base.platform === undefined ? '' : ` for ${base.platform}`}${place(base.at)}`,
    ...base.through.map((stage) => `through ${stageText(stage)}${place(stage.at)}`),
  );
  add(
    'user',
    told(image.user, (user) => user, left),
  );
  add(
    'directory',
    told(image.workdir, (path) => path, left),
  );
  add('entrypoint', told(image.entrypoint, startText, left));
  const idle = isUnused(image) ? ', which an entrypoint in shell form does not get' : '';
  add(
    'command',
    told(image.command, (command) => startText(command) + idle, left),
  );
  if (image.environment.length > 0) {
    const own = image.environment.filter(({ origin }) => origin === 'file').map(({ name }) => name);
    const theirs = image.environment.filter(({ origin }) => origin !== 'file').map(({ name }) => name);
    add(
      'environment',
      ...listed(own),
      ...listed(theirs.map((name, i) => (i === theirs.length - 1 ? `${name} (from the base image)` : name))),
    );
  }
  if (image.ports.length > 0) add('ports', ...listed(image.ports.map(({ port }) => port)));
  if (image.volumes.length > 0) add('volumes', ...listed(image.volumes.map(({ path }) => path)));
  add('labels', ...(image.labels.length > 0 ? image.labels.map(({ name, value }) => `${name} = ${quoted(value)}`) : ['none in this file']));
  add(
    'health check',
    told(
      image.healthCheck,
      (check) =>
        check === 'none'
          ? 'none'
          : [startText(check.command), ...Object.entries(check.options).map(([name, value]) => `${name} ${value}`)].join(', '),
      left,
    ),
  );
  add(
    'stop signal',
    told(image.stopSignal, (signal) => signal, 'SIGTERM, unless the base image says another'),
  );
  add(
    'shell',
    told(image.shell, (has) => (has ? 'yes' : 'no'), 'not known'),
  );
  add(
    'packages',
    told(image.packageDatabase, (name) => (name === 'none' ? 'no database: scanners see no packages' : `${name} database`), 'not known'),
  );
  const column = Math.min(LONGEST_PATH, Math.max(0, ...image.files.map(({ path }) => path.length)));
  add('files', ...(image.files.length > 0 ? image.files.flatMap((file) => fileLines(file, column, place)) : ['none by COPY or ADD']));
  if (image.notShipped.length > 0) {
    add(
      'not shipped',
      ...image.notShipped.map(
        (stage) => `${stageText(stage)}${stage.isUsed ? ', used by the build' : ', not used at all'}${place(stage.at)}`,
      ),
    );
  }
  return rows;
}

/** The whole tree; `name` of the file is its first line. */
export function shipsText(name: string, text: string, image: ShippedImage): string {
  const lines = new LineIndex(text);
  const rows = rowsOf(image, (at) => (at ? ` (line ${lines.lineOf(at.start) + 1})` : ''));
  const width = Math.max(...rows.map((row) => row.name.length)) + 2;
  const shown = rows.flatMap((row, i) => {
    const isLast = i === rows.length - 1;
    return row.lines.map((line, j) => {
      const branch = j === 0 ? (isLast ? '└─ ' : '├─ ') : isLast ? '   ' : '│  ';
      return `${branch}${(j === 0 ? row.name : '').padEnd(width)}${line}`;
    });
  });
  return [isOnly(image) ? name : `${name}: ${stageText(image.stage)}`, ...shown].join('\n') + '\n';
}

const MOST_PATHS = 6;

/** The most that fits a hover, as Markdown. */
export function shipsHover(image: ShippedImage, isFinal: boolean): string {
  const code = (text: string): string => `\`${plain(text).replaceAll('`', "'")}\``;
  const told = <T>(found: Fact<T>, text: (value: T) => string): string | undefined =>
    found.value === undefined ? undefined : code(text(found.value)) + (found.origin === 'base image' ? ' (from the base image)' : '');
  const start = [image.entrypoint, ...(isUnused(image) ? [] : [image.command])]
    .flatMap(({ value }) => (value ? [value.words.map(quoted).join(' ')] : []))
    .join(' ');
  const isEmptied = [image.entrypoint, image.command].some(({ value }) => value?.words.length === 0);
  const paths = [...new Set(image.files.map((file) => `${code(file.path)} from ${originText(file)}`))];
  const lines: (string | undefined)[] = [
    isFinal
      ? `**What ${isOnly(image) ? 'this file' : stageText(image.stage)} ships**`
      : `**What ${stageText(image.stage)} would ship** if it were the last`,
    `- base: ${code(image.base.image)}${image.base.through.length > 0 ? `, through ${image.base.through.map((stage) => stageText(stage)).join(', ')}` : ''}`,
    `- user: ${told(image.user, (user) => user) ?? 'left to the base image'}`,
    start === '' ? `- starts: ${isEmptied ? 'nothing, the list is empty' : 'left to the base image'}` : `- starts: ${code(start)}`,
    image.ports.length > 0 ? `- ports: ${image.ports.map(({ port }) => code(port)).join(', ')}` : undefined,
    image.shell.value === undefined ? undefined : `- shell: ${image.shell.value ? 'yes' : 'no'}`,
    image.packageDatabase.value === undefined ? undefined : `- package database: ${image.packageDatabase.value}`,
    paths.length === 0
      ? '- files: none by COPY or ADD'
      : `- files: ${paths.slice(0, MOST_PATHS).join(', ')}${paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : ''}`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}
