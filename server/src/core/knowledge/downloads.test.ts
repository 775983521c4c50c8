import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { addSourcesOf, downloadOf, gitCloneOf, hostOf, isLocalHost, savedTo, shortUrl, useOf } from './downloads.js';

function runOf(script: string, before = '') {
  const run = readDockerfile(`FROM a:1\n${before}RUN ${script}\n`).instructions.at(-1) ?? assert.fail('no instruction');
  return { state: run.state, commands: run.scripts().flatMap(({ commands }) => commands) };
}

function first(script: string, before = '') {
  const { state, commands } = runOf(script, before);
  const [command] = commands;
  return { command: command ?? assert.fail('no command'), commands, state };
}

describe('downloads', () => {
  const saved: readonly (readonly [string, string | undefined])[] = [
    ['curl -fsSLo /tmp/a https://x.y/b', '/tmp/a'],
    ['curl --output=/tmp/a https://x.y/b', '/tmp/a'],
    ['curl -O https://x.y/b.tgz?v=1', 'b.tgz'],
    ['curl -H "a: -o b" https://x.y/b', undefined],
    ['curl https://x.y/b > c', 'c'],
    ['curl -o /dev/null https://x.y/b', undefined],
    ['wget https://x.y/b', 'b'],
    ['wget -qO- https://x.y/b', undefined],
    ['wget -nv -P /opt/ https://x.y/b', '/opt/b'],
    ['wget -qO "$T/a" https://x.y/b', '$T/a'],
    ['aria2c -d /opt -o a https://x.y/b', 'a'],
  ];
  for (const [script, file] of saved)
    it(`${script} leaves ${file ?? 'nothing'}`, () => {
      const { command, state } = first(script);
      const download = downloadOf(command, state) ?? assert.fail('no download');
      assert.equal(savedTo(download), file);
      assert.match(download.sources.map(({ url }) => url).join(' '), /^https:\/\/x\.y\/b/);
    });
  it('puts in what ARG and ENV say', () => {
    const { command, state } = first('curl "https://x.y/$V/${W:-w}/$U"', 'ARG V=1\n');
    assert.deepEqual(
      downloadOf(command, state)?.sources.map(({ url }) => url),
      ['https://x.y/1/w/$U'],
    );
  });
  it('is none for other commands', () => {
    const { command, state } = first('echo https://x.y/b');
    assert.equal(downloadOf(command, state), undefined);
  });
  const uses: readonly (readonly [string, string | undefined])[] = [
    ['curl https://x.y/b | tar -xz', 'unpacked'],
    ['curl https://x.y/b | sudo sh', 'run'],
    ['curl https://x.y/b | jq .', undefined],
    ['curl -o a.deb https://x.y/b && dpkg -i a.deb', 'installed'],
    ['curl -o a https://x.y/b && chmod 755 a', 'run'],
    ['curl -o a https://x.y/b && chmod 644 a', undefined],
    ['curl -o /usr/local/bin/a https://x.y/b', 'run'],
    ['curl -o a.tgz https://x.y/b && tar -tzf a.tgz', undefined],
    ['curl -o a.tgz https://x.y/b && tar -xzf b.tgz', undefined],
  ];
  for (const [script, use] of uses)
    it(`${script}: ${use ?? 'no use'}`, () => {
      const { command, commands, state } = first(script);
      assert.equal(useOf(downloadOf(command, state) ?? assert.fail('no download'), commands), use);
    });
  it('reads clones', () => {
    const { command, state } = first('git -c a=b clone --depth 1 -b v1 https://x.y/z.git /src');
    const clone = gitCloneOf(command, state);
    assert.deepEqual([clone?.source.url, clone?.ref?.value, clone?.folder], ['https://x.y/z.git', 'v1', '/src']);
    assert.equal(gitCloneOf(first('git fetch x').command, state), undefined);
  });
  it('tells the sources of ADD apart', () => {
    const model = readDockerfile('FROM a:1\nARG V=2\nADD a https://x.y/$V https://x.y/z.git#v1 git@x.y:a/b /d/\n');
    const add = model.instructions.at(-1) ?? assert.fail('no instruction');
    assert.deepEqual(
      addSourcesOf(add).map(({ url, kind }) => `${kind} ${url}`),
      ['local a', 'http https://x.y/2', 'git https://x.y/z.git#v1', 'git git@x.y:a/b'],
    );
  });
  it('knows hosts', () => {
    assert.deepEqual(['https://u:p@A.b:8080/c', 'git@x.y:a/b', 'https://[::1]/a', 'https://$H/a', 'file:///a', 'a.txt'].map(hostOf), [
      'a.b',
      'x.y',
      '[::1]',
      undefined,
      undefined,
      undefined,
    ]);
    assert.ok(['localhost', '127.0.0.1', '[::1]', 'a.svc.cluster.local', 'mirror'].every(isLocalHost));
    assert.ok(!['example.com', '10.0.0.1', 'local.example.com'].some(isLocalHost));
    assert.equal(shortUrl('https://x.y/a/b.tgz?c=d'), 'b.tgz');
  });
});
