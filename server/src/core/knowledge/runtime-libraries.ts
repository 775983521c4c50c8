// Which package brings the library that a package of headers builds against. Data with date in runtime-libraries.json.
import type { ImageUse } from '../model/dockerfile/types.js';
import table from './runtime-libraries.json';
import { baseName } from '../text/base-name.js';

/** Debian and Ubuntu releases in the table. */
const RELEASES = ['bullseye', 'bookworm', 'trixie', 'focal', 'jammy', 'noble'] as const;
export type Release = (typeof RELEASES)[number];
const BY_NUMBER: Readonly<Record<string, string>> = {
  'debian:12': 'bookworm',
  'debian:13': 'trixie',
  'debian:11': 'bullseye',
  'debian:10': 'buster',
  'ubuntu:22.04': 'jammy',
  'ubuntu:24.04': 'noble',
  'ubuntu:20.04': 'focal',
  'ubuntu:26.04': 'resolute',
};
const NAMES =
  /(?:^|[-_.])(jessie|stretch|buster|bullseye|bookworm|trixie|sid|bionic|focal|jammy|noble|oracular|plucky|questing|resolute)(?:$|[-_.])/;

/** The Debian or Ubuntu release that a tag names, also one that the table does not know; absent when the tag says none. */
export function releaseOf({ image }: ImageUse): string | undefined {
  const tag = image?.tag;
  if (!image || tag === undefined) return undefined;
  const named = NAMES.exec(tag)?.[1];
  if (named) return named;
  const family = baseName(image.name);
  const number = /^\d+(?:\.\d+)?/.exec(tag)?.[0] ?? '';
  return BY_NUMBER[`${family}:${number}`] ?? BY_NUMBER[`debian:${number.split('.')[0] ?? ''}`.replace(/^debian/, family)];
}

type DebianRow = { readonly every?: readonly string[] } & Partial<Record<Release, readonly string[]>>;
const debian: Readonly<Record<string, DebianRow>> = table.debian;
const alpine: Readonly<Record<string, readonly string[]>> = table.alpine;

/** Is this a package of headers and of link files? */
export const isHeaderPackage = (name: string): boolean =>
  /-(?:dev|devel)$/.test(name) && !/^(?:python3?|ruby|erlang|php[\d.]*)-dev(?:el)?$/.test(name);

/**
 * Packages of the libraries; `at` is the release they are installed in, where that is known. `unknown-release` = the name depends on the release, which is not
 * known; `foreign-release` = the table does not have this one; absent = not in the table.
 */
export function librariesOf(
  name: string,
  manager: 'apt' | 'apk',
  release: string | undefined,
  at = release,
): readonly string[] | 'unknown-release' | 'foreign-release' | undefined {
  if (manager === 'apk') return Object.hasOwn(alpine, name) ? alpine[name] : undefined;
  const row = Object.hasOwn(debian, name) ? debian[name] : undefined;
  if (!row) return undefined;
  const known = RELEASES.find((item) => item === release);
  if (known) return row.every ?? row[known];
  if (release !== undefined) return 'foreign-release';
  if (row.every) return row.every;
  // Images that do not name their release stand on one of Debian's two newest. `t64` marks the same library built anew, and such a
  // package answers to the old name as well.
  const plain = row.bookworm;
  if (!plain || plain.join() !== row.trixie?.join().replace(/t64/g, '')) return 'unknown-release';
  return at === 'trixie' ? row.trixie : plain;
}
