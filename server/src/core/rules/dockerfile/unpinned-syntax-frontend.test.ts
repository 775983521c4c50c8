import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unpinned-syntax-frontend.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a tag',
    '# syntax=«docker/dockerfile:1.9»\nFROM a\n',
    '"docker/dockerfile:1.9" may be another program tomorrow, and it drives the build: add @sha256: and its digest',
    { severity: 'hint' },
  );
  flags('no version', '# syntax=«docker/dockerfile»\nFROM a\n', /names no version, so each build takes the newest/);
  flags('a port is no tag', '# syntax=«localhost:5000/frontend»\nFROM a\n', /names no version/);
  flags('what stands behind a blank does not count', '# syntax=«docker/dockerfile:1-labs» x\nFROM a\n');
  passes('a digest', `# syntax=docker/dockerfile:1@sha256:${'0'.repeat(64)}\nFROM a\n`);
  passes('the channel of Docker itself', '# syntax=docker/dockerfile:1\nFROM a\n');
  passes('the same with its registry', '# syntax=docker.io/docker/dockerfile:1\nFROM a\n');
  passes('no directive', '# check=skip=all\nFROM a\n');
  passes('a comment', '# x\n# syntax=docker/dockerfile:1\nFROM a\n');
  flags(
    'a whole file',
    '# syntax=«docker/dockerfile:1.7-labs»\n# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY app C:\\app\nCMD ["C:\\\\app\\\\app.exe"]\n',
  );
});
