// For each id of the tools that Dockerfiles are most often held against: one small file of our own in which it holds, and a finding names it.
import * as assert from 'node:assert/strict';
import { service } from '../kit/service.js';
import { contextSnapshot } from '../kit/context.js';

const config = { ...service.defaultConfig(), profile: 'all' as const, preview: true };

function namedIn(text: string, given: Given = {}): ReadonlySet<string> {
  const report = service.check({
    text,
    path: 'Dockerfile',
    config: { ...config, ...given.config },
    today: '2026-11-26',
    ...(given.files ? { context: contextSnapshot({ Dockerfile: text, ...given.files }) } : {}),
  });
  assert.deepEqual(report.crashes, []);
  return new Set(report.findings.flatMap(({ equivalents }) => equivalents.map((id) => id.toLowerCase())));
}

interface Given {
  readonly config?: Partial<typeof config>;
  readonly files?: Readonly<Record<string, string>>;
}

const D = 'FROM debian:trixie-slim\n';
const A = 'FROM alpine:3.24\n';
const run = (script: string) => `${D}RUN ${script}\n`;
const apk = (script: string) => `${A}RUN ${script}\n`;
const fed = (script: string) => `FROM fedora:43\nRUN ${script}\n`;
const suse = (script: string) => `FROM opensuse/leap:15.6\nRUN ${script}\n`;

