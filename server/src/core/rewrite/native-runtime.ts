// The image that runs a compiled program: static, with a C library, or with more, so that a distribution has to bring it.
import { releaseOf } from '../knowledge/runtime-libraries.js';
import { baseName } from '../knowledge/start-command.js';
import type { Artifact } from './build-reading.js';
import { isOnPath } from './build-reading.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { isRefusal, refuse, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

const STATIC = 'gcr.io/distroless/static-debian13:nonroot';
const WITH_LIBC = 'gcr.io/distroless/base-debian13:nonroot';
const WITH_CXX = 'gcr.io/distroless/cc-debian13:nonroot';
const ALPINE = 'alpine:3.24';
const DEBIAN = 'debian:trixie-slim';
/** Packages that have the same name and purpose in each release of Alpine. */
const EVERY_ALPINE = new Set(['ca-certificates', 'tzdata', 'curl', 'bash', 'tini', 'dumb-init', 'su-exec', 'jq', 'wget', 'musl']);
/** Libraries that the distroless images with a C library have, in the version of these releases. */
const IN_DISTROLESS = new Set(['libssl-dev', 'zlib1g-dev']);
const NEWER_THAN_TRIXIE = /^(?:sid|plucky|questing|resolute)$/;

export interface NativeNeeds {
  /** static: nothing; c: a C library; cxx: the libraries of the compiler as well. */
  readonly linked: 'static' | 'c' | 'cxx';
  readonly libc: 'glibc' | 'musl';
  readonly program: Artifact;
  /** More that the program reads: folders. */
  readonly copies?: readonly Copy[];
  /** Packages that every program of this compiler needs. */
  readonly packages?: { readonly apt: readonly string[]; readonly apk: readonly string[] };
  /** Reads the time zones of the system; distroless images have them. */
  readonly needsTimeZones?: boolean;
  /** Needs a distribution around it whatever else: a start script, a folder of libraries. */
  readonly needsSystem?: boolean;
  readonly after?: readonly string[];
  /** Instructions that the first stage gets at its end. */
  readonly build?: readonly string[];
  isBuildVariable(name: string, value: string): boolean;
  isPartOfBuild?: RuntimePlan['isPartOfBuild'];
  readonly environment?: readonly string[];
  readonly ignored?: RegExp;
  readonly files?: RuntimePlan['files'];
  /** What other tools make before the build is part of what is copied. */
  readonly holdsAssets?: boolean;
}

/** Tools that make files a program may serve or read. */
const MAKERS = /^(?:npm|yarn|pnpm|bun|npx|bunx|just|task|trunk|wasm-pack|gulp|grunt|bower|hugo|tailwindcss|webpack|vite|bundle|pip3?)$/;

/** The same distribution without its tools, where the build stands on a plain one. */
export function systemImage(build: Build, libc: 'glibc' | 'musl'): string | Refusal {
  const { stage, facts } = build;
  const { image, raw } = stage.image;
  if (facts?.role === 'os' && image) {
    if (image.digest !== undefined || stage.image.variables.length > 0 || !/(?:^|\/)debian$/.test(image.name)) return raw;
    return image.tag === undefined || image.tag === 'latest' ? 'debian:stable-slim' : /slim/.test(image.tag) ? raw : `${raw}-slim`;
  }
  if (libc === 'musl') {
    const version = /alpine-?(\d+\.\d+(?:\.\d+)?)/.exec(image?.tag ?? '')?.[1];
    return version === undefined ? ALPINE : `alpine:${version}`;
  }
  const release = releaseOf(stage.image);
  if (release === undefined || release === 'trixie' || /^(?:jessie|stretch|buster)$/.test(release)) return DEBIAN;
  if (/^(?:bullseye|bookworm|sid)$/.test(release)) return `debian:${release}-slim`;
  return `ubuntu:${release}`;
}

/** A bare distribution whose C library may be newer than that of the distroless images. */
const isOfUnknownAge = ({ stage, facts }: Build): boolean =>
  facts?.role === 'os' &&
  (!/(?:^|\/)debian$/.test(stage.image.image?.name ?? '') ||
    /^(?:testing|unstable|experimental|forky|rc-buggy)/.test(stage.image.image?.tag ?? ''));

