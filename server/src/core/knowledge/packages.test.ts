import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { isBuildTool, packageCommandOf, packagesLeftBy } from './packages.js';

const commandsOf = (run: string) =>
  readDockerfile(`FROM alpine:3.24\nRUN ${run}\n`).stages[0]?.instructions.flatMap((i) => i.scripts().flatMap((s) => s.commands)) ?? [];

function read(run: string) {
  const found = commandsOf(run)
    .map(packageCommandOf)
    .find((item) => item !== undefined);
  return found && `${found.manager} ${found.action} ${found.packages.map(({ name }) => name).join(' ')}`.trim();
}

describe('package manager commands', () => {
  for (const [run, expected] of [
    ['apt-get install -y --no-install-recommends gcc=4:12* curl', 'apt install gcc curl'],
    ['sudo apt-get -qq -o Dpkg::Use-Pty=0 install -t trixie-backports gcc:amd64', 'apt install gcc'],
    ['DEBIAN_FRONTEND=noninteractive apt install -y make', 'apt install make'],
    ['apk add --no-cache --virtual .build gcc musl-dev~1.2', 'apk install gcc musl-dev'],
    ['apk add -t .build "gcc>13" @edge', 'apk install gcc edge'],
    ['apk --no-cache -X https://example.com/edge add gcc', 'apk install gcc'],
    ['apk del .build', 'apk remove .build'],
    ['dnf -y install gcc && true', 'dnf install gcc'],
    ['microdnf install --enablerepo extra -y make', 'dnf install make'],
    ['dnf history undo last', 'dnf remove'],
    ['zypper --non-interactive in gcc', 'zypper install gcc'],
    ['pacman -Syu --noconfirm gcc', 'pacman install gcc'],
    ['pacman -Rns gcc', 'pacman remove gcc'],
    ['apt-get update', 'apt refresh'],
    ['apt-get autoremove -y', 'apt autoremove'],
    ['dnf -y module install nodejs:24', 'dnf install nodejs'],
    ['dnf group install "Development Tools"', 'dnf install Development Tools'],
    ['yum -y update', 'dnf upgrade'],
    ['zypper up', 'zypper upgrade'],
    ['apk update', 'apk refresh'],
    ['apt-get dist-upgrade', 'apt distribution-upgrade'],
    ['apt-get install --download-only gcc', 'apt download gcc'],
    ['pacman -Sy', 'pacman refresh'],
    ['pacman -Syu', 'pacman upgrade'],
    ['pacman -Scc', 'pacman clean'],
    ['dnf clean all', 'dnf clean all'],
    ['apt-get $OPTIONS install gcc', 'apt install gcc'],
    ['echo apt-get install gcc', undefined],
    ['apt-get', 'apt other'],
  ] as const) {
    it(run, () => assert.equal(read(run), expected));
  }

  const options = (run: string) =>
    packageCommandOf(commandsOf(run)[0] ?? assert.fail())
      ?.options.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`))
      .join(' ');
  for (const [run, expected] of [
    ['apt-get -qqy install a', '-q -q -y'],
    ['apt-get -q=2 install a', '-q=2'],
    ['apt-get -oAPT::Get::Assume-Yes=1 -o Dpkg::Use-Pty=0 -tsid install a', '-o=APT::Get::Assume-Yes=1 -o=Dpkg::Use-Pty=0 -t=sid'],
    ['apk add --no-cache -t .b a', '--no-cache -t=.b'],
    ['dnf --setopt=a=1 --enablerepo b install -y a', '--setopt=a=1 --enablerepo=b -y'],
    ['zypper -n in -t pattern x', '-n -t=pattern'],
  ] as const)
    it(`reads the options of ${run}`, () => assert.equal(options(run), expected));

  it('knows the words it cannot know', () => {
    const found = packageCommandOf(commandsOf('apt-get install -y a=$V $(cat list) b')[0] ?? assert.fail());
    assert.deepEqual(
      found?.operands.map(({ raw }) => raw),
      ['a=$V', '$(cat list)', 'b'],
    );
    assert.equal(found.isOpen, true);
    assert.equal(packageCommandOf(commandsOf('dnf module install a')[0] ?? assert.fail())?.unit, 'module');
  });

  it('tells an install into another root', () => {
    assert.equal(packageCommandOf(commandsOf('apk add -p /out gcc')[0] ?? assert.fail())?.root, '/out');
    assert.equal(packageCommandOf(commandsOf('dnf install --installroot=/out gcc')[0] ?? assert.fail())?.root, '/out');
  });

  for (const [run, expected] of [
    ['apk add gcc make', 'gcc make'],
    ['apk add --virtual .b gcc && apk add curl && apk del .b', 'curl'],
    ['apt-get install -y gcc make && apt-get remove -y gcc', 'make'],
    ['apt-get install -y gcc make && apt-get purge -y $deps', ''],
    ['apt-get install -y $deps', ''],
    ['apk add -p /out gcc', ''],
  ] as const) {
    it(`${run} leaves "${expected}"`, () =>
      assert.equal(
        packagesLeftBy(commandsOf(run))
          .map(({ name }) => name)
          .join(' '),
        expected,
      ));
  }

  it('tells build tools from what programs need', () => {
    for (const name of [
      'gcc',
      'g++-14',
      'build-base',
      'libssl-dev',
      'openssl-devel',
      'linux-headers-virt',
      'openjdk-21-jdk',
      'cargo',
      'golang-1.27',
    ])
      assert.ok(isBuildTool(name), name);
    for (const name of ['libgcc', 'libstdc++6', 'curl', 'openjdk-21-jre', 'goaccess', 'makepasswd', 'python3', 'libc6', 'devtodo'])
      assert.ok(!isBuildTool(name), name);
  });
});
