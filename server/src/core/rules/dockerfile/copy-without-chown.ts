import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { setFlag } from '../../fix/dockerfile.js';
import { readUser, isRoot } from '../../knowledge/effective-user.js';
import { copiedFiles, foldersOf, isWithin } from '../../knowledge/file-commands.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { volumesOf } from '../../knowledge/volumes.js';
import { isWrittenLater } from '../../knowledge/written-later.js';
import { shorten } from '../../text/shorten.js';

export default defineRule({
  id: 'dockerfile/copy-without-chown',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'A copy behind USER belongs to root although the user has to write it',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { root: 'COPY and ADD write as root whatever USER says, so "{user}" cannot change this: add --chown' },
  docs: {
    description:
      'COPY or ADD without --chown stands behind a USER that is not root, and goes to a VOLUME, to a path of the option writablePaths, or to what a later RUN of the same user writes to, deletes or chmods. Code that nobody writes to is meant to belong to root and is not reported.',
    rationale:
      'USER holds for RUN, CMD and ENTRYPOINT only. The later command fails with "operation not permitted", or the program does when it starts.',
    impact: 'The user can change the files; give it only what it has to write.',
    audit: 'docker run --rm --entrypoint ls IMAGE -ln PATH shows the owner.',
    remediation: 'COPY --chown=10001:10001 data /var/lib/app/data, or do what writes before USER.',
    defaultValue: 'Copied files belong to 0:0.',
    references: ['Dockerfile reference: COPY --chown'],
  },
  equivalents: ['tally:copy-after-user-without-chown', '~tally:ruby/state-paths-not-writable-as-non-root'],
  options: { writablePaths: stringList([], 'Absolute paths of the image that its user has to write to') },
  examples: [
    {
      bad: 'FROM alpine:3.24\nUSER 10001\nCOPY run.sh /srv/run.sh\nRUN chmod +x /srv/run.sh\n',
      good: 'FROM alpine:3.24\nUSER 10001\nCOPY --chown=10001 run.sh /srv/run.sh\nRUN chmod +x /srv/run.sh\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage, state } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || !stage || !state.user || instruction.flags.some(({ name }) => name === 'chown'))
      return;
    if (factsOfUse(stage.rootImage)?.os === 'windows') return;
    const user = readUser(state.user.at, factsOfUse(stage.rootImage)?.env);
    if (user?.resolved === undefined || isRoot(user.resolved)) return;
    const paths = copiedFiles(instruction).flatMap((copied) => copied.paths);
    const isMeant = (path: string): boolean =>
      ctx.options.writablePaths.some((each) => isWithin(path, each)) || foldersOf(path).some((folder) => volumesOf(stage).has(folder));
    if (!paths.some(isMeant) && !isWrittenLater(instruction, stage, paths)) return;
    const words = instruction.json?.items ?? instruction.words;
    const target = words[words.length - 1];
    const change = user.written.includes('$') ? undefined : setFlag(ctx.model, instruction, 'chown', user.written);
    if (!target) return;
    yield ctx.problem('root', {
      at: target.span,
      data: { user: shorten(user.resolved) },
      standsFor: ['tally:copy-after-user-without-chown'],
      fixes: [change && { title: `Add --chown=${user.written}`, safety: 'unsafe', ...change }],
    });
  },
});
