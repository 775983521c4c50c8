import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './syntax-error.js';

engineRuleSuite(rule, ({ flags, passes }) => {
  flags('a quote that is not closed', 'profile: «"»strict\n', /^This quote is not closed/);
  flags('a bracket that is not closed', 'exclude: «[»vendor\n', /^This bracket is not closed/);
  flags('a tab as indentation', 'rules:\n«\t»kubernetes/host-pid: off\n', /tab/);
  flags('a key without a colon between keys', 'profile: strict\n«failOn»\nexclude: [a]\n', /colon/);
  flags('an alias without an anchor', 'targets: «*x»\n', /anchor/);
  flags('what no setting is deep enough for', `exclude: ${'['.repeat(200)}«[»${']'.repeat(201)}\n`, /nested deeper/);
  flags('a key indented unlike its neighbours', 'registries:\n    allow: [a]\n« » mirrors: {}\n', /indented/);
  flags('anything else', 'profile: «@»strict\n', /^Not readable as YAML/);
  passes('an empty file', '');
  passes('comments alone', '# nothing yet\n');
  passes('a byte order mark and CRLF', '\uFEFFprofile: strict\r\nexclude:\r\n  - vendor\r\n');
  passes('a document mark', '---\nprofile: strict\n');
});
