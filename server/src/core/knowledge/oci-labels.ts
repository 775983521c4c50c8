// The label keys of the OCI image specification, and how a Dockerfile can fill them.
import type { Stage } from '../model/dockerfile/types.js';
import type { ProjectFacts } from './project-facts.js';

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

/** Keys whose value a project's files can give, in the order people read them. */
const TOLD: readonly (keyof ProjectFacts)[] = ['title', 'description', 'source', 'version', 'licenses'];
/** What stands in front of the keys that are asked for, and behind them. */
const BEFORE = ['title', 'description'].map((key) => OCI + key);
const BEHIND = [`${OCI}licenses`];

/** These keys, with those that the files around give for nothing. */
export function withTold(stage: Stage, keys: readonly string[], facts: ProjectFacts): readonly string[] {
  const isNew = (key: string): boolean => !keys.includes(key) && !stage.labels.has(key) && valueOf(key, facts) !== undefined;
  return [...BEFORE.filter(isNew), ...keys, ...BEHIND.filter(isNew)];
}

function valueOf(key: string, facts: ProjectFacts): string | undefined {
  const name = TOLD.find((told) => OCI + told === key);
  return name && facts[name];
}

/**
 * ARGs and one LABEL that give these keys their values: what the files around say is written out, the rest comes at build time. A
 * version is the default of its argument, as the next one comes by the build. Arguments the stage already has are not declared again.
 */
export function labelBlock(stage: Stage, keys: readonly string[], escape: string, facts: ProjectFacts = {}): readonly string[] {
  const known = stage.endState.args;
  const isVersion = (key: string): boolean => key === `${OCI}version`;
  const isWritten = (key: string): boolean => valueOf(key, facts) !== undefined && !isVersion(key) && !known.has(argumentOf(key));
  const args = keys
    .filter((key) => !isWritten(key) && !known.has(argumentOf(key)))
    .map((key) => {
      const value = isVersion(key) ? valueOf(key, facts) : undefined;
      return value === undefined ? argumentOf(key) : `${argumentOf(key)}=${/\s/.test(value) ? `"${value}"` : value}`;
    })
    .filter((name, i, all) => all.indexOf(name) === i);
  const pairs = keys.map((key) => `${key}="${isWritten(key) ? (valueOf(key, facts) ?? '') : `$${argumentOf(key)}`}"`);
  return [...args.map((name) => `ARG ${name}`), `LABEL ${pairs.join(` ${escape}\n      `)}`];
}
