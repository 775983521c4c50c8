import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './unknown-rule-in-suppression.js';

const REST = 'FROM alpine:latest\nUSER 65532:65532\nCMD ["/app"]\n';

engineRuleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'an id of another tool',
    `# seaworthy-ignore «DL3007»: x\n${REST}`,
    'No rule is called "DL3007", so this ignore hides nothing: name one that exists',
  );
  flags('a slip', `# seaworthy-ignore «dockerfile/lastest-tag»\n${REST}`, /write dockerfile\/latest-tag$/);
  flags('an id without its format', `# seaworthy-ignore «latest-tag»\n${REST}`, /write dockerfile\/latest-tag$/);
  flags(
    'a rule for other files',
    `# seaworthy-ignore «kubernetes/latest-tag», «kubernetes/host-pid»\n${REST}`,
    /^kubernetes\/latest-tag is no rule for Dockerfiles/,
  );
  flags('no id at all', `«# seaworthy-ignore»\n${REST}`, /^This ignore names no rule/);
  flags('a reason alone', `«# seaworthy-ignore: nightly»\n${REST}`, /^This ignore names no rule/);
  flags('an ignore for the whole file', `# seaworthy-ignore-file «x/y»\n${REST}`);
  passes('an id as findings show it', `# seaworthy-ignore dockerfile/latest-tag: nightly\n${REST}`);
  passes('a comment about ignoring', `# seaworthy-ignores nothing\n# About seaworthy-ignore x\n${REST}`);
  fixes(
    'a slip among others',
    `# seaworthy-ignore dockerfile/latest-tag, root-user: x\n${REST}`,
    `# seaworthy-ignore dockerfile/latest-tag, dockerfile/root-user: x\n${REST}`,
    'safe',
  );
  fixes(
    'an id that is near to none, only when asked',
    `# seaworthy-ignore DL3007, dockerfile/latest-tag: x\n${REST}`,
    `# seaworthy-ignore dockerfile/latest-tag: x\n${REST}`,
    'unsafe',
  );
  fixes(
    'a rule for other files, only when asked',
    `# seaworthy-ignore kubernetes/latest-tag: x\n${REST}`,
    `# seaworthy-ignore dockerfile/latest-tag: x\n${REST}`,
    'unsafe',
  );
  fixes('no id at all, only when asked', `# seaworthy-ignore\n${REST}`, REST, 'unsafe');
});
