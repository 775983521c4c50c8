// Plain data of a document, and what a list of operations makes of such data.
import type { YamlOp } from '../../engine/rule.js';
import type { YamlDocument, YamlNode, YamlPath } from './types.js';

/** Beyond this many nodes the rest reads as null: a document may mean far more data than it has text. */
const MAX_NODES = 100_000;

/** The resolved data of a document; `undefined` when it is empty or cannot be read. Templated scalars give their text. */
export function toPlain(document: YamlDocument): unknown {
  return document.root === undefined ? undefined : plainOf(document.root);
}

export function plainOf(node: YamlNode): unknown {
  const budget = { nodes: MAX_NODES };
  return convert(node, budget);
}

function convert(node: YamlNode, budget: { nodes: number }): unknown {
  if (--budget.nodes < 0) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => convert(item, budget));
  const result: Record<string, unknown> = {};
  for (const entry of node.entries) define(result, entry.key, convert(entry.value, budget));
  return result;
}

// A key "__proto__" is a key like any other.
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * The data after the operations, applied in order; the given data are not changed. `set` makes the mappings on its way
 * where there is nothing or null, and appends where the path ends with the length of a list. `remove` of what is not there does nothing.
 */
export function applyOps(data: unknown, ops: readonly YamlOp[]): unknown {
  return ops.reduce((result, op) => applyAt(result, op.path, 0, op), data);
}

function applyAt(data: unknown, path: YamlPath, depth: number, op: YamlOp): unknown {
  const step = path[depth];
  if (step === undefined) return op.op === 'set' ? op.value : data;
  const last = depth === path.length - 1;
  if (Array.isArray(data)) {
    if (typeof step !== 'number') return data;
    const items = [...(data as unknown[])];
    if (op.op === 'remove' && last) items.splice(step, 1);
    else if (step < items.length || op.op === 'set') items[step] = applyAt(items[step], path, depth + 1, op);
    return items;
  }
  if (typeof step === 'number') {
    // A list that is not there yet begins with its first item.
    return (data === null || data === undefined) && op.op === 'set' ? [applyAt(undefined, path, depth + 1, op)] : data;
  }
  if (data === null || data === undefined) {
    if (op.op === 'remove') return data;
    const made: Record<string, unknown> = {};
    define(made, step, applyAt(undefined, path, depth + 1, op));
    return made;
  }
  if (typeof data !== 'object') return data;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) if (!(last && op.op === 'remove' && key === step)) define(copy, key, value);
  if (op.op === 'set') define(copy, step, applyAt(copy[step], path, depth + 1, op));
  else if (!last && Object.hasOwn(copy, step)) define(copy, step, applyAt(copy[step], path, depth + 1, op));
  return copy;
}
