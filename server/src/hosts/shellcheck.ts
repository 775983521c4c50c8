// Runs the program ShellCheck: the scripts by standard input, a few at a time, never longer than a while, and no file of its own is read.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { ShellCheckJob, ShellCheckProgram, StopSignal } from '../core/shellcheck/types.js';

/** A script that takes longer is left out. In milliseconds. */
const MAX_TIME = 10_000;
const MAX_TIME_FOR_VERSION = 5_000;
const MAX_OUTPUT = 4 * 1024 * 1024;
const MAX_PROCESSES = 2;

interface Limits {
  readonly time: number;
  readonly versionTime: number;
}

/** The program of that name in a folder of PATH that is named from the root: what stands beside the files is never started. */
export function findOnPath(path: string | undefined): string | undefined {
  const names = process.platform === 'win32' ? ['shellcheck.exe'] : ['shellcheck'];
  for (const folder of (path ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const name of names) {
      const file = join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program at an absolute path, or without one that of PATH. */
export function shellCheckProgram(file: string | undefined): ShellCheckProgram | undefined {
  const found = file ?? findOnPath(process.env['PATH']);
  return found !== undefined && isAbsolute(found) && isProgram(found) ? new ShellCheckProcess(found) : undefined;
}

export class ShellCheckProcess implements ShellCheckProgram {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private known: Promise<string | undefined> | undefined;

  constructor(
    readonly file: string,
    private readonly limits: Limits = { time: MAX_TIME, versionTime: MAX_TIME_FOR_VERSION },
  ) {}

  version(): Promise<string | undefined> {
    return (this.known ??= this.run(['--version'], '', this.limits.versionTime, undefined).then(
      (output) => /^version: (\d+(?:\.\d+)+)/m.exec(output ?? '')?.[1],
    ));
  }

  async check({ text, shell }: ShellCheckJob, signal?: StopSignal): Promise<string | undefined> {
    await this.enter();
    try {
      if (signal?.aborted === true) return undefined;
      const output = await this.run(['--norc', '--format=json1', `--shell=${shell}`, '-'], text, this.limits.time, signal);
      return output !== undefined && /^\s*\{/.test(output) ? output : undefined;
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  private async enter(): Promise<void> {
    while (this.running >= MAX_PROCESSES) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
  }

  /** Standard output of a run that ended by itself with 0 (nothing found) or 1 (something found). */
  private run(args: readonly string[], input: string, time: number, signal: StopSignal | undefined): Promise<string | undefined> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let isDone = false;
      const child = spawn(this.file, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, shell: false });
      const end = (output: string | undefined): void => {
        if (isDone) return;
        isDone = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        child.kill('SIGKILL');
        resolve(output);
      };
      const stop = (): void => end(undefined);
      const timer = setTimeout(stop, time);
      signal?.addEventListener('abort', stop, { once: true });
      child.on('error', stop);
      child.stdin.on('error', () => undefined);
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT) stop();
        else chunks.push(chunk);
      });
      child.on('close', (code) => end(code === 0 || code === 1 ? Buffer.concat(chunks).toString('utf8') : undefined));
      child.stdin.end(input);
    });
  }
}
