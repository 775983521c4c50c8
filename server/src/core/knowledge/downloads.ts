// Commands that fetch, that run what they are given, and that verify. Source: the manuals of the commands; state of 2026-11.

export const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'wget2', 'aria2c', 'http', 'https', 'fetch']);

/** Run their standard input, or a file, as a program. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'fish']);
export const INTERPRETERS = /^(?:python[0-9.]*|perl|ruby|node|php|lua|pwsh|powershell|Rscript)$/;

/** Compare what came with what was promised. */
export const VERIFIERS =
  /^(?:(?:sha(?:1|224|256|384|512)|b2|b3|md5)sum|shasum|gpgv?2?|sq|sqv|cosign|minisign|signify|rekor-cli|slsa-verifier|rpmkeys)$/;

/** Flags of curl and wget whose value is the name of the file that is written. */
export const OUTPUT_FLAGS: Readonly<Record<string, readonly string[]>> = {
  curl: ['-o', '--output'],
  wget: ['-O', '--output-document'],
  wget2: ['-O', '--output-document'],
  aria2c: ['-o', '--out'],
};
