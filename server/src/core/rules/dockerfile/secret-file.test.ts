import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './secret-file.js';

const copy = (words: string) => `FROM node:24-slim\nWORKDIR /srv\nCOPY ${words}\nCMD ["node", "main.js"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a file of settings with secrets',
    copy('«.env» .'),
    '".env" holds credentials and stays in a layer of the image, deleted later or not: use a secret mount',
    {
      severity: 'warning',
      equivalents: ['cis-docker-1.6:4.10', 'trivy:DS-0031', 'dockle:CIS-DI-0010', 'dockle:DKL-LI-0003'],
    },
  );
  flags('keys', copy('«id_rsa» «tls/server.key» «private.pem» «app.p12» /keys/'));
  flags('settings of programs', copy('«.netrc» «home/.aws/credentials» «.ssh/» «.kube/config» «service-account.json» /root/'));
  flags('ADD, JSON and quotes', 'FROM a:1\nADD [«".git-credentials"», "/root/"]\nCOPY «"./secrets.yaml"» /etc/\n');
  flags('a pattern', copy('«.env*» ./'));
  flags('one that comes from another stage', 'FROM a:1 AS b\nFROM a:1\nCOPY --from=b «/root/.ssh/id_ed25519» /root/.ssh/\n');
  flags(
    'a builder stage, as an info',
    'FROM a:1 AS b\nCOPY «id_rsa» /root/.ssh/id_rsa\nFROM scratch\nCOPY --from=b /a /a\n',
    /^"id_rsa" holds credentials and stays in the build cache/,
    {
      severity: 'info',
      equivalents: [],
    },
  );
  flags('one that may hold settings only, as an info', copy('package.json «.npmrc» ./'), /^".npmrc" may hold credentials/, {
    severity: 'info',
    excludes: ['trivy:DS-0031'],
  });
  flags(
    'one whose text tells',
    copy('package.json «.npmrc» ./'),
    /^".npmrc" holds credentials/,
    { files: { '.npmrc': '//registry.npmjs.org/:_authToken=abc\n' } },
    { severity: 'warning' },
  );
  flags('what the option lists', copy('«conf/license.bin» ./'), { options: { secretFiles: ['*.bin'] } });
  flags('a trigger', 'FROM a:1\nONBUILD COPY «.netrc» /root/\n');
  flags(
    'one line in a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app ./cmd\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=build /app /app\nCOPY deploy/config.yaml «deploy/tls.key» deploy/tls.crt /etc/app/\nENTRYPOINT ["/app"]\n',
  );
  passes('examples and templates', copy('.env.example env.sample .env.template /srv/'));
  passes('public halves', copy('id_rsa.pub server.crt ca.pem fullchain.pem truststore.jks /etc/ssl/'));
  passes('keys of package repositories', copy('docker.gpg.key /etc/apt/keyrings/docker.asc'));
  passes('code', copy('credentials.ts secrets.go key.py .ssh/known_hosts /srv/'));
  passes('a text without credentials', copy('.npmrc .env tls.pem ./'), {
    files: { '.npmrc': 'engine-strict=true\n', '.env': 'PORT=8080\n', 'tls.pem': '-----BEGIN CERTIFICATE-----\n' },
  });
  passes('a file that is held back', copy('.env ./'), { files: { '.dockerignore': '.env\n', '.env': 'A_TOKEN=x\n' } });
  passes('settings that are not there', copy('.npmrc .yarnrc.yml ./'), { files: { 'main.js': '' } });
  flags('a file that Git ignores, so that it is not there', copy('«.env» ./'), { files: { 'main.js': '' } });
  passes('heredocs, URLs and the destination', 'FROM a:1\nCOPY <<EOF /root/.netrc\nx\nEOF\nADD https://x.dev/a.pem /a\nCOPY a /srv/.env\n');
  fixes(
    'by a mount in the RUN that reads it',
    'Mount .npmrc in the RUN that reads it',
    'FROM node:24\nWORKDIR /srv\nCOPY package.json .npmrc ./\nRUN npm ci\nCOPY . .\n',
    'FROM node:24\nWORKDIR /srv\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/srv/.npmrc npm ci\nCOPY . .\n',
  );
  fixes(
    'by a mount in place of the copy',
    'Mount .netrc in the RUN that reads it',
    'FROM golang:1.27\r\nCOPY .netrc /root/.netrc\r\nRUN --mount=type=cache,target=/c go mod download\r\n',
    'FROM golang:1.27\r\nRUN --mount=type=secret,id=netrc,target=/root/.netrc --mount=type=cache,target=/c go mod download\r\n',
  );
  offersNoFix('where it is deleted later', 'FROM node:24\nCOPY .npmrc /srv/\nRUN npm ci && rm /srv/.npmrc\n');
  offersNoFix('where nothing reads it', 'FROM node:24\nCOPY .npmrc /srv/\nRUN make\n');
  offersNoFix('other files', copy('id_rsa /root/.ssh/'));
});
