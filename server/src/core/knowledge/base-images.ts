// What is known of public base images: their default user, shell, packages and purpose. Data with sources in base-images.json.
import type { ImageReference } from '../model/image.js';
import type { ImageUse } from '../model/dockerfile/types.js';
import table from './base-images.json';
import { baseName } from '../text/base-name.js';

/** os: a bare distribution; sdk: builds programs; runtime: runs them; service: a ready server; empty: scratch. */
export type ImageRole = 'os' | 'sdk' | 'runtime' | 'service' | 'empty';

export interface ImageAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number | undefined;
}

export interface BaseImageFacts {
  /** Who a container runs as without USER: "root", a number, or a name. Absent when not known. */
  readonly user: string | undefined;
  /** The default user is known not to be root, but not by which name or number. */
  readonly isUnprivileged: boolean;
  readonly accounts: readonly ImageAccount[];
  /** The account meant for the program ("node" in node, "app" in dotnet), when there is one. */
  readonly serviceAccount: ImageAccount | undefined;
  /** Absent when not known. */
  readonly hasShell: boolean | undefined;
  readonly packageManager: 'apt' | 'apk' | 'dnf' | 'none' | undefined;
  /** The package database a scanner can read. */
  readonly packageDatabase: 'dpkg' | 'apk' | 'rpm' | 'none' | undefined;
  readonly role: ImageRole;
  readonly language: string | undefined;
  readonly libc: 'glibc' | 'musl' | 'none' | undefined;
  readonly os: 'linux' | 'windows';
  /** The image's own entry point starts as root and steps down to an unprivileged account. */
  readonly stepsDown: boolean;
  /** The image brings the program to start: a Dockerfile without CMD and ENTRYPOINT still gives a running service. */
  readonly startsByItself: boolean;
  /** Environment variables set in the image that Dockerfiles refer to. */
  readonly env: Readonly<Record<string, string>>;
  /** An image of the same purpose and version that runs unprivileged. */
  readonly nonRootImage: string | undefined;
  /** The smaller image that runs what this one builds; absent when none can be named. */
  readonly runtimeImage: string | undefined;
}

interface Row {
  readonly names: readonly string[];
  readonly tag?: string;
  readonly user?: string | null;
  readonly userIsGuess?: boolean;
  readonly users?: readonly string[];
  readonly serviceUser?: string;
  readonly shell?: boolean;
  readonly packages?: BaseImageFacts['packageManager'];
  readonly database?: BaseImageFacts['packageDatabase'];
  readonly role: ImageRole;
  readonly language?: string;
  readonly libc?: BaseImageFacts['libc'];
  readonly os?: 'windows';
  readonly stepsDown?: boolean;
  readonly start?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly nonRootImage?: string;
  readonly runtime?: string;
  readonly runtimeReplace?: readonly [string, string];
}

interface IndexedRow {
  readonly order: number;
  readonly row: Row;
  readonly tag: RegExp | undefined;
}

const rows = table.rows as unknown as readonly Row[];
const MIRRORS = /^(?:mirror\.gcr\.io|public\.ecr\.aws\/docker|registry\.hub\.docker\.com|index\.docker\.io)\//;

/** Rows by full name; those with a wildcard are kept apart, each with its pattern. */
let index:
  { readonly exact: ReadonlyMap<string, readonly IndexedRow[]>; readonly patterns: readonly (readonly [RegExp, IndexedRow])[] } | undefined;

function fullName(name: string): string {
  const first = name.split('/')[0] ?? '';
  if (/[.:]/.test(first) || first === 'localhost') return name;
  return name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;
}

