// One line on a terminal that says how far a long run is; nothing where stderr is no terminal.
import type { Output } from './world.js';

/** Short runs show nothing, and the line is not redrawn more often than an eye can follow. In milliseconds. */
const PATIENCE = 500;
const REDRAW = 100;

export class Progress {
  private readonly started = Date.now();
  private drawn = 0;

  constructor(
    private readonly output: Output,
    private readonly total: number,
    private readonly quiet: boolean,
  ) {}

  step(done: number): void {
    if (this.quiet || !this.output.isTTY) return;
    const now = Date.now();
    if (now - this.started < PATIENCE || now - this.drawn < REDRAW) return;
    this.drawn = now;
    this.output.write(`\r\u001b[KChecking ${done} of ${this.total} files`);
  }

  clear(): void {
    if (this.drawn > 0) this.output.write('\r\u001b[K');
    this.drawn = 0;
  }
}
