// Parses TOML; the only importer of the TOML library.
import { TomlError, parse } from 'smol-toml';

/** Plain data, or why and where (line from 1) the text is no TOML. */
export type TomlReading = { readonly data: unknown; readonly problem: undefined } | { readonly data: undefined; readonly problem: string };

export function parseToml(text: string): TomlReading {
  try {
    return { data: parse(text), problem: undefined };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = 'it cannot be read'] = error.message.replace(/^Invalid TOML document:\s*/, '').split('\n');
    return { data: undefined, problem: `line ${error.line}: ${reason}` };
  }
}
