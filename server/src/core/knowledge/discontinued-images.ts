// Public images that are no longer built under their name, and what took their place.
// Docker Hub's official images: docker-library/docs, <image>/deprecated.md, looked at 2026-11-26.
// Distroless: GoogleContainerTools/distroless SUPPORT_POLICY, 2026-08-21. Bitnami: bitnami/containers#83267, 2025-08.
import type { ImageReference } from '../model/image.js';
import { originalName } from './base-images.js';

export interface DiscontinuedImage {
  /** What to use instead, for a message: "eclipse-temurin"; absent when there is no successor. */
  readonly successor: string | undefined;
  /** The reference that does the same; absent when it cannot be named for this tag. */
  readonly replacement: string | undefined;
}

interface Row {
  readonly name: RegExp;
  /** Pattern of the tags that are meant; all when absent. */
  readonly tag?: RegExp;
  /** First day on which it holds; it holds on all days when absent. */
  readonly since?: string;
  readonly successor?: string;
  replace?(image: ImageReference): string | undefined;
}

const library = (names: string): RegExp => new RegExp(`^docker\\.io/library/(?:${names})$`);

/** "8-jdk-slim-buster" of openjdk is 8-jdk of eclipse-temurin, which has no slim tags. */
function temurin(image: ImageReference): string | undefined {
  const tag = image.tag ?? '';
  const version = /^(8|11|17|21|25)(?:$|[.u-])/.exec(tag)?.[1];
  if (version === undefined) return undefined;
  const kind = /-jre(?:-|$)/.test(tag) ? 'jre' : 'jdk';
  if (/windows|nanoserver|oracle/.test(tag)) return undefined;
  return `eclipse-temurin:${version}-${kind}${/-alpine/.test(tag) ? '-alpine' : ''}`;
}

const underName = (name: string) => (image: ImageReference) => (image.tag === undefined ? undefined : `${name}:${image.tag}`);

const onDebian13 = (image: ImageReference): string => {
  const name = image.name.replace(/-debian\d+$/, '-debian13');
  return image.tag === undefined ? name : `${name}:${image.tag}`;
};

const ROWS: readonly Row[] = [
  { name: library('openjdk'), tag: /^(?!.*-ea(?:-|$))(?=.*\d)/, successor: 'eclipse-temurin', replace: temurin },
  { name: library('java|adoptopenjdk'), successor: 'eclipse-temurin', replace: temurin },
  {
    name: library('centos'),
    successor: 'almalinux or rockylinux',
    replace: ({ tag }) => (tag === '8' || tag === 'centos8' ? 'almalinux:8' : undefined),
  },
  { name: library('clefos'), successor: 'almalinux' },
  { name: library('clearlinux|mongo-express|swarm') },
  { name: library('notary'), successor: 'notation or cosign' },
  { name: library('unit'), successor: 'nginx with an app server' },
  { name: library('php-zendserver'), successor: 'php' },
  { name: library('jenkins'), successor: 'jenkins/jenkins' },
  { name: library('vault'), successor: 'hashicorp/vault', replace: hashicorp('vault', 14) },
  { name: library('consul'), successor: 'hashicorp/consul', replace: hashicorp('consul', 16) },
  { name: library('nats-streaming'), successor: 'nats' },
  { name: library('opensuse'), successor: 'opensuse/leap' },
  { name: library('owncloud'), successor: 'owncloud/server' },
  { name: library('piwik'), successor: 'matomo' },
  { name: library('rails'), successor: 'ruby' },
  { name: library('django'), successor: 'python' },
  { name: library('iojs'), successor: 'node' },
  { name: library('fsharp'), successor: 'dotnet/sdk' },
  { name: library('sentry'), successor: 'getsentry/sentry' },
  { name: library('ubuntu-debootstrap|ubuntu-upstart'), successor: 'ubuntu', replace: underName('ubuntu') },
  // Fixed versions were moved away; only latest is still built for free.
  { name: /^docker\.io\/bitnami\/[^/]+$/, tag: /^(?!latest$)/, since: '2025-09-29', successor: 'the upstream image' },
  { name: /^docker\.io\/bitnamilegacy\/[^/]+$/, successor: 'the upstream image' },
  { name: /^gcr\.io\/distroless\/.+-debian(?:8|9|10|11)$/, successor: 'its debian13 image', replace: distroless },
  {
    name: /^gcr\.io\/distroless\/(?:java[\w-]*|nodejs\d*)-debian12$/,
    since: '2026-02-01',
    successor: 'its debian13 image',
    replace: distroless,
  },
  { name: /^gcr\.io\/distroless\/python3-debian12$/, since: '2026-05-01', successor: 'its debian13 image', replace: distroless },
  {
    name: /^gcr\.io\/distroless\/(?:static|base|base-nossl|cc)-debian12$/,
    since: '2026-10-01',
    successor: 'its debian13 image',
    replace: distroless,
  },
  {
    name: /^gcr\.io\/distroless\/(?:nodejs(?:1[0-9]|20)|nodejs|java11|java8|java|python2\.7|dotnet)$/,
    successor: 'a current distroless image',
  },
];

/** The successor has no releases older than this one. */
function hashicorp(name: string, minor: number): NonNullable<Row['replace']> {
  return ({ tag }) => (Number(/^1\.(\d+)/.exec(tag ?? '')?.[1]) >= minor ? `hashicorp/${name}:${tag ?? ''}` : undefined);
}

/** Programs that are linked statically or against glibc run on the newer release; interpreters change their version. */
function distroless(image: ImageReference): string | undefined {
  return /\/(?:static|base|base-nossl|cc)-debian\d+$|\/java(?:17|21)-debian\d+$|\/nodejs22-debian\d+$/.test(image.name)
    ? onDebian13(image)
    : undefined;
}

/** Absent for images that are still built, as far as is known. `today` = "2026-11-23"; without it what has a day is left alone. */
export function discontinuedImage(image: ImageReference, today: string | undefined): DiscontinuedImage | undefined {
  const name = originalName(image.name);
  const tag = image.tag ?? (image.digest === undefined ? 'latest' : '');
  const row = ROWS.find(
    (candidate) =>
      candidate.name.test(name) &&
      (candidate.tag?.test(tag) ?? true) &&
      (candidate.since === undefined || (today ?? '') >= candidate.since),
  );
  return row && { successor: row.successor, replacement: image.digest === undefined ? row.replace?.(image) : undefined };
}
