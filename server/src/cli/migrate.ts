// `seaworthy migrate`: one configuration out of those of other linters, and a report of what has no equal.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate as combine } from '../core/migrate/migrate.js';
import { PEER_CONFIG_NAMES, readPeerConfig } from '../core/migrate/read-peers.js';
import type { PeerReading } from '../core/migrate/types.js';
import { CONFIG_NAMES } from '../core/workspace/file-names.js';
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, UserError } from './exit-code.js';
import { reasonOf } from './fs-errors.js';
import { shownPath } from './paths.js';
import { decode } from './read-text.js';
import { plural } from './words.js';
import type { World } from './world.js';

export function migrate(options: Options, operands: readonly string[], world: World): ExitCode {
  const files = operands.length > 0 ? operands.flatMap((name) => filesOf(resolve(world.cwd, name), world)) : filesOf(world.cwd, world);
  if (files.length === 0) throw new UserError(`nothing to take over: none of ${PEER_CONFIG_NAMES.join(', ')} is here`);
  const readings = files.map((path) => reading(path, world));
  const service = world.service();
  const { config, taken, left } = combine(readings, service.rules());
  const name = CONFIG_NAMES[0] ?? '';
  if (options.has('dry-run')) world.stdout.write(config);
  else {
    const existing = CONFIG_NAMES.find((candidate) => existsSync(join(world.cwd, candidate)));
    if (existing !== undefined) throw new UserError(`${existing} is already here: look at what would be written with --dry-run`);
    try {
      writeFileSync(join(world.cwd, name), config, { flag: 'wx' });
    } catch (error) {
      throw new UserError(`${name}: ${reasonOf(error)}`);
    }
  }
  // With --dry-run the standard output is the configuration alone.
  const report = options.has('dry-run') ? world.stderr : world.stdout;
  const where = readings.map(({ path }) => path).join(', ');
  report.write(`${options.has('dry-run') ? 'Would take' : `Wrote ${name}: took`} ${plural(taken, 'setting')} over from ${where}.\n`);
  if (left.length > 0) report.write(`Not the same, or not at all:\n${left.map((line) => `  ${plain(line)}\n`).join('')}`);
  return CLEAN;
}

const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');

/** The file itself, or those in the folder that are understood. */
function filesOf(path: string, world: World): string[] {
  const shown = shownPath(path, world.cwd);
  let stats;
  try {
    stats = statSync(path);
  } catch (error) {
    throw new UserError(`${shown}: ${reasonOf(error)}`);
  }
  if (!stats.isDirectory()) return [path];
  return PEER_CONFIG_NAMES.map((name) => join(path, name)).filter((file) => existsSync(file) && statSync(file).isFile());
}

function reading(path: string, world: World): PeerReading {
  const shown = shownPath(path, world.cwd);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UserError(`${shown}: ${reasonOf(error)}`);
  }
  const decoded = decode(bytes);
  if (!decoded) throw new UserError(`${shown}: it is no text`);
  const read = readPeerConfig({ path: shown, text: decoded.text });
  if (!read) throw new UserError(`${shown}: the configuration of a tool is known by its name: one of ${PEER_CONFIG_NAMES.join(', ')}`);
  return read;
}
