// Which rules run for a file, at which severity and with which options.
import type { Config } from '../config/types.js';
import type { OptionSpec } from './options.js';
import type { AnyRule, Profile, RuleSettings } from './rule.js';
import { PROFILES } from './rule.js';
import type { ActiveRule } from './run.js';

const includes = (chosen: Profile, rule: Profile): boolean => PROFILES.indexOf(rule) <= PROFILES.indexOf(chosen);

/** `undefined` when the rule is off. A rule that is named with a severity or options runs whatever the profile. */
export function activate(rule: AnyRule, config: Config): ActiveRule | undefined {
  const setting = config.rules.get(rule.id);
  if (setting?.severity === 'off') return undefined;
  const named = setting !== undefined;
  const wanted = includes(config.profile, rule.profile) && (rule.status !== 'preview' || config.preview);
  if (!wanted && !named) return undefined;
  const options: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries((rule.options ?? {}) as Record<string, OptionSpec>)) {
    options[name] = setting?.options?.[name] ?? spec.default;
  }
  return { rule, severity: setting?.severity, options };
}

export function activeRules(rules: readonly AnyRule[], config: Config): ActiveRule[] {
  return rules.map((rule) => activate(rule, config)).filter((active): active is ActiveRule => active !== undefined);
}

export function settingsOf(config: Config): RuleSettings {
  const { kubernetes, targets, registries, labels, profile } = config;
  return { kubernetes, targets, registries, labels, profile };
}

/** Text that differs whenever two configurations could give different findings. */
export function fingerprint(config: Config): string {
  return JSON.stringify([
    config.profile,
    config.preview,
    config.foreignSuppressions,
    [...config.rules].map(([id, setting]) => [id, setting.severity, setting.options]),
    settingsOf(config),
  ]);
}
