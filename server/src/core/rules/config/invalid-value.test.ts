import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './invalid-value.js';

engineRuleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a word that is no profile', 'profile: «paranoid»\n', '"paranoid" has no effect at profile: write recommended, strict or all');
  flags('a slip', 'failOn: «waring»\n', '"waring" has no effect at failOn: write warning');
  flags('the beginning of a word', 'rules:\n  kubernetes/host-pid: «warn»\n', /: write warning$/);
  flags('a switch that YAML reads as false', 'rules:\n  kubernetes/host-pid: «no»\n', /: write off$/);
  flags('a word that YAML reads as false, where nothing can be off', 'profile: «no»\n', /write recommended, strict or all$/);
  flags(
    'no value',
    '«profile»:\n«failOn»: # later\n«kubernetes»: ~\n'.replace('«kubernetes»: ~', 'kubernetes: «~»'),
    /^profile has no value/,
    /^failOn has no value/,
  );
  flags(
    'another kind of value',
    'rules: «[a]»\nprofile: «{}»\nexclude: «{a: b}»\n',
    /^rules is a list, .* write a mapping$/,
    /^profile is a mapping/,
    /^exclude is a mapping/,
  );
  flags('only the first line of a block', 'rules:\n  «- a»\n  - b\n', /^rules is a list/);
  flags('a file that is no mapping', '«profile»\n', /^The file is a single value/);
  flags('versions', 'kubernetes: «latest»\n', /write a version such as 1\.31$/);
  flags('an entry of overrides that names no files', 'overrides:\n  - «profile»: strict\n', /names no files/);
  flags('entries of lists', 'targets: [a, «[b]», «{c: d}»]\n', /^An entry of targets is a list/, /^An entry of targets is a mapping/);
  flags(
    'formats of labels',
    'labels:\n  schema:\n    a: «uri»\n  strict: «maybe»\n',
    /"uri" has no effect at a: write url$/,
    /write true or false$/,
  );
  flags('a key that stands twice', 'profile: strict\n«profile»: all\n', /^"profile" stands here twice/);
  flags('a second document', 'profile: strict\n«---»\nprofile: all\n', /^Only the first document/);
  flags('an alias that holds something else', 'targets: &a [x]\nprofile: «*a»\n', /^profile is a list/);
  passes('versions in every spelling', 'kubernetes: 1.30\n');
  passes('a quoted version with a patch level', 'kubernetes: "v1.30.2"\n');
  passes('one text for a list', 'exclude: vendor\ntargets: app\n');
  passes(
    'settings of rules',
    'rules:\n  kubernetes/host-pid: off\n  kubernetes/host-ipc: {severity: error}\n  kubernetes/host-network: {}\n',
  );
  passes('aliases and merge keys', 'overrides:\n  - &a {files: a, profile: strict}\n  - <<: *a\n    files: b\n');
  fixes('a slip', 'profile: "recomended"\n', 'profile: "recommended"\n', 'safe');
  offersNoFix('nothing is near', 'profile: paranoid\n');
});
