// The editor's setting for rules, as package.json declares it.
import type { JsonSchema } from './schema.js';
import { rulesSchema } from './schema.js';
import type { CatalogEntry } from './types.js';

/** For `contributes.configuration`: one object setting for all rules, so that a new rule is not a new setting. */
export function editorSettings(catalog: readonly CatalogEntry[]): Readonly<Record<'seaworthy.rules', JsonSchema>> {
  return {
    'seaworthy.rules': {
      markdownDescription:
        'Settings by rule id: `off`, a severity, or an object with `severity` and options. Counts only for files without a `.seaworthy.yaml` or `.seaworthy.yml`.',
      scope: 'resource',
      default: {},
      ...rulesSchema(catalog),
    },
  };
}
