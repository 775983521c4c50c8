// Named values as they stand at one place of a Dockerfile. Views share one history, so that a view per instruction costs nothing.

interface Version<V> {
  readonly at: number;
  readonly value: V;
}

interface History<V> {
  readonly entries: Map<string, Version<V>[]>;
  /** Names in the order of their first appearance, with the version that brought them. */
  readonly names: { readonly name: string; readonly at: number }[];
  readonly parent: ScopeView<V> | undefined;
  readonly depth: number;
  version: number;
}

/** Chains of views longer than this are copied into one, so that a look-up stays short. */
const MAX_DEPTH = 16;

/** A read-only map of the names as they stood when the view was taken. */
export class ScopeView<V> implements ReadonlyMap<string, V> {
  private count: number | undefined;

  constructor(
    private readonly history: History<V>,
    private readonly version: number,
  ) {}

  get depth(): number {
    return this.history.depth;
  }

  private find(name: string): Version<V> | undefined {
    const versions = this.history.entries.get(name);
    if (versions) {
      let low = 0;
      let high = versions.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((versions[middle]?.at ?? 0) <= this.version) low = middle;
        else high = middle - 1;
      }
      const found = versions[low];
      if (found && found.at <= this.version) return found;
    }
    return this.history.parent?.find(name);
  }

  get(name: string): V | undefined {
    return this.find(name)?.value;
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  *keys(): MapIterator<string> {
    if (this.history.parent) yield* this.history.parent.keys();
    for (const { name, at } of this.history.names) {
      if (at > this.version) break;
      if (!this.history.parent?.has(name)) yield name;
    }
  }

  *entries(): MapIterator<[string, V]> {
    for (const name of this.keys()) yield [name, this.get(name) as V];
  }

  *values(): MapIterator<V> {
    for (const name of this.keys()) yield this.get(name) as V;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  get size(): number {
    if (this.count === undefined) {
      this.count = 0;
      for (const _ of this.keys()) this.count += _ === undefined ? 0 : 1;
    }
    return this.count;
  }
}

/** The values while a stage is read; `view()` is what holds from here on. */
export class Scope<V> {
  private readonly history: History<V>;
  private current: ScopeView<V> | undefined;

  constructor(parent: ScopeView<V> | undefined) {
    const deep = parent !== undefined && parent.depth >= MAX_DEPTH;
    this.history = { entries: new Map(), names: [], parent: deep ? undefined : parent, depth: deep || !parent ? 0 : parent.depth + 1, version: 0 };
    if (deep) for (const [name, value] of parent.entries()) this.put(name, value);
  }

  set(name: string, value: V): void {
    this.history.version++;
    this.current = undefined;
    this.put(name, value);
  }

  private put(name: string, value: V): void {
    const { entries, names, version } = this.history;
    const versions = entries.get(name);
    if (versions) versions.push({ at: version, value });
    else {
      entries.set(name, [{ at: version, value }]);
      names.push({ name, at: version });
    }
  }

  view(): ScopeView<V> {
    this.current ??= new ScopeView(this.history, this.history.version);
    return this.current;
  }
}
