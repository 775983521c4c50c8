// `seaworthy init`: writes a configuration to start from.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES } from '../core/workspace/file-names.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, UserError } from './exit-code.js';
import { codeOf, reasonOf } from './fs-errors.js';
import type { World } from './world.js';

const CONFIG = `# Configuration of Seaworthy for this folder and all below it.
# "seaworthy rules" lists the rules, "seaworthy explain RULE" says more of one.

# The lowest severity that makes "seaworthy check" end with exit code 1: error, warning, info, hint or never.
failOn: warning

# Which rules run: recommended, strict or all.
# profile: recommended

# One rule: a severity, off, or options.
# rules:
#   dockerfile/missing-oci-labels: off

# What is not checked, in the syntax of .gitignore.
# exclude:
#   - vendor/
`;

export function init(world: World): ExitCode {
  const existing = CONFIG_NAMES.find((name) => existsSync(join(world.cwd, name)));
  if (existing !== undefined) throw new UserError(`${existing} is already here: it was left alone`);
  const name = CONFIG_NAMES[0] ?? '';
  try {
    writeFileSync(join(world.cwd, name), CONFIG, { flag: 'wx' });
  } catch (error) {
    throw new UserError(`${name}: ${codeOf(error) === 'EACCES' ? 'permission denied: make this folder writable' : reasonOf(error)}`);
  }
  world.stdout.write(`Wrote ${name}: findings of warning and error now fail "seaworthy check", the others are only shown.\n`);
  return CLEAN;
}
