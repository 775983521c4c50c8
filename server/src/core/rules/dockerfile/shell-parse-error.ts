import { defineRule } from '../../engine/rule.js';

/** What the parser calls it, and what it looks like. */
const OPENED: Readonly<Record<string, string>> = {
  'double quote': '"',
  'single quote': "'",
  'ANSI-C quote': "$'",
  'command substitution': '$(',
  'process substitution': '<(',
  backtick: '`',
  'parameter expansion': '${',
  'arithmetic expansion': '$((',
  'arithmetic command': '((',
  'extended glob': '(',
  'array subscript': '[',
};

type Reading =
  | { readonly key: 'open' | 'empty' | 'unexpected'; readonly data: { readonly token: string } }
  | { readonly key: 'unclosed'; readonly data: { readonly token: string; readonly end: string } }
  | { readonly key: 'missing'; readonly data: { readonly word: string } }
  | { readonly key: 'unreadable' };

/** The parser's words in ours. */
function readError(message: string): Reading {
  const open = /^unterminated (.+)$/.exec(message)?.[1];
  if (open !== undefined) return { key: 'open', data: { token: (Object.hasOwn(OPENED, open) ? OPENED[open] : undefined) ?? open } };
  const closing = /^expected '(.+)' to close (?:'(.+)'|(.+))$/.exec(message);
  if (closing) return { key: 'unclosed', data: { end: closing[1] ?? '', token: closing[2] ?? closing[3] ?? '' } };
  const word = /^expected '(then|do|in)'/.exec(message)?.[1];
  if (word !== undefined) return { key: 'missing', data: { word } };
  const behind = /^expected .+ (?:after|in) '?(.+?)'?$/.exec(message)?.[1];
  if (behind !== undefined) return { key: 'empty', data: { token: behind } };
  const token = /^unexpected (?:token|argument) '(.+?)'/s.exec(message)?.[1];
  return token === undefined ? { key: 'unreadable' } : { key: 'unexpected', data: { token } };
}

export default defineRule({
  id: 'dockerfile/shell-parse-error',
  category: 'shell',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'] },
  summary: 'A script of RUN, CMD, ENTRYPOINT or HEALTHCHECK is not valid shell',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    open: '"{token}" is opened here and never closed, so that the shell refuses the script: close it',
    unclosed: '"{token}" has no "{end}" up to here, so that the shell refuses the script: add it',
    missing: '"{word}" is expected here, so that the shell refuses the script: add it',
    empty: 'A command is missing by "{token}", so that the shell refuses the script: add it, or drop the operator',
    unexpected: '"{token}" cannot stand here, so that the shell refuses the script: remove it, or quote it',
    unreadable: 'The shell cannot read this script from here on: look for quotes and brackets that are not closed',
  },
  docs: {
    description:
      'The shell form of RUN, CMD, ENTRYPOINT or HEALTHCHECK, the string of a JSON form with sh -c, a heredoc, or a script inside one of these cannot be parsed: a quote or bracket that is not closed, an if, loop or case without its end, an operator without a command. PowerShell, cmd, other SHELLs and heredocs with another interpreter are not looked at. The first error of a script is reported.',
    rationale:
      'A shell reads a command line before it runs any of it: the step fails at once, and for CMD or ENTRYPOINT it is the container that does not start.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'Build the image; a CMD or ENTRYPOINT shows only in docker run.',
    remediation: 'Close what is open. In a continued RUN look for a line without its backslash, and for a # that swallows the rest.',
    defaultValue: 'The default shell is ["/bin/sh", "-c"] on Linux.',
    references: ['POSIX.1-2024: Shell Grammar', 'Dockerfile reference: Shell and exec form'],
    limits: 'Syntax that bash has and sh lacks is accepted here; see dockerfile/bashism-in-sh.',
  },
  equivalents: ['shellcheck:SC1072', 'shellcheck:SC1073', '~shellcheck:SC1009', '~shellcheck:SC1078', '~shellcheck:SC1044'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN if [ -f /a ]; then rm /a\n',
      good: 'FROM alpine:3.24\nRUN if [ -f /a ]; then rm /a; fi\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    // The comment that hides the rest of the script is the finding of run-swallowed-by-comment.
    if (instruction.keyword === 'RUN' && instruction.hidingComments.length > 0) return;
    if (instruction.isDangling || instruction.heredocs.some(({ terminated }) => !terminated)) return;
    for (const script of instruction.scripts()) {
      if (!script.hasErrors) continue;
      const [error] = script.structure().errors;
      if (!error) continue;
      const reading = readError(error.message);
      const at = error.span;
      const standsFor = ['shellcheck:SC1072', 'shellcheck:SC1073'];
      switch (reading.key) {
        case 'unclosed':
          yield ctx.problem('unclosed', { at, standsFor, data: reading.data });
          break;
        case 'missing':
          yield ctx.problem('missing', { at, standsFor, data: reading.data });
          break;
        case 'unreadable':
          yield ctx.problem('unreadable', { at, standsFor });
          break;
        default:
          yield ctx.problem(reading.key, { at, standsFor, data: reading.data });
      }
    }
  },
});
