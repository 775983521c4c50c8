import { defineRule } from '../../engine/rule.js';
import type { Instruction } from '../../model/dockerfile/types.js';

/** malformed-key-value sees the quotes of a pair as a whole, where the builder reads its name and its value apart. */
function isJudgedElsewhere({ keyword, logical }: Instruction): boolean {
  if (keyword !== 'ENV' && keyword !== 'LABEL' && keyword !== 'ARG') return false;
  return ['"', "'"].some((quote) => logical.split(quote).length % 2 === 0);
}

export default defineRule({
  id: 'dockerfile/invalid-variable-substitution',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'A ${…} or a quote cannot be read by the builder',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    open: 'The brace of "{text}" is never closed, so the build stops here: close it behind the name',
    modifier: 'BuildKit lacks the operator in "{text}", so the build stops here: use - + ? # % or /, or a RUN',
    quote: 'The quote of "{text}" is never closed, so the build stops here: close it, or escape it',
    name: '"{text}" names no variable, so the build stops here: write the name between the braces',
  },
  docs: {
    description:
      'A ${...} in an instruction that BuildKit expands is not closed, names nothing, or has an operator other than :- - :+ + :? ? # ## % %% / and //. Shell features such as ${X^^} and ${X:0:7} are not there. RUN, CMD, ENTRYPOINT and HEALTHCHECK are for the shell and not looked at; images of FROM have a rule of their own. A quote that is not closed in WORKDIR, USER, COPY, ADD, EXPOSE, VOLUME or STOPSIGNAL is told too; in values of ENV, LABEL and ARG malformed-key-value does that.',
    rationale: 'BuildKit stops at the instruction.',
    impact: 'None: the instruction cannot be built as it is.',
    audit: 'docker build stops with "unsupported modifier" or "syntax error: missing }".',
    remediation: 'Close the brace, use one of the operators above, or compute the value in a RUN. In a heredoc, quote the delimiter.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Environment replacement'],
  },
  equivalents: ['dockerfile-utils:UNSUPPORTED_MODIFIER', 'dockerfile-utils:INVALID_SYNTAX'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG NAME=shop\nLABEL name=${NAME^^}\n',
      good: 'FROM alpine:3.24\nARG NAME=SHOP\nLABEL name=${NAME}\n',
      byFix: false,
    },
    {
      bad: 'FROM alpine:3.24\nARG DIR=/srv\nWORKDIR ${DIR/app\n',
      good: 'FROM alpine:3.24\nARG DIR=/srv\nWORKDIR ${DIR}/app\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    let hasQuote = false;
    for (const { place, problem } of instruction.expandedTexts) {
      // invalid-image-reference says so for the image.
      if (!problem || (instruction.keyword === 'FROM' && place === 'word')) continue;
      if (problem.kind === 'quote') {
        // Behind the first one inside and outside are mixed up.
        if (hasQuote || place === 'flag' || isJudgedElsewhere(instruction)) continue;
        hasQuote = true;
      }
      const text = ctx.text.slice(problem.span.start, problem.span.end);
      const standsFor =
        problem.kind === 'quote'
          ? []
          : [problem.kind === 'modifier' ? 'dockerfile-utils:UNSUPPORTED_MODIFIER' : 'dockerfile-utils:INVALID_SYNTAX'];
      yield ctx.problem(problem.kind, { at: problem.span, data: { text }, standsFor });
    }
  },
});
