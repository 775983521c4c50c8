// How the Kubernetes decoder reads a plain scalar, for whoever must not reach into the parser.
export { resolvePlain } from '../../parse/scalars.js';
