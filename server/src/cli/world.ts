// Everything the command line needs from the process it runs in; tests and the host fill it in.
import type { Service } from '../core/service-types.js';
import type { ShellCheckProgram } from '../core/shellcheck/types.js';

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal, when there is one. */
  readonly columns: number | undefined;
}

export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readStdin(): Promise<Uint8Array>;
  /** Made on first use: help and usage errors need none. */
  service(): Service;
  /** ShellCheck at an absolute path, or without one that of PATH; absent where there is none. */
  shellcheck(file: string | undefined): ShellCheckProgram | undefined;
  /** Runs the language server until its client ends it. */
  startServer(args: readonly string[]): Promise<void>;
  /** Time the processor has spent on this process, in milliseconds. */
  cpuTime(): number;
  /** "2026-11-23" */
  readonly today: string;
  readonly version: string;
  /** Where the rules' pages are published; empty while they are nowhere. */
  readonly docsBase: string;
}
