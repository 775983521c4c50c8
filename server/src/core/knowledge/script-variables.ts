// The variables a script takes from its environment.
import type { ShellExpansion, ShellScript } from '../model/shell/types.js';

const NAME = /^[A-Za-z_]\w*$/;

/** Uses of variables that the script does not set itself, in order; none where it reads files that may set any name. */
export function environmentUses(script: ShellScript): readonly ShellExpansion[] {
  const { expansions, assigned, sourcesFiles } = script.structure();
  if (sourcesFiles) return [];
  return expansions.filter(({ kind, name }) => kind === 'variable' && NAME.test(name) && !assigned.has(name));
}

/** Does the text of the script name the variable, whoever sets it? */
export const namesVariable = (script: ShellScript, wanted: string): boolean =>
  script.structure().expansions.some(({ kind, name }) => kind === 'variable' && name === wanted);
