// Colors, or none.
import type { Severity } from '../../core/engine/rule.js';
import type { World } from '../world.js';
import type { Options } from '../args.js';

type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
}

/** What is said on the command line beats the variables NO_COLOR and FORCE_COLOR, and these beat what the output is. */
export function wantsColors(options: Options, world: Pick<World, 'env' | 'stdout'>): boolean {
  if (options.has('no-color')) return false;
  if (options.has('color')) return true;
  const { NO_COLOR, FORCE_COLOR, TERM } = world.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return world.stdout.isTTY && TERM !== 'dumb';
}

export async function palette(colors: boolean): Promise<Palette> {
  const { createColors } = (await import('picocolors')).default;
  const c = createColors(colors);
  const strong = (paint: Paint) => (text: string) => c.bold(paint(text));
  return {
    bold: c.bold,
    dim: c.dim,
    green: c.green,
    cyan: c.cyan,
    severity: { error: strong(c.red), warning: strong(c.yellow), info: strong(c.blue), hint: c.dim },
  };
}
