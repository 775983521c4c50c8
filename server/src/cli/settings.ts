// Finds the configuration that holds for a file: the nearest one upward, as far as the folder with .git, else the working directory.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config, ConfigReading } from '../core/config/types.js';
import type { Profile } from '../core/engine/rule.js';
import type { Service } from '../core/service-types.js';
import { CONFIG_NAMES } from '../core/workspace/file-names.js';
import { UserError } from './exit-code.js';
import { reasonOf } from './fs-errors.js';
import { isInside, shownPath } from './paths.js';
import { decode } from './read-text.js';

/** What holds for a file. */
export interface Settings {
  readonly config: Config;
  /** Absolute; the patterns of the configuration and the paths in requests count from here. */
  readonly folder: string;
}

export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly reading: ConfigReading;
}

/** What the command line says about every file, over the configuration. */
export interface Flags {
  readonly profile: Profile | undefined;
  readonly preview: boolean;
  /** False: comments of other tools count for nothing. */
  readonly foreignSuppressions: boolean;
  /** A configuration file named by hand; absolute or relative to the working directory. */
  readonly config: string | undefined;
}

export class SettingsFinder {
  /** Every configuration file that was met, by absolute path. */
  readonly files = new Map<string, ConfigFile>();
  private readonly byFolder = new Map<string, Settings>();
  private readonly roots = new Map<string, string | undefined>();
  private readonly named: Settings | undefined;

  constructor(
    private readonly service: Service,
    private readonly cwd: string,
    private readonly flags: Flags,
  ) {
    if (flags.config !== undefined) {
      const path = resolve(cwd, flags.config);
      this.named = { config: this.withFlags(this.read(path)), folder: cwd };
    }
  }

  /**
   * @param folder absolute; the folder of the file.
   * @param start absolute; the folder that was named, the last one searched where there is no .git and the working directory is elsewhere.
   */
  for(folder: string, start: string): Settings {
    if (this.named) return this.named;
    const known = this.byFolder.get(folder);
    if (known) return known;
    const top = this.topOf(folder, start);
    const found = this.configIn(folder);
    let settings: Settings;
    if (found !== undefined) settings = { config: this.withFlags(this.read(found)), folder };
    else if (folder === top || dirname(folder) === folder) settings = { config: this.withFlags(undefined), folder: top };
    else settings = this.for(dirname(folder), start);
    this.byFolder.set(folder, settings);
    return settings;
  }

  /** The folder above or at `folder` that holds .git. */
  repositoryOf(folder: string): string | undefined {
    if (this.roots.has(folder)) return this.roots.get(folder);
    const above = dirname(folder);
    const root = existsSync(join(folder, '.git')) ? folder : above === folder ? undefined : this.repositoryOf(above);
    this.roots.set(folder, root);
    return root;
  }

  /** The last folder that may hold the configuration of a file in `folder`. */
  topOf(folder: string, start: string): string {
    return this.repositoryOf(folder) ?? (isInside(folder, this.cwd) ? this.cwd : start);
  }

  private configIn(folder: string): string | undefined {
    return CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
  }

  private read(path: string): ConfigReading {
    const known = this.files.get(path);
    if (known) return known.reading;
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      throw new UserError(`${shownPath(path, this.cwd)}: ${reasonOf(error)}: the configuration has to be readable, so nothing was checked`);
    }
    const decoded = decode(bytes);
    if (!decoded) throw new UserError(`${shownPath(path, this.cwd)}: the configuration is no text, so nothing was checked`);
    const reading = this.service.readConfig(decoded.text);
    this.files.set(path, { path, text: decoded.text, reading });
    return reading;
  }

  private withFlags(reading: ConfigReading | undefined): Config {
    const read = reading?.config ?? this.service.defaultConfig();
    const { profile, preview } = this.flags;
    const config = this.flags.foreignSuppressions ? read : { ...read, foreignSuppressions: false };
    if (profile === undefined) return config;
    return {
      ...config,
      profile,
      preview: preview || config.preview,
      // What is said on the command line beats what the file says for some of its files.
      overrides: config.overrides.map(({ files, rules }) => ({ files, rules })),
    };
  }
}
