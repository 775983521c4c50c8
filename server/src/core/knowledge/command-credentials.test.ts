import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { credentialsOn } from './command-credentials.js';

function found(script: string): string[] {
  const text = `FROM a\nRUN ${script}\n`;
  const commands =
    readDockerfile(text)
      .instructions[1]?.scripts()
      .flatMap((each) => each.commands) ?? [];
  return commands.flatMap((command) =>
    [...credentialsOn(command)].map((each) => `${each.program}: ${text.slice(each.at.start, each.at.end)}`),
  );
}

describe('credentials on command lines', () => {
  it('are found behind the options of programs', () => {
    assert.deepEqual(found('docker login -u a -p b r && az acr login --password=c && sshpass -p d ssh -p 22 h'), [
      'docker login: b',
      'az acr login: c',
      'sshpass: d',
    ]);
    assert.deepEqual(found('npm config set //r/:_authToken=a && npm set _auth b && composer config -g http-basic.r u p'), [
      'npm config set: a',
      'npm set: b',
      'composer config: p',
    ]);
    assert.deepEqual(found('curl -fu a:b -H "Authorization: Bearer $T" u && wget --password=c u'), ['curl: b', 'curl: $T', 'wget: c']);
  });

  it('are found in URLs', () => {
    assert.deepEqual(found('git clone https://a:b@h/r && pip install git+https://$T@h/r'), ['git: b', 'pip: $T']);
    assert.deepEqual(found('git clone https://a@h/r && git clone ssh://git@h/r && echo https://a:b@h'), []);
  });

  it('are not seen in other words', () => {
    assert.deepEqual(found('docker run -p 1:2 a && npm config set registry r && curl -u a u && mkdir -p b && helm install -p c'), []);
  });
});
