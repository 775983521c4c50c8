import { defineRule } from '../../engine/rule.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';

export default defineRule({
  id: 'dockerfile/cmd-reset-by-entrypoint',
  category: 'syntax',
  on: 'dockerfile.stage',
  scope: { keywords: ['ENTRYPOINT'] },
  summary: 'An ENTRYPOINT drops the CMD that the stage inherits',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    stage: 'This ENTRYPOINT drops the CMD of stage "{name}", so it starts without arguments: write the CMD again',
    image: 'This ENTRYPOINT drops the CMD of "{image}", so it starts without arguments: write the CMD again',
  },
  docs: {
    description:
      'A stage sets ENTRYPOINT to one word in exec form and no CMD, while the stage or the image it is built from has a CMD. An ENTRYPOINT with arguments of its own is taken for the whole command and left alone, and so is an empty one.',
    rationale:
      'Setting ENTRYPOINT resets an inherited CMD to nothing. A wrapper script that ends with exec "$@" then has nothing to run, and the container stops at once.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker image inspect --format "{{json .Config.Cmd}}" IMAGE prints null.',
    remediation: 'Write the CMD of the base once more behind the ENTRYPOINT.',
    defaultValue: 'A stage inherits CMD as long as it sets no ENTRYPOINT.',
    references: ['Dockerfile reference: Understand how CMD and ENTRYPOINT interact'],
    limits:
      'Whether the program needs arguments is not known. Only base images that start a program by themselves are taken to have a CMD.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim AS web\nCMD ["server", "--port", "80"]\nFROM web\nENTRYPOINT ["/wrapper.sh"]\n',
      good: 'FROM debian:trixie-slim AS web\nCMD ["server", "--port", "80"]\nFROM web\nENTRYPOINT ["/wrapper.sh"]\nCMD ["server", "--port", "80"]\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    const { entrypoint, parent } = stage;
    if (entrypoint?.stage !== stage || entrypoint.json?.items.length !== 1) return;
    if (stage.instructions.some(({ keyword }) => keyword === 'CMD')) return;
    const at = entrypoint.keywordSpan;
    const inherited = parent?.cmd;
    if (inherited && parent) {
      if (inherited.json?.items.length === 0 || (!inherited.json && inherited.logical === '')) return;
      yield ctx.problem('stage', {
        at,
        data: { name: parent.name?.value ?? String(parent.index) },
        related: [{ at: inherited.keywordSpan, message: 'The CMD that is dropped' }],
      });
      return;
    }
    // An ENTRYPOINT between here and the image has dropped its CMD already.
    if (parent?.entrypoint) return;
    if (factsOfUse(stage.rootImage)?.startsByItself) yield ctx.problem('image', { at, data: { image: shortName(stage.rootImage.raw) } });
  },
});
