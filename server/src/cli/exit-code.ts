// The three ways the command line ends; programs rely on them, so there are no others.

export const CLEAN = 0;
/** There is something to say: findings, or no rewrite for this file. */
export const FINDINGS = 1;
export const FAILURE = 2;

export type ExitCode = typeof CLEAN | typeof FINDINGS | typeof FAILURE;

/** Wrong use, or something outside that cannot be helped: said in one plain line, then exit code 2. */
export class UserError extends Error {}
