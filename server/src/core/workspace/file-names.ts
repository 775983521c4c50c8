// Which files of a folder may be lintable, by their name alone; what stands in them decides later.
import { baseName } from '../text/base-name.js';

const DOCKERFILE = /^(?:dockerfile|containerfile)(?:\..+)?$|.\.(?:dockerfile|containerfile)$/i;
const DATA = /.\.(?:ya?ml|json)$/i;

/** Names of the configuration file; the first wins where both stand in one folder. */
export const CONFIG_NAMES: readonly string[] = ['.seaworthy.yaml', '.seaworthy.yml'];

/** A file named like `Dockerfile.dockerignore` belongs to a Dockerfile and is none. */
export function isDockerfileName(path: string): boolean {
  const name = baseName(path);
  return DOCKERFILE.test(name) && !/\.dockerignore$/i.test(name);
}

export const isConfigName = (path: string): boolean => CONFIG_NAMES.includes(baseName(path));

/** Worth reading when a folder is checked: a Dockerfile by name, or YAML or JSON that may turn out to be a manifest. */
export const mayBeLintable = (path: string): boolean => isDockerfileName(path) || DATA.test(baseName(path));
