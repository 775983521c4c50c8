// What to offer while the configuration file is typed: keys, rule ids and values that fit the place.
import { PROFILES } from '../engine/rule.js';
import type { Completion } from '../service-types.js';
import { NEWEST_KUBERNETES } from './defaults.js';
import { ROOT, RULE_SWITCHES } from './keys.js';
import { outlineAt } from './outline.js';
import type { OutlinePath } from './outline.js';
import type { Key, Shape } from './shape.js';
import { optionShape } from './shape.js';
import type { CatalogEntry } from './types.js';

/** How many of the newest Kubernetes versions are offered. */
const VERSIONS = 8;

type Offer = Pick<Completion, 'label' | 'detail' | 'insert'>;

/** A place may hold what a shape says, or the setting of one rule. */
type Spot = { readonly shape: Shape } | { readonly rule: CatalogEntry } | undefined;

export function completeConfig(text: string, offset: number, catalog: readonly CatalogEntry[]): Completion[] {
  const place = outlineAt(text, offset);
  if (!place) return [];
  const spot = spotOf(place.key === undefined ? place.path : [...place.path, place.key], catalog);
  if (!spot) return [];
  const offers =
    place.key === undefined
      ? keysOf(spot, catalog)
          .filter(({ label }) => !place.siblings.has(label))
          .map((offer) => (place.hasColon ? { ...offer, insert: offer.label } : offer))
      : valuesOf(spot);
  return offers.map((offer) => ({ ...offer, replace: place.word }));
}

function spotOf(path: OutlinePath, catalog: readonly CatalogEntry[]): Spot {
  let spot: Spot = { shape: ROOT };
  for (const name of path) spot = below(spot, name, catalog);
  return spot;
}

function below(spot: Spot, name: string, catalog: readonly CatalogEntry[]): Spot {
  if (!spot) return undefined;
  if ('rule' in spot) {
    if (name === 'severity') return { shape: { type: 'choice', values: RULE_SWITCHES } };
    const option = Object.hasOwn(spot.rule.options, name) ? spot.rule.options[name] : undefined;
    return option && { shape: optionShape(option) };
  }
  const { shape } = spot;
  if (name.startsWith('#')) return shape.type === 'list' ? { shape: shape.of } : undefined;
  if (shape.type === 'object') {
    const key = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
    return key && { shape: key.shape };
  }
  if (shape.type === 'dictionary') return { shape: shape.of };
  if (shape.type === 'rules') {
    const rule = catalog.find(({ id }) => id === name);
    return rule && { rule };
  }
  return undefined;
}

const isBlock = (shape: Shape): boolean => ['object', 'dictionary', 'rules', 'list', 'texts'].includes(shape.type);

function keysOf(spot: NonNullable<Spot>, catalog: readonly CatalogEntry[]): readonly Offer[] {
  if ('rule' in spot) {
    const options = Object.entries(spot.rule.options).map(([name, option]) =>
      keyOffer(name, { description: option.description, shape: optionShape(option) }),
    );
    return [
      keyOffer('severity', { description: 'How grave findings of this rule are, or off.', shape: { type: 'choice', values: [] } }),
      ...options,
    ];
  }
  const { shape } = spot;
  if (shape.type === 'object') return Object.entries(shape.keys).map(([name, key]) => keyOffer(name, key));
  if (shape.type === 'rules') return catalog.map((rule) => ({ label: rule.id, detail: rule.summary, insert: `${rule.id}: ` }));
  return [];
}

const keyOffer = (name: string, key: Key): Offer => ({
  label: name,
  detail: key.description,
  insert: isBlock(key.shape) ? `${name}:` : `${name}: `,
});

const value = (label: string, detail = ''): Offer => ({ label, detail, insert: label });

function valuesOf(spot: NonNullable<Spot>): readonly Offer[] {
  if ('rule' in spot) {
    const { severity, profile } = spot.rule;
    return RULE_SWITCHES.map((word) =>
      value(word, word === severity ? `its own severity; runs in ${PROFILES.slice(PROFILES.indexOf(profile)).join(', ')}` : ''),
    );
  }
  switch (spot.shape.type) {
    case 'choice':
      return spot.shape.values.map((word) => value(word));
    case 'flag':
      return [value('true'), value('false')];
    case 'version': {
      const newest = Number(NEWEST_KUBERNETES.slice(NEWEST_KUBERNETES.indexOf('.') + 1));
      return Array.from({ length: VERSIONS }, (_, i) => value(`1.${newest - i}`, i === 0 ? 'newest known' : ''));
    }
    default:
      return [];
  }
}
