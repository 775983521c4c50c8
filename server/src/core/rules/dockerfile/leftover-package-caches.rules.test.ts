import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import type { Cases } from '../../../../../test/kit/rule-suite.js';
import leftovers from './leftover-package-caches.rules.js';

const on = (base: string) => (run: string) => `FROM ${base}\nRUN ${run}\n`;
const debian = on('debian:trixie-slim');
const alpine = on('alpine:3.24');
const fedora = on('fedora:44');
const suse = on('opensuse/leap:16.0');
const python = on('python:3.14-slim');
const node = on('node:24-slim');

const SUITES: Readonly<Record<string, (cases: Cases) => void>> = {
  'dockerfile/leftover-apt-lists': ({ flags, passes, fixes, offersNoFix }) => {
    flags(
      'lists that stay',
      debian('«apt-get update» && apt-get install -y curl'),
      '"apt-get update" leaves package lists in the image, unused: remove /var/lib/apt/lists/* in this RUN',
      { severity: 'info', includes: ['hadolint:DL3009', 'dockle:DKL-DI-0005'], safety: 'safe' },
    );
    flags('apt and aptitude', debian('«apt update» && apt install -y curl'));
    flags('the verb alone behind options', debian('apt-get -qq «update» && aptitude install -y curl'));
    flags('a removal of something else', debian('«apt-get update» && apt-get install -y curl && rm -rf /tmp/build /var/lib/apt-old'));
    flags('a removal that comes too early', debian('rm -rf /var/lib/apt/lists/* && «apt-get update» && apt-get install -y curl'));
    flags('apt-get clean, which keeps the lists', debian('«apt-get update» && apt-get install -y curl && apt-get clean'));
    flags('a mount on the packages alone', debian('--mount=type=cache,target=/var/cache/apt «apt-get update» && apt-get install -y a'));
    flags('a bind mount', debian('--mount=type=bind,target=/var/lib/apt/lists «apt-get update» && apt-get install -y a'));
    flags('a heredoc', 'FROM debian:trixie-slim\nRUN <<EOF\nset -e\n«apt-get update»\napt-get install -y curl\nEOF\n');
    flags('a stage the final one is built on', 'FROM debian AS base\nRUN «apt-get update» && apt-get install -y a\nFROM base\nUSER 1\n');
    flags('a trigger', 'FROM debian:trixie-slim\nONBUILD RUN «apt-get update» && apt-get install -y a\n');
    flags(
      'one line in a whole file',
      `# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpcap-dev
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd/app

FROM debian:trixie-slim
# the capture library
RUN set -eux; \\
    «apt-get update»; \\
    apt-get install -y --no-install-recommends \\
      ca-certificates \\
      # why this one
      libpcap0.8 \\
    ; \\
    rm -rf /tmp/*
COPY --from=build /app /app
USER 10001
ENTRYPOINT ["/app"]
`,
    );
    for (const removal of [
      'rm -rf /var/lib/apt/lists/*',
      'rm -rf /var/lib/apt/lists',
      'rm -r /var/lib/apt/lists/ /tmp/x',
      'rm -rf "/var/lib/apt/lists/"*',
      'rm -rf /var/lib/apt/*',
      'rm -rf /var/lib/{apt,dpkg,cache,log}/',
      'rm -f /var/lib/apt/lists/*_*',
      'find /var/lib/apt/lists -type f -delete',
      'apt-get distclean',
      '/usr/local/bin/cleanup.sh',
    ])
      passes(removal, debian(`apt-get update && apt-get install -y curl && ${removal}`));
    passes(
      'a trap',
      debian(`trap "rm -rf /var/lib/apt/lists/*" EXIT; apt-get update && apt-get install -y a`).replace('trap', 'true; trap'),
    );
    passes('a cache mount on the lists', debian('--mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y a'));
    passes('a mount above them', debian('--mount=type=cache,dst=/var/lib/apt,sharing=locked apt-get update && apt-get install -y a'));
    passes('a tmpfs', debian('--mount=type=tmpfs,target=/var/lib/apt/lists apt-get update && apt-get install -y a'));
    passes('a mount behind a variable', debian('--mount=type=cache,target=$LISTS apt-get update && apt-get install -y a'));
    passes(
      'a stage that does not ship',
      'FROM debian AS b\nRUN apt-get update && apt-get install -y a\nFROM alpine:3.24\nCOPY --from=b /a /a\n',
    );
    passes('an update that nothing uses, which is another finding', debian('apt-get update'));
    passes('an install without update', debian('apt-get install -y curl'));
    passes('words of another command', debian('echo apt-get update'));
    passes('a piece of a file', 'RUN apt-get update && apt-get install -y a\n');
    fixes(
      'in the layout of the lines before',
      'Append rm -rf /var/lib/apt/lists/*',
      'FROM debian\r\nRUN apt-get update && \\\r\n    apt-get install -y \\\r\n        curl\r\nUSER 1\r\n',
      'FROM debian\r\nRUN apt-get update && \\\r\n    apt-get install -y \\\r\n        curl && \\\r\n    rm -rf /var/lib/apt/lists/*\r\nUSER 1\r\n',
    );
    fixes(
      'through sudo',
      'Append rm -rf /var/lib/apt/lists/*',
      debian('sudo apt-get update && sudo apt-get install -y a'),
      debian('sudo apt-get update && sudo apt-get install -y a && sudo rm -rf /var/lib/apt/lists/*'),
    );
    fixes(
      'a heredoc by a line',
      'Append rm -rf /var/lib/apt/lists/*',
      'FROM debian\nRUN <<EOF\nset -e\napt-get update\napt-get install -y a\nEOF\n',
      'FROM debian\nRUN <<EOF\nset -e\napt-get update\napt-get install -y a\nrm -rf /var/lib/apt/lists/*\nEOF\n',
    );
    offersNoFix('where a later RUN reads the lists', `${debian('apt-get update && apt-get install -y a')}RUN apt-get install -y b\n`);
    offersNoFix(
      'where a stage built on this one reads them',
      'FROM debian AS a\nRUN apt-get update && apt-get install -y a\nFROM a\nRUN apt-get install -y b\n',
    );
    offersNoFix('in JSON', 'FROM debian\nRUN ["sh", "-c", "apt-get update && apt-get install -y a"]\n');
    offersNoFix('behind a loop', debian('apt-get update; for p in a b; do apt-get install -y $p; done'));
    offersNoFix('behind an exit', debian('apt-get update && apt-get install -y a; exit 0'));
  },

  'dockerfile/leftover-apk-cache': ({ flags, passes, fixes, offersNoFix }) => {
    flags('apk add', alpine('«apk add» curl'), '"apk add" leaves the package index in the image, where nothing reads it: use --no-cache', {
      severity: 'info',
      includes: ['hadolint:DL3019', 'trivy:DS-0025'],
      safety: 'safe',
    });
    flags('the install rather than the update', alpine('apk update && «apk add» curl'));
    flags('an update before an install without cache', alpine('«apk update» && apk add --no-cache curl'), { equivalents: [] });
    flags('an upgrade', alpine('«apk upgrade» && apk add --no-cache curl'), { equivalents: [] });
    flags('a removal of something else', alpine('«apk add» curl && rm -rf /var/cache/misc'));
    flags(
      'one line in a whole file',
      'FROM alpine:3.24\nENV LANG=C.UTF-8\nRUN «apk add» \\\n    ca-certificates \\\n    tini\nCOPY app /app\nUSER 10001\nENTRYPOINT ["tini", "/app"]\n',
    );
    passes('--no-cache', alpine('apk add --no-cache curl'));
    passes('--no-cache in front of the verb', alpine('apk --no-cache add curl'));
    passes('an option in a variable', 'FROM alpine\nARG APK="--no-cache"\nRUN apk add $APK curl\n');
    passes('a removal', alpine('apk add curl && rm -rf /var/cache/apk/*'));
    passes('a removal of all caches', alpine('apk add --update curl && rm -rf /var/cache/*'));
    passes('a cache mount', alpine('--mount=type=cache,target=/var/cache/apk apk add curl'));
    passes('a mount on the other folder', alpine('--mount=type=cache,target=/etc/apk/cache apk add curl'));
    passes('another root', alpine('apk add -p /out curl'));
    passes('a stage that does not ship', 'FROM alpine AS b\nRUN apk add gcc\nFROM scratch\nCOPY --from=b /a /a\n');
    passes('apk del', alpine('apk del curl'));
    fixes('by the option', 'Use --no-cache', alpine('apk add -t .run curl'), alpine('apk add --no-cache -t .run curl'));
    fixes(
      'all of a RUN, without the update',
      'Use --no-cache',
      'FROM alpine:3.24\nRUN apk update && \\\n    apk add curl && \\\n    apk add git\n',
      'FROM alpine:3.24\nRUN apk add --no-cache curl && \\\n    apk add --no-cache git\n',
    );
    fixes(
      'an update in the middle',
      'Use --no-cache',
      'FROM alpine:3.24\nRUN set -ex \\\n  && apk update \\\n  && apk add curl\n',
      'FROM alpine:3.24\nRUN set -ex \\\n  && apk add --no-cache curl\n',
    );
    fixes('instead of --update', 'Use --no-cache', alpine('apk --update add curl'), alpine('apk --no-cache add curl'));
    fixes(
      'a heredoc',
      'Use --no-cache',
      'FROM alpine\nRUN <<EOF\nset -e\napk update\napk add curl\nEOF\n',
      'FROM alpine\nRUN <<EOF\nset -e\napk add --no-cache curl\nEOF\n',
    );
    fixes(
      'the exec form',
      'Use --no-cache',
      'FROM alpine\nRUN ["/sbin/apk", "add", "curl"]\n',
      'FROM alpine\nRUN ["/sbin/apk", "add", "--no-cache", "curl"]\n',
    );
    offersNoFix('where the outcome of the update is asked for', alpine('apk update || exit 1; apk add curl'));
    offersNoFix('where a comment stands between', 'FROM alpine\nRUN apk update && \\\n# why\n apk add curl\n');
  },

  'dockerfile/leftover-dnf-cache': ({ flags, passes, fixes }) => {
    flags(
      'dnf',
      fedora('«dnf install» -y curl'),
      '"dnf install" leaves repository metadata in the image, unused: end this RUN with "clean all"',
      { severity: 'info', includes: ['hadolint:DL3040', 'trivy:DS-0019'], excludes: ['hadolint:DL3032'] },
    );
    flags('yum', fedora('yum -y «install» curl'), { includes: ['hadolint:DL3032', 'trivy:DS-0015'], excludes: ['trivy:DS-0019'] });
    flags('microdnf', fedora('«microdnf install» -y curl'), { includes: ['trivy:DS-0027'] });
    flags('tdnf, which no peer knows', fedora('«tdnf install» -y curl'), { equivalents: [] });
    flags('an update', fedora('«yum update» -y'), { equivalents: [] });
    flags('a removal of something else', fedora('«dnf install» -y curl && rm -rf /var/cache/misc'));
    flags(
      'one line in a whole file',
      'FROM fedora:44\nRUN «dnf install» -y --setopt=install_weak_deps=False \\\n      nginx \\\n    && ln -sf /dev/stdout /var/log/nginx/access.log\nEXPOSE 8080\nUSER nginx\nCMD ["nginx", "-g", "daemon off;"]\n',
    );
    passes('clean all', fedora('dnf install -y curl && dnf clean all'));
    passes('clean all of another tool', fedora('dnf install -y curl && yum clean all'));
    passes('a removal', fedora('yum install -y curl && rm -rf /var/cache/yum'));
    passes('a removal of the new folder', fedora('dnf install -y curl && rm -rf /var/cache/libdnf5/*'));
    passes('a cache mount', fedora('--mount=type=cache,target=/var/cache/dnf dnf install -y curl'));
    passes('another root', fedora('dnf install -y --installroot=/out curl'));
    passes('a builder', 'FROM fedora:44 AS b\nRUN dnf install -y gcc\nFROM scratch\nCOPY --from=b /a /a\n');
    fixes(
      'by the same tool',
      'Append microdnf clean all',
      fedora('microdnf install -y a'),
      fedora('microdnf install -y a && microdnf clean all'),
    );
  },

  'dockerfile/leftover-zypper-cache': ({ flags, passes, fixes }) => {
    flags(
      'zypper in',
      suse('zypper -n «in» curl'),
      '"zypper in" leaves metadata and packages in the image, unused: end this RUN with zypper clean -a',
      { severity: 'info', includes: ['hadolint:DL3036'] },
    );
    flags('patch', suse('«zypper patch» -y'), { equivalents: [] });
    flags(
      'one line in a whole file',
      'FROM opensuse/leap:16.0\nRUN «zypper refresh» && zypper --non-interactive update\nCOPY a /a\nUSER 1000\nCMD ["/a"]\n',
    );
    passes('zypper clean', suse('zypper -n in curl && zypper clean'));
    passes('zypper cc', suse('zypper -n in curl && zypper cc -a'));
    passes('a removal', suse('zypper -n in curl && rm -rf /var/cache/zypp/*'));
    passes('a cache mount', suse('--mount=type=cache,target=/var/cache/zypp zypper -n in curl'));
    passes('a refresh that nothing uses, which is another finding', suse('zypper refresh'));
    passes('a builder', 'FROM opensuse/leap AS b\nRUN zypper -n in gcc\nFROM scratch\nCOPY --from=b /a /a\n');
    fixes('by the command', 'Append zypper clean -a', suse('zypper -n in curl'), suse('zypper -n in curl && zypper clean -a'));
  },

  'dockerfile/leftover-pip-cache': ({ flags, passes, fixes }) => {
    flags(
      'pip install',
      python('«pip install» flask'),
      '"pip install" leaves downloads in the image that nothing reads again: add --no-cache-dir',
      { severity: 'info', includes: ['hadolint:DL3042'], safety: 'safe' },
    );
    flags('pip3 and versions', python('true; «pip3.14 install» flask'));
    flags('python -m pip', python('«python3 -m pip install» flask'), /^"pip install" leaves/);
    flags('an empty variable', 'FROM python:3.14\nENV PIP_NO_CACHE_DIR=""\nRUN «pip install» flask\n');
    flags('a cache mount elsewhere', python('--mount=type=cache,target=/root/.cache/uv «pip install» flask'));
    flags(
      'one line in a whole file',
      'FROM python:3.14-slim\nENV PYTHONUNBUFFERED=1\nWORKDIR /app\nCOPY requirements.txt .\nRUN «pip install» --upgrade pip \\\n && pip install -r requirements.txt\nCOPY . .\nUSER 1000\nCMD ["python", "-m", "app"]\n',
    );
    passes('--no-cache-dir', python('pip install --no-cache-dir flask'));
    passes('its short form', python('pip --no-cache install flask'));
    passes('the variable by ENV', 'FROM python:3.14\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n');
    passes('the variable said the other way, which pip reads alike', 'FROM python:3.14\nENV PIP_NO_CACHE_DIR=off\nRUN pip install flask\n');
    passes('the variable by ARG', 'FROM python:3.14\nARG PIP_NO_CACHE_DIR=1\nRUN pip install flask\n');
    passes('the variable from a parent stage', 'FROM python:3.14 AS a\nENV PIP_NO_CACHE_DIR=1\nFROM a\nRUN pip install flask\n');
    passes('the variable in the RUN', python('export PIP_NO_CACHE_DIR=1 && pip install flask'));
    passes('the variable in front of the command', python('PIP_NO_CACHE_DIR=1 pip install flask'));
    passes('the variable by env', python('env PIP_NO_CACHE_DIR=1 pip install flask'));
    passes('a cache mount', python('--mount=type=cache,target=/root/.cache/pip pip install flask'));
    passes('a cache mount of another home', python('--mount=type=cache,target=/home/app/.cache pip install flask'));
    passes(
      'a cache mount where the cache was moved',
      'FROM python:3.14\nENV PIP_CACHE_DIR=/c/pip\nRUN --mount=type=cache,target=/c pip install flask\n',
    );
    passes('a purge', python('pip install flask && pip cache purge'));
    passes('a removal', python('pip install flask && rm -rf ~/.cache'));
    passes('a removal under root', python('pip install flask && rm -rf /root/.cache/pip'));
    passes('a removal by $HOME', python('pip install flask && rm -rf "$HOME/.cache"'));
    passes('pipx, pipenv and uv', python('pipx install a && pipenv install && uv pip install b'));
    passes('pip freeze', python('pip freeze'));
    passes('no index', python('pip install --no-index --find-links=/wheels app'));
    passes('a pip.conf that is copied in', 'FROM python:3.14\nCOPY pip.conf /etc/pip.conf\nRUN pip install flask\n');
    passes('a builder', 'FROM python:3.14 AS b\nRUN pip install --prefix=/i flask\nFROM python:3.14-slim\nCOPY --from=b /i /usr/local\n');
    fixes(
      'every install of the RUN',
      'Add --no-cache-dir',
      'FROM python:3.14\r\nRUN pip install -U pip && \\\r\n    python -m pip install \\\r\n      # the app\r\n      flask\r\n',
      'FROM python:3.14\r\nRUN pip install --no-cache-dir -U pip && \\\r\n    python -m pip install --no-cache-dir \\\r\n      # the app\r\n      flask\r\n',
    );
  },

  'dockerfile/leftover-yarn-cache': ({ flags, passes, fixes }) => {
    flags(
      'yarn install',
      node('«yarn install» --frozen-lockfile'),
      '"yarn install" leaves its downloads in the image, unused: end this RUN with yarn cache clean',
      { severity: 'info', equivalents: ['hadolint:DL3060', 'datadog:9e13082c-2e00-278b-8ee9-34f43fffc791'] },
    );
    flags('yarn alone', node('«yarn» --production'));
    flags('yarn add', node('«yarn add» express'));
    flags('yarn global add', node('«yarn global» add serve'));
    flags(
      'one line in a whole file',
      'FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN «yarn install» --frozen-lockfile --production\nCOPY . .\nUSER 1000\nCMD ["node", "index.js"]\n',
    );
    passes('a clean', node('yarn install && yarn cache clean'));
    passes('a removal', node('yarn install && rm -rf /usr/local/share/.cache'));
    passes('a cache mount', node('--mount=type=cache,target=/usr/local/share/.cache/yarn yarn install'));
    passes('a cache mount where it was moved', 'FROM node\nENV YARN_CACHE_FOLDER=/y\nRUN --mount=type=cache,target=/y yarn install\n');
    passes('other commands', node('yarn build && yarn run test && yarn --version'));
    passes('a copied setting of Yarn 2', 'FROM node\nCOPY package.json .yarnrc.yml ./\nRUN yarn install\n');
    passes('a setting of Yarn 2 in the context', node('yarn install'), { path: 'Dockerfile', files: { '.yarnrc.yml': 'nodeLinker: pnp' } });
    passes('a builder', 'FROM node AS b\nRUN yarn install && yarn build\nFROM nginx:1.30\nCOPY --from=b /app/dist /srv\n');
    fixes('by the command', 'Append yarn cache clean', node('yarn'), node('yarn && yarn cache clean'));
  },
};

for (const rule of leftovers) {
  const suite = SUITES[rule.id];
  if (suite) ruleSuite(rule, suite);
}
