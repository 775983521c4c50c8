// `seaworthy ships`: what the image of a Dockerfile is in the end, as a tree or as JSON.
import { shipsText } from '../core/ships/text.js';
import type { ShippedImage } from '../core/ships/types.js';
import { LineIndex } from '../core/text/line-index.js';
import type { Span } from '../core/text/span.js';
import type { Options } from './args.js';
import type { ExitCode } from './exit-code.js';
import { CLEAN, UserError } from './exit-code.js';
import { openDockerfile } from './open-dockerfile.js';
import type { World } from './world.js';

export async function ships(options: Options, operands: readonly string[], world: World): Promise<ExitCode> {
  const service = world.service();
  const { shown, decoded, request } = openDockerfile(operands[0] ?? '', service, world);
  const target = options.get('target');
  const images = service.ships(request, typeof target === 'string' ? target : undefined);
  if ('refused' in images) throw new UserError(`${shown}: ${images.refused}`);
  const text = decoded.text;
  if (options.get('format') === 'json')
    world.stdout.write(`${JSON.stringify({ path: shown, images: images.map((image) => placed(image, text)) }, undefined, 2)}\n`);
  else world.stdout.write(images.map((image) => shipsText(shown, text, image)).join('\n'));
  return CLEAN;
}

/** Spans as ranges: 0-based lines and UTF-16 characters, end exclusive, as in the reports. */
function placed(image: ShippedImage, text: string): unknown {
  const lines = new LineIndex(text);
  const isSpan = (value: object): value is Span => 'start' in value && 'end' in value && Object.keys(value).length === 2;
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== 'object' || value === null) return value;
    if (isSpan(value)) return { start: lines.positionAt(value.start), end: lines.positionAt(value.end) };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner) ?? null]));
  };
  return convert(image);
}
