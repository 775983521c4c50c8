// Which reader of Dockerfiles `# syntax=` chooses.
import type { DockerfileModel } from '../model/dockerfile/types.js';

/** stable: docker/dockerfile or none named; labs: its channel with more instructions and flags; foreign: of another maker. */
export type FrontendChannel = 'stable' | 'labs' | 'foreign';

/** Name without tag and digest, and without Docker Hub's host: "docker/dockerfile". */
export function frontendName(reference: string): string {
  return reference
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '');
}

/** Mirrors keep the path of the image. */
export function frontendChannel(file: DockerfileModel): FrontendChannel {
  if (!file.frontend) return 'stable';
  if (!/(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(frontendName(file.frontend.value))) return 'foreign';
  return /:[\w.-]*(?:labs|experimental)/.test(file.frontend.value) ? 'labs' : 'stable';
}
