import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { defaultShellOf, isReadByDefault, shellOf } from './run-shell.js';

const last = (text: string) => {
  const instruction = readDockerfile(text).instructions.at(-1) ?? assert.fail();
  return { instruction, script: instruction.scripts()[0] ?? assert.fail() };
};

describe('the sh of an image', () => {
  const cases: readonly (readonly [from: string, shell: string | undefined])[] = [
    ['debian:trixie-slim', 'dash'],
    ['ubuntu', 'dash'],
    ['python:3.14', 'dash'],
    ['python:3.14-alpine', 'busybox'],
    ['node:24-bookworm', 'dash'],
    ['alpine', 'busybox'],
    ['cgr.dev/chainguard/wolfi-base', 'busybox'],
    ['fedora:44', 'bash'],
    ['registry.access.redhat.com/ubi9/ubi-minimal', 'bash'],
    ['amazoncorretto:21', 'bash'],
    ['example.com/acme/base:1', undefined],
  ];
  for (const [from, shell] of cases) {
    it(`${from}: ${shell ?? 'not known'}`, () => {
      const { stages } = readDockerfile(`FROM ${from} AS a\nFROM a\nRUN b\n`);
      assert.equal(defaultShellOf(stages[1] ?? assert.fail()), shell);
    });
  }

  it('shows by the package manager that is called', () => {
    for (const [command, shell] of [
      ['apt-get update', 'dash'],
      ['apk add a', 'busybox'],
      ['microdnf install a', 'bash'],
      ['zypper in a', 'bash'],
    ]) {
      const { instruction, script } = last(`FROM example.com/a:1\nRUN ${command}\nRUN b\n`);
      assert.equal(shellOf(script, instruction), shell);
    }
  });
});

describe('the shell of a script', () => {
  const of = (rest: string): string | undefined => {
    const { instruction, script } = last(`FROM debian\n${rest}`);
    return shellOf(script, instruction);
  };
  it('is the one that is named', () => {
    assert.equal(of('RUN a\n'), 'dash');
    assert.equal(of('SHELL ["/bin/bash", "-c"]\nRUN a\n'), 'bash');
    assert.equal(of('SHELL ["/bin/ash", "-c"]\nRUN a\n'), 'busybox');
    assert.equal(of('RUN ["ksh", "-c", "a"]\n'), 'bash');
    assert.equal(of('RUN <<E\n#!/bin/bash\na\nE\n'), 'bash');
  });

  it('is that of SHELL unless the script names another', () => {
    assert.equal(isReadByDefault(last('FROM a\nRUN b\n').script), true);
    assert.equal(isReadByDefault(last('FROM a\nRUN <<E\nb\nE\n').script), true);
    assert.equal(isReadByDefault(last('FROM a\nRUN <<E\n#!/bin/sh\nb\nE\n').script), false);
    assert.equal(isReadByDefault(last('FROM a\nRUN ["sh", "-c", "b"]\n').script), false);
  });
});