/** ids (with their tool), then the file. */
const CASES: readonly (readonly [ids: string, text: string, given?: Given])[] = [
  // hadolint
  ['hadolint:DL3000 checkov:CKV_DOCKER_10', `${D}WORKDIR app\n`],
  ['hadolint:DL3001 kics:9b6b0f38-92a2-41f9-b881-3a1083d99f1b', run('vim /etc/hosts')],
  ['hadolint:DL3002', `${D}USER root\nCMD ["app"]\n`],
  ['hadolint:DL3003 kics:f4a6bcd3-e231-4acf-993c-aa027be50d2e', run('cd /srv && make')],
  ['hadolint:DL3004 checkov:CKV2_DOCKER_1 kics:8ada6e80-0ade-439e-b176-0b28f6bce35a trivy:DS-0010', run('sudo make install')],
  ['hadolint:DL3006 kics:9efb0b2d-89c9-41a3-91ca-dcc0aec911fd', 'FROM debian\n'],
  ['hadolint:DL3007 kics:f45ea400-6bbe-4501-9fc7-1c3d75c32067 trivy:DS-0001 checkov:CKV_DOCKER_7', 'FROM debian:latest\n'],
  [
    'hadolint:DL3008 kics:965a08d7-ef86-4f14-8792-4a3b2098937e',
    run('apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*'),
  ],
  [
    'hadolint:DL3009 kics:df746b39-6564-4fed-bf85-e9c44382303c',
    run('apt-get update && apt-get install -y --no-install-recommends curl=8.14.1-2'),
  ],
  ['hadolint:DL3010', `${A}COPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /\n`],
  ['hadolint:DL3011 trivy:DS-0008 kics:71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e', `${D}EXPOSE 99999\n`],
  ['hadolint:DL3012 trivy:DS-0023 buildkit:MultipleInstructionsDisallowed', `${D}HEALTHCHECK CMD true\nHEALTHCHECK CMD /bin/true\n`],
  ['hadolint:DL3013 kics:02d9c71f-3ee8-4986-9c27-1a20d0d19bfc', 'FROM python:3.14-slim\nRUN pip install --no-cache-dir flask\n'],
  ['hadolint:DL3014 kics:77783205-c4ca-4f80-bb80-c777f267c547 trivy:DS-0021', run('apt-get update && apt-get install curl')],
  ['hadolint:DL3015 kics:7384dfb2-fcd1-4fbf-91cd-6c44c318c33c trivy:DS-0029', run('apt-get update && apt-get install -y curl')],
  ['hadolint:DL3016 kics:e36d8880-3f78-4546-b9a1-12f0745ca0d5', 'FROM node:24-slim\nRUN npm install -g serve\n'],
  ['hadolint:DL3018 kics:d3499f6d-1651-41bb-a9a7-de925fea487b', apk('apk add --no-cache curl')],
  ['hadolint:DL3019 trivy:DS-0025 kics:ae9c56a6-3ed1-4ac0-9b54-31267f51151d', apk('apk add curl')],
  ['hadolint:DL3020 checkov:CKV_DOCKER_4 trivy:DS-0005 kics:9513a694-aa0d-41d8-be61-3271e056f36b', `${D}ADD app /app\n`],
  ['hadolint:DL3021 trivy:DS-0011 kics:6db6e0c2-32a3-4a2e-93b5-72c35f4119db', `${D}COPY a b /app\n`],
  ['hadolint:DL3022', `${D}COPY --from=build /app /app\n`],
  [
    'kics:68a51e22-ae5a-4d48-8e87-b01a323605c9',
    'FROM golang:1.27\nRUN go build -o /app .\nFROM debian:trixie-slim\nCOPY --from=0 /app /app\n',
  ],
  [
    'hadolint:DL3023 trivy:DS-0006 kics:cdddb86f-95f6-4fc4-b5a1-483d9afceb2b',
    'FROM debian:trixie-slim AS build\nCOPY --from=build /app /app\n',
  ],
  [
    'hadolint:DL3024 trivy:DS-0012 checkov:CKV_DOCKER_11 buildkit:DuplicateStageName kics:f2daed12-c802-49cd-afed-fe41d0b82fed',
    'FROM debian:trixie-slim as a\nFROM debian:trixie-slim as a\n',
  ],
  ['hadolint:DL3025 buildkit:JSONArgsRecommended kics:b86987e1-6397-4619-81d5-8807f2387c79', `${D}CMD app --port 80\n`],
  ['hadolint:DL3026', D, { config: { registries: { allow: ['ghcr.io'], mirrors: {} } } }],
  ['hadolint:DL3027 checkov:CKV_DOCKER_9 kics:b84a0b47-2e99-4c9f-8933-98bcabe2b94d', run('apt update && apt install -y curl')],
  ['hadolint:DL3028 kics:22cd11f7-9c6c-4f6e-84c0-02058120b341', 'FROM ruby:3.4-slim\nRUN gem install rails\n'],
  [
    'hadolint:DL3029 kics:b16e8501-ef3c-44e1-a543-a093238099c9 buildkit:FromPlatformFlagConstDisallowed',
    'FROM --platform=linux/amd64 debian:trixie-slim\n',
  ],
  ['hadolint:DL3030 kics:6e19193a-8753-436d-8a09-76dcff91bb03', fed('yum install httpd')],
  ['hadolint:DL3032 kics:00481784-25aa-4a55-8633-3136dfcf4f37 trivy:DS-0015', fed('yum install -y httpd')],
  ['hadolint:DL3033 kics:6452c424-1d92-4deb-bb18-a03e95d579c4', fed('yum install -y httpd && yum clean all')],
  ['hadolint:DL3034 kics:45e1fca5-f90e-465d-825f-c2cb63fa3944', suse('zypper install httpd')],
  ['hadolint:DL3035', suse('zypper -n dist-upgrade')],
  ['hadolint:DL3036 kics:38300d1a-feb2-4a48-936a-d1ef1cd24313 trivy:DS-0020', suse('zypper -n install httpd')],
  ['hadolint:DL3037 kics:562952e4-0348-4dea-9826-44f3a2c6117b', suse('zypper -n install httpd && zypper clean')],
  ['hadolint:DL3038 kics:7ebd323c-31b7-4e5b-b26f-de5e9e477af8', fed('dnf install httpd')],
  ['hadolint:DL3040 kics:295acb63-9246-4b21-b441-7c1f1fb62dc0 trivy:DS-0019', fed('dnf install -y httpd')],
  ['hadolint:DL3041 kics:93d88cf7-f078-46a8-8ddc-178e03aeacf1', fed('dnf install -y httpd && dnf clean all')],
  ['hadolint:DL3042 kics:f2f903fb-b977-461e-98d7-b3e2185c6118', 'FROM python:3.14-slim\nRUN pip install flask==3.1.0\n'],
  ['hadolint:DL3043', `${D}ONBUILD FROM debian\n`],
  ['hadolint:DL3044', `${D}ENV A=1 B=$A\n`],
  ['hadolint:DL3045', `${D}COPY app app\n`],
  ['hadolint:DL3046', run('useradd -u 1234567 app')],
  ['hadolint:DL3047', run('wget https://example.com/app.tgz')],
  ['hadolint:DL3048', `${D}LABEL Bad..Key=1\n`],
  ['hadolint:DL3049', D, { config: { labels: { required: ['maintainer'], schema: { maintainer: 'text' }, strict: false } } }],
  ['hadolint:DL3050', `${D}LABEL other=1\n`, { config: { labels: { required: [], schema: { maintainer: 'text' }, strict: true } } }],
  ['hadolint:DL3051', `${D}LABEL maintainer=""\n`, { config: { labels: { required: [], schema: { maintainer: 'text' }, strict: false } } }],
  ['hadolint:DL3052', `${D}LABEL url="not a url"\n`, { config: { labels: { required: [], schema: { url: 'url' }, strict: false } } }],
  [
    'hadolint:DL3053',
    `${D}LABEL built="yesterday"\n`,
    { config: { labels: { required: [], schema: { built: 'rfc3339' }, strict: false } } },
  ],
  [
    'hadolint:DL3054',
    `${D}LABEL license="no such licence"\n`,
    { config: { labels: { required: [], schema: { license: 'spdx' }, strict: false } } },
  ],
  ['hadolint:DL3055', `${D}LABEL commit="xyz"\n`, { config: { labels: { required: [], schema: { commit: 'hash' }, strict: false } } }],
  ['hadolint:DL3056', `${D}LABEL version="one"\n`, { config: { labels: { required: [], schema: { version: 'semver' }, strict: false } } }],
  ['hadolint:DL3057 checkov:CKV_DOCKER_2 trivy:DS-0026 kics:b03a748a-542d-44f4-bb86-9199ab4fd2d5', `${D}CMD ["app"]\n`],
  ['hadolint:DL3058', `${D}LABEL mail="nobody"\n`, { config: { labels: { required: [], schema: { mail: 'email' }, strict: false } } }],
  ['hadolint:DL3059', `${D}RUN a\nRUN b\nRUN c\n`],
  ['hadolint:DL3060', 'FROM node:24\nRUN yarn install\n'],
  ['hadolint:DL3061', 'LABEL a=1\nFROM debian:trixie-slim\n'],
  ['hadolint:DL3062', 'FROM golang:1.27\nRUN go install example.com/tool@latest\n'],
  [
    'hadolint:DL4000 checkov:CKV_DOCKER_6 trivy:DS-0022 buildkit:MaintainerDeprecated kics:99614418-f82b-4852-a9ae-5051402b741c',
    `${D}MAINTAINER me\n`,
  ],
  [
    'hadolint:DL4001 kics:fc775e75-fcfb-4c98-b2f2-910c5858b359 trivy:DS-0014',
    run('wget -q https://example.com/a && curl -fsSO https://example.com/b'),
  ],
  [
    'hadolint:DL4003 trivy:DS-0016 kics:41c195f4-fc31-4a5c-8a1b-90605538d49f buildkit:MultipleInstructionsDisallowed',
    `${D}CMD ["a"]\nCMD ["b"]\n`,
  ],
  ['hadolint:DL4004 trivy:DS-0007 kics:6938958b-3f1a-451c-909b-baeee14bdc97', `${D}ENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n`],
  ['hadolint:DL4005 kics:8a301064-c291-4b20-adcb-403fe7fd95fd', run('ln -sf /bin/bash /bin/sh')],
  ['hadolint:DL4006 kics:efbf148a-67e9-42d2-ac47-02fa1c0d0b22', run('curl -fsS https://example.com/a.tgz | tar -xz')],
  ['hadolint:DL1001', `# hadolint ignore=DL3006\n${D}`],
  ['hadolint:DL3066', `${D}USER app\nCMD ["app"]\n`],
  // BuildKit
  ['buildkit:StageNameCasing', 'FROM debian:trixie-slim AS Build\n'],
  ['buildkit:FromAsCasing', 'FROM debian:trixie-slim as build\n'],
  ['buildkit:ConsistentInstructionCasing', `${D}run a\nRUN b\nCMD ["c"]\n`],
  ['buildkit:NoEmptyContinuation', `${D}RUN a && \\\n\n  b\n`],
  ['buildkit:ReservedStageName', 'FROM debian:trixie-slim AS scratch\n'],
  ['buildkit:UndefinedArgInFrom', 'FROM debian:${TAG}\n'],
  ['buildkit:UndefinedVar', `${D}COPY $FOO /app\n`],
  ['buildkit:WorkdirRelativePath', `${D}WORKDIR app\n`],
  ['buildkit:LegacyKeyValueFormat', `${D}ENV A b\n`],
  ['buildkit:RedundantTargetPlatform', 'FROM --platform=$TARGETPLATFORM debian:trixie-slim\n'],
  ['buildkit:SecretsUsedInArgOrEnv', `${D}ENV DB_PASSWORD=abc123\n`],
  ['buildkit:InvalidDefaultArgInFrom', 'ARG TAG\nFROM debian:${TAG}\n'],
  ['buildkit:CopyIgnoredFile', `${D}COPY secret.txt /\n`, { files: { '.dockerignore': 'secret.txt\n', 'secret.txt': '' } }],
  ['buildkit:ExposeProtoCasing', `${D}EXPOSE 80/TCP\n`],
  ['buildkit:ExposeInvalidFormat', `${D}EXPOSE 127.0.0.1:80:80\n`],
  ['buildkit:InvalidDefinitionDescription', '# a description of another thing\nARG FOO=1\nFROM debian:trixie-slim AS build\n'],
  // Trivy
  ['trivy:DS-0002', `${D}CMD ["app"]\n`],
  ['trivy:DS-0004 checkov:CKV_DOCKER_1 kics:5907595b-5b6d-4142-b173-dbb0e73fbff8', `${D}EXPOSE 22\n`],
  ['trivy:DS-0009', `${D}WORKDIR app\n`],
  ['trivy:DS-0013', run('cd /srv && make')],
  ['trivy:DS-0017 checkov:CKV_DOCKER_5 kics:9bae49be-0aa3-4de5-bab2-4c3a069e40cd', run('apt-get update')],
  ['trivy:DS-0024', run('apt-get update && apt-get dist-upgrade -y')],
  ['trivy:DS-0031', `${D}ENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\n`],
  // Checkov
  ['checkov:CKV_DOCKER_3', `${D}CMD ["app"]\n`],
  ['checkov:CKV_DOCKER_8', `${D}USER root\n`],
  ['checkov:CKV2_DOCKER_2', run('curl -k https://example.com/a')],
  ['checkov:CKV2_DOCKER_3', run('wget --no-check-certificate https://example.com/a')],
  ['checkov:CKV2_DOCKER_4', 'FROM python:3.14-slim\nRUN pip install --trusted-host pypi.org flask\n'],
  ['checkov:CKV2_DOCKER_5', `${D}ENV PYTHONHTTPSVERIFY=0\n`],
  ['checkov:CKV2_DOCKER_6', `${D}ENV NODE_TLS_REJECT_UNAUTHORIZED=0\n`],
  ['checkov:CKV2_DOCKER_7', apk('apk add --allow-untrusted ./a.apk')],
  ['checkov:CKV2_DOCKER_8', run('apt-get install -y --allow-unauthenticated curl')],
  ['checkov:CKV2_DOCKER_9', fed('dnf install -y --nogpgcheck httpd')],
  ['checkov:CKV2_DOCKER_10', fed('rpm -i --nosignature a.rpm')],
  ['checkov:CKV2_DOCKER_11', run('apt-get install -y --force-yes curl')],
  ['checkov:CKV2_DOCKER_12', `${D}ENV NPM_CONFIG_STRICT_SSL=false\n`],
  ['checkov:CKV2_DOCKER_13', 'FROM node:24-slim\nRUN npm config set strict-ssl false\n'],
  ['checkov:CKV2_DOCKER_14', `${D}ENV GIT_SSL_NO_VERIFY=1\n`],
  ['checkov:CKV2_DOCKER_15', fed('dnf config-manager --setopt=sslverify=0 --save')],
  ['checkov:CKV2_DOCKER_16', `${D}ENV PIP_TRUSTED_HOST=pypi.org\n`],
  ['checkov:CKV2_DOCKER_17', run("echo 'root:secret' | chpasswd")],
  // KICS
  ['kics:0008c003-79aa-42d8-95b8-1c2fe37dbfe6', `${D}RUN a\nRUN b\nRUN c\n`],
  ['kics:34945ae8-730d-424c-8279-b064d9f108de', `${D}CMD ['app']\n`],
  ['kics:4b410d24-1cbe-4430-a632-62c9a931cf1c', `${D}ADD https://example.com/a.tgz /a/\n`],
  ['kics:67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae', `${D}USER root\n`],
  ['kics:6b376af8-cfe8-49ab-a08d-f32de23661a4', `${D}WORKDIR app\n`],
  ['kics:99614418-f82b-4852-a9ae-5051402b741c', `${D}MAINTAINER me\n`],
  ['kics:aa93e17f-b6db-4162-9334-c70334e7ac28', `${D}COPY --chown=app:app run.sh /usr/bin/run.sh\n`],
  ['kics:fd54f200-402c-4333-a5a4-36ef6709af2f', `${D}CMD ["app"]\n`],
];

describe('ids of other tools', () => {
  for (const [ids, text, given] of CASES) {
    it(ids.split(' ')[0] ?? '', () => {
      const named = namedIn(text, given);
      assert.deepEqual(
        ids.split(' ').filter((id) => !named.has(id.toLowerCase())),
        [],
        `not named in:\n${text}`,
      );
    });
  }

  it('hold together in one file for each of them: a clean file names none that a warning stands for', () => {
    const clean = `# syntax=docker/dockerfile:1.24\nFROM debian:trixie-slim@sha256:${'a1'.repeat(32)}\nUSER 10001:10001\n`;
    const grave = service
      .check({ text: clean, path: 'Dockerfile', config, today: '2026-11-26' })
      .findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(
      grave.map(({ rule }) => rule),
      [],
    );
  });
});
