import { defineRule } from '../../engine/rule.js';
import type { Problem } from '../../engine/rule.js';
import { addSourcesOf, gitCloneOf, isFixedRef, isGitPin, shortUrl, spanOfSource } from '../../knowledge/downloads.js';
import type { GitClone } from '../../knowledge/downloads.js';
import { textOf } from '../../knowledge/shell-text.js';

/** What a clone from the disk brings is already there. */
const isLocal = (url: string): boolean => /^(?:\/|\.\.?(?:\/|$)|~|file:)/.test(url);

/** `#ref:folder`, `?ref=`, `?tag=` and the like of a git source of ADD. */
function refOf(url: string): string {
  const query = /[?&](?:checksum|commit|ref|tag|branch)=([^&#]*)/.exec(url)?.[1];
  return query ?? /#([^:]*)/.exec(url)?.[1] ?? '';
}

export default defineRule({
  id: 'dockerfile/unpinned-git-ref',
  category: 'supply-chain',
  on: 'dockerfile.stage',
  summary: 'A git repository is fetched at whatever its branch holds',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unpinned: '"{repository}" is cloned at whatever its branch holds that day, so builds differ: check out a tag or commit',
    branch: '"{ref}" is a branch and moves, so the next build may get other sources: name a tag or a commit',
    added: '"{repository}" is added at whatever its branch holds that day, so builds differ: append #TAG or #COMMIT',
  },
  docs: {
    description:
      'git clone in a RUN without a tag or commit: neither --branch or --revision with something that looks like a version, nor a checkout, reset, switch or fetch of one later in the stage; or ADD of a git source without #ref, ?ref=, ?tag= or ?commit=. A name without a digit (main, develop) is taken for a branch. A variable is taken for a version.',
    rationale:
      'A branch is whatever was pushed last. The same Dockerfile gives another program tomorrow, a build that was fine cannot be made again, and one stolen account of that project is enough to get into the image. The layer cache hides it: nobody sees when the sources changed.',
    impact: 'Somebody has to raise the tag or commit; Renovate and Dependabot can do so when it stands in an ARG.',
    audit: 'docker history --no-trunc IMAGE | grep "git clone" lists such layers.',
    remediation:
      'git clone --branch v1.4.0 --depth 1 URL, better git checkout COMMIT, or without git in the image ADD URL#COMMIT DESTINATION.',
    defaultValue: 'git clone checks out the head of the default branch.',
    references: ['git-clone', 'Dockerfile reference: ADD, git sources', 'OpenSSF Scorecard: Pinned-Dependencies'],
    limits: 'Tags can be moved too; only a commit cannot. Checkouts by scripts are not seen.',
  },
  equivalents: ['~tally:prefer-add-git'],
  examples: [
    {
      bad: 'FROM alpine/git:2.49.1\nRUN git clone --depth 1 https://github.com/example/tool.git /src\n',
      good: 'FROM alpine/git:2.49.1\nRUN git clone --depth 1 --branch v1.4.0 https://github.com/example/tool.git /src\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    const open: GitClone[] = [];
    const branches: Problem[] = [];
    for (const listed of stage.instructions) {
      const instruction = listed.trigger ?? listed;
      for (const source of addSourcesOf(instruction)) {
        const ref = refOf(source.url);
        if (source.kind !== 'git' || isFixedRef(ref)) continue;
        if (ref === '') yield ctx.problem('added', { at: spanOfSource(source), data: { repository: shortUrl(source.url) }, standsFor: [] });
        else yield ctx.problem('branch', { at: spanOfSource(source), data: { ref }, standsFor: [] });
      }
      if (instruction.keyword !== 'RUN') continue;
      for (const command of instruction.scripts().flatMap((script) => script.commands)) {
        if (command.name !== 'git') continue;
        const clone = gitCloneOf(command, instruction.state);
        if (!clone) {
          if (isGitPin(command, instruction.state)) open.pop();
          continue;
        }
        if (isLocal(clone.source.url)) continue;
        const ref = clone.ref?.valueWord && textOf(clone.ref.valueWord, instruction.state).replace(/^--\w+=/, '');
        if (ref === undefined || !isFixedRef(ref)) open.push(clone);
      }
    }
    for (const { source, ref } of open) {
      const standsFor = /^(?:https?|ssh|git):\/\/|^git@/.test(source.url) ? ['tally:prefer-add-git'] : [];
      if (ref?.valueWord) branches.push(ctx.problem('branch', { at: ref.valueWord.span, data: { ref: ref.value ?? '' }, standsFor }));
      else branches.push(ctx.problem('unpinned', { at: spanOfSource(source), data: { repository: shortUrl(source.url) }, standsFor }));
    }
    yield* branches;
  },
});
