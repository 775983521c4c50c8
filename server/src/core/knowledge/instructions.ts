// The instructions that BuildKit knows.
import { editDistance, nearest } from '../text/nearest.js';

export const KEYWORDS: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Commands that end up at the start of a line when the line above lost its continuation; none is a slip of a keyword. */
const SHELL_WORDS: ReadonlySet<string> = new Set(
  'CD CP MV RM LN LS SH SET MKDIR TOUCH CHMOD CHOWN ECHO EXPORT EVAL EXEC EXIT FI IF DO DONE THEN ELSE FOR SED CAT TAR CURL WGET GIT MAKE AWK GREP SUDO USERADD UNSET YUM DNF APT APK NPM PIP GEM'.split(
    ' ',
  ),
);

/** The keyword that was meant by a word that is none; `isCertain` when nobody can have meant another. */
export function meantKeyword(word: string): { readonly keyword: string; readonly isCertain: boolean } | undefined {
  if (SHELL_WORDS.has(word) || word.length < 3 || word.length > 20) return undefined;
  const keyword = nearest(word, KEYWORDS, word.length <= 4 ? 1 : 2);
  if (keyword === undefined) return undefined;
  const near = [...KEYWORDS].filter((other) => editDistance(word, other, 1) === 1);
  return { keyword, isCertain: near.length === 1 && near[0] === keyword };
}
