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
const MAX_DEPTH = 64;

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

  private own(name: string): Version<V> | undefined {
    const versions = this.history.entries.get(name);
    if (!versions) return undefined;
    let low = 0;
    let high = versions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((versions[middle]?.at ?? 0) <= this.version) low = middle;
      else high = middle - 1;
    }
    const found = versions[low];
    return found && found.at <= this.version ? found : undefined;
  }

  private find(name: string): Version<V> | undefined {
    for (let view: ScopeView<V> | undefined = this; view; view = view.history.parent) {
      const found = view.own(name);
      if (found) return found;
    }
    return undefined;
  }

  get(name: string): V | undefined {
    return this.find(name)?.value;
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  /** Oldest first. */
  private layers(): ScopeView<V>[] {
    const layers: ScopeView<V>[] = [];
    for (let view: ScopeView<V> | undefined = this; view; view = view.history.parent) layers.push(view);
    return layers.reverse();
  }

  /** Everything in force, oldest layer first. */
  private collect(): Map<string, V> {
    const all = new Map<string, V>();
    for (const layer of this.layers()) {
      for (const { name, at } of layer.history.names) {
        if (at > layer.version) break;
        const found = layer.own(name);
        if (found) all.set(name, found.value);
      }
    }
    return all;
  }

  /** Found one by one: whoever wants the first few does not wait for the rest. */
  *keys(): Generator<string, undefined> {
    const seen = new Set<string>();
    for (const layer of this.layers()) {
      for (const { name, at } of layer.history.names) {
        if (at > layer.version) break;
        if (seen.size !== seen.add(name).size) yield name;
      }
    }
  }

  entries(): MapIterator<[string, V]> {
    return this.collect().entries();
  }

  values(): MapIterator<V> {
    return this.collect().values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.collect()) callback(value, key, this);
  }

  get size(): number {
    this.count ??= this.collect().size;
    return this.count;
  }
}

/** The values while a stage is read; `view()` is what holds from here on. */
export class Scope<V> {
  private readonly history: History<V>;
  private current: ScopeView<V> | undefined;

  constructor(parent: ScopeView<V> | undefined) {
    const deep = parent !== undefined && parent.depth >= MAX_DEPTH;
    this.history = {
      entries: new Map(),
      names: [],
      parent: deep ? undefined : parent,
      depth: deep || !parent ? 0 : parent.depth + 1,
      version: 0,
    };
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

  /** The parent's view until something of its own is set. */
  view(): ScopeView<V> {
    if (this.history.version === 0 && this.history.parent) return this.history.parent;
    this.current ??= new ScopeView(this.history, this.history.version);
    return this.current;
  }
}
