// URIs as places in a tree of folders. A location is a URI decoded into one comparable form: `file:///c:/a b/x.yaml`.

const SHAPE = /^([a-z][a-z0-9+.-]*:)(\/\/[^/?#]*)?([^?#]*)/is;
const LOCATION = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)(.*)$/s;

/** Documents that an editor shows beside the real ones: old versions, output, search results. They get no findings. */
const FOREIGN = new Set([
  'git:',
  'gitfs:',
  'git-index:',
  'output:',
  'diff:',
  'debug:',
  'comment:',
  'vscode-scm:',
  'scm-history-item:',
  'search-editor:',
  'conflictresolution:',
  'vscode-local-history:',
  'vscode-chat-code-block:',
  'chat-editing-text-model:',
  'chat-editing-snapshot-text-model:',
]);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray % is kept as it stands.
  }
}

/** Two URIs of one file give equal locations, however they are escaped and whatever the case of a drive letter. Queries are dropped. */
export function locationOf(uri: string): string {
  const [, scheme = '', authority = '', path = uri] = SHAPE.exec(uri) ?? [];
  const plain = decode(path).replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
  return `${scheme.toLowerCase()}${decode(authority).toLowerCase()}${plain}`;
}

export function uriOf(location: string): string {
  const [, root = '', path = location] = LOCATION.exec(location) ?? [];
  const drive = /^\/[a-z]:(?=\/|$)/.exec(path)?.[0] ?? '';
  return root + drive + path.slice(drive.length).split('/').map(encodeURIComponent).join('/');
}

/** Scheme and authority: what no way upward may cut into. */
export const rootOf = (location: string): string => LOCATION.exec(location)?.[1] ?? '';

export const nameOf = (location: string): string => location.slice(location.lastIndexOf('/') + 1);

/** The folder of a file, without a slash at the end; absent for a document that stands nowhere, such as `untitled:Untitled-1`. */
export function folderOf(location: string): string | undefined {
  const at = location.lastIndexOf('/');
  return at < rootOf(location).length ? undefined : location.slice(0, at);
}

/** A folder as it is compared: without a slash at the end. */
export const asFolder = (location: string): string =>
  location.endsWith('/') && location.length > rootOf(location).length ? location.slice(0, -1) : location;

export const isInside = (folder: string, location: string): boolean => location === folder || location.startsWith(`${folder}/`);

/** A file named by its way from the folder of another, `..` for each folder to climb; absent when that leads out of everything. */
export function locationFrom(location: string, way: string): string | undefined {
  let folder = folderOf(location);
  const names = way.split('/');
  const name = names.pop() ?? '';
  for (const step of names) folder = folder === undefined ? undefined : step === '..' ? folderOf(folder) : `${folder}/${step}`;
  return folder === undefined ? undefined : `${folder}/${name}`;
}

/** The path below a folder; the bare name when it is not below. */
export const relativeTo = (folder: string | undefined, location: string): string =>
  folder !== undefined && location.startsWith(`${folder}/`) ? location.slice(folder.length + 1) : nameOf(location);

export function isForeign(uri: string): boolean {
  return FOREIGN.has(SHAPE.exec(uri)?.[1]?.toLowerCase() ?? '');
}
