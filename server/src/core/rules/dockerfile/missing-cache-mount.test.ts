import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import missingCacheMount from './missing-cache-mount.js';

const on = (base: string) => (run: string) => `FROM ${base}\nRUN ${run}\n`;
const python = on('python:3.14-slim');
const golang = on('golang:1.27');

ruleSuite(missingCacheMount, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'pip',
    python('«pip» install --no-cache-dir flask'),
    '"pip" starts without its cache whenever this RUN is built again: keep it with --mount=type=cache',
    { severity: 'hint', equivalents: ['tally:prefer-package-cache-mounts'], safety: 'unsafe' },
  );
  offersNoFix('what leaves its cache in the image, which another fix forbids first', python('pip install flask'));
  for (const run of [
    '«apt-get» install -y curl',
    '«apk» add --no-cache curl',
    '«dnf» install -y curl',
    '«zypper» -n in curl',
    '«uv» sync',
    '«npm» ci',
    '«yarn» install',
    '«pnpm» install',
    '«bun» install',
    '«go» build .',
    '«cargo» build',
    '«mvn» package',
    '«./gradlew» build',
    '«dotnet» restore',
    '«composer» install',
  ])
    flags(run, on('example.com/base:1')(run));
  flags('bundler', on('ruby:4.0')('«bundle» install'), { equivalents: ['tally:ruby/prefer-bundler-cache-mount'] });
  flags('the first tool of a RUN', python('«pip» install a && npm ci'));
  flags('a mount of another tool', python('--mount=type=cache,target=/root/.npm npm ci && «pip» install a'));
  flags('a builder', 'FROM golang:1.27 AS a\nRUN «go» build .\nFROM scratch\nCOPY --from=a /a /a\n');
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\nFROM node:24 AS build\nWORKDIR /src\nCOPY package*.json ./\nRUN «npm» ci\nCOPY . .\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=build /src/dist /usr/share/nginx/html\n',
  );
  passes(
    'packages of .NET that were restored above',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet restore\nRUN dotnet publish -o /a\nFROM b\nRUN dotnet test\n',
  );
  passes('a mount', python('--mount=type=cache,target=/root/.cache/pip pip install flask'));
  passes('a mount of the lists', on('debian')('--mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y a'));
  passes('commands that download nothing', python('pip freeze && npm run build && go version && apt-get update'));
  passes('Windows', '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN npm ci\n');
  fixes(
    'both folders of go',
    'Mount the cache of go',
    golang('--network=default \\\n  go build -o /app .'),
    golang(
      '--network=default --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\\n  go build -o /app .',
    ),
  );
  fixes(
    'apk, without its option',
    'Mount the cache of apk',
    on('alpine')('apk add --no-cache a'),
    on('alpine')('--mount=type=cache,target=/etc/apk/cache apk add a'),
  );
  fixes('npm as root', 'Mount the cache of npm', on('node:24')('npm ci'), on('node:24')('--mount=type=cache,target=/root/.npm npm ci'));
  offersNoFix(
    'where a variable keeps pip from its cache',
    'FROM python:3.14 AS b\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\nFROM scratch\nCOPY --from=b /a /a\n',
  );
  offersNoFix('for a user whose home is not known', 'FROM node:24\nUSER node\nRUN npm ci\n');
  offersNoFix('where the RUN clears the cache', on('node:24')('npm ci && npm cache clean --force'));
  offersNoFix('for apt, which needs more', on('debian')('apt-get install -y a'));
  passes('commands that are told to download nothing', python('pip install --no-index a && dotnet publish --no-restore && mvn -o package'));
  offersNoFix('where another RUN works offline', 'FROM maven:3.9\nRUN mvn dependency:go-offline\nRUN mvn -o package\n');
  fixes(
    'Maven',
    'Mount the cache of mvn',
    on('maven:3.9')('mvn package'),
    on('maven:3.9')('--mount=type=cache,target=/root/.m2/repository mvn package'),
  );
  offersNoFix('for go on another base', on('alpine')('go build .'));
  offersNoFix('where the cache was moved', 'FROM python:3.14\nENV PIP_CACHE_DIR=/c\nRUN pip install a\n');
});
