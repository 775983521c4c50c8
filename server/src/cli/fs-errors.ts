// Errors of the file system in plain words, each with what can be done.

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'permission denied: make it readable for this user, or exclude it',
  EPERM: 'permission denied: make it readable for this user, or exclude it',
  ELOOP: 'a link that leads in a circle: remove it, or name the file itself',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'a folder where a file is wanted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EMFILE: 'too many open files',
  EIO: 'the device failed to read it',
};

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (code === undefined ? undefined : REASONS[code]) ?? `it cannot be read (${code ?? 'unknown reason'})`;
}
