// Remembers what stands in folders and in the few files that decide how others are judged; open documents count over the disk.
import type { FileReader, FolderEntry } from './files.js';
import { folderOf, uriOf } from './uri.js';

export interface OpenTexts {
  /** The text of an open document at this location. */
  textAt(location: string): string | undefined;
  /** Names of documents that are open below this very folder. */
  namesIn(folder: string): readonly string[];
}

export class FolderCache {
  private readonly folders = new Map<string, Promise<ReadonlySet<string>>>();
  private readonly listings = new Map<string, Promise<readonly FolderEntry[] | undefined>>();
  private readonly texts = new Map<string, Promise<string | undefined>>();

  /** Grows whenever something is to be looked at anew. */
  age = 0;

  constructor(
    private readonly files: FileReader,
    private readonly open: OpenTexts,
  ) {}

  /** Empty for a folder that cannot be read. */
  async names(folder: string): Promise<ReadonlySet<string>> {
    let known = this.folders.get(folder);
    if (!known) {
      known = this.list(folder).then((entries) => new Set(entries.map(({ name }) => name)));
      this.folders.set(folder, known);
    }
    const names = await known;
    const unsaved = this.open.namesIn(folder).filter((name) => !names.has(name));
    return unsaved.length === 0 ? names : new Set([...names, ...unsaved]);
  }

  async text(location: string): Promise<string | undefined> {
    const open = this.open.textAt(location);
    if (open !== undefined) return open;
    let known = this.texts.get(location);
    if (!known) {
      known = this.files.read(uriOf(location));
      this.texts.set(location, known);
    }
    return known;
  }

  /** Names with their kinds, remembered; a link that leads out of `within` is `other`. Absent for a folder that cannot be read. */
  async entries(folder: string, within: string): Promise<readonly FolderEntry[] | undefined> {
    let known = this.listings.get(folder);
    if (!known) {
      known = this.files.entries(uriOf(folder), uriOf(within));
      this.listings.set(folder, known);
    }
    return known;
  }

  /** Folders are listed anew when they are next asked for; not every client tells of every new file. */
  forgetListings(): void {
    this.age++;
    this.listings.clear();
  }

  /** Never cached: what a walk wants to know. */
  async list(folder: string, within = folder): Promise<readonly FolderEntry[]> {
    return (await this.files.entries(uriOf(folder), uriOf(within))) ?? [];
  }

  /** The file was made, changed or deleted. */
  forget(location: string): void {
    this.age++;
    this.texts.delete(location);
    const folder = folderOf(location);
    if (folder === undefined) return;
    this.folders.delete(folder);
    this.listings.delete(folder);
  }

  clear(): void {
    this.age++;
    this.folders.clear();
    this.listings.clear();
    this.texts.clear();
  }
}
