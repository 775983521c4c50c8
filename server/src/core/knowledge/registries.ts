// Where an image comes from, as far as its text tells, and whether a list of the configuration names it.
import type { ImageUse } from '../model/dockerfile/types.js';
import { fitsStars } from '../text/stars.js';

export interface ImagePlace {
  /** "docker.io" for names without a host. */
  readonly host: string;
  /** Path without host, Docker Hub's official images with "library/"; absent while a variable in it is open. */
  readonly path: string | undefined;
  /** What `raw` has in front of the path, the slash included; empty for short names. */
  readonly written: string;
}

/** Other names of Docker Hub. */
const HUB = new Set(['docker.io', 'index.docker.io', 'hub.docker.com', 'registry-1.docker.io', 'registry.hub.docker.com']);
const sameHost = (host: string): string => (HUB.has(host.toLowerCase()) ? 'docker.io' : host.toLowerCase());

const isHost = (word: string): boolean => word === 'localhost' || /[.:*]/.test(word);

/** Absent for stages and scratch, and where the host itself is not known. */
export function placeOf(use: ImageUse): ImagePlace | undefined {
  if (use.stage || use.resolved?.toLowerCase() === 'scratch') return undefined;
  const { image, raw } = use;
  if (image) {
    const host = sameHost(image.registry ?? 'docker.io');
    const path = host === 'docker.io' && !image.path.includes('/') ? `library/${image.path}` : image.path;
    const written = image.registry !== undefined && raw.startsWith(`${image.registry}/`) ? `${image.registry}/` : '';
    return { host, path, written };
  }
  if (use.invalid) return undefined;
  // The rest may be open as long as the host is literal.
  const literal = raw.slice(0, Math.max(raw.indexOf('$'), 0));
  if (!/[/:]/.test(literal)) return undefined;
  const slash = raw.indexOf('/');
  const segment = slash < 0 ? '' : raw.slice(0, slash);
  if (segment.includes('$')) return undefined;
  return isHost(segment)
    ? { host: sameHost(segment), path: undefined, written: `${segment}/` }
    : { host: 'docker.io', path: undefined, written: '' };
}

/** Does the text fit the pattern, in which `*` stands for any characters, whatever the case? */
export const fits = (pattern: string, text: string): boolean => fitsStars(pattern.toLowerCase(), text.toLowerCase());

/** An entry of `registries.allow`: a host with its port, or a host with the first parts of a path behind it. */
export function isAllowedPlace({ host, path }: ImagePlace, entry: string): boolean {
  const text = entry
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  const slash = text.indexOf('/');
  const first = slash < 0 ? text : text.slice(0, slash);
  const hasHost = slash < 0 || isHost(first);
  if (!fits(sameHost(hasHost ? first : 'docker.io'), host)) return false;
  const wanted = hasHost ? (slash < 0 ? '' : text.slice(slash + 1)) : text;
  // What cannot be seen is not held against the file.
  if (wanted === '' || path === undefined) return true;
  return fits(wanted, path) || fits(`${wanted}/*`, path);
}
