// Files of the server in Node: the disk for `file:`, and for other schemes the client, where it has promised to answer.
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import type { FileReader, FolderEntry } from '../lsp/files.js';
import { clientFiles, noFiles } from '../lsp/files.js';
import { decode } from '../cli/read-text.js';

/** Longer files are never judged. In bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined; // A URI that is no path on this system.
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    return decode(await readFile(path))?.text;
  } catch {
    return undefined;
  }
}

async function readEntries(folder: string, within: string): Promise<readonly FolderEntry[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return await Promise.all(
      entries.map(async (entry): Promise<FolderEntry> => {
        const { name } = entry;
        if (entry.isFile()) return { name, kind: 'file' };
        if (entry.isDirectory()) return { name, kind: 'folder' };
        return entry.isSymbolicLink() ? follow(name, join(folder, name), within) : { name, kind: 'other' };
      }),
    );
  } catch {
    return undefined;
  }
}

/** A link is followed to a file below `within`; others, loops and dangling ones are passed over. */
async function follow(name: string, link: string, within: string): Promise<FolderEntry> {
  try {
    const [target, top] = await Promise.all([realpath(link), realpath(within)]);
    const isFile = (await stat(target)).isFile() && target.startsWith(join(top, '/'));
    return isFile ? { name, kind: 'file', target: pathToFileURL(target).href } : { name, kind: 'other' };
  } catch {
    return { name, kind: 'other' };
  }
}

export function nodeFiles(connection: Connection, askClient: boolean): FileReader {
  const others = askClient ? clientFiles(connection) : noFiles;
  return {
    read(uri) {
      const path = pathOf(uri);
      return path === undefined ? others.read(uri) : readText(path);
    },
    entries(uri, within) {
      const path = pathOf(uri);
      return path === undefined ? others.entries(uri, within) : readEntries(path, pathOf(within) ?? path);
    },
  };
}
