import { DEFAULT_SETTINGS, ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './untrusted-syntax-frontend.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an image of another maker',
    '# syntax=«example.com/frontend:1»\nFROM a\n',
    '"example.com/frontend:1" is a program that drives this build and gets its secrets: use docker/dockerfile, or allow it',
    { severity: 'warning' },
  );
  flags('one on Docker Hub', '# syntax=«tonistiigi/dockerfile:runmount»\nFROM a\n');
  flags('behind #!', '#!/x\n# syntax=«example.com/frontend»\nFROM a\n');
  flags('the spelling with slashes', '// syntax=«example.com/frontend»\nlet x = 1\n');
  flags('the spelling as JSON', '{\n  "syntax": "«example.com/frontend»"\n}\n');
  flags('a namesake elsewhere', '# syntax=«example.com/docker/dockerfile:1»\nFROM a\n');
  passes('the official one', '# syntax=docker/dockerfile:1.7\nFROM a\n');
  passes('the official one with host, digest and labs', `# syntax=docker.io/docker/dockerfile:1-labs@sha256:${'0'.repeat(64)}\nFROM a\n`);
  passes('the upstream builds', '# syntax=docker/dockerfile-upstream:master\nFROM a\n');
  passes('a slip of the official name, which has a rule of its own', '# syntax=docker/dockerfle:1\nFROM a\n');
  passes('one that is allowed', '# syntax=ghcr.io/acme/frontend:2\nFROM a\n', { options: { allowedFrontends: ['ghcr.io/acme/*'] } });
  passes('a mirror that is allowed', '# syntax=registry.example.com/docker/dockerfile:1\nFROM a\n', {
    settings: { registries: { ...DEFAULT_SETTINGS.registries, allow: ['registry.example.com'] } },
  });
  flags('what the option leaves out', '# syntax=«docker/dockerfile:1»\nFROM a\n'.replace('docker/dockerfile', 'docker/buildx'), {
    options: { allowedFrontends: ['docker/dockerfile'] },
  });
  passes('no directive', 'FROM a\n');
  passes('JSON that is none', '{ "syntax": \nFROM a\n');
  flags(
    'a whole file',
    `# syntax=«r2d4/llb-frontend:0.3»
FROM alpine:3.24
RUN apk add --no-cache git
WORKDIR /src
COPY . .
CMD ["sh"]
`,
  );
});
