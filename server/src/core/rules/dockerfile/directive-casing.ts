import { defineRule } from '../../engine/rule.js';
import { replaceInComment } from '../../fix/comments.js';

export default defineRule({
  id: 'dockerfile/directive-casing',
  category: 'syntax',
  on: 'dockerfile.directive',
  summary: 'The name of a parser directive has capitals',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    capitals: 'Parser directives are written in lower case, and some tools find them only so: write {name}',
  },
  docs: {
    description: 'The name of # syntax=, # escape= or # check= has capital letters.',
    rationale: 'BuildKit takes any case, yet other tools that look for the directive (editors, bots that raise its version) often do not.',
    impact: 'None.',
    audit: 'head -n 3 Dockerfile',
    remediation: 'Write the name in lower case.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Parser directives'],
  },
  equivalents: ['dockerfile-utils:CASING_DIRECTIVE'],
  examples: [{ bad: '# Escape=`\nFROM alpine:3.24\n', good: '# escape=`\nFROM alpine:3.24\n', byFix: true }],
  *check({ name, nameSpan: at }, ctx) {
    if (ctx.text.slice(at.start, at.end) === name) return;
    yield ctx.problem('capitals', {
      at,
      data: { name },
      fixes: [{ title: `Write ${name}`, safety: 'safe', ...replaceInComment(at, name) }],
    });
  },
});
