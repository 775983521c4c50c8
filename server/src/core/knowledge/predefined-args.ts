// Build arguments that exist without being written down. Source: Dockerfile reference, "Predefined ARGs", "Automatic platform ARGs in the
// global scope" and "BuildKit built-in build args", read 2026-08.

/** Set by the builder for each platform; their values are not known to us. A stage sees one only where it declares it. */
export const PLATFORM_ARGS: ReadonlySet<string> = new Set([
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
]);

const PROXY = /^(?:HTTP|HTTPS|FTP|NO|ALL)_PROXY$/;

/** Read by the builder itself, or handed to every RUN: nothing has to declare or use it. */
export const isBuilderArg = (name: string): boolean =>
  PROXY.test(name.toUpperCase()) || name.startsWith('BUILDKIT_') || name === 'SOURCE_DATE_EPOCH';
