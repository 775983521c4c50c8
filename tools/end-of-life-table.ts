// The table of end-of-life dates: how it is made from a list of tab-separated lines, and what is wrong with one.

/** Cycle, end of support, end of long-term support, code name; a date that is not announced is empty. */
export type Cycle = readonly [cycle: string, end: string, extended: string, codename: string];

export interface EndOfLifeTable {
  readonly $comment: string;
  /** The day on which all dates were held against their source. */
  readonly checked: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly products: readonly { readonly name: string; readonly source: string; readonly cycles: readonly Cycle[] }[];
}

const COLUMNS = ['image', 'cycle', 'codename', 'eol', 'extended_or_lts_end'];
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** The others have names that no tag holds. */
const NAMED_IN_TAGS = new Set(['debian', 'ubuntu']);

/** "3.10" stands above "3.9". */
function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

const dateOf = (text: string): string => (text === 'false' ? '' : text);

/**
 * The table of a text with the columns image, cycle, codename, eol and extended_or_lts_end. `false` stands for a date that is not
 * announced; cycles that ended on an unknown day (`true`) are left out, as nothing could be said of them.
 * @throws Error when the heading is another one or the table has faults.
 */
export function readEndOfLife(text: string, checked: string, sources: EndOfLifeTable['sources']): EndOfLifeTable {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!head.startsWith(COLUMNS.join('\t'))) throw new Error(`the first line must begin with the columns ${COLUMNS.join(', ')}`);
  const source = Object.keys(sources)[0] ?? '';
  const products = new Map<string, Cycle[]>();
  for (const line of lines) {
    const [name = '', cycle = '', codename = '', end = '', extended = ''] = line.split('\t');
    if (end === 'true') continue;
    const cycles = products.get(name) ?? [];
    const word = NAMED_IN_TAGS.has(name) ? (codename.toLowerCase().split(' ')[0] ?? '') : '';
    cycles.push([cycle, dateOf(end), dateOf(extended), word]);
    products.set(name, cycles);
  }
  const table: EndOfLifeTable = {
    $comment:
      'Written by tools/refresh-knowledge.ts. Each cycle: its version, the last day of support, the last day of long-term or paid support, its code name; empty = not announced or none. Newest first.',
    checked,
    sources,
    products: [...products]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, cycles]) => ({ name, source, cycles: cycles.sort((a, b) => byVersion(b[0], a[0])) })),
  };
  const faults = faultsOf(table);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return table;
}

/** One sentence for each thing that is wrong; empty for a good table. */
export function faultsOf(table: EndOfLifeTable): readonly string[] {
  const faults: string[] = [];
  if (!DATE.test(table.checked)) faults.push(`"${table.checked}" is no day on which the table was checked`);
  table.products.forEach(({ name, source, cycles }, i) => {
    const before = table.products[i - 1];
    if (before && before.name >= name) faults.push(`${name} stands behind ${before.name}`);
    if (!(table.sources[source] ?? '').trim()) faults.push(`${name} has no source`);
    if (cycles.length === 0) faults.push(`${name} has no cycles`);
    cycles.forEach(([cycle, end, extended], j) => {
      const place = `${name} ${cycle}`;
      const previous = cycles[j - 1];
      if (!/^\d+(?:\.\d+)*$/.test(cycle)) faults.push(`${place} is no version`);
      if (previous && byVersion(previous[0], cycle) <= 0) faults.push(`${place} stands behind ${name} ${previous[0]}`);
      for (const date of [end, extended]) if (date !== '' && !DATE.test(date)) faults.push(`${place} has "${date}" for a date`);
      if (extended !== '' && (end === '' || extended < end)) faults.push(`${place} has long-term support that ends before support does`);
    });
  });
  return faults;
}
