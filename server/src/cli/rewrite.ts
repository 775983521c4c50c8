// `seaworthy rewrite`: the multi-stage rewrite of Dockerfiles, as a diff or in place. One bad file never keeps the others from theirs.
import { resolve } from 'node:path';
import { applyEdits } from '../core/text/apply-edits.js';
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, FAILURE, FINDINGS, UserError } from './exit-code.js';
import { openDockerfile } from './open-dockerfile.js';
import { encode } from './read-text.js';
import { palette, wantsColors } from './report/colors.js';
import type { World } from './world.js';

export async function rewrite(options: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const files = [...new Set(operands.map((operand) => resolve(world.cwd, operand)))];
  let code: ExitCode = CLEAN;
  for (const file of files) {
    try {
      const own = await rewriteFile(options, file, world);
      if (own > code) code = own;
    } catch (error) {
      if (!(error instanceof UserError) || files.length === 1) throw error;
      world.stderr.write(`seaworthy: ${error.message}\n`);
      code = FAILURE;
    }
  }
  return code;
}

async function rewriteFile(options: Options, file: string, world: World): Promise<ExitCode> {
  const service = world.service();
  const { absolute, shown, bytes, decoded, request } = openDockerfile(file, service, world);
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
