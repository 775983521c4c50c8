// Writes a changed file in place of the old one in a single step: a reader sees the old text or the new one, never a part.
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from './exit-code.js';
import { codeOf, reasonOf } from './fs-errors.js';

/**
 * @param before the bytes the new ones were made from; a file that holds others by now is left alone.
 * @throws UserError in plain words.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): void {
  // Through a link its target is written; the link stays a link.
  let draft: string | undefined;
  try {
    const target = realpathSync(path);
    accessSync(target, constants.W_OK);
    const stats = statSync(target);
    const name = join(dirname(target), `.${basename(target).slice(0, 100)}.seaworthy-${randomUUID().slice(0, 8)}`);
    const file = openSync(name, 'wx', stats.mode & 0o7777);
    draft = name;
    try {
      for (let at = 0; at < after.length;) at += writeSync(file, after, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(draft, stats.uid, stats.gid);
    // The mode that was asked for above went through the umask.
    chmodSync(draft, stats.mode & 0o7777);
    if (!sameBytes(readFileSync(target), before))
      throw new UserError('it changed on disk meanwhile, so it was left alone: run the command again');
    renameSync(draft, target);
    draft = undefined;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    throw new UserError(
      code === 'EACCES' || code === 'EPERM' ? 'permission denied: make the file and its folder writable' : reasonOf(error),
    );
  } finally {
    if (draft !== undefined) unlinkSync(draft);
  }
}

/** Only root may give a file away; for others the new file is theirs, as with every editor that saves this way. */
function keepOwner(path: string, uid: number, gid: number): void {
  const stats = statSync(path);
  if (stats.uid === uid && stats.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
