import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import writableRootFilesystem from './writable-root-filesystem.js';

const TITLE = 'Make the root file system read-only';
const READ_ONLY = 'securityContext:\n  readOnlyRootFilesystem: true';
const VOLUME = 'volumes:\n  - name: web-tmp\n    emptyDir: {}\n';

ruleSuite(writableRootFilesystem, ({ flags, passes, fixes }) => {
  flags('a written false', containerWith('securityContext:\n  «readOnlyRootFilesystem: false»'), /^An intruder can change/, {
    severity: 'warning',
    includes: ['kubesec:ReadOnlyRootFilesystem'],
  });
  flags('absence as an info', containerWith('', '', '«web»'), /^Nothing keeps an intruder/, { severity: 'info', safety: 'unsafe' });
  flags('null', containerWith('securityContext: {readOnlyRootFilesystem: }', '', '«web»'));
  flags('every kind of container', podWith('initContainers: [{name: «a»}]\ncontainers: [{name: «b»}]\nephemeralContainers: [{name: «c»}]'));
  flags('a key on the pod, which has no such key', containerWith('', 'securityContext: {readOnlyRootFilesystem: true}', '«web»'));
  flags(
    'an anchor that two containers share',
    shopWith('            readOnlyRootFilesystem: true\n', '            ««readOnlyRootFilesystem: false»»\n'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('true', containerWith(READ_ONLY));
  passes('Windows', containerWith('', 'os: {name: windows}'));
  passes('absence in a patch', containerWith(''), { completeness: 'partial' });
  fixes(
    'with a volume at /tmp',
    TITLE,
    containerWith(''),
    containerWith(`${READ_ONLY}\nvolumeMounts:\n  - name: web-tmp\n    mountPath: /tmp`) + VOLUME.replace(/^(?=.)/gm, '  '),
  );
  fixes(
    'beside a mount of its own',
    TITLE,
    containerWith('volumeMounts: [{name: t, mountPath: /tmp/}]'),
    containerWith(`volumeMounts: [{name: t, mountPath: /tmp/}]\n${READ_ONLY}`),
  );
  fixes(
    'in a patch only the value',
    TITLE,
    containerWith('securityContext: {readOnlyRootFilesystem: false}'),
    containerWith('securityContext: {readOnlyRootFilesystem: true}'),
    { completeness: 'partial' },
  );
});
