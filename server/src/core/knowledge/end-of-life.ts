// Until when the products in public images get fixes. Dates with their source in end-of-life.json, made by tools/refresh-knowledge.ts.
import type { ImageReference } from '../model/image.js';
import { originalName } from './base-images.js';
import table from './end-of-life.json';

/** ended: no fixes at all; longTerm: fixes from a long-term or paid program only; soon: the end is near. */
export type SupportPhase = 'ended' | 'longTerm' | 'soon';

export interface Support {
  readonly phase: SupportPhase;
  /** "Debian 10 (buster)". */
  readonly product: string;
  /** The day that phase began, or the day support ends. */
  readonly date: string;
  /** longTerm: the day on which that ends, too. */
  readonly until: string;
  /** The newest supported release: "Debian 13 (trixie)"; absent when the table knows none. */
  readonly next: string | undefined;
  /** The same as a part of a tag, in place of `written`; absent when a tag cannot be made of it. */
  readonly replacement: string | undefined;
  /** The part of the tag that names the release: "3.8.1", "buster", "alpine3.12". */
  readonly written: string;
}

export interface SupportQuestion {
  /** "2026-11-23" */
  readonly today: string;
  /** So many days before its end a release is `soon` over. */
  readonly warnDays: number;
  /** Other dates, as "PRODUCT CYCLE DATE"; they replace those of the table. */
  readonly dates?: readonly string[];
}

type Cycle = readonly [version: string, end: string, extended: string, codename: string];

/** Their long-term fixes are for subscribers, so that an image as it is pulled gets none of them. */
const PAID: ReadonlySet<string> = new Set(['ubuntu', 'ubi']);

interface Product {
  readonly title: string;
  readonly cycles: readonly Cycle[];
}

const TITLES: Readonly<Record<string, string>> = {
  almalinux: 'AlmaLinux',
  alpine: 'Alpine',
  amazoncorretto: 'Amazon Corretto',
  amazonlinux: 'Amazon Linux',
  bun: 'Bun',
  centos: 'CentOS',
  'centos-stream': 'CentOS Stream',
  composer: 'Composer',
  debian: 'Debian',
  deno: 'Deno',
  dotnet: '.NET',
  'eclipse-temurin': 'Eclipse Temurin',
  elasticsearch: 'Elasticsearch',
  elixir: 'Elixir',
  erlang: 'Erlang/OTP',
  fedora: 'Fedora',
  golang: 'Go',
  gradle: 'Gradle',
  haproxy: 'HAProxy',
  httpd: 'Apache httpd',
  mariadb: 'MariaDB',
  maven: 'Maven',
  mongo: 'MongoDB',
  mysql: 'MySQL',
  node: 'Node.js',
  perl: 'Perl',
  php: 'PHP',
  postgres: 'PostgreSQL',
  python: 'Python',
  rabbitmq: 'RabbitMQ',
  redis: 'Redis',
  rockylinux: 'Rocky Linux',
  ruby: 'Ruby',
  rust: 'Rust',
  tomcat: 'Tomcat',
  traefik: 'Traefik',
  ubi: 'UBI',
  ubuntu: 'Ubuntu',
  valkey: 'Valkey',
};

