import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { containerRunOf, hostAccessOf } from './container-run.js';
import { unverifiedListenersOf } from './daemon-listener.js';

const command = (script: string) =>
  readDockerfile(`FROM a\nRUN ${script}\n`).instructions[1]?.scripts()[0]?.commands[0] ?? assert.fail('no command');

describe('docker command lines', () => {
  const access = (script: string): readonly string[] | undefined => {
    const run = containerRunOf(command(script));
    return run && [run.verb, ...[...hostAccessOf(run)].map(({ kind, text }) => `${kind} ${text}`)];
  };

  it('are read up to the image', () => {
    assert.deepEqual(access('docker run --privileged a --pid=host'), ['run', 'privileged --privileged']);
    assert.deepEqual(access('docker --context c -H h container create --pid host a'), ['create', 'namespace --pid=host']);
    assert.deepEqual(access('podman exec --privileged a b'), ['exec', 'privileged --privileged']);
    assert.deepEqual(access('docker run --name --privileged a'), ['run']);
    assert.equal(access('docker build .'), undefined);
    assert.equal(access('kubectl run a'), undefined);
  });

  it('tell which paths of the host they mount', () => {
    assert.deepEqual(access('docker run -v /:/h -v /run/docker.sock:/s -v /etc/kubernetes/pki:/p -v data:/etc -v /srv:/etc a'), [
      'run',
      'root /',
      'socket /run/docker.sock',
      'path /etc/kubernetes/pki',
    ]);
    assert.deepEqual(access('docker run --mount type=bind,src=/proc,dst=/p --mount type=volume,src=/etc,dst=/e a'), ['run', 'path /proc']);
  });

  it('say where a daemon listens without asking for certificates', () => {
    const listeners = (script: string) => [...unverifiedListenersOf(command(script))].map(({ address, isOpen }) => `${address} ${isOpen}`);
    assert.deepEqual(listeners('dockerd -H tcp://0.0.0.0:2375 --host=tcp://10.0.0.1:2375 -H unix:///s'), [
      'tcp://0.0.0.0:2375 true',
      'tcp://10.0.0.1:2375 false',
    ]);
    assert.deepEqual(listeners('docker daemon -H tcp://[::]:2375'), ['tcp://[::]:2375 true']);
    assert.deepEqual(listeners('dockerd --tlsverify -H tcp://0.0.0.0:2376'), []);
    assert.deepEqual(listeners('docker -H tcp://a:2375 ps'), []);
  });
});
