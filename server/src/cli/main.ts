// The command line as a function: arguments and world in, exit code out. Code of a command is loaded when it is asked for.
import type { Options } from './args.js';
import { readArgs } from './args.js';
import type { CommandSpec } from './commands.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, FAILURE, UserError } from './exit-code.js';
import type { World } from './world.js';

export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    const request = readArgs(argv);
    if (request.kind === 'run') return await run(request.command, request.options, request.operands, world, argv);
    if (request.kind === 'version') {
      world.stdout.write(`${world.version}\n`);
      return CLEAN;
    }
    const { helpText } = await import('./help.js');
    (request.asked ? world.stdout : world.stderr).write(helpText(request.command));
    return request.asked ? CLEAN : FAILURE;
  } catch (error) {
    world.stderr.write(`${lastWord(error, world.env)}\n`);
    return FAILURE;
  }
}

async function run(
  command: CommandSpec,
  options: Options,
  operands: readonly string[],
  world: World,
  argv: readonly string[],
): Promise<ExitCode> {
  switch (command.name) {
    case 'check':
      return (await import('./check.js')).check(options, operands, world);
    case 'rules':
      return (await import('./rules.js')).rules(options, world);
    case 'explain':
      return (await import('./explain.js')).explain(options, operands, world);
    case 'rewrite':
      return (await import('./rewrite.js')).rewrite(options, operands, world);
    case 'ships':
      return (await import('./ships.js')).ships(options, operands, world);
    case 'init':
      return (await import('./init.js')).init(world);
    case 'migrate':
      return (await import('./migrate.js')).migrate(options, operands, world);
    default:
      await world.startServer(argv.slice(1));
      return CLEAN;
  }
}

/** One plain line. A fault of ours names itself, and shows its trace only to somebody who looks for it. */
export function lastWord(error: unknown, env: World['env']): string {
  if (error instanceof UserError) return `seaworthy: ${error.message.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')}`;
  if (env['SEAWORTHY_DEBUG'] && error instanceof Error) return `seaworthy: ${error.stack ?? error.message}`;
  const name = error instanceof Error ? error.name : typeof error;
  return `seaworthy: an internal fault (${name}): report it with what SEAWORTHY_DEBUG=1 prints`;
}
