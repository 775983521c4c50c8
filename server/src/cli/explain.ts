// `seaworthy explain`: the page of a rule, made readable in a terminal.
import { nearest, typingErrors } from '../core/text/nearest.js';
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, UserError } from './exit-code.js';

import type { Palette } from './report/colors.js';
import { palette, wantsColors } from './report/colors.js';
import { pageUrl } from './report/types.js';
import type { World } from './world.js';
import { listed } from './words.js';

export async function explain(options: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const service = world.service();
  const ids = service.catalog().map(({ id }) => id);
  const id = resolveId(operands[0] ?? '', ids);
  const page = await service.page(id, 'whole');
  if (page === undefined) throw new UserError(`the page of ${id} is missing from this installation: install it again`);
  const url = pageUrl(world.docsBase, id);
  world.stdout.write(renderMarkdown(page, await palette(wantsColors(options, world))) + (url === undefined ? '' : `\n${url}\n`));
  return CLEAN;
}

/** The whole id, or its last part where only one rule has it. */
function resolveId(given: string, ids: readonly string[]): string {
  const wanted = given.trim().toLowerCase();
  if (ids.includes(wanted)) return wanted;
  const short = ids.filter((id) => id.slice(id.indexOf('/') + 1) === wanted);
  if (short[0] !== undefined && short.length === 1) return short[0];
  if (short.length > 1) throw new UserError(`"${given}" can be ${listed(short)}: name one`);
  const names = wanted.includes('/') ? ids : ids.map((id) => id.slice(id.indexOf('/') + 1));
  const guess = nearest(wanted, names, typingErrors(wanted));
  const full = ids.find((id) => id === guess || id.endsWith(`/${guess ?? ''}`));
  throw new UserError(`no rule is called "${given}"${full === undefined ? '' : `: did you mean ${full}?`} (all of them: seaworthy rules)`);
}

/** Headings, code, emphasis and lists; what else Markdown can do does not occur in our pages. */
export function renderMarkdown(markdown: string, paint: Palette): string {
  let inCode = false;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      inCode = !inCode;
      continue;
    }
    if (inCode) {
      lines.push(`    ${paint.cyan(line)}`);
      continue;
    }
    const heading = /^(#+) (.*)$/.exec(line);
    if (heading) lines.push(paint.bold(heading[1] === '#' ? (heading[2] ?? '') : (heading[2] ?? '').toUpperCase()));
    else if (/^\|[ -|]+\|$/.test(line) && !/[a-z]/i.test(line)) continue;
    else lines.push(inline(line.replace(/^- /, '  • '), paint));
  }
  return lines.join('\n');
}

const inline = (text: string, paint: Palette): string =>
  text
    .replace(/`([^`]+)`/g, (_, code: string) => paint.cyan(code))
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint.bold(strong))
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)');
