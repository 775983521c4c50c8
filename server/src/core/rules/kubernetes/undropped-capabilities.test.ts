import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import undroppedCapabilities from './undropped-capabilities.js';

const context = (capabilities: string) => containerWith(`securityContext:\n  capabilities:\n${capabilities.replace(/^/gm, '    ')}`);

ruleSuite(undroppedCapabilities, ({ flags, passes, fixes }) => {
  flags('a list without ALL', context('«drop: [NET_RAW]»'), /^This list leaves "web"/, {
    severity: 'warning',
    includes: ['pss:restricted/capabilities_restricted', 'trivy:KSV-0003'],
    excludes: ['kubesec:CapDropAny'],
  });
  flags('a spelling Pod Security does not know', context('drop: [«all»]'), /refuses "all": write ALL$/, {
    equivalents: ['pss:restricted/capabilities_restricted'],
    safety: 'safe',
  });
  flags('absence as an info', containerWith('', '', '«web»'), /^"web" keeps the default/, {
    severity: 'info',
    includes: ['kubesec:CapDropAny', 'kubesec:CapDropAll'],
  });
  flags(
    'null, empty lists and an empty context',
    podWith(
      'containers:\n  - {name: «a», securityContext: {}}\n  - {name: «b», securityContext: {capabilities: {drop: []}}}\n  - {name: «c», securityContext: {capabilities: null}}\n  - {name: «d», securityContext: {capabilities: {drop: null, add: [NET_ADMIN]}}}',
    ),
  );
  flags('init and ephemeral containers', podWith('initContainers: [{name: «a»}]\ncontainers: []\nephemeralContainers: [{name: «b»}]'));
  flags(
    'one container in a whole file',
    shopWith('              drop:\n                - ALL\n', '              «drop:\n                - NET_RAW»\n'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('ALL', context('drop: [ALL]'));
  passes('ALL among others', context('drop:\n  - NET_RAW\n  - ALL'));
  passes('Windows', containerWith('', 'os: {name: windows}'));
  passes('absence in a template', containerWith(''), { completeness: 'template' });
  fixes('keeping add', 'Drop ALL capabilities', context('add: [NET_BIND_SERVICE]'), context('add: [NET_BIND_SERVICE]\ndrop:\n  - ALL'));
  fixes('only the letters', 'Write ALL', context('drop: ["all"] # all'), context('drop: ["ALL"] # all'));
});
