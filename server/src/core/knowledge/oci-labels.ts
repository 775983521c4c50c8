// The label keys of the OCI image specification, and how a Dockerfile can fill them.
import type { Stage } from '../model/dockerfile/types.js';

export const OCI = 'org.opencontainers.image.';

/** What tells where an image comes from: enough to find its source and its state. */
export const ESSENTIAL_LABELS: readonly string[] = ['source', 'revision'].map((key) => OCI + key);

export const ALL_LABELS: readonly string[] = [
  ...ESSENTIAL_LABELS,
  ...[
    'version',
    'created',
    'title',
    'description',
    'licenses',
    'vendor',
    'authors',
    'url',
    'documentation',
    'base.name',
    'base.digest',
  ].map((key) => OCI + key),
];

/** Labels worth writing with any of the others, as only the build knows their values. */
export const BUILD_LABELS: readonly string[] = ['version', 'revision', 'created'].map((key) => OCI + key);

/** "org.opencontainers.image.base.name" is filled from the argument BASE_NAME. */
export function argumentOf(key: string): string {
  const short = key.startsWith(OCI) ? key.slice(OCI.length) : key;
  return short
    .replace(/[^a-z0-9]+/gi, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** ARGs and one LABEL that give these keys their values at build time; arguments the stage already has are not declared again. */
export function labelBlock(stage: Stage, keys: readonly string[], escape: string): readonly string[] {
  const known = stage.endState.args;
  const args = keys.map(argumentOf).filter((name, i, all) => !known.has(name) && all.indexOf(name) === i);
  const pairs = keys.map((key) => `${key}="$${argumentOf(key)}"`);
  return [...args.map((name) => `ARG ${name}`), `LABEL ${pairs.join(` ${escape}\n      `)}`];
}
