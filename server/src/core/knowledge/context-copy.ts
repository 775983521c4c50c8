// What a COPY takes when it takes the whole build context.
import type { ContextSource, Instruction, Stage } from '../model/dockerfile/types.js';

/** `.`, `./`, `/`, `*`: everything the ignore file lets through. */
export function isWholeContext(source: ContextSource): boolean {
  const path = source.path
    ?.replace(/\/+/g, '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/$/, '');
  return path === '' || path === '.' || path === '*';
}

/** The first source of a stage that is the whole context. */
export function wholeContextCopy(stage: Stage): { readonly source: ContextSource; readonly at: Instruction } | undefined {
  for (const at of stage.instructions) {
    const source = at.sources.find(isWholeContext);
    if (source) return { source, at };
  }
  return undefined;
}

/** Without `./` and doubled slashes; `..` is kept. */
export const plainPath = (path: string): string =>
  path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
