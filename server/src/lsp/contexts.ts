// Finds what stands around a Dockerfile, through the files that the editor or the disk shows.
import type { ContextSnapshot } from '../core/model/context/types.js';
import type { CheckRequest, Service } from '../core/service-types.js';
import { findContext } from '../core/workspace/find-context.js';
import type { ContextAnswer } from '../core/workspace/find-context.js';
import type { FolderCache } from './folder-cache.js';
import type { Situation } from './situations.js';
import { folderOf, isInside, locationFrom, locationOf, nameOf, rootOf } from './uri.js';

/** Manifests, scripts and ignore files that people write are shorter. In UTF-16 code units. */
const MAX_TEXT = 256 * 1024;

export interface Surroundings {
  /** Differs between any two that could give different findings; 0 = nothing is known. */
  readonly id: number;
  readonly context: ContextSnapshot | undefined;
}

export const NO_SURROUNDINGS: Surroundings = { id: 0, context: undefined };

export class Contexts {
  private readonly known = new Map<string, { readonly name: string; readonly stamp: string; readonly found: Surroundings }>();
  private lastId = 0;

  constructor(
    private readonly service: Pick<Service, 'contextWants'>,
    private readonly cache: FolderCache,
    private readonly workspaceFolderOf: (location: string) => string | undefined,
    /** May an edit make a new file? */
    private readonly canCreate: boolean,
  ) {}

  forget(uri: string): void {
    this.known.delete(uri);
  }

  /**
   * What did not change keeps its id.
   * @param version of the document: for the same one, and the same files, nothing is looked at again; -1 for a file
   *   that is not open, whose text may be another each time
   */
  async of(uri: string, version: number, request: CheckRequest, situation: Pick<Situation, 'configFile' | 'id'>): Promise<Surroundings> {
    const stamp = `${version} ${situation.id} ${this.cache.age}`;
    const before = this.known.get(uri);
    if (version >= 0 && before?.stamp === stamp) return before.found;
    const location = locationOf(uri);
    const home = folderOf(location);
    const wants = home === undefined ? undefined : this.service.contextWants(request);
    if (!wants || home === undefined) return this.named(uri, stamp, undefined);
    const top = this.workspaceFolderOf(location) ?? home;
    const chosen = chosenRoot(request.config.contextRoot, situation.configFile, top);
    const search = findContext(location, top, wants, rootOf(location), chosen);
    let answer: ContextAnswer;
    for (;;) {
      const step = search.next(answer);
      if (step.done) return this.named(uri, stamp, step.value && (await this.writable(step.value, location)));
      if (step.value.kind === 'list') answer = await this.cache.entries(step.value.folder, top);
      else {
        const text = await this.cache.text(step.value.path);
        answer = text !== undefined && text.length <= MAX_TEXT ? text : undefined;
      }
    }
  }

  /** Where nothing can or may be written, no fix is offered that would. */
  private async writable(context: ContextSnapshot, location: string): Promise<ContextSnapshot> {
    const { ignorePlace, ...others } = context;
    if (ignorePlace === undefined) return context;
    const place = locationFrom(location, ignorePlace);
    const top = this.workspaceFolderOf(location);
    const may = place !== undefined && top !== undefined && (context.ignoreFile !== undefined || this.canCreate);
    return may && (await this.isReallyInside(place, top)) ? context : others;
  }

  /** Below the folder, and no folder on the way is a link. */
  private async isReallyInside(location: string, top: string): Promise<boolean> {
    if (!isInside(top, location)) return false;
    for (let folder = folderOf(location); folder !== undefined && folder !== top; folder = folderOf(folder)) {
      const name = nameOf(folder);
      const entries = await this.cache.entries(folderOf(folder) ?? top, top);
      if (entries?.find((entry) => entry.name === name)?.kind !== 'folder') return false;
    }
    return true;
  }

  private named(uri: string, stamp: string, context: ContextSnapshot | undefined): Surroundings {
    const name = context ? JSON.stringify(context) : '';
    const last = this.known.get(uri);
    const found = last?.name === name ? last.found : context ? { id: ++this.lastId, context } : NO_SURROUNDINGS;
    this.known.set(uri, { name, stamp, found });
    return found;
  }
}

function chosenRoot(written: string, configFile: string | undefined, top: string): string | undefined {
  if (written === '') return undefined;
  const names = ((configFile === undefined ? undefined : folderOf(configFile)) ?? top).split('/');
  for (const name of written.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
