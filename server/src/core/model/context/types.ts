// What stands around a Dockerfile. Paths count from the folder of the build context, with `/` between names and none in front.
import type { DockerfileModel } from '../dockerfile/types.js';
import type { ShellScript } from '../shell/types.js';

export interface BuildContext {
  /** The file that decides what is sent: `<name>.dockerignore` beside the Dockerfile, else `.dockerignore`. */
  readonly ignoreFile: { readonly path: string; readonly text: string } | undefined;
  /** Way from the folder of the Dockerfile to the ignore file, or to where one belongs; absent where a fix may not write there. */
  readonly ignorePlace: string | undefined;
  /** Does the ignore file leave out this file or folder? */
  isIgnored(path: string): boolean;
  /** Does an exception (`!`) of the ignore file send this file or folder, or something in it, on purpose? */
  isException(path: string): boolean;
  /** `unknown` where the host did not look. */
  kindOf(path: string): 'file' | 'folder' | 'absent' | 'unknown';
  /** Names directly in the folder (`''` = the context), folders with a `/` behind; absent where the host did not look. */
  list(folder: string): readonly string[] | undefined;
  /** Text of a small file the host has read; absent for all others. */
  read(path: string): string | undefined;
  /** That text as a shell script; its spans count from its start. Absent when its first line names something else. */
  script(path: string): ShellScript | undefined;
  /** The other Dockerfiles nearby that the ignore file counts for; absent where the host did not look, or there are too many. */
  neighbors(): readonly DockerfileModel[] | undefined;
}

/** Plain data, so that it can cross from a host to the core. */
export interface ContextSnapshot {
  readonly ignoreFile?: { readonly path: string; readonly text: string };
  /** Names in each folder that was looked into (`''` = the context), folders with a `/` behind. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly ignorePlace?: string;
  /** Texts of the other Dockerfiles that the ignore file counts for. */
  readonly neighbors?: readonly string[];
}
