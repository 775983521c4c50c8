import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './unknown-rule.js';

engineRuleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('an id of another tool', 'rules:\n  «DL3006»: off\n', 'No rule is called "DL3006", so this changes nothing: delete it');
  flags(
    'a slip',
    'rules:\n  «kubernetes/host-pdi»: off\n',
    'No rule is called "kubernetes/host-pdi", so this changes nothing: write kubernetes/host-pid',
  );
  flags('an id without its format', 'rules:\n  «host-pid»: off\n', /: write kubernetes\/host-pid$/);
  flags('a rule of the wrong format', 'rules:\n  «dockerfile/host-pid»: off\n', /: write kubernetes\/host-pid$/);
  flags('rules of an override', 'overrides:\n  - files: a\n    rules: {«x»: off}\n');
  passes('ids as findings show them', 'rules:\n  kubernetes/host-pid: off\n  config/unknown-rule: info\n');
  passes('everything when it is off', 'rules:\n  x: off\n  config/unknown-rule: off\n');
  fixes('a slip', 'rules:\n  kubernetes/hostpid: off\n', 'rules:\n  kubernetes/host-pid: off\n', 'safe');
  offersNoFix('nothing is near', 'rules:\n  DL3006: off\n');
});
