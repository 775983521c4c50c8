// The configuration as JSON Schema, for editors that complete and check the file by themselves.
import type { Key, Shape } from './shape.js';
import { optionShape } from './shape.js';
import { KEYS, RULE_SWITCHES } from './keys.js';
import type { CatalogEntry } from './types.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** JSON Schema draft-07 of `.seaworthy.yaml`. */
export function configSchema(catalog: readonly CatalogEntry[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seaworthy configuration',
    ...ofKeys(KEYS, catalog),
  };
}

function ofKeys(keys: Readonly<Record<string, Key>>, catalog: readonly CatalogEntry[]): JsonSchema {
  const properties = Object.entries(keys).map(([name, key]) => [
    name,
    { description: key.description, ...ofShape(key.shape, catalog), ...(key.default === undefined ? {} : { default: key.default }) },
  ]);
  const required = 'files' in keys ? { required: ['files'] } : {};
  return { type: 'object', properties: Object.fromEntries(properties), ...required, additionalProperties: false };
}

function ofShape(shape: Shape, catalog: readonly CatalogEntry[]): JsonSchema {
  switch (shape.type) {
    case 'choice':
      return { enum: shape.values };
    case 'text':
      return { type: 'string' };
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'number' };
    case 'version':
      return {
        anyOf: [
          { type: 'string', pattern: '^v?1\\.[0-9]{1,3}(\\.[0-9]{1,3})?$' },
          { type: 'number', minimum: 1, exclusiveMaximum: 2 },
        ],
      };
    case 'texts':
      return { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] };
    case 'list':
      return { type: ['array', 'null'], items: ofShape(shape.of, catalog) };
    case 'dictionary':
      return { type: ['object', 'null'], additionalProperties: ofShape(shape.of, catalog) };
    case 'object':
      return { ...ofKeys(shape.keys, catalog), type: ['object', 'null'] };
    case 'rules':
      return ofRules(catalog);
  }
}

function ofRules(catalog: readonly CatalogEntry[]): JsonSchema {
  const properties = catalog.map((rule) => [
    rule.id,
    { description: `${rule.summary} (${rule.severity}, ${rule.profile})`, anyOf: settingOf(rule, catalog) },
  ]);
  return { type: ['object', 'null'], properties: Object.fromEntries(properties), additionalProperties: false };
}

function settingOf(rule: Pick<CatalogEntry, 'options'>, catalog: readonly CatalogEntry[]): readonly JsonSchema[] {
  const options = Object.entries(rule.options).map(([name, option]) => [
    name,
    { description: option.description, ...ofShape(optionShape(option), catalog), default: option.default },
  ]);
  const properties = { severity: { enum: RULE_SWITCHES }, ...Object.fromEntries(options) };
  return [{ enum: RULE_SWITCHES }, { type: 'object', properties, additionalProperties: false }];
}

/** The schema of `rules` alone: every rule with what may stand behind its id. */
export const rulesSchema = (catalog: readonly CatalogEntry[]): JsonSchema => ({ ...ofRules(catalog), type: 'object' });
