// The ports that EXPOSE names, and how BuildKit reads a word of it: [[ip:]hostPort:]port[-port][/protocol].
// Source: moby/buildkit v0.34.2, convert_expose.go; 2026-11.
import type { Instruction } from '../model/dockerfile/types.js';
import type { Located } from '../text/span.js';
import { putIn } from './shell-text.js';

export interface ExposedPort {
  readonly word: Located<string>;
  /** The same number as `from`, but for a range. */
  readonly to: number;
  readonly from: number;
  /** Lower case; tcp where nothing is said. */
  readonly protocol: string;
}

export interface PortWord {
  /** Address and port of the host with the colons behind them; empty when only the container's port is named. */
  readonly host: string;
  /** The container's port or range, as written. */
  readonly port: string;
  /** As written; empty without. */
  readonly protocol: string;
  /** What BuildKit refuses. */
  readonly problem: 'number' | 'range' | 'order' | 'protocol' | undefined;
}

const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);
const LAST_PORT = 65535;

const isVariable = (text: string): boolean => text.includes('$');
const isNumber = (text: string): boolean => /^[+-]?\d+$/.test(text);

function problemOf(port: string, protocol: string): PortWord['problem'] {
  if (protocol !== '' && !isVariable(protocol) && !PROTOCOLS.has(protocol.toLowerCase())) return 'protocol';
  if (isVariable(port)) return undefined;
  const ends = port.split('-');
  if (ends.length > 2 || !ends.every(isNumber)) return 'number';
  const [start = 0, end = start] = ends.map(Number);
  if (Math.min(start, end) < 0 || Math.max(start, end) > LAST_PORT) return 'range';
  return end < start ? 'order' : undefined;
}

/** `word` without quotes around it. Where a variable may hold the colons, everything is taken for the container's. */
export function readPortWord(word: string): PortWord {
  // The colon of `${PORT:-80}` parts nothing.
  const colon = word.replace(/\$\{[^}]*\}/g, (variable) => '$'.repeat(variable.length)).lastIndexOf(':');
  const own = word.slice(colon + 1);
  const slash = own.replace(/\$\{[^}]*\}/g, (variable) => '$'.repeat(variable.length)).indexOf('/');
  const port = slash < 0 ? own : own.slice(0, slash);
  const protocol = slash < 0 ? '' : own.slice(slash + 1);
  return { host: word.slice(0, colon + 1), port, protocol, problem: problemOf(port, protocol) };
}

/** Defaults of variables are put in; words that are no port or range are left out. */
export function exposedPorts(instruction: Instruction): readonly ExposedPort[] {
  if (instruction.keyword !== 'EXPOSE') return [];
  return instruction.words.flatMap((word) => {
    const { port, protocol, problem } = readPortWord(putIn(word.value, instruction.state).replace(/["']/g, ''));
    if (problem !== undefined || /\$/.test(port + protocol)) return [];
    const [from = 0, to = from] = port.split('-').map(Number);
    return [{ word, from, to, protocol: protocol === '' ? 'tcp' : protocol.toLowerCase() }];
  });
}
