// Reads files for the server where it has no disk of its own: in the web worker, and in virtual workspaces.
import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { readDocsRequest, readFileRequest, readFolderRequest } from './protocol.js';
import type { FolderEntry } from './protocol.js';

/** Longer files are never judged, so they need not travel. */
const MAX_BYTES = 8 << 20;

async function readText(uri: Uri): Promise<string | null> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > MAX_BYTES) return null;
    const bytes = await workspace.fs.readFile(uri);
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null; // Gone, not readable, or not text: for the server all the same.
  }
}

const kindOf = (type: FileType): FolderEntry['kind'] => {
  if (type & FileType.SymbolicLink) return 'other';
  return type === FileType.File ? 'file' : type === FileType.Directory ? 'folder' : 'other';
};

async function readFolder(uri: Uri): Promise<readonly FolderEntry[] | null> {
  try {
    return (await workspace.fs.readDirectory(uri)).map(([name, type]) => ({ name, kind: kindOf(type) }));
  } catch {
    return null;
  }
}

async function unpack(bytes: Uint8Array): Promise<string> {
  const stream = new Response(bytes as Uint8Array<ArrayBuffer>).body?.pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/** Answers the server's requests for files until the client is disposed. */
export function serveFiles(client: BaseLanguageClient, extensionUri: Uri): void {
  client.onRequest(readFileRequest, ({ uri }) => readText(Uri.parse(uri)));
  client.onRequest(readFolderRequest, ({ uri }) => readFolder(Uri.parse(uri)));
  client.onRequest(readDocsRequest, async ({ format }) => {
    if (!/^[a-z]+$/.test(format)) return null;
    try {
      return await unpack(await workspace.fs.readFile(Uri.joinPath(extensionUri, `server/dist/rule-docs.${format}.json.gz`)));
    } catch {
      return null;
    }
  });
}
