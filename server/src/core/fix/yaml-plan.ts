// Joins a list of operations on data into one tree, so that each place in the text is edited once.
import type { YamlOp } from '../engine/rule.js';
import { applyOps } from '../model/yaml/plain-data.js';
import type { SyntaxPair, YamlPath } from '../model/yaml/types.js';

/** What is to happen at one place: exactly one of `set`, `remove` and `children` says something. */
export interface Plan {
  set: { value: unknown } | undefined;
  remove: boolean;
  readonly children: Map<string | number, Plan>;
  /** One of several pairs with the same key, which no path can tell apart. */
  drop: SyntaxPair | undefined;
}

const newPlan = (): Plan => ({ set: undefined, remove: false, children: new Map(), drop: undefined });

/** Nothing is left to write here: every operation below was a removal of what is not there. */
export const ABSENT = Symbol('absent');

/** Absent when the operations cannot be joined: list indices after a removal in the same list mean other items, and so on. */
export function planOf(ops: readonly YamlOp[]): Plan | undefined {
  const root = newPlan();
  for (const op of ops) if (!addTo(root, op, op.path)) return undefined;
  return root;
}

/** Marks one pair of the mapping at `path` to go. */
export function planDrop(plan: Plan, path: YamlPath, pair: SyntaxPair): void {
  let at = plan;
  for (const step of path) {
    let next = at.children.get(step);
    if (!next) at.children.set(step, (next = newPlan()));
    at = next;
  }
  at.drop = pair;
}

function addTo(root: Plan, op: YamlOp, path: YamlPath): boolean {
  let at = root;
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth);
    if (at.set) {
      at.set = { value: applyOps(at.set.value, [{ ...op, path: rest }]) };
      return true;
    }
    if (at.remove) {
      if (op.op === 'remove') return true;
      at.remove = false;
      at.set = { value: applyOps(undefined, [{ ...op, path: rest }]) };
      return true;
    }
    if (typeof step === 'number' && [...at.children].some(([key, plan]) => typeof key === 'number' && plan.remove)) return false;
    let next = at.children.get(step);
    if (!next) at.children.set(step, (next = newPlan()));
    at = next;
  }
  // What was only just set, and made mappings on its way, is not taken out again.
  if (op.op === 'remove' && (at.set || at.children.size > 0)) return false;
  at.children.clear();
  at.remove = op.op === 'remove';
  at.set = op.op === 'set' ? { value: op.value } : undefined;
  return at !== root;
}

/** The data a plan makes where nothing is yet. */
export function builtFrom(plan: Plan): unknown {
  if (plan.set) return plan.set.value;
  if (plan.remove) return ABSENT;
  const entries = [...plan.children].map(([key, child]) => [key, builtFrom(child)] as const).filter(([, value]) => value !== ABSENT);
  if (entries.length === 0) return ABSENT;
  if (entries.some(([key]) => typeof key === 'number')) return entries.map(([, value]) => value);
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
  return result;
}