/** Repositories beside Docker Hub's official ones, which are named like the product. */
const REPOSITORIES: readonly (readonly [RegExp, string])[] = [
  [/^docker\.io\/rockylinux\/rockylinux$|^quay\.io\/rockylinux\/rockylinux$/, 'rockylinux'],
  [/^(?:quay\.io\/fedora|registry\.fedoraproject\.org)\/fedora(?:-minimal)?$/, 'fedora'],
  [/^public\.ecr\.aws\/amazonlinux\/amazonlinux$/, 'amazonlinux'],
  [/^quay\.io\/centos\/centos$/, 'centos-stream'],
  [/^mcr\.microsoft\.com\/dotnet\/(?:core\/)?(?:sdk|runtime|aspnet|runtime-deps)$/, 'dotnet'],
  [/^docker\.io\/denoland\/deno$/, 'deno'],
  [/^docker\.io\/oven\/bun$/, 'bun'],
  [/^docker\.io\/valkey\/valkey$/, 'valkey'],
  [/^docker\.elastic\.co\/elasticsearch\/elasticsearch$/, 'elasticsearch'],
  [/^docker\.io\/nginxinc\/nginx-unprivileged$/, 'nginx'],
];
const ARCHITECTURES = /^docker\.io\/(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//;
const UBI = /^(?:registry\.(?:access\.)?redhat\.(?:com|io)|docker\.io\/redhat)\/ubi(\d+)(?:[/-]|$)/;

/** Names that stand for a version in tags. Node.js: its release schedule; Amazon Linux: its FAQ. */
const ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  amazonlinux: { '1': '2018.03' },
  node: {
    argon: '4',
    boron: '6',
    carbon: '8',
    dubnium: '10',
    erbium: '12',
    fermium: '14',
    gallium: '16',
    hydrogen: '18',
    iron: '20',
    jod: '22',
    krypton: '24',
  },
};

/** Products whose releases end within weeks or months: nobody is warned of them before a year has passed. */
const SHORT_LIVED = new Set(['deno', 'golang', 'rust', 'traefik']);
const isShortLived = (product: string, version: string): boolean =>
  SHORT_LIVED.has(product) ||
  (product === 'elasticsearch' && version.includes('.')) ||
  // Odd numbers are nginx's main line.
  (product === 'nginx' && Number(version.split('.')[1]) % 2 === 1);

const JAVA = new Set(['amazoncorretto', 'eclipse-temurin']);
/** No step to take with a new tag: data or deployed applications would have to move as well, or there are tags of patch releases only. */
const NOT_REPLACED = new Set([
  ...['elasticsearch', 'mariadb', 'mongo', 'mysql', 'postgres', 'rabbitmq', 'redis', 'valkey'],
  ...['deno', 'tomcat', 'ubi'],
]);

/** The table leaves out older main lines of nginx (1.13, 1.15): each ended as the next stable line began, when support of the last one ended. */
function withMainLines(cycles: readonly Cycle[]): readonly Cycle[] {
  const known = new Set(cycles.map(([version]) => version));
  return cycles.flatMap((cycle) => {
    const minor = Number(cycle[0].split('.')[1]);
    const version = `1.${minor + 1}`;
    return minor % 2 === 1 || cycle[1] === '' || known.has(version) ? [cycle] : [[version, cycle[1], '', ''] as const, cycle];
  });
}

const products: ReadonlyMap<string, Product> = new Map(
  table.products.map(({ name, cycles: written }) => {
    const cycles = written as unknown as readonly Cycle[];
    return [name, { title: TITLES[name] ?? name, cycles: name === 'nginx' ? withMainLines(cycles) : cycles }];
  }),
);

/** "bookworm" -> Debian, "jammy" -> Ubuntu. The oldest names are everyday words and in no tag. */
const byCodename: ReadonlyMap<string, readonly [product: string, cycle: Cycle]> = new Map(
  (['debian', 'ubuntu'] as const).flatMap((name) =>
    (products.get(name)?.cycles ?? [])
      .filter(([, end, , codename]) => codename !== '' && end > '2016-03')
      .map((cycle) => [cycle[3], [name, cycle]] as const),
  ),
);

/** Days since all dates were held against their source; negative before that. */
export function tableAge(today: string): number {
  if (age?.today !== today) age = { today, days: Math.floor((Date.parse(today) - Date.parse(table.checked)) / 86_400_000) };
  return age.days;
}
/** The same for every image of a day. */
let age: { readonly today: string; readonly days: number } | undefined;
/** The day of that. */
export const TABLE_CHECKED: string = table.checked;

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function productOf(name: string): string | undefined {
  const official = /^docker\.io\/library\/([^/]+)$/.exec(name.replace(ARCHITECTURES, 'docker.io/library/'))?.[1];
  if (official !== undefined) return products.has(official) ? official : undefined;
  return REPOSITORIES.find(([pattern]) => pattern.test(name))?.[1];
}

