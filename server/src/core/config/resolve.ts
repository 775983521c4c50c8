// Applies a configuration to a file: is it left out, and which settings hold for it?
import { pathPatterns } from '../text/path-patterns.js';
import type { Config, Override, RuleSetting } from './types.js';

type Matcher = (path: string) => boolean;

// Compiled once per configuration; a configuration is never changed.
const exclusions = new WeakMap<Config, Matcher>();
const matchers = new WeakMap<Override, Matcher>();
const resolved = new WeakMap<Config, Map<string, Config>>();

function kept<K extends object>(cache: WeakMap<K, Matcher>, key: K, patterns: readonly string[]): Matcher {
  let matcher = cache.get(key);
  if (!matcher) cache.set(key, (matcher = pathPatterns(patterns)));
  return matcher;
}

/**
 * Is the file left out by `exclude`? The path is relative to the folder of the configuration; one outside of it is never left out.
 */
export const isExcluded = (config: Config, path: string): boolean => kept(exclusions, config, config.exclude)(path);

/**
 * The settings that hold for one file: the overrides that fit, applied in order. Files with the same overrides get the same object.
 */
export function configFor(config: Config, path: string): Config {
  if (config.overrides.length === 0) return config;
  const fitting = config.overrides.filter((override) => kept(matchers, override, override.files)(path));
  let results = resolved.get(config);
  if (!results) resolved.set(config, (results = new Map()));
  const key = fitting.map((override) => config.overrides.indexOf(override)).join();
  let result = results.get(key);
  if (!result) results.set(key, (result = apply(config, fitting)));
  return result;
}

function apply(config: Config, overrides: readonly Override[]): Config {
  const rules = new Map(config.rules);
  for (const override of overrides) for (const [id, setting] of override.rules) rules.set(id, join(rules.get(id), setting));
  const profile = overrides.reduce((chosen, override) => override.profile ?? chosen, config.profile);
  return { ...config, profile, rules, overrides: [] };
}

function join(below: RuleSetting | undefined, above: RuleSetting): RuleSetting {
  const options = { ...below?.options, ...above.options };
  return { ...below, ...above, ...(Object.keys(options).length > 0 ? { options } : {}) };
}
