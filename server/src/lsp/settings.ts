// The editor's settings below `seaworthy`, as the client hands them over, in a form the server can trust.
import type { Config } from '../core/config/types.js';
import type { Service } from '../core/service-types.js';

export interface Settings {
  readonly scope: 'openFiles' | 'workspace';
  /** Leave findings to extensions that report the same. */
  readonly stepBack: boolean;
  /** What holds for files that no configuration file is found for: keys and values as in the configuration file. */
  readonly fallback: Readonly<Record<string, unknown>>;
}

/** The settings that stand for keys of the configuration file. */
const CONFIG_KEYS = ['profile', 'rules', 'exclude', 'kubernetes', 'targets', 'registries', 'labels'];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** Reads whatever a client sends; what is missing or of the wrong shape keeps its default. */
export function readSettings(given: unknown): Settings {
  const settings = isRecord(given) ? given : {};
  return {
    scope: settings['scope'] === 'workspace' ? 'workspace' : 'openFiles',
    stepBack: settings['stepBack'] !== false,
    fallback: Object.fromEntries(CONFIG_KEYS.filter((key) => !isEmpty(settings[key])).map((key) => [key, settings[key]])),
  };
}

/** Equal settings give the same object, so that results stay cached. */
export class FallbackConfigs {
  private readonly known = new Map<string, Config>();

  constructor(private readonly service: Pick<Service, 'readConfig' | 'defaultConfig'>) {}

  for(settings: Settings): Config {
    // JSON is YAML: the reader of the configuration file checks the settings too.
    const text = JSON.stringify(settings.fallback);
    let config = this.known.get(text);
    if (!config) {
      const reading = text === '{}' ? undefined : this.service.readConfig(text);
      config = reading?.config ?? this.service.defaultConfig();
      this.known.set(text, config);
    }
    return config;
  }
}