interface Named {
  readonly product: string;
  readonly version: string;
  readonly written: string;
}

/** Releases of distributions that a piece of a tag names: "bullseye", "alpine3.18", "ubuntu20.04", "al2". */
function distributionOf(piece: string): Named | undefined {
  const named = byCodename.get(piece);
  if (named) return { product: named[0], version: named[1][0], written: piece };
  const numbered = /^(alpine|ubuntu|debian|centos|rockylinux|ubi|al|amzn)(\d+(?:\.\d+)*)$/.exec(piece);
  if (!numbered) return undefined;
  const [, word = '', version = ''] = numbered;
  return { product: word === 'al' || word === 'amzn' ? 'amazonlinux' : word, version, written: piece };
}

const VERSION = /^(?:v|stream|centos)?(\d+(?:\.\d+)*)/;

/** What the image is made of, as far as its name and tag say it: the product first. */
function namesIn(image: ImageReference): readonly Named[] {
  const tag = image.tag ?? '';
  const name = originalName(image.name);
  const pieces = tag.toLowerCase().split('-');
  const found: Named[] = [];
  const ubi = UBI.exec(name)?.[1];
  if (ubi !== undefined) found.push({ product: 'ubi', version: ubi, written: '' });
  const product = productOf(name);
  const [first = ''] = pieces[0] === 'lts' && pieces.length > 1 ? pieces.slice(1) : pieces;
  const alias = product === undefined ? undefined : ALIASES[product];
  const version = alias && Object.hasOwn(alias, first) ? alias[first] : VERSION.exec(first)?.[1];
  const isDistribution = distributionOf(first) !== undefined;
  if (product !== undefined && version !== undefined && !isDistribution) found.push({ product, version, written: first });
  const java = /(?:^|-)(eclipse-temurin|amazoncorretto)-(\d+)(?:-|$)/.exec(tag);
  if (java) found.push({ product: java[1] ?? '', version: java[2] ?? '', written: '' });
  for (const piece of pieces) {
    const distribution = distributionOf(piece);
    if (distribution) found.push(distribution);
  }
  return found;
}

const isSupported = ([, end]: Cycle, today: string): boolean => end === '' || end >= today;

/** The newest release that is supported and meant to last. */
function newestOf(product: string, today: string): Cycle | undefined {
  const lasting = (products.get(product)?.cycles ?? []).filter((cycle) => isSupported(cycle, today));
  const preferred = lasting.filter(([version, , extended]) => {
    if (product === 'node' || product === 'nginx') return Number(version.split('.').at(-1)) % 2 === 0;
    if (product === 'ubuntu') return extended !== '';
    return !JAVA.has(product) || /^(?:8|11|17|21|25)$/.test(version);
  });
  return preferred[0] ?? lasting[0];
}

const titleOf = (product: string, [version, , , codename]: Cycle): string =>
  `${products.get(product)?.title ?? product} ${version}${codename === '' ? '' : ` (${codename})`}`;

interface Release {
  readonly cycle: Cycle;
  /** Several releases go by this name, and all have ended: `python:2`. */
  readonly isGroup: boolean;
}

/** The release a version belongs to; a bare major is judged only when nothing new can come under its name. */
function releaseOf(product: string, version: string, today: string): Release | undefined {
  const cycles = products.get(product)?.cycles ?? [];
  const exact = cycles.find(([cycle]) => version === cycle || version.startsWith(`${cycle}.`));
  if (exact) return { cycle: exact, isGroup: false };
  const group = cycles.filter(([cycle]) => cycle.startsWith(`${version}.`));
  const [newest] = group;
  const hasNext = Number(cycles[0]?.[0].split('.')[0]) > Number(version.split('.')[0]);
  return newest && hasNext && group.every((cycle) => !isSupported(cycle, today)) ? { cycle: newest, isGroup: true } : undefined;
}

