// Writes the other files that fixes change: only inside the folders of the run, never over what is there.
import { closeSync, lstatSync, openSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FileChange } from '../core/text/file-change.js';
import { appendix } from '../core/text/file-change.js';
import { UserError } from './exit-code.js';
import { replaceFile } from './fix-files.js';
import { codeOf, reasonOf } from './fs-errors.js';
import { isInside } from './paths.js';

/**
 * @param target absolute; the file of the change
 * @param before the text the change was made for
 * @param within absolute; folders outside of which nothing is written, whatever links say
 * @throws UserError in plain words
 */
export function writeChange(target: string, change: FileChange, before: string, within: readonly string[]): void {
  try {
    const isNew = change.kind === 'create';
    const real = realpathSync(isNew ? dirname(target) : target);
    if (!within.some((folder) => isInside(real, realpathSync(folder))))
      throw new UserError('it lies outside the folders that were named and the working directory');
    if (isNew) createFile(target, change.text);
    else appendTo(target, change.lines, before);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(reasonOf(error));
  }
}

function createFile(target: string, text: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) throw new UserError('it is there by now, and nothing is written over it');
  let file: number;
  try {
    file = openSync(target, 'wx');
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new UserError('it is there by now, and nothing is written over it') : error;
  }
  let isWhole = false;
  try {
    writeFileSync(file, text);
    isWhole = true;
  } finally {
    closeSync(file);
    if (!isWhole) unlinkSync(target);
  }
}

function appendTo(target: string, lines: readonly string[], before: string): void {
  const bytes = readFileSync(target);
  if (bytes.toString('utf8') !== before) throw new UserError('it changed on disk meanwhile, so it was left alone: run the command again');
  if (bytes.includes(0)) throw new UserError('it is no UTF-8 text');
  // Every byte that is there stays, valid or not.
  replaceFile(target, bytes, Buffer.concat([bytes, Buffer.from(appendix(before, lines), 'utf8')]));
}
