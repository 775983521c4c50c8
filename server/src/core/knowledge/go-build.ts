// What `go build` and `go install` make. Source: go help build; state of 2026-11.
import type { StageState } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { CommandOption } from './command-line.js';
import { lastOption, readCommandLine } from './command-line.js';
import { GO_PACKAGES } from './language-packages.js';
import { textOf } from './shell-text.js';

export interface GoBuild {
  readonly verb: ShellWord;
  readonly options: readonly CommandOption[];
  readonly packages: readonly ShellWord[];
  /** Not for `go build ./...`, whose results are thrown away, nor for programs of a published module. */
  readonly makesBinary: boolean;
}

export function goBuildOf(command: ShellCommand, state: StageState): GoBuild | undefined {
  if (command.name !== 'go') return undefined;
  const [verb, ...args] = command.args;
  if (verb?.value !== 'build' && verb?.value !== 'install') return undefined;
  const { options, operands } = readCommandLine(args, GO_PACKAGES);
  const output = lastOption(options, '-o', '--o')?.value;
  const packages = operands.map((word) => textOf(word, state));
  const isThrownAway =
    output === '/dev/null' ||
    (verb.value === 'build' &&
      output === undefined &&
      (packages.length > 1 || packages.some((name) => name.includes('...') || name === 'std')));
  const isPublished = verb.value === 'install' && packages.some((name) => name.includes('@') || name === 'std' || name === 'cmd');
  const isLibrary = options.some(({ name, value }) => name === '-buildmode' && /^(?:archive|c-archive|shared)$/.test(value ?? ''));
  return { verb, options, packages: operands, makesBinary: !isThrownAway && !isPublished && !isLibrary };
}
