// Image references by the grammar of the distribution project, from wherever they come.

export interface ImageReference {
  /** Host with port as written: "localhost:5000"; absent means Docker Hub. */
  readonly registry: string | undefined;
  /** Path without registry as written: "library/nginx", "nginx". */
  readonly path: string;
  readonly tag: string | undefined;
  /** With its algorithm: "sha256:…". */
  readonly digest: string | undefined;
  /** Docker Hub's short names written out: "docker.io/library/nginx". Without tag and digest. */
  readonly name: string;
}
/** Why a text is no image reference. */
export type ImageProblem =
  'empty' | 'blank' | 'registry' | 'upper-case' | 'path' | 'empty-tag' | 'tag' | 'digest' | 'digest-length' | 'image-id' | 'too-long';

/** Either the reference or why the text is none. */
export type ImageReading =
  { readonly image: ImageReference; readonly invalid: undefined } | { readonly image: undefined; readonly invalid: ImageProblem };

const MAX_NAME = 255;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const HOST =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Hexadecimal digits that the known algorithms need. */
const DIGEST_LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };
const DEFAULT_HOSTS: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io']);

const invalid = (reason: ImageProblem): ImageReading => ({ image: undefined, invalid: reason });

export function parseImageReference(text: string): ImageReading {
  if (text === '') return invalid('empty');
  if (/\s/.test(text)) return invalid('blank');
  let rest = text;
  let digest: string | undefined;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1);
    rest = rest.slice(0, at);
    const problem = digestProblem(digest);
    if (problem) return invalid(problem);
  }
  let tag: string | undefined;
  const colon = rest.lastIndexOf(':');
  // A colon in front of a slash or inside brackets belongs to the registry.
  if (colon > rest.lastIndexOf('/') && colon > rest.lastIndexOf(']')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
    if (tag === '') return invalid('empty-tag');
    if (!TAG.test(tag)) return invalid('tag');
  }
  const { registry, path } = splitRegistry(rest);
  if (registry !== undefined && !HOST.test(registry)) return invalid('registry');
  if (path === '') return invalid('empty');
  if (/[A-Z]/.test(path)) return invalid('upper-case');
  const parts = path.split('/');
  if (!parts.every((part) => PATH.test(part))) return invalid('path');
  if (registry === undefined && /^[0-9a-f]{64}$/.test(path)) return invalid('image-id');
  const isDefault = registry === undefined || DEFAULT_HOSTS.has(registry);
  const name = isDefault ? `docker.io/${parts.length === 1 ? `library/${path}` : path}` : `${registry}/${path}`;
  if (name.length > MAX_NAME) return invalid('too-long');
  return { image: { registry, path, tag, digest, name }, invalid: undefined };
}

function digestProblem(digest: string): ImageProblem | undefined {
  if (!DIGEST.test(digest)) return 'digest';
  const [algorithm = '', value = ''] = digest.split(':');
  const length = DIGEST_LENGTH[algorithm];
  if (length !== undefined && value.length !== length) return 'digest-length';
  return length !== undefined && /[A-F]/.test(value) ? 'digest' : undefined;
}

/** The first part is a registry when it has a dot, a colon or an upper-case letter, or is localhost. */
function splitRegistry(name: string): { registry: string | undefined; path: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  return slash >= 0 && isHost ? { registry: first, path: name.slice(slash + 1) } : { registry: undefined, path: name };
}
