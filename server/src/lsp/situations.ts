// Finds what holds for a file: its configuration, the path it is judged under, what stands around it, the settings of its folder.
import type { Config } from '../core/config/types.js';
import type { FileHints, Service } from '../core/service-types.js';
import { CONFIG_NAMES, isConfigName } from '../core/workspace/file-names.js';
import { findHints } from '../core/workspace/file-hints.js';
import type { HintAnswer } from '../core/workspace/file-hints.js';
import type { FolderCache } from './folder-cache.js';
import type { Settings } from './settings.js';
import { FallbackConfigs } from './settings.js';
import { folderOf, isInside, locationOf, relativeTo, rootOf } from './uri.js';

export interface Situation {
  /** Differs between any two situations that could give different findings. */
  readonly id: number;
  /** Relative to the folder that the configuration counts from. */
  readonly path: string;
  readonly config: Config;
  /** Location of the configuration file in force. */
  readonly configFile: string | undefined;
  /** The file cannot be read: the last good one holds, or the defaults. */
  readonly configBroken: boolean;
  readonly hints: FileHints;
  readonly isExcluded: boolean;
  readonly settings: Settings;
}

interface ConfigInForce {
  readonly text: string;
  readonly config: Config;
  readonly isBroken: boolean;
}

export class Situations {
  private readonly fallbacks: FallbackConfigs;
  private readonly configs = new Map<string, ConfigInForce>();
  private readonly known = new Map<string, { readonly epoch: number; readonly situation: Situation }>();
  private epoch = 0;
  private lastId = 0;

  constructor(
    private readonly service: Pick<Service, 'readConfig' | 'defaultConfig' | 'isExcluded'>,
    private readonly cache: FolderCache,
    private readonly workspaceFolders: () => readonly string[],
    private readonly settingsFor: (workspaceFolder: string | undefined) => Promise<Settings>,
  ) {
    this.fallbacks = new FallbackConfigs(service);
  }

  /** Everything is looked at again when it is next asked for; what did not change keeps its id. */
  invalidate(): void {
    this.epoch++;
  }

  forget(uri: string): void {
    this.known.delete(uri);
  }

  async of(uri: string): Promise<Situation> {
    const before = this.known.get(uri);
    if (before?.epoch === this.epoch) return before.situation;
    const epoch = this.epoch;
    const found = await this.find(locationOf(uri));
    const last = this.known.get(uri)?.situation;
    const situation = last && isSame(last, found) ? last : { ...found, id: ++this.lastId };
    this.known.set(uri, { epoch, situation });
    return situation;
  }

  /** The workspace folder that a file belongs to: the innermost. */
  workspaceFolderOf(location: string): string | undefined {
    return this.workspaceFolders()
      .filter((folder) => isInside(folder, location))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** Folders above a workspace folder whose configuration may hold for its files. */
  async above(workspaceFolder: string): Promise<readonly string[]> {
    return (await this.upward(workspaceFolder, rootOf(workspaceFolder), workspaceFolder)).slice(1);
  }

  /** Does the configuration leave out a folder with all below it? */
  async excludesFolder(folder: string): Promise<boolean> {
    const parent = folderOf(folder);
    if (parent === undefined) return false;
    const workspaceFolder = this.workspaceFolderOf(folder);
    const upward = await this.upward(parent, rootOf(folder), workspaceFolder);
    const configFile = await this.nearestConfig(upward);
    const config =
      configFile === undefined ? this.fallbacks.for(await this.settingsFor(workspaceFolder)) : (await this.configAt(configFile)).config;
    const base = configFile === undefined ? upward.at(-1) : folderOf(configFile);
    return this.service.isExcluded(config, `${relativeTo(base, folder)}/`);
  }

  private async find(location: string): Promise<Omit<Situation, 'id'>> {
    const workspaceFolder = this.workspaceFolderOf(location);
    const settings = await this.settingsFor(workspaceFolder);
    const folder = folderOf(location);
    if (folder === undefined) {
      const nowhere = {
        path: location.slice(rootOf(location).length),
        hints: {},
        configFile: undefined,
        configBroken: false,
        isExcluded: false,
      };
      return { ...nowhere, config: this.fallbacks.for(settings), settings };
    }
    const upward = await this.upward(folder, rootOf(location), workspaceFolder);
    const top = upward.at(-1) ?? folder;
    const configFile = await this.nearestConfig(upward);
    const inForce = configFile === undefined ? undefined : await this.configAt(configFile);
    const config = inForce?.config ?? this.fallbacks.for(settings);
    const path = relativeTo(configFile === undefined ? top : folderOf(configFile), location);
    return {
      path,
      config,
      configFile,
      configBroken: inForce?.isBroken ?? false,
      hints: await this.hintsOf(location, top),
      isExcluded: !isConfigName(location) && this.service.isExcluded(config, path),
      settings,
    };
  }

  /** From the folder up to the one with `.git`; without one up to the workspace folder; outside of it, the folder alone. */
  private async upward(folder: string, root: string, workspaceFolder: string | undefined): Promise<readonly string[]> {
    const folders: string[] = [];
    for (let at: string | undefined = folder; at !== undefined && at.length >= root.length; at = folderOf(at)) {
      folders.push(at);
      if ((await this.cache.names(at)).has('.git')) return folders;
    }
    const top = workspaceFolder ?? folder;
    return folders.slice(0, folders.indexOf(top) + 1);
  }

  private async nearestConfig(upward: readonly string[]): Promise<string | undefined> {
    for (const folder of upward) {
      const names = await this.cache.names(folder);
      const name = CONFIG_NAMES.find((candidate) => names.has(candidate));
      if (name !== undefined) return `${folder}/${name}`;
    }
    return undefined;
  }

  private async configAt(location: string): Promise<ConfigInForce> {
    const text = (await this.cache.text(location)) ?? '';
    const last = this.configs.get(location);
    if (last?.text === text) return last;
    const read = this.service.readConfig(text).config;
    const inForce = { text, config: read ?? last?.config ?? this.service.defaultConfig(), isBroken: read === undefined };
    this.configs.set(location, inForce);
    return inForce;
  }

  private async hintsOf(location: string, top: string): Promise<FileHints> {
    const search = findHints(location, top, rootOf(location));
    let answer: HintAnswer;
    for (;;) {
      const step = search.next(answer);
      if (step.done) return step.value;
      answer = step.value.kind === 'names' ? await this.cache.names(step.value.folder) : await this.cache.text(step.value.path);
    }
  }
}

function isSame(a: Omit<Situation, 'id'>, b: Omit<Situation, 'id'>): boolean {
  return (
    a.config === b.config &&
    a.path === b.path &&
    a.configFile === b.configFile &&
    a.configBroken === b.configBroken &&
    a.isExcluded === b.isExcluded &&
    a.hints.inChart === b.hints.inChart &&
    a.hints.isPatch === b.hints.isPatch &&
    a.settings.stepBack === b.settings.stepBack &&
    a.settings.scope === b.settings.scope
  );
}