function withDates(product: string, cycle: Cycle, dates: readonly string[]): Cycle {
  for (const line of dates) {
    const [name, version, date = ''] = line.trim().split(/\s+/);
    if (name === product && version === cycle[0] && /^\d{4}-\d{2}-\d{2}$/.test(date)) return [cycle[0], date, '', cycle[3]];
  }
  return cycle;
}

/** The version of a new tag in the shape of the old: .NET writes "10.0", Alpine's suffix "alpine3.24", a code name stays one. */
function replacementFor({ product, written }: Named, next: Cycle): string | undefined {
  if (written === '' || NOT_REPLACED.has(product)) return undefined;
  const [version, , , codename] = next;
  if (byCodename.has(written)) return codename;
  // Another language, in all but name.
  if (product === 'python' && /^2\b/.test(written)) return undefined;
  if (product === 'node' && !/^\d/.test(written)) return undefined;
  if (product === 'dotnet') return `${version}.0`;
  return `${/^[a-z]*/.exec(written)?.[0] ?? ''}${version}`;
}

/**
 * The releases in an image that are out of support on that day, or soon are; those that get no fixes first, and the product before the
 * distribution. Empty for tags that move, for images without tag, and for what the table does not know.
 */
export function supportOf(image: ImageReference, question: SupportQuestion): readonly Support[] {
  const { today, warnDays, dates = [] } = question;
  if (image.tag === undefined) return [];
  const found: Support[] = [];
  for (const named of namesIn(image)) {
    const release = releaseOf(named.product, named.version, today);
    if (!release) continue;
    const [, end, extended] = withDates(named.product, release.cycle, dates);
    if (end === '') continue;
    const isShort = isShortLived(named.product, release.cycle[0]);
    const last = isShort ? addDays(end, 365) : extended > end ? extended : end;
    const phase =
      last < today
        ? 'ended'
        : isShort || release.isGroup
          ? undefined
          : end < today
            ? 'longTerm'
            : end < addDays(today, warnDays)
              ? 'soon'
              : undefined;
    if (!phase) continue;
    const next = newestOf(named.product, today);
    found.push({
      phase,
      product: titleOf(named.product, release.cycle),
      date: phase === 'ended' && !isShort && !PAID.has(named.product) ? last : end,
      until: extended,
      next: next && titleOf(named.product, next),
      replacement: next && replacementFor(named, next),
      written: named.written,
    });
  }
  const rank = { ended: 0, longTerm: 1, soon: 2 } as const;
  return found.sort((a, b) => rank[a.phase] - rank[b.phase]);
}

/** Pieces of a tag that every release of an image has. */
const VARIANT = /^(?:slim|alpine|fpm|cli|apache|zts|jdk|jre|perl|minimal|headless)$/;
/** Days of a build, which a tag of another release does not have. */
const BUILD_DAY = /^\d{6,8}(?:\.\d+)?$/;

/** The tag with all these releases replaced by supported ones; absent where a tag cannot be known to exist. */
export function supportedTag(image: ImageReference, found: readonly Support[]): string | undefined {
  const { tag } = image;
  if (tag === undefined || image.digest !== undefined || found.some(({ replacement }) => replacement === undefined)) return undefined;
  const pieces: string[] = [];
  for (const [i, piece] of tag.split('-').entries()) {
    const replaced = found.find(({ written }) => written === piece);
    if (replaced) pieces.push(replaced.replacement ?? '');
    // A patch release is not built again on a newer distribution.
    else if (i === 0 && VERSION.test(piece)) pieces.push(shortened(image, piece));
    else if (VARIANT.test(piece) || distributionOf(piece)) pieces.push(piece);
    else if (!BUILD_DAY.test(piece)) return undefined;
  }
  const result = pieces.join('-');
  return result === tag ? undefined : result;
}

function shortened(image: ImageReference, piece: string): string {
  const product = productOf(originalName(image.name));
  const version = VERSION.exec(piece)?.[1] ?? piece;
  const cycle = products.get(product ?? '')?.cycles.find(([name]) => version === name || version.startsWith(`${name}.`))?.[0];
  return product === 'dotnet' || cycle === undefined ? piece : piece.slice(0, piece.indexOf(version)) + cycle;
}
