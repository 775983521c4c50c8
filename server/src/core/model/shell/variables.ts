// The variables a shell script uses and sets.
import type { SyntaxNode } from '../../parse/shell.js';
import type { Span } from '../../text/span.js';
import type { ShellCommand, ShellVariables, ShellVariableUse } from './types.js';

export const NO_VARIABLES: ShellVariables = { uses: [], assigned: new Set(), mayAssignMore: false };

const NAME = /^[A-Za-z_]\w*$/;
/** Their arguments are names, or `name=value`. */
const DECLARE: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset', 'let']);
const READ: ReadonlySet<string> = new Set(['read', 'mapfile', 'readarray', 'getopts', 'unset']);

export class VariableCollector implements ShellVariables {
  readonly assigned = new Set<string>();
  mayAssignMore = false;
  private readonly found = new Map<string, ShellVariableUse>();

  get uses(): readonly ShellVariableUse[] {
    return [...this.found.values()];
  }

  read(node: SyntaxNode, place: () => Span): void {
    switch (node.type) {
      case 'SimpleExpansion':
        this.use(node.text.slice(1), '', place());
        return;
      case 'ParameterExpansion': {
        const operation = node.operation;
        const operator = operation?.type === 'Unknown' ? '?' : (operation?.operator ?? '');
        if (operator === '=' || operator === ':=') this.assigned.add(node.parameter);
        if (operation?.type !== 'Names') this.use(node.parameter, operator, place());
        return;
      }
      case 'ArithmeticWord':
        if (NAME.test(node.value)) this.use(node.value, '', place());
        return;
      case 'ArithmeticBinary':
        if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator) && node.left.type === 'ArithmeticWord') this.assigned.add(node.left.value);
        return;
      case 'For':
      case 'Select':
        this.assigned.add(node.name.value);
        return;
      case 'Assignment':
        this.assigned.add(node.name);
        return;
      default:
        return;
    }
  }

  readCommand(command: ShellCommand): void {
    const { name } = command;
    for (const assignment of command.assignments) this.assigned.add(assignment.name);
    if (name === undefined) return;
    if (name === '.' || name === 'source' || name === 'eval') this.mayAssignMore = true;
    else if (DECLARE.has(name) || READ.has(name)) {
      for (const word of command.args) {
        const assigned = /^([A-Za-z_]\w*)(\+?=)?/.exec(word.raw);
        // `export X` alone gives no value.
        if (assigned?.[1] !== undefined && (READ.has(name) || assigned[2] !== undefined)) this.assigned.add(assigned[1]);
      }
    } else if (name === 'printf' && command.args[0]?.raw === '-v') {
      const variable = command.args[1]?.value;
      if (variable !== undefined) this.assigned.add(variable);
    }
  }

  /** The string of `sh -c "…$X…"` is read as a word and as a script: one use. */
  private use(name: string, operator: string, span: Span): void {
    if (!NAME.test(name)) return;
    const key = `${name} ${span.start}`;
    if (!this.found.has(key)) this.found.set(key, { name, operator, span });
  }
}
