// Reads what other Dockerfile linters take as a suppression: hadolint's pragmas and BuildKit's check options, exactly as they read them.

export interface HadolintPragma {
  readonly scope: 'place' | 'stage' | 'file';
  readonly codes: readonly string[];
}

const HADOLINT = /^[ \t]*hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC0-9]+(?:[ \t]*,[ \t]*[DLSC0-9]+)*)[ \t]*(?:#.*)?$/;

/** `value` is the text behind the `#`. One code of another tool, or any other text, makes the whole pragma void. */
export function readHadolint(value: string): HadolintPragma | undefined {
  const match = HADOLINT.exec(value);
  if (!match?.[2]) return undefined;
  const scope = match[1] === 'global' ? 'file' : match[1] === 'stage' ? 'stage' : 'place';
  return { scope, codes: match[2].split(',').map((code) => code.trim()) };
}

const BOOLEAN = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

/**
 * Names of the checks that `skip=A,B;error=true` skips, or all. BuildKit cuts the value at the first blank, takes names as
 * they are written, and refuses the whole when it holds an option it does not know.
 */
export function readCheckOptions(value: string): readonly string[] | 'all' | undefined {
  const [options = ''] = value.trim().split(/\s/);
  let skipped: readonly string[] | 'all' | undefined;
  for (const option of options.split(';')) {
    const at = option.indexOf('=');
    const name = option.slice(0, Math.max(at, 0));
    const text = option.slice(at + 1);
    if (name === 'skip') skipped = text === 'all' ? 'all' : text.split(',').filter(Boolean);
    else if (name === 'error' ? !BOOLEAN.test(text) : name !== 'experimental') return undefined;
  }
  return skipped;
}

/** The options behind `check=` of a comment, else `undefined`. */
export const checkComment = (value: string): string | undefined => /^check[ \t]*=[ \t]*(\S.*)$/.exec(value)?.[1];
