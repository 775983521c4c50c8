// The configuration that holds where nothing is configured.
import type { Config } from './types.js';

/** The newest version of the Kubernetes type table. */
export const NEWEST_KUBERNETES = '1.36';

export function defaultConfig(): Config {
  return {
    profile: 'recommended',
    preview: false,
    rules: new Map(),
    overrides: [],
    exclude: [],
    failOn: 'hint',
    kubernetes: NEWEST_KUBERNETES,
    targets: [],
    contextRoot: '',
    foreignSuppressions: true,
    registries: { allow: [], mirrors: {} },
    labels: { required: [], schema: {}, strict: false },
  };
}
