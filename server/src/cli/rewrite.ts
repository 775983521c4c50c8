// `seaworthy rewrite`: the multi-stage rewrite of Dockerfiles, as a diff or in place. One bad file never keeps the others from theirs.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { CheckRequest, Service } from '../core/service-types.js';
import { applyEdits } from '../core/text/apply-edits.js';
import type { Options } from './args.js';
import { ContextFinder } from './context.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, FAILURE, FINDINGS, UserError } from './exit-code.js';
import { reasonOf } from './fs-errors.js';
import { pathFrom, shownPath } from './paths.js';
import { decode, encode } from './read-text.js';
import { palette, wantsColors } from './report/colors.js';
import { SettingsFinder } from './settings.js';
import type { World } from './world.js';

export async function rewrite(options: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const service = world.service();
  const work: Work = {
    options,
    world,
    service,
    finder: new SettingsFinder(service, world.cwd, { profile: undefined, preview: false, config: undefined }),
    contexts: new ContextFinder(service),
  };
  const files = [...new Set(operands.map((operand) => resolve(world.cwd, operand)))];
  let code: ExitCode = CLEAN;
  for (const absolute of files) {
    try {
      const own = await rewriteFile(work, absolute);
      if (own > code) code = own;
    } catch (error) {
      if (!(error instanceof UserError) || files.length === 1) throw error;
      world.stderr.write(`seaworthy: ${error.message}\n`);
      code = FAILURE;
    }
  }
  return code;
}

interface Work {
  readonly options: Options;
  readonly world: World;
  readonly service: Service;
  readonly finder: SettingsFinder;
  readonly contexts: ContextFinder;
}

async function rewriteFile({ options, world, service, finder, contexts }: Work, absolute: string): Promise<ExitCode> {
  const shown = shownPath(absolute, world.cwd);
  const bytes = readBytes(absolute, shown);
  const decoded = decode(bytes);
  if (!decoded) throw new UserError(`${shown}: it is no text`);
  const folder = dirname(absolute);
  const settings = finder.for(folder, folder);
  const path = pathFrom(settings.folder, absolute) ?? basename(absolute);
  // The file was named as a Dockerfile, whatever its name.
  const named: CheckRequest = { text: decoded.text, path, config: settings.config, languageId: 'dockerfile' };
  const { contextRoot } = settings.config;
  const chosen = contextRoot === '' ? undefined : resolve(settings.folder, contextRoot);
  const context = contexts.for(named, absolute, finder.topOf(folder, folder), chosen);
  const result = service.rewrite(context ? { ...named, context } : named);
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

function readBytes(absolute: string, shown: string): Uint8Array {
  try {
    const stats = statSync(absolute);
    if (!stats.isFile()) throw new UserError(`${shown}: ${stats.isDirectory() ? 'a folder where a file is wanted' : 'no regular file'}`);
    return readFileSync(absolute);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${shown}: ${reasonOf(error)}`);
  }
}
