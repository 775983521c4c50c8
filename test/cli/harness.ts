// Runs the built command line in a folder of its own, with an environment that says nothing.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const CLI = join(__dirname, '../../server/dist/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Below the folder. */
  readonly cwd?: string;
}

/** A link to the given target. */
export const linkTo = (target: string) => ({ target });
type Content = string | Uint8Array | { readonly target: string };

const made: string[] = [];

/** Folders vanish after the tests of the file. */
export function removeFolders(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'seaworthy-cli-'));

  constructor(files: Readonly<Record<string, Content>> = {}) {
    made.push(this.path);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: Content): void {
    const absolute = join(this.path, path);
    mkdirSync(dirname(absolute), { recursive: true });
    if (typeof content === 'object' && 'target' in content) symlinkSync(content.target, absolute);
    else writeFileSync(absolute, content);
  }

  run(args: readonly string[], { input = '', env = {}, cwd = '' }: RunOptions = {}): Ran {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: join(this.path, cwd),
      input,
      env: { PATH: process.env['PATH'], ...env },
      timeout: 60_000,
      maxBuffer: 256 * 1024 * 1024,
    });
    if (error) throw error;
    return { code: status, out: stdout.toString('utf8'), err: stderr.toString('utf8') };
  }

  /** `check --format json` as data, with whatever else is asked for. */
  json(args: readonly string[], options: RunOptions = {}): Ran & { readonly files: readonly JsonFile[] } {
    const ran = this.run(['check', '--format', 'json', ...args], options);
    return { ...ran, files: (JSON.parse(ran.out) as { readonly files: readonly JsonFile[] }).files };
  }

  /** Starts the command line and hands the process over. */
  start(args: readonly string[]) {
    return spawn(process.execPath, [CLI, ...args], {
      cwd: this.path,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

export interface JsonFile {
  readonly path: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
    readonly equivalents: readonly string[];
    readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  }[];
}

/** A pod that one rule has something to say about: kubernetes/host-pid, an error with an unsafe fix. */
export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  automountServiceAccountToken: false
  hostPID: true
  containers: []
`;
export const FIXED_POD = POD.replace('  hostPID: true\n', '');
/** A pod that no rule has anything to say about. */
export const CLEAN = `${FIXED_POD}`;
