import { defineRule } from '../../engine/rule.js';
import type { Directive } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

const OPTIONS: ReadonlySet<string> = new Set(['skip', 'experimental', 'error']);
/** What Go takes for a boolean. */
const BOOLEAN = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

interface CheckPart {
  readonly key: 'checkKey' | 'checkError';
  readonly at: Span;
  readonly text: string;
}

/** The first part of `# check=` that BuildKit refuses. It ends the value at the first blank and takes three parts. */
function badCheckPart({ value }: Directive): CheckPart | undefined {
  const text = value.value.split(' ', 1)[0] ?? '';
  let start = value.span.start;
  const parts = text.split(';');
  for (const part of [...parts.slice(0, 2), ...(parts.length > 2 ? [parts.slice(2).join(';')] : [])]) {
    const [name = '', given] = part.split(/=(.*)/s);
    const at = { start, end: start + part.length };
    if (given === undefined || !OPTIONS.has(name.trim())) return { key: 'checkKey', at, text: name };
    if (name.trim() === 'error' && !BOOLEAN.test(given.trim())) return { key: 'checkError', at, text: given };
    start += part.length + 1;
  }
  return undefined;
}

export default defineRule({
  id: 'dockerfile/invalid-directive',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'A parser directive has a value that is refused, or is repeated',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    escape: '"{value}" cannot be the escape character, so the build stops here: use a backslash or a backtick',
    checkKey: '# check= has no option "{option}", so the build stops here: write skip=, experimental= or error=',
    checkError: '"{value}" is neither true nor false, so the build stops here: write error=true or error=false',
    checkCut: 'BuildKit ends the value at the first blank and never reads "{rest}": remove the blank',
    repeated: 'There is a # {name}= above already and only one is allowed, so the build stops here: remove one',
  },
  docs: {
    description:
      'At the top of the file: # escape= with anything but a backslash or a backtick, # check= with an option other than skip, experimental and error or an error that is no boolean, or a directive that is there twice. A # check= value with a blank in it is a warning: what follows the blank is not read.',
    rationale: 'BuildKit stops before the first instruction. A check list that is cut at a blank silently skips less than it says.',
    impact: 'None: the file cannot be built as it is.',
    audit:
      'docker build --check . stops with "invalid escape token", "invalid check option" or "only one ... parser directive can be used".',
    remediation: 'Correct the value; keep one line for each directive.',
    defaultValue: 'Without directives the escape character is a backslash and every build check is a warning.',
    references: ['Dockerfile reference: Parser directives', 'Docker: Build checks'],
  },
  equivalents: ['dockerfile-utils:INVALID_ESCAPE_DIRECTIVE', 'dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE'],
  examples: [
    { bad: '# escape=/\nFROM alpine:3.24\n', good: '# escape=`\nFROM alpine:3.24\n', byFix: false },
    {
      bad: '# check=skip=StageNameCasing\n# check=error=true\nFROM alpine:3.24\n',
      good: '# check=skip=StageNameCasing;error=true\nFROM alpine:3.24\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    for (const directive of file.directives) {
      const { name, value } = directive;
      if (name === 'escape' && value.value !== '\\' && value.value !== '`') {
        yield ctx.problem('escape', {
          at: value.span,
          data: { value: value.value },
          standsFor: ['dockerfile-utils:INVALID_ESCAPE_DIRECTIVE'],
        });
      }
      if (name !== 'check') continue;
      const bad = badCheckPart(directive);
      const blank = value.value.indexOf(' ');
      if (bad?.key === 'checkKey') yield ctx.problem('checkKey', { at: bad.at, data: { option: bad.text }, standsFor: [] });
      else if (bad) yield ctx.problem('checkError', { at: bad.at, data: { value: bad.text }, standsFor: [] });
      else if (blank > 0) {
        const at = { start: value.span.start + blank + 1, end: value.span.end };
        yield ctx.problem('checkCut', { at, severity: 'warning', data: { rest: value.value.slice(blank + 1).trim() }, standsFor: [] });
      }
    }
    // The block ends at the second of a kind, which is a comment to the model and an error to BuildKit.
    const next = file.comments.find(({ span }) => span.start >= file.afterDirectives);
    const again = next?.directive;
    if (!again || next.inside || file.text.slice(file.afterDirectives, next.span.start).trim() !== '') return;
    if (/\n/.test(file.text.slice(file.afterDirectives, next.span.start))) return;
    if (!file.directives.some(({ name }) => name === again.name)) return;
    const standsFor = again.name === 'escape' ? ['dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE'] : [];
    yield ctx.problem('repeated', { at: again.nameSpan, data: { name: again.name }, standsFor });
  },
});
