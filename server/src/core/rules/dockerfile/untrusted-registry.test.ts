import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './untrusted-registry.js';

const only = (...allow: string[]) => ({ settings: { registries: { allow, mirrors: {} } } });
const mirrored = (mirror: string, ...allow: string[]) => ({ settings: { registries: { allow, mirrors: { 'docker.io': mirror } } } });
const company = only('registry.example.com:5000', '*.corp.example', 'ghcr.io/acme');

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a name without a host, which is Docker Hub',
    'FROM «alpine:3.24»\n',
    '"alpine:3.24" comes from "docker.io", which registries.allow does not name: use another',
    { severity: 'error', equivalents: ['cis-docker-1.6:4.2', 'datadog:d0b535a2-5e5f-d18f-52f8-cc59a3f236bd', 'hadolint:DL3026'] },
    company,
  );
  flags('another host', 'FROM «quay.io»/acme/app:1\n', /from "quay\.io"/, { includes: ['dockerfile_lint:specified_registry'] }, company);
  flags('another port', 'FROM «registry.example.com»/app:1\nFROM «registry.example.com:5001»/app:1\n', company);
  flags('another path of a host', 'FROM «ghcr.io»/acme2/app:1\nFROM «ghcr.io»/other/acme:1\n', company);
  flags('COPY --from', 'FROM app.corp.example/a:1\nCOPY --from=«nginx:1.30» /a /a\n', { excludes: ['hadolint:DL3026'] }, company);
  flags(
    'RUN --mount',
    'FROM app.corp.example/a:1\nRUN --mount=type=bind,from=«quay.io»/acme/tools:1,target=/t true\n',
    { includes: ['hadolint:DL3026'], excludes: ['datadog:d0b535a2-5e5f-d18f-52f8-cc59a3f236bd'] },
    company,
  );
  flags('a registry by the default of an ARG', 'ARG REGISTRY=quay.io\nFROM «${REGISTRY}/acme/app:1»\n', company);
  flags('an open tag', 'ARG TAG\nFROM «quay.io»/acme/app:${TAG}\nFROM «node:$TAG»\n', company);

  passes('everything without a list', 'FROM quay.io/acme/app:1\n');
  passes('the hosts of the list', 'FROM registry.example.com:5000/app:1\nFROM a.corp.example/b:1\nFROM ghcr.io/acme/app:1\n', company);
  passes('hosts without regard to case', 'FROM Registry.Example.com:5000/app:1\n', company);
  passes('a host that begins as the entry does', 'FROM registry.eu.example.com/app:1\n', only('registry.*'));
  passes('the list of all', 'FROM alpine:3.24\n', only('*'));
  passes('Docker Hub by its names', 'FROM alpine:3.24\nFROM docker.io/acme/app:1\nFROM index.docker.io/a/b:1\n', only('hub.docker.com'));
  passes('a part of Docker Hub', 'FROM alpine:3.24\nFROM docker.io/library/node:24\n', only('docker.io/library'));
  passes('a part of Docker Hub without its host', 'FROM acme/app:1\n', only('acme/*'));
  passes('scratch, stages, and stages by number', 'FROM scratch AS a\nFROM a\nCOPY --from=a /x /x\nCOPY --from=0 /y /y\n', company);
  passes('a registry nobody can know', 'ARG REGISTRY\nARG BASE\nFROM ${REGISTRY}/acme/app:1\nFROM $BASE\n', company);
  passes('a path nobody can know', 'ARG NAME\nFROM ghcr.io/${NAME}:1\n', company);
  passes('a FROM that is not written yet', 'FROM \n', company);

  fixes(
    'an official image',
    'Pull it from registry.example.com/hub',
    'FROM --platform=$BUILDPLATFORM node:24@sha256:' + '0'.repeat(64) + ' AS build\r\n',
    'FROM --platform=$BUILDPLATFORM registry.example.com/hub/library/node:24@sha256:' + '0'.repeat(64) + ' AS build\r\n',
    mirrored('registry.example.com/hub', 'registry.example.com/hub'),
  );
  fixes(
    'an image with its host and a variable',
    'Pull it from mirror.corp.example',
    'ARG TAG\nFROM a.corp.example/b:$TAG\nCOPY --from=docker.io/acme/app:${TAG} /a /a\n',
    'ARG TAG\nFROM a.corp.example/b:$TAG\nCOPY --from=mirror.corp.example/acme/app:${TAG} /a /a\n',
    mirrored('https://mirror.corp.example/', '*.corp.example'),
  );
  offersNoFix(
    'a mirror that is not allowed either',
    'FROM alpine:3.24\n',
    undefined,
    mirrored('mirror.example.net', 'registry.example.com'),
  );
  offersNoFix('no mirror', 'FROM quay.io/a/b:1\n', undefined, mirrored('registry.example.com', 'registry.example.com'));
  offersNoFix(
    'a whole reference in a variable',
    'ARG BASE=alpine:3.24\nFROM $BASE\n',
    undefined,
    mirrored('registry.example.com', 'registry.example.com'),
  );

  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM ghcr.io/acme/go:1.27 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache go build -o /app ./cmd

FROM «gcr.io»/distroless/static-debian13:nonroot
COPY --from=build /app /app
COPY --from=«debian:13» /usr/share/zoneinfo /usr/share/zoneinfo
ENTRYPOINT ["/app"]
`,
    company,
  );
});
