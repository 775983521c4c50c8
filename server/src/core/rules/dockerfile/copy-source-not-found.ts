import { defineRule } from '../../engine/rule.js';
import { isWholeContext, plainPath } from '../../knowledge/context-copy.js';
import { pathPatterns } from '../../text/path-patterns.js';

export default defineRule({
  id: 'dockerfile/copy-source-not-found',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'COPY or ADD names a file that is not in the build context',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    absent: 'There is no "{path}" in the build context, so the build stops here: correct the path, or make it first',
  },
  docs: {
    description:
      'A literal source of COPY or ADD does not exist in the build context. Patterns, sources with open variables, what .gitignore lists (it is generated before the build), and contexts that are not known are passed over.',
    rationale: 'The build stops at this line with "not found"; the editor can say so before it runs.',
    impact: 'None.',
    audit: 'docker build . stops at this line with "not found".',
    remediation: 'Correct the path, or make the file before the build and list it in .gitignore.',
    defaultValue: 'A source that matches nothing is an error.',
    references: ['Dockerfile reference: COPY'],
    limits:
      'The context is the folder that holds most of what is copied, or the one named by contextRoot. Files made by a script before the build count as absent.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27\nCOPY go.mod go.smu ./\n',
      good: 'FROM golang:1.27\nCOPY go.mod go.sum ./\n',
      byFix: false,
      files: { 'go.mod': '', 'go.sum': '' },
    },
  ],
  *check(instruction, ctx) {
    const { files } = ctx;
    if (!files) return;
    let isGenerated: ((path: string) => boolean) | undefined;
    for (const source of instruction.sources) {
      const { word, path } = source;
      if (path === undefined || /[*?[\\]/.test(path) || path.includes('..') || isWholeContext(source)) continue;
      const plain = plainPath(path);
      if (files.kindOf(plain) !== 'absent' || files.isIgnored(plain)) continue;
      isGenerated ??= pathPatterns((files.read('.gitignore') ?? '').split('\n'));
      if (isGenerated(plain) || isGenerated(`${plain}/x`)) continue;
      yield ctx.problem('absent', { at: word.span, data: { path: word.value } });
    }
  },
});
