import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './persisted-secret-mount.js';

const run = (script: string, mount = 'type=secret,id=t') => `FROM node:24-slim\nWORKDIR /srv\nRUN --mount=${mount} ${script}\n`;
const ENV = 'type=secret,id=t,env=TOKEN';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a copy',
    run('cp /run/secrets/t «/root/.netrc» && make'),
    'The mounted secret is written to "/root/.netrc" and stays in the layer: mount it there, or delete it here',
    {
      severity: 'warning',
    },
  );
  flags(
    'other ways to copy',
    run(
      'install -m 600 /run/secrets/t «key» && cat /run/secrets/t > «/etc/a» && cat < /run/secrets/t >> «b» && tee «/etc/c» < /run/secrets/t',
    ),
  );
  flags('a line with the secret in it', run('echo "//r/:_authToken=$(cat /run/secrets/t)" > «.npmrc» && npm ci'));
  flags(
    'its environment variable',
    run(`printf 'token=%s' "$TOKEN" > «/etc/a» && echo \${TOKEN} | base64 -d > «/etc/b» && echo "$TOKEN" | tee -a «/etc/c»`, ENV),
  );
  flags('a variable that the script fills', run('T=$(cat /run/secrets/t) && export U="x$T" && echo "$U" > «a»'));
  flags('another place of the mount', run('cat /k/id > «/root/.ssh/id_rsa»', 'type=secret,id=t,target=/k/id'));
  flags('a here document', 'FROM a:1\nRUN --mount=type=secret,id=t,env=TOKEN <<EOF\ncat > «/root/.netrc» <<X\npassword $TOKEN\nX\nEOF\n');
  flags(
    'programs that keep it',
    run(
      '«npm» config set //r/:_authToken "$TOKEN" && «git» config --global url."https://x:$TOKEN@h/".insteadOf https://h/ && «docker» login -p $TOKEN r',
      ENV,
    ),
    'npm keeps the mounted secret in a file of the layer: mount the file itself instead',
  );
  flags(
    'a builder stage, as an info',
    'FROM a:1 AS b\nRUN --mount=type=secret,id=t cp /run/secrets/t «/k»\nFROM scratch\nCOPY --from=b /a /a\n',
    { severity: 'info' },
  );
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\nFROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN --mount=type=cache,target=/go/pkg/mod \\\n    --mount=type=secret,id=netrc,target=/mnt/netrc \\\n    cp /mnt/netrc «/root/.netrc» \\\n && go mod download\nCOPY . .\nRUN go build -o /app .\nUSER 65532\nENTRYPOINT ["/app"]\n',
  );
  passes('a mount where the program looks', run('npm ci', 'type=secret,id=npmrc,target=/root/.npmrc'));
  passes(
    'a file that is deleted again',
    run('cp /run/secrets/t ~/.netrc && go mod download && rm -f ~/.netrc') +
      'RUN --mount=type=secret,id=t cat /run/secrets/t > key && make && rm -rf /srv\n',
  );
  passes('a setting that is deleted again', run('npm config set //r/:_authToken "$TOKEN" && npm ci && rm -f ~/.npmrc', ENV));
  passes(
    'a setting that is taken back',
    run('git config --global url."https://x:$TOKEN@h/".insteadOf https://h/ && make && git config --global --remove-section url.x', ENV),
  );
  passes('a certificate', run('cp /run/secrets/t /usr/local/share/ca-certificates/company.crt && update-ca-certificates'));
  passes(
    'places that are not kept',
    run('cp /run/secrets/t /tmp/a && cat /run/secrets/t > /dev/shm/b && echo "$(cat /run/secrets/t)" > /dev/stderr'),
  );
  passes('below another mount', 'FROM a:1\nRUN --mount=type=secret,id=t --mount=type=tmpfs,target=/k cp /run/secrets/t /k/a\n');
  passes(
    'use of the secret',
    run(
      'curl -H "Authorization: $TOKEN" https://a > out && echo done > log && cat /run/secrets/t | docker login --password-stdin r && make > log 2>&1',
      ENV,
    ),
  );
  passes(
    'other files, and no mount',
    run('cp a b && cat c > d') + 'RUN cp /run/secrets/t /a\nRUN --mount=type=cache,target=/c cp /c/a /b\n',
  );
});
