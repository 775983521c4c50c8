import { defineRule } from '../../engine/rule.js';
import { isWholeContext, plainPath } from '../../knowledge/context-copy.js';

export default defineRule({
  id: 'dockerfile/copy-ignored-file',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'COPY or ADD names a file that the ignore file leaves out',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    ignored: '"{path}" is left out by {file}, so it cannot be copied: change pattern or COPY',
    nothing: '{file} leaves everything out, so there is nothing to copy: add exceptions (!src) to it',
  },
  docs: {
    description:
      'A source of COPY or ADD matches a pattern of the ignore file of its build context (Dockerfile.dockerignore before .dockerignore). An ignore file with exceptions (!) is not judged, and the whole context only where a pattern leaves everything out.',
    rationale:
      'What the ignore file names is never sent to the builder, so the build fails with "not found", or quietly goes on with fewer files where other sources match.',
    impact: 'A file taken out of the ignore file is sent with every build; secrets and build output belong in it.',
    audit: 'docker build . stops at this line with "not found"; BuildKit reports the check CopyIgnoredFile.',
    remediation: 'Take the pattern out of the ignore file, narrow it, or copy another file.',
    defaultValue: 'Without an ignore file everything in the context is sent.',
    references: ['BuildKit: CopyIgnoredFile', 'Docker: Build context, .dockerignore files'],
    limits:
      'The context is the folder that holds what is copied, or the one named by contextRoot; another one given to docker build is not known.',
  },
  equivalents: ['buildkit:CopyIgnoredFile'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY build/app /app\n',
      good: 'FROM alpine:3.24\nCOPY bin/app /app\n',
      byFix: false,
      files: { '.dockerignore': 'build\n', 'build/app': '', 'bin/app': '' },
    },
  ],
  *check(instruction, ctx) {
    const { files } = ctx;
    if (!files?.ignoreFile || hasExceptions(files.ignoreFile.text)) return;
    const file = files.ignoreFile.path;
    for (const source of instruction.sources) {
      const { word, path } = source;
      if (path === undefined || path.includes('..')) continue;
      if (isWholeContext(source)) {
        // `*` and `**` are the only patterns that every name matches.
        if (files.isIgnored('a') && files.isIgnored('.b/c') && files.isIgnored('Z.z'))
          yield ctx.problem('nothing', { at: word.span, data: { file } });
      } else if (files.isIgnored(plainPath(path))) {
        yield ctx.problem('ignored', { at: word.span, data: { path: word.value, file } });
      }
    }
  },
});

const hasExceptions = (text: string): boolean => text.split('\n').some((line) => line.trim().startsWith('!'));
