// `seaworthy rules`: every rule, as a table or as JSON.
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN } from './exit-code.js';
import { palette, wantsColors } from './report/colors.js';
import { pageUrl } from './report/types.js';
import type { World } from './world.js';
import { plural } from './words.js';

export async function rules(options: Options, world: World): Promise<ExitCode> {
  if (options.get('format') === 'json') writeJson(world);
  else await writeTable(options, world);
  return CLEAN;
}

function writeJson(world: World): void {
  const entries = world
    .service()
    .rules()
    .map((rule) => ({
      id: rule.id,
      summary: rule.summary,
      category: rule.category,
      severity: rule.severity,
      confidence: rule.confidence,
      profile: rule.profile,
      status: rule.status ?? 'stable',
      since: rule.since,
      fixable: rule.fix === 'none' ? false : rule.fix,
      equivalents: rule.equivalents.map((id) => id.replace(/^~/, '')),
      url: pageUrl(world.docsBase, rule.id) ?? null,
    }));
  world.stdout.write(`${JSON.stringify(entries, undefined, 2)}\n`);
}

async function writeTable(options: Options, world: World): Promise<void> {
  const paint = await palette(wantsColors(options, world));
  const catalog = world.service().catalog();
  const width = Math.max(0, ...catalog.map(({ id }) => id.length));
  let format = '';
  for (const entry of catalog) {
    if (entry.format !== format) world.stdout.write(`${format === '' ? '' : '\n'}${paint.bold(entry.format)}\n`);
    format = entry.format;
    const fix = entry.fix === 'none' ? '' : entry.fix === 'safe' ? 'fix' : 'fix?';
    const cells = [
      entry.id.padEnd(width),
      paint.severity[entry.severity](entry.severity.padEnd(7)),
      entry.profile.padEnd(11),
      paint.green(fix.padEnd(4)),
    ];
    world.stdout.write(`  ${cells.join('  ')}  ${entry.summary}${entry.status === 'preview' ? ' (preview)' : ''}\n`);
  }
  world.stdout.write(
    `\n${plural(catalog.length, 'rule')}; ${paint.green('fix')} is safe, ${paint.green('fix?')} may change what is built or run. ` +
      'More of one: seaworthy explain RULE\n',
  );
}
