// `seaworthy rewrite`: the multi-stage rewrite of one Dockerfile, as a diff or in place.
import { applyEdits } from '../core/text/apply-edits.js';
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, FINDINGS, UserError } from './exit-code.js';
import { openDockerfile } from './open-dockerfile.js';
import { encode } from './read-text.js';
import { palette, wantsColors } from './report/colors.js';
import type { World } from './world.js';

export async function rewrite(options: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const service = world.service();
  const { absolute, shown, bytes, decoded, request } = openDockerfile(operands[0] ?? '', service, world);
  const result = service.rewrite(request);
  if ('refused' in result) {
    world.stderr.write(`seaworthy: ${shown}: no rewrite: ${result.refused}\n`);
    return FINDINGS;
  }
  const after = applyEdits(decoded.text, result.edits);
  if (options.has('write')) {
    if (!decoded.encoding.exact) throw new UserError(`${shown}: it is no valid UTF-8, so writing it would change more than the rewrite`);
    const { replaceFile } = await import('./fix-files.js');
    try {
      replaceFile(absolute, bytes, encode(after, decoded.encoding));
    } catch (error) {
      throw error instanceof UserError ? new UserError(`${shown}: ${error.message}`) : error;
    }
    world.stderr.write(`seaworthy: ${shown}: ${result.title}: written\n`);
    return CLEAN;
  }
  const { paintDiff, unifiedDiff } = await import('./unified-diff.js');
  const diff = unifiedDiff(shown, decoded.text, after);
  const colors = wantsColors(options, world);
  world.stdout.write(colors ? paintDiff(diff, await palette(true)) : diff);
  world.stderr.write(`seaworthy: ${shown}: ${result.title}: nothing was written (--write does)\n`);
  return CLEAN;
}
