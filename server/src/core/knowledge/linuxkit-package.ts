// Packages of LinuxKit: a folder with a Dockerfile and a build.yml, which `linuxkit pkg build` builds.
import type { BuildContext } from '../model/context/types.js';

/** `linuxkit pkg build` sets these from git (pkglib/build.go). */
export const LINUXKIT_LABELS: ReadonlySet<string> = new Set(['org.opencontainers.image.source', 'org.opencontainers.image.revision']);

export interface LinuxKitPackage {
  /** Its service gets capabilities, or all of them. */
  readonly hasCapabilities: boolean;
}

/** The package whose build.yml stands beside the Dockerfile. */
export function linuxKitPackageOf(files: BuildContext | undefined): LinuxKitPackage | undefined {
  const text = files?.read('build.yml');
  // Others have files of that name too; only this tool names an image at the top, and no steps.
  if (text === undefined || !/^image:[ \t]*\S/m.test(text) || /^(?:on|jobs|steps|services|pipeline|stages):/m.test(text)) return undefined;
  return { hasCapabilities: /^config:/m.test(text) && /^[ \t]+capabilities:[ \t]*(?:\[[ \t]*[^\]\s]|\r?\n[ \t]+-)/m.test(text) };
}
