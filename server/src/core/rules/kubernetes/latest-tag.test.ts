import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import latestTag from './latest-tag.js';

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const image = (text: string) => podWith(`containers:\n  - name: web\n    image: ${text}`);

ruleSuite(latestTag, ({ flags, passes }) => {
  flags('no tag', image('«nginx»'), /^"nginx" has no tag/, { severity: 'warning', includes: ['kube-score:container-image-tag'] });
  flags('a port is no tag', image('«registry.example.com:5000/app»'), /has no tag/, {
    excludes: ['kube-score:container-image-tag', 'polaris:tagNotSpecified'],
    includes: ['kube-linter:latest-tag'],
  });
  flags('latest', image('«"nginx:latest"»'), '"nginx:latest" may be another image at each start: name a version, or pin the digest');
  flags('a tag that moves as an info', image('«nginx:stable»'), /The tag "stable" moves/, { severity: 'info', equivalents: [] });
  flags(
    'every kind of container',
    podWith('initContainers: [{name: a, image: «a»}]\ncontainers: []\nephemeralContainers: [{name: b, image: «b»}]'),
  );
  flags('an own list', image('«nginx:dev»'), { options: { floating: ['dev'] } });
  flags('one image in a whole file', shopWith('registry.example.com/shop/api:2.3.1 #', '«registry.example.com/shop/api» #'));
  passes('a whole file', HARDENED_SHOP);
  passes('a version', image('nginx:1.30'));
  passes('a version behind a port', image('registry.example.com:5000/app:1.2'));
  passes('a digest', image(`app@${DIGEST}`));
  passes('latest with a digest', image(`app:latest@${DIGEST}`));
  passes('a template', image('"{{ .Values.image }}"'), { completeness: 'template' });
  passes('a variable', image('"$(IMAGE)"'));
  passes('a variable of a shell', image('${IMAGE}'));
  passes('a reference that is none', image('"App Name"'));
});
