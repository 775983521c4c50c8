// Flags of each instruction as BuildKit knows them, the labs channel included. Source: Dockerfile reference and release notes of the
// frontend up to 1.26, read 2026-08.

/** boolean: alone or =true, =false; text: needs a value; list: the same, and may be repeated. */
export type FlagKind = 'boolean' | 'text' | 'list';

const NONE: Readonly<Record<string, FlagKind>> = {};

const FLAGS: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  FROM: { platform: 'text' },
  RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
  COPY: { chown: 'text', chmod: 'text', from: 'text', link: 'boolean', parents: 'boolean', exclude: 'list' },
  ADD: {
    chown: 'text',
    chmod: 'text',
    checksum: 'text',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    unpack: 'boolean',
    exclude: 'list',
  },
  HEALTHCHECK: { interval: 'text', timeout: 'text', 'start-period': 'text', 'start-interval': 'text', retries: 'text' },
  CMD: NONE,
  ENTRYPOINT: NONE,
  ENV: NONE,
  LABEL: NONE,
  EXPOSE: NONE,
  USER: NONE,
  VOLUME: NONE,
  WORKDIR: NONE,
  SHELL: NONE,
};

/** Flags of an instruction by name; absent where BuildKit does not look at flags. */
export const flagsOf = (keyword: string): Readonly<Record<string, FlagKind>> | undefined =>
  Object.hasOwn(FLAGS, keyword) ? FLAGS[keyword] : undefined;
