import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './unknown-key.js';

engineRuleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a key without a meaning', '«colour»: blue\n', 'Nothing reads the key "colour" here, so it changes nothing: delete it');
  flags('a slip', '«profil»: strict\n', /: write profile$/);
  flags('a key in another spelling', '«fail_on»: error\n«FAILON»: error\n', /: write failOn$/, /: write failOn$/);
  flags('keys inside sections', 'labels:\n  «requird»: [a]\nregistries: {«allows»: [b]}\n', /: write required$/, /: write allow$/);
  flags('a key of an override', 'overrides:\n  - files: a\n    «exclude»: [b]\n', /: delete it$/);
  flags('a rule outside of rules', '«kubernetes/host-pid»: off\n', /move it under the key rules/);
  flags(
    'an option that the rule does not have',
    'rules:\n  kubernetes/host-pid: {severity: error, «alow»: [a]}\n',
    /^Nothing reads the key "alow"/,
  );
  flags('the file of another tool', '«ignored»:\n  - DL3006\n«trustedRegistries»:\n  - docker.io\n');
  flags('a key as long as a line', `«${'x'.repeat(500)}»: 1\n`, /"xxxxxxxxxxxxxxxxxxxxxxx…"/);
  passes(
    'every key there is',
    'profile: all\nrules: {}\noverrides: []\nexclude: []\nfailOn: never\nkubernetes: 1.31\ntargets: []\nregistries: {allow: [], mirrors: {}}\nlabels: {required: [], schema: {}, strict: false}\n',
  );
  passes('a section that is still empty', 'rules:\nregistries:\noverrides:\n');
  fixes('a slip', 'targts: [app]\n', 'targets: [app]\n', 'safe');
  fixes('a quoted key', '{"targts":["app"]}\n', '{"targets":["app"]}\n', 'safe');
  offersNoFix('nothing is near', 'colour: blue\n');
});
