// Who a container of a stage runs as, as far as the Dockerfile and the facts of its base image tell.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';

export interface EffectiveUser {
  /** As written, quotes taken off. */
  readonly written: string;
  /** With the defaults of its variables put in; absent while one has none. */
  readonly resolved: string | undefined;
  readonly at: Instruction;
}

const VARIABLE = /\$(?:\{(\w+)(?::?([-+])([^}]*))?\}|(\w+))/g;

/** The USER in force at the end of the stage; absent when neither the stage nor its parents have one. */
export function effectiveUserOf(stage: Stage): EffectiveUser | undefined {
  const at = stage.endState.user?.at;
  return at && readUser(at, factsOfUse(stage.rootImage)?.env ?? {});
}

/** What this USER says. `fromBase` are the variables of the base image. */
export function readUser(at: Instruction, fromBase: Readonly<Record<string, string>> = {}): EffectiveUser | undefined {
  const written = at.words[0]?.value.replace(/^(["'])(.*)\1$/, '$2');
  if (written === undefined) return undefined;
  let isKnown = true;
  const resolved = written.replace(VARIABLE, (_, braced?: string, operator?: string, word?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = at.state.env.get(name) ?? at.state.args.get(name) ?? (Object.hasOwn(fromBase, name) ? fromBase[name] : undefined);
    if (operator === '-') return value || (word ?? '');
    if (operator === '+') return value ? (word ?? '') : '';
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return { written, resolved: isKnown && !/[${}]/.test(resolved) ? resolved : undefined, at };
}

/** Who the commands of this instruction run as; absent while that is not known. */
export function userAt(instruction: Instruction): string | undefined {
  const { state, stage } = instruction;
  const facts = stage && factsOfUse(stage.rootImage);
  return state.user ? readUser(state.user.at, facts?.env)?.resolved : facts?.user;
}

/** "root", "0", "root:x", "0:0", and the administrator of Windows containers. */
export const isRoot = (user: string): boolean => /^(?:root|0+)(?::|$)/.test(user) || /^containeradministrator$/i.test(user);

export const isNumeric = (user: string): boolean => /^\d+(?::|$)/.test(user);
