import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { factsOf, factsOfUse, shortName } from './base-images.js';
import table from './base-images.json';

const useOf = (text: string) => readDockerfile(text).stages.at(-1)?.image ?? assert.fail('no stage');
const facts = (image: string) => factsOfUse(useOf(`FROM ${image}\n`));

describe('facts of base images', () => {
  const users: readonly (readonly [string, string | undefined])[] = [
    ['scratch', 'root'],
    ['debian:trixie-slim', 'root'],
    ['docker.io/library/debian:13', 'root'],
    ['node:24-alpine', 'root'],
    ['mirror.gcr.io/library/golang:1.27', 'root'],
    ['gcr.io/distroless/static-debian13', 'root'],
    ['gcr.io/distroless/static-debian13:nonroot', '65532'],
    ['gcr.io/distroless/base:debug-nonroot', '65532'],
    ['gcr.io/distroless/base:debug', 'root'],
    ['cgr.dev/chainguard/static:latest', '65532'],
    ['cgr.dev/chainguard/python:latest-dev', '65532'],
    ['cgr.dev/chainguard/wolfi-base', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:10.0', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled', '1654'],
    ['mcr.microsoft.com/dotnet/runtime-deps:10.0-azurelinux3.0-distroless-extra', '1654'],
    ['mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2022', 'ContainerUser'],
    ['mcr.microsoft.com/windows/servercore:ltsc2025', 'ContainerAdministrator'],
    ['registry.access.redhat.com/ubi9/ubi-minimal', 'root'],
    ['registry.access.redhat.com/ubi9/nodejs-22', '1001'],
    ['bitnami/redis', '1001'],
    ['haproxy:3.2', 'haproxy'],
    ['quay.io/keycloak/keycloak:26.4', '1000'],
    ['jenkins/jenkins:lts-jdk21', 'jenkins'],
    ['quay.io/jupyter/scipy-notebook:2025-11-10', '1000'],
    ['elasticsearch:9.0.0', undefined],
    ['example.com/acme/app:1.0', undefined],
  ];
  for (const [image, user] of users) it(`${image} runs as ${user ?? 'somebody'}`, () => assert.equal(facts(image)?.user, user));

  it('knows who runs as somebody else than root, without a name', () => assert.equal(facts('elasticsearch:9.0.0')?.isUnprivileged, true));

  for (const [image, shell] of [
    ['scratch', false],
    ['gcr.io/distroless/cc-debian13:nonroot', false],
    ['gcr.io/distroless/cc-debian13:debug', true],
    ['cgr.dev/chainguard/jre', false],
    ['cgr.dev/chainguard/jre:latest-dev', true],
    ['cgr.dev/chainguard/node', true],
    ['mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled', false],
    ['mcr.microsoft.com/dotnet/sdk:10.0', true],
    ['busybox', true],
    ['example.com/acme/app', undefined],
  ] as const) {
    it(`${image} has ${shell === undefined ? 'perhaps a' : shell ? 'a' : 'no'} shell`, () => assert.equal(facts(image)?.hasShell, shell));
  }

  for (const [image, runtime] of [
    ['golang:1.27', 'gcr.io/distroless/base-debian13:nonroot'],
    ['golang:1.27-alpine', 'gcr.io/distroless/static-debian13:nonroot'],
    ['node:24', 'node:24-slim'],
    ['node', 'node:slim'],
    ['node:latest', 'node:slim'],
    ['eclipse-temurin:21-jdk-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['eclipse-temurin:21', 'eclipse-temurin:21-jre'],
    ['eclipse-temurin:21-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['eclipse-temurin', undefined],
    ['maven:3.9-eclipse-temurin-17', 'eclipse-temurin:17-jre'],
    ['maven:3.9-eclipse-temurin-21-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['maven:3.9', undefined],
    ['gradle:8.14-jdk21', 'eclipse-temurin:21-jre'],
    ['openjdk:17.0.1-jdk-slim', 'eclipse-temurin:17-jre'],
    ['amazoncorretto:21', 'eclipse-temurin:21-jre'],
    ['mcr.microsoft.com/dotnet/sdk:10.0-noble', 'mcr.microsoft.com/dotnet/aspnet:10.0-noble'],
    ['nvidia/cuda:13.0.0-devel-ubuntu24.04', 'nvidia/cuda:13.0.0-runtime-ubuntu24.04'],
    ['node:24-slim', undefined],
  ] as const) {
    it(`${image} ships on ${runtime ?? 'nothing known'}`, () => assert.equal(facts(image)?.runtimeImage, runtime));
  }

  it('tells the accounts and the one for the program', () => {
    assert.deepEqual(facts('node:24-slim')?.serviceAccount, { name: 'node', uid: 1000, gid: 1000 });
    assert.deepEqual(facts('ubuntu:24.04')?.accounts, [{ name: 'ubuntu', uid: 1000, gid: 1000 }]);
    assert.deepEqual(facts('ubuntu:22.04')?.accounts, []);
    assert.equal(facts('nginx:1.30-alpine')?.nonRootImage, 'nginxinc/nginx-unprivileged:1.30-alpine');
  });

  it('knows an image whose version is open', () => {
    const open = (from: string) => factsOfUse(useOf(`ARG V\nFROM ${from}\n`));
    assert.equal(open('golang:${V}')?.role, 'sdk');
    assert.equal(open('golang:${V}-alpine')?.libc, 'musl');
    assert.equal(open('node:$V')?.role, 'runtime', 'slim or not cannot be told');
    assert.equal(open('node:$V')?.user, 'root');
    assert.equal(open('gcr.io/distroless/static:$V'), undefined, 'the user hangs on the tag');
    assert.equal(open('$V/golang:1.27'), undefined);
  });

  it('knows nothing of a stage', () => assert.equal(factsOfUse(useOf('FROM debian:13 AS node\nFROM node\n')), undefined));

  it('takes a digest without tag for any tag', () => {
    const image = useOf(`FROM gcr.io/distroless/static@sha256:${'0'.repeat(64)}\n`).image ?? assert.fail('not read');
    assert.equal(factsOf(image)?.hasShell, false);
  });

  it('has rows that can be reached, with a source each', () => {
    const sources = new Set(Object.keys(table.sources));
    for (const row of table.rows) {
      assert.ok(row.source.length > 0 && [...row.source].every((letter) => sources.has(letter)), row.names.join());
      assert.match(row.role, /^(?:os|sdk|runtime|service|empty)$/);
      if ('tag' in row && row.tag !== undefined) new RegExp(row.tag);
    }
    assert.match(table.date, /^\d{4}-\d{2}-\d{2}$/);
  });

  it('shortens names for messages', () => {
    assert.equal(shortName('alpine:3.24'), 'alpine:3.24');
    assert.equal(shortName('mcr.microsoft.com/dotnet/aspnet:10.0'), 'aspnet:10.0');
    assert.equal(
      shortName('linuxkit/alpine:7f3944798557de5518a56e3437d7ed982701f224'),
      'linuxkit/alpine:7f3944798557de5518a56e3437d7ed982701f224',
    );
    assert.equal(shortName('gcr.io/distroless/nodejs22-debian12:nonroot'), 'nodejs22-debian12:nonroot');
    assert.equal(shortName('ghcr.io/a/b/server:2026-11-26-0123456789abcdef'), 'b/server:2026-11-26-0123456789abcdef');
    assert.equal(shortName(`alpine:3.24@sha256:${'0'.repeat(64)}`), 'alpine:3.24');
  });
});
