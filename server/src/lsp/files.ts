// How the server sees files that are not open: through an interface, so that it also runs where there is no disk.
import type { Connection } from 'vscode-languageserver';
import type { WalkEntry } from '../core/workspace/walk.js';
import { READ_FILE, READ_FOLDER } from './protocol.js';
import type { UriParams } from './protocol.js';

export interface FolderEntry extends WalkEntry {
  /** URI of the file that a link leads to. */
  readonly target?: string;
}

/** Never throws: what cannot be read is absent. All places are URIs. */
export interface FileReader {
  /** Absent too for binary content. */
  read(uri: string): Promise<string | undefined>;
  /** @param within folder that a link may not lead out of; a link that does is `other` */
  entries(uri: string, within: string): Promise<readonly FolderEntry[] | undefined>;
}

const isEntry = (value: unknown): value is WalkEntry =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'kind' in value;

/** Asks the client, which sees virtual file systems and, for the worker, the disk. */
export function clientFiles(connection: Pick<Connection, 'sendRequest'>): FileReader {
  const ask = async (method: string, uri: string): Promise<unknown> => {
    try {
      return await connection.sendRequest(method, { uri } satisfies UriParams);
    } catch {
      return undefined; // A client that does not know the request, or is closing.
    }
  };
  return {
    async read(uri) {
      const text = await ask(READ_FILE, uri);
      return typeof text === 'string' ? text : undefined;
    },
    async entries(uri) {
      const entries = await ask(READ_FOLDER, uri);
      return Array.isArray(entries) ? entries.filter(isEntry) : undefined;
    },
  };
}

export const noFiles: FileReader = { read: async () => undefined, entries: async () => undefined };
