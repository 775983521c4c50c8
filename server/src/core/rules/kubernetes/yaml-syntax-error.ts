import type { YamlProblem } from '../../model/yaml/types.js';
import { defineRule } from '../../engine/rule.js';
import { replaceTabs } from '../../fix/yaml-tabs.js';

/** Reading goes on behind these, so that each is a mistake of its own; what follows any other may only be its echo. */
const INDEPENDENT: ReadonlySet<YamlProblem['reason']> = new Set(['unknown-anchor', 'recursive-alias']);

const KEYS = {
  tab: 'tab',
  indentation: 'indentation',
  'unclosed-quote': 'quote',
  'unclosed-bracket': 'bracket',
  'missing-colon': 'colon',
  'nested-mapping': 'nested',
  'missing-comma': 'comma',
  'extra-comma': 'extraComma',
  'unknown-anchor': 'anchor',
  'recursive-alias': 'recursion',
  'reserved-character': 'character',
  'bad-escape': 'escape',
  'json-comment': 'jsonComment',
  'json-quotes': 'jsonQuotes',
  'json-value': 'jsonValue',
  'too-deep': 'depth',
  unexpected: 'unreadable',
} as const satisfies Record<NonNullable<YamlProblem['reason']>, string>;

export default defineRule({
  id: 'kubernetes/yaml-syntax-error',
  category: 'schema',
  on: 'kubernetes.document',
  summary: 'A document cannot be read as YAML or JSON',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    unreadable: 'Not readable from here on, so Kubernetes rejects this document: correct this line',
    tab: 'A tab cannot indent YAML, so Kubernetes rejects this document: use blanks',
    indentation: 'Not indented like the lines it belongs to, so Kubernetes rejects this document: align it',
    quote: 'This quote is not closed, so Kubernetes rejects this document: close it',
    bracket: 'This bracket is not closed, so Kubernetes rejects this document: close it',
    colon: 'A key without a colon behind it, so Kubernetes rejects this document: add the colon',
    nested: 'A second colon on this line, so Kubernetes rejects this document: quote the value, or start a new line',
    comma: 'A comma is missing here, so Kubernetes rejects this document: add it',
    extraComma: 'A comma with nothing to part, so Kubernetes rejects this document: delete it',
    anchor: 'No anchor {alias} stands above, so Kubernetes rejects this document: define it, or write the value out',
    recursion: 'The alias {alias} stands inside its own anchor, so Kubernetes rejects this document: write it out',
    character: 'No value can begin with {character}, so Kubernetes rejects this document: quote the value',
    escape: 'No such escape in double quotes, so Kubernetes rejects this document: double the backslash',
    jsonComment: 'JSON has no comments, so Kubernetes rejects this document: delete it, or write YAML',
    jsonQuotes: 'JSON wants double quotes here, so Kubernetes rejects this document: add them',
    jsonValue: 'Not a JSON value, so Kubernetes rejects this document: write a string, number, true, false or null',
    depth: 'Nested deeper than 200 levels, so this document is not read at all: flatten it',
  },
  docs: {
    description:
      'The text of a document is not YAML, or in a .json file not JSON: a tab as indentation, a quote or bracket that is not closed, lines that are not aligned, an alias without its anchor. Only the first mistake of a document is told, because what follows may be its echo; unknown anchors are told one by one.',
    rationale:
      'kubectl, Argo CD, Flux and every admission step stop at this document. In a pipeline that goes on with the next one, the object is silently missing.',
    impact: 'Blanks in the place of tabs change nothing but the layout.',
    audit: 'kubectl apply --dry-run=client -f FILE says where it stops.',
    remediation:
      'Indent with blanks, close what is open, align lines that belong together, quote values with a colon or a leading @, ` or %.',
    defaultValue: 'An empty document is no error.',
    references: ['YAML 1.2.2 specification: https://yaml.org/spec/1.2.2/', 'RFC 8259: the JSON data interchange format'],
    limits:
      'Templates ({{ }}) are not judged before they are rendered. Until the mistake is gone, the other rules judge only what is written in the document, not what seems to be absent. The Kubernetes decoder forgives brackets and quoted text that are indented too little; so does this rule.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: web\n',
      good: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n',
      byFix: true,
    },
    {
      bad: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  title: "web\n',
      good: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  title: "web"\n',
      byFix: false,
    },
  ],
  *check(model, ctx) {
    if (model.completeness === 'template') return;
    const { document } = model;
    const problems = document.problems.filter((problem) => problem.code !== 'duplicate-key');
    const first = problems.find((problem) => !INDEPENDENT.has(problem.reason));
    for (const problem of problems) {
      if (problem !== first && !INDEPENDENT.has(problem.reason)) continue;
      const key = KEYS[problem.reason ?? 'unexpected'];
      const written = ctx.text.slice(problem.span.start, problem.span.end);
      if (key === 'anchor' || key === 'recursion') yield ctx.problem(key, { at: problem.span, data: { alias: written } });
      else if (key === 'character') yield ctx.problem(key, { at: problem.span, data: { character: written } });
      else if (key === 'tab') {
        const change = replaceTabs(document);
        const safety = change?.isGuess === true ? 'unsafe' : 'safe';
        yield ctx.problem(key, {
          at: problem.span,
          fixes: [change && { title: 'Indent with blanks', safety, edits: change.edits, effect: change.effect }],
        });
      } else yield ctx.problem(key, { at: problem.span });
    }
  },
});
