import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { isHeaderPackage, librariesOf, releaseOf } from './runtime-libraries.js';

describe('libraries behind packages of headers', () => {
  for (const [name, manager, release, libraries] of [
    ['libpq-dev', 'apt', 'bookworm', ['libpq5']],
    ['libpq-dev', 'apt', undefined, ['libpq5']],
    ['libssl-dev', 'apt', 'bullseye', ['libssl1.1']],
    ['libssl-dev', 'apt', 'bookworm', ['libssl3']],
    ['libssl-dev', 'apt', 'trixie', ['libssl3t64']],
    ['libssl-dev', 'apt', 'noble', ['libssl3t64']],
    ['libssl-dev', 'apt', undefined, ['libssl3']],
    ['libicu-dev', 'apt', undefined, 'unknown-release'],
    ['libssl-dev', 'apt', 'stretch', 'foreign-release'],
    ['zlib1g-dev', 'apt', 'jammy', ['zlib1g']],
    ['libboost-thread-dev', 'apt', 'noble', ['libboost-thread1.83.0']],
    ['libjpeg-dev', 'apt', 'jammy', ['libjpeg-turbo8']],
    ['default-libmysqlclient-dev', 'apt', 'trixie', ['libmariadb3']],
    ['default-libmysqlclient-dev', 'apt', undefined, ['libmariadb3']],
    ['libffi-dev', 'apt', 'focal', ['libffi7']],
    ['libacme-dev', 'apt', 'trixie', undefined],
    ['nlohmann-json3-dev', 'apt', 'trixie', []],
    ['constructor', 'apt', 'trixie', undefined],
    ['openssl-dev', 'apk', undefined, ['libssl3']],
    ['postgresql-dev', 'apk', undefined, ['libpq']],
    ['libpq-dev', 'apk', undefined, ['libpq']],
  ] as const) {
    it(`${name} of ${release ?? manager}`, () => assert.deepEqual(librariesOf(name, manager, release), libraries));
  }

  it('headers of a language are none', () => {
    assert.deepEqual(['libpq-dev', 'libxml2-devel', 'python3-dev', 'libpq5'].map(isHeaderPackage), [true, true, false, false]);
  });

  for (const [image, release] of [
    ['debian:12', 'bookworm'],
    ['debian:13.1-slim', 'trixie'],
    ['debian:bullseye-slim', 'bullseye'],
    ['ubuntu:24.04', 'noble'],
    ['python:3.14-slim-bookworm', 'bookworm'],
    ['mcr.microsoft.com/dotnet/sdk:10.0-noble', 'noble'],
    ['hexpm/elixir:1.18.1-erlang-27.2-debian-bookworm-20250101-slim', 'bookworm'],
    ['python:3.14-slim', undefined],
    ['golang:1.27-alpine', undefined],
    ['node:12', undefined],
    ['debian', undefined],
  ] as const) {
    it(`the release of ${image}`, () =>
      assert.equal(releaseOf(readDockerfile(`FROM ${image}\n`).stages[0]?.image ?? assert.fail()), release));
  }
});
