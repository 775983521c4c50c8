// Asks ShellCheck, where it is installed and the rule about it is on, and hands its answers to the check.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckRequest, Service } from '../core/service-types.js';
import type { ShellCheckProgram } from '../core/shellcheck/types.js';
import { UserError } from './exit-code.js';
import type { World } from './world.js';

export class ShellChecker {
  /** Many files hold the same scripts. `undefined`: the program had nothing to say that could be read. */
  private readonly outputs = new Map<string, Promise<string | undefined>>();
  private program: Promise<ShellCheckProgram | undefined> | undefined;
  private lastId = 0;

  /** @param chosen what --shellcheck says */
  constructor(
    private readonly service: Pick<Service, 'shellcheckJobs'>,
    private readonly world: Pick<World, 'cwd' | 'shellcheck'>,
    private readonly chosen: string | undefined,
  ) {}

  /** A program that was named has to be one. */
  async start(): Promise<void> {
    if (this.chosen === undefined || this.chosen === 'off') return;
    if (await this.find()) return;
    throw new UserError(`--shellcheck ${this.chosen}: no ShellCheck runs there: name the program, or off`);
  }

  /** The request with what the program says of its scripts. */
  async ask(request: CheckRequest): Promise<CheckRequest> {
    if (this.chosen === 'off') return request;
    const jobs = this.service.shellcheckJobs(request);
    const program = jobs.length > 0 ? await this.find() : undefined;
    if (!program) return request;
    const outputs = new Map<string, string>();
    await Promise.all(
      jobs.map(async (job) => {
        let output = this.outputs.get(job.key);
        if (!output) this.outputs.set(job.key, (output = program.check(job)));
        const text = await output;
        if (text !== undefined) outputs.set(job.key, text);
      }),
    );
    return { ...request, shellcheck: { id: String(++this.lastId), outputs } };
  }

  private find(): Promise<ShellCheckProgram | undefined> {
    return (this.program ??= this.findOnce());
  }

  private async findOnce(): Promise<ShellCheckProgram | undefined> {
    const { chosen, world } = this;
    // A name alone is one in PATH unless it stands right here.
    const path = chosen === undefined ? undefined : resolve(world.cwd, chosen);
    const program = world.shellcheck(path !== undefined && chosen === 'shellcheck' && !existsSync(path) ? undefined : path);
    return program && (await program.version()) !== undefined ? program : undefined;
  }
}