function readIndex(): NonNullable<typeof index> {
  if (index) return index;
  const exact = new Map<string, IndexedRow[]>();
  const patterns: [RegExp, IndexedRow][] = [];
  for (const [order, row] of rows.entries()) {
    const entry: IndexedRow = { order, row, tag: row.tag === undefined ? undefined : new RegExp(row.tag, 'i') };
    for (const short of row.names) {
      const name = fullName(short);
      if (name.includes('*')) {
        patterns.push([
          new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, name.endsWith('/*') ? '.+' : '[^/]*')}$`),
          entry,
        ]);
      } else {
        const list = exact.get(name);
        if (list) list.push(entry);
        else exact.set(name, [entry]);
      }
    }
  }
  index = { exact, patterns };
  return index;
}

/** The name behind the well-known mirrors of Docker Hub: "mirror.gcr.io/library/node" is docker.io/library/node. */
export function originalName(name: string): string {
  const mirrored = name.replace(MIRRORS, 'docker.io/');
  return /^docker\.io\/[^/]+$/.test(mirrored) ? mirrored.replace('docker.io/', 'docker.io/library/') : mirrored;
}

function rowsOf(name: string): readonly IndexedRow[] {
  const { exact, patterns } = readIndex();
  const wanted = originalName(name);
  const fit = [...(exact.get(wanted) ?? []), ...patterns.filter(([pattern]) => pattern.test(wanted)).map(([, entry]) => entry)];
  return fit.sort((a, b) => a.order - b.order);
}

function accountOf(text: string): ImageAccount {
  const [name = '', uid = '', gid] = text.split(':');
  return { name, uid: Number(uid), gid: gid === undefined ? undefined : Number(gid) };
}

/** The Java in the tag of an image that is named for something else: "3.9-eclipse-temurin-21", "8.14-jdk21". */
const JAVA_VERSION = /(?:temurin|openjdk|jdk|corretto|sapmachine|semeru|liberica|zulu)-?(\d+)/;

/** The name of the counterpart image for a tag; absent when the tag does not tell the version it needs. */
function fillTag(template: string, replace: readonly [string, string] | undefined, tag: string | undefined): string | undefined {
  if (!template.includes('{')) return template;
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1];
  if (template.includes('{major}')) return version && template.replace('{major}', version.split('.')[0] ?? '');
  if (template.includes('{java}')) {
    const java = JAVA_VERSION.exec(tag ?? '')?.[1];
    return java && template.replace('{java}', java);
  }
  if (replace) {
    if (tag?.includes(replace[0])) return template.replace('{tag}', tag.replace(replace[0], replace[1]));
    // "21" and "21-alpine" of the JDK images are kits too.
    return replace[0] === 'jdk' && /^\d+(?:$|-)/.test(tag ?? '')
      ? template.replace('{tag}', (tag ?? '').replace(/^\d+/, `$&-${replace[1]}`))
      : undefined;
  }
  if (tag !== undefined && (tag !== 'latest' || !template.includes('{tag}-'))) return template.replace('{tag}', tag);
  return template.includes('{tag}-') ? template.replace('{tag}-', '') : template.replace(':{tag}', '');
}

function factsFrom(row: Row, tag: string | undefined): BaseImageFacts {
  const accounts = (row.users ?? []).map(accountOf);
  return {
    user: row.userIsGuess ? undefined : (row.user ?? undefined),
    isUnprivileged: row.userIsGuess === true,
    accounts,
    serviceAccount: accounts.find((account) => account.name === row.serviceUser),
    hasShell: row.shell,
    packageManager: row.packages,
    packageDatabase: row.database,
    role: row.role,
    language: row.language,
    libc: row.libc,
    os: row.os ?? 'linux',
    stepsDown: row.stepsDown ?? false,
    startsByItself: row.start ?? false,
    env: row.env ?? {},
    nonRootImage: row.nonRootImage && fillTag(row.nonRootImage, undefined, tag),
    runtimeImage: row.runtime && fillTag(row.runtime, row.runtimeReplace, tag),
  };
}

/** What is known of this image; absent for images not in the table. */
export function factsOf(image: ImageReference): BaseImageFacts | undefined {
  const tag = image.tag ?? (image.digest === undefined ? 'latest' : '');
  const fit = rowsOf(image.name).find((entry) => !entry.tag || entry.tag.test(tag));
  return fit && factsFrom(fit.row, image.tag);
}

/** Facts that hold for every tag the written reference may come to: `golang:${GO_VERSION}` is golang whatever the version. */
export function factsOfUse(use: ImageUse): BaseImageFacts | undefined {
  if (use.stage) return undefined;
  if (!factsByUse.has(use)) factsByUse.set(use, readFacts(use));
  return factsByUse.get(use);
}

/** Several rules ask for the same image. */
const factsByUse = new WeakMap<ImageUse, BaseImageFacts | undefined>();

function readFacts(use: ImageUse): BaseImageFacts | undefined {
  if (use.image) return factsOf(use.image);
  const written = /^([a-z0-9][a-z0-9._/-]*(?::\d+\/[a-z0-9._/-]+)?):([^@/]*\$[^@/]*)$/.exec(use.raw);
  if (!written) return undefined;
  const entries = rowsOf(fullName(written[1] ?? ''));
  const tag = (written[2] ?? '').replace(/\$(?:\{[^}]*\}|\w+)/g, '0');
  const fit = entries.find((entry) => !entry.tag || entry.tag.test(tag));
  if (!fit) return undefined;
  const open = { ...factsFrom(fit.row, undefined), nonRootImage: undefined, runtimeImage: undefined };
  if (!/^\$(?:\{[^}]*\}|\w+)$/.test(written[2] ?? '')) return open;
  // The whole tag is open: only what holds for every variant, Windows aside, is known.
  const variants = entries.map(({ row }) => row).filter(({ os }) => os !== 'windows');
  if (variants.some(({ user, shell }) => user !== fit.row.user || shell !== fit.row.shell)) return undefined;
  return variants.every(({ role }) => role === open.role) ? open : { ...open, role: 'runtime' };
}

/** Publishers that give away only tags that move, so that nothing but a digest can be pinned. */
export const hasOnlyMovingTags = (image: ImageReference): boolean => /^(?:cgr\.dev\/chainguard|gcr\.io\/distroless)\//.test(image.name);

const LONGEST_NAME = 24;

/** A name for messages: without digest, and the last part of the path alone where that fits and all of it would be cut. */
export function shortName(image: string): string {
  const name = image.replace(/@sha256:.*$/, '');
  if (name.length <= LONGEST_NAME) return name;
  const last = baseName(name);
  if (last.length <= LONGEST_NAME) return last;
  // It is cut in any case: where there is room for it, who made the image says more than the end of the tag.
  const path = name.replace(/^[^/]*[.:][^/]*\/(?=.*\/)/, '');
  const made = /[^/]+\/[^/]+$/.exec(path)?.[0] ?? last;
  return made.replace(/:.*$/, '').length < LONGEST_NAME ? made : last;
}
