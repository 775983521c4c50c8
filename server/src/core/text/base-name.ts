/** The last name of a path with `/` between its names; empty when it ends with one. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
