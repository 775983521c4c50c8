import { defineRule } from '../../engine/rule.js';
import { downloadOf, savedTo } from '../../knowledge/downloads.js';
import { commandsInFolders, copiedFiles, isWithin, removedBy, resolvePath } from '../../knowledge/file-commands.js';
import { secretFileOf } from '../../knowledge/secret-files.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { BuildContext } from '../../model/context/types.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellWord } from '../../model/shell/types.js';
import { shorten } from '../../text/shorten.js';
import { baseName } from '../../text/base-name.js';

interface Brought {
  readonly path: string;
  readonly at: Instruction;
  /** The folder or file of the build context that was copied there; absent for downloads and copies from stages. */
  readonly source: string | undefined;
}

/** Files that the instruction leaves in its layer: copies, and downloads that it does not remove itself. */
function broughtBy(at: Instruction): readonly Brought[] {
  if (at.keyword === 'COPY' || at.keyword === 'ADD') {
    const isContext = !at.flags.some(({ name }) => name === 'from');
    return copiedFiles(at).flatMap(({ source, paths }) => {
      // ADD unpacks archives: the file itself is nowhere.
      const isArchive = at.keyword === 'ADD' && /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)$/.test(source) && !/^https?:/.test(source);
      return isArchive ? [] : paths.map((path) => ({ path, at, source: isContext ? source : undefined }));
    });
  }
  if (at.keyword !== 'RUN') return [];
  const found: Brought[] = [];
  const removed: string[] = [];
  for (const { command, folder, resolve } of commandsInFolders(at)) {
    const download = downloadOf(command, at.state);
    const saved = download && savedTo(download);
    const path = saved === undefined ? undefined : resolvePath(putIn(saved, at.state), folder);
    if (path !== undefined) found.push({ path, at, source: undefined });
    for (const word of removedBy(command)) removed.push(resolve(word) ?? '');
  }
  const plain = new Set(removed.filter((gone) => !isPattern(gone)));
  const patterns = removed.filter(isPattern).slice(0, MOST_TRIED);
  return found.filter(({ path }) => !foldersOf(path).some((folder) => plain.has(folder)) && !patterns.some((gone) => fits(gone, path)));
}

/** More files in one folder, or patterns in one RUN, than anybody writes are not held against each other. */
const MOST_TRIED = 200;

const isPattern = (gone: string): boolean => /[*?]/.test(gone);

/** The path and the folders it stands in, the root left out. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}

/** All that was brought, with what is asked for of thousands: the last below a folder, and the copies that may hold a file. */
class BroughtFiles {
  private readonly all: Brought[] = [];
  /** Positions of what is below a folder. */
  private readonly below = new Map<string, number[]>();
  /** The last position of each source that was copied to a path. */
  private readonly copies = new Map<string, Map<string, number>>();

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  add(brought: Brought): void {
    const position = this.all.push(brought) - 1;
    for (const folder of [...foldersOf(brought.path), '']) {
      const list = this.below.get(folder);
      if (list) list.push(position);
      else this.below.set(folder, [position]);
    }
    if (brought.source === undefined) return;
    const same = this.copies.get(brought.path) ?? new Map<string, number>();
    this.copies.set(brought.path, same);
    same.delete(brought.source);
    same.set(brought.source, position);
  }

  /** The last that the removal takes, or that holds the file. */
  originOf(gone: string, files: BuildContext | undefined): Brought | undefined {
    if (isPattern(gone)) {
      const inFolder = this.below.get(gone.slice(0, gone.lastIndexOf('/'))) ?? [];
      for (let i = inFolder.length - 1; i >= Math.max(0, inFolder.length - MOST_TRIED); i--) {
        const each = this.all[inFolder[i] ?? -1];
        if (each && fits(gone, each.path)) return each;
      }
      return undefined;
    }
    let last = gone === '/' ? -1 : (this.below.get(gone)?.at(-1) ?? -1);
    for (const folder of files ? [...foldersOf(gone).slice(1), '/'] : []) {
      let tried = 0;
      for (const position of this.copies.get(folder)?.values() ?? []) {
        const each = position > last ? this.all[position] : undefined;
        if (tried++ > MOST_TRIED) break;
        if (each && isInContext(gone, each, files)) last = position;
      }
    }
    return this.all[last];
  }
}