export function nativePlan(build: Build, needs: NativeNeeds): RuntimePlan | Refusal {
  const { stage, start, facts } = build;
  const { program, libc } = needs;
  const manager = libc === 'musl' ? 'apk' : 'apt';
  const release = releaseOf(stage.image);
  const isTarget = (word: string): boolean => baseName(word) === baseName(start.words[0] ?? '');
  const maker = needs.holdsAssets ? undefined : build.acts.find(({ command }) => MAKERS.test(command.name ?? ''));
  if (maker) return refuse(`"${maker.command.name ?? ''}" makes files beside the program, and which of them it reads is not certain`);
  const health = healthNeeds(build, isTarget);
  if (isRefusal(health)) return health;

  const isNewer = release === undefined ? isOfUnknownAge(build) : NEWER_THAN_TRIXIE.test(release);
  const isOlder = release !== undefined && /^(?:jessie|stretch|buster|bullseye|bionic|focal)$/.test(release);
  const ignored = {
    ...(needs.ignored ? { ignored: needs.ignored } : {}),
    ...(release === undefined && facts?.role !== 'os' ? { at: 'trixie' } : {}),
  };
  const first = runtimePackages(build, { ...(isOlder ? {} : { provided: IN_DISTROLESS }), ...ignored });
  if (isRefusal(first)) return first;
  const isPlain = ({ names }: { names: readonly string[] }) => names.every((name) => name === 'ca-certificates' || name === 'tzdata');
  const isDistroless =
    needs.needsSystem !== true &&
    !start.needsShell &&
    start.script === undefined &&
    !health.shell &&
    start.inits.length === 0 &&
    (needs.packages?.[manager].length ?? 0) === 0 &&
    (needs.linked === 'static'
      ? first.names.every((name) => name === 'ca-certificates' || name === 'tzdata' || first.libraries.includes(name))
      : libc === 'glibc' && !isNewer && isPlain(first));
  const target = isOnPath(program.path) || (start.words[0] ?? '').includes('/') ? program.path : `/usr/local/bin/${baseName(program.path)}`;
  const common = {
    copies: [...(program.path === '' ? [] : [{ source: program.path, target }]), ...(needs.copies ?? [])],
    isBuildVariable: needs.isBuildVariable,
    isPartOfBuild: (act: Parameters<RuntimePlan['isPartOfBuild']>[0]) => program.moves.has(act) || needs.isPartOfBuild?.(act) === true,
    environment: needs.environment ?? [],
    after: needs.after ?? [],
    build: needs.build ?? [],
    files: needs.files ?? ('all' as const),
  };
  if (isDistroless) {
    const image = needs.linked === 'static' ? STATIC : needs.linked === 'c' ? WITH_LIBC : WITH_CXX;
    return runtimePlan({ ...common, image, hasShell: false });
  }

  // A program without a C library runs anywhere, and Alpine has certificates and a shell.
  const system =
    needs.linked === 'static' && libc === 'musl' ? (facts?.role === 'os' ? systemImage(build, libc) : ALPINE) : systemImage(build, libc);
  if (isRefusal(system)) return system;
  const all = needs.linked === 'static' ? first : runtimePackages(build, ignored);
  if (isRefusal(all)) return all;
  // What needs nothing but libc and OpenSSL 3 runs on a newer Alpine as well.
  const old = /^alpine:3\.(1[7-9]|20)(?:\.\d+)?$/.test(system) && facts?.role !== 'os' && all.names.every((name) => EVERY_ALPINE.has(name));
  const wanted = needs.linked === 'static' ? all.names.filter((name) => !all.libraries.includes(name)) : all.names;
  if (wanted.length > 0 && manager === 'apt' && libc === 'glibc' && facts?.libc === 'musl')
    return refuse('the packages are those of Alpine');
  // Images made for building have certificates; a plain Debian has none.
  const hasCertificates = manager === 'apt' && (facts?.role === 'sdk' || wanted.includes('ca-certificates'));
  const zone = stage.endState.env.get('TZ');
  const needsZones = needs.needsTimeZones === true || (facts?.role === 'sdk' && zone !== undefined && zone !== 'UTC');
  const isAlpineProvided = (name: string): boolean => manager === 'apk' && (name === 'ca-certificates' || name === 'musl');
  return runtimePlan({
    ...common,
    image: old ? ALPINE : system,
    hasShell: true,
    manager,
    packages: union(
      hasCertificates ? ['ca-certificates'] : [],
      needs.packages?.[manager] ?? [],
      needsZones ? ['tzdata'] : [],
      start.script?.isBash === true && manager === 'apk' ? ['bash'] : [],
      wanted,
      packagesOfTools(health.tools, manager),
    ).filter((name) => !isAlpineProvided(name)),
  });
}