/** `/tmp/*`, `/tmp/*.deb`, `/tmp`: does the removal take this path? */
function fits(gone: string, path: string): boolean {
  if (gone === '' || !/[*?]/.test(gone)) return gone !== '' && gone !== '/' && isWithin(path, gone);
  const folder = gone.slice(0, gone.lastIndexOf('/'));
  const pattern = gone.slice(folder.length + 1);
  if (/[*?]/.test(folder) || !path.startsWith(`${folder}/`)) return false;
  const name = path.slice(folder.length + 1).split('/')[0] ?? '';
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.')}$`,
  ).test(name);
}

/** Is there such a file below what was copied? Only the build context can tell. */
function isInContext(gone: string, { path, source }: Brought, files: BuildContext | undefined): boolean {
  if (!files || source === undefined || gone === path || !isWithin(gone, path) || /[*?]/.test(gone)) return false;
  const inside = gone.slice(path === '/' ? 1 : path.length + 1);
  const folder = source.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '');
  const name = folder === '' || folder === '.' ? inside : `${folder}/${inside}`;
  const kind = files.kindOf(name);
  return (kind === 'file' || kind === 'folder') && !files.isIgnored(name);
}

/** What the RUN deletes, as far as its paths are known. */
function* removalsOf(run: Instruction): Generator<{ readonly word: ShellWord; readonly path: string }> {
  for (const { command, resolve } of commandsInFolders(run)) {
    for (const word of removedBy(command)) {
      const path = resolve(word);
      if (path !== undefined) yield { word, path };
    }
  }
}

export default defineRule({
  id: 'dockerfile/deletion-in-later-layer',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'A file is deleted in a later layer than the one that brought it',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    size: '"{file}" stays in the layer that brought it: delete it there, or mount it with --mount=type=bind',
    secret: '"{file}" is hidden, not deleted: whoever pulls the image finds it in its layer, so use a secret mount',
  },
  docs: {
    description:
      'A RUN of a stage that ships deletes (rm, unlink, shred -u) what an earlier instruction of the same chain brought by COPY, ADD or a download. A file that holds credentials by its name is a warning. Package caches have rules of their own.',
    rationale: 'Layers only add: the deletion hides the file, and its bytes are stored, sent and can be read by whoever pulls the image.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker history IMAGE shows the size of the layer; docker save and tar show the file in it.',
    remediation:
      'Mount the file for the RUN that needs it (--mount=type=bind,source=a.tgz,target=/tmp/a.tgz), download and delete in one RUN, or do the work in a stage that does not ship.',
    defaultValue: 'Every instruction that changes files makes a layer.',
    references: ['Docker: Best practices for Dockerfiles', 'OCI image specification: layers'],
    limits:
      'What a RUN made itself, other than by a download, is not known. Files below a copied folder are only known where the build context can be seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nCOPY app.deb /tmp/app.deb\nRUN dpkg -i /tmp/app.deb && rm /tmp/app.deb\n',
      good: 'FROM debian:trixie-slim\nRUN --mount=type=bind,source=app.deb,target=/tmp/app.deb dpkg -i /tmp/app.deb\n',
      byFix: false,
    },
  ],
  *check({ finalStage }, ctx) {
    const brought = new BroughtFiles();
    for (const stage of [...(finalStage?.chain ?? [])].reverse()) {
      for (const instruction of stage.instructions) {
        for (const { word, path } of instruction.keyword === 'RUN' && !brought.isEmpty ? removalsOf(instruction) : []) {
          const origin = brought.originOf(path, ctx.files);
          if (!origin) continue;
          const file = fits(path, origin.path) ? origin.path : path;
          const isSecret = secretFileOf(file) !== undefined;
          yield ctx.problem(isSecret ? 'secret' : 'size', {
            at: word.span,
            data: { file: shorten(baseName(file)) },
            ...(isSecret ? { severity: 'warning' as const } : {}),
            related: [{ at: origin.at.keywordSpan, message: 'This layer keeps it' }],
          });
        }
        for (const each of broughtBy(instruction)) brought.add(each);
      }
    }
  },
});
