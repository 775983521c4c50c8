import * as assert from 'node:assert/strict';
import { secretFileOf } from './secret-files.js';

describe('secret files', () => {
  it('are known by their names', () => {
    const names =
      '.env .env.production config/.env.local id_rsa keys/id_ed25519 server.key tls/private.pem a.p12 b.pfx c.jks .pypirc .netrc .git-credentials .aws/ home/.aws/credentials .ssh .ssh/ .ssh/deploy .docker/config.json .kube/config kubeconfig service-account-prod.json credentials credentials.json a.tfstate b.ovpn config/master.key secrets.yml secrets.yaml secret.txt'.split(
        ' ',
      );
    for (const name of names) assert.deepEqual(secretFileOf(name), { by: 'name' }, name);
    for (const name of ['.npmrc', 'app/.yarnrc.yml']) assert.deepEqual(secretFileOf(name), { by: 'mixed' }, name);
  });

  it('are not those with examples, public halves and code', () => {
    const names =
      '.env.example .env.sample .env.template sample.env .env.test id_rsa.pub server.crt ca.pem fullchain.pem cert.pem dhparam.pem rds-combined-ca-bundle.pem docker.gpg.key nodesource-repo.key public.key truststore.jks .ssh/known_hosts .ssh/config credentials.go credentials.yml.enc secrets.go key.go keys environment .envrc config.json'.split(
        ' ',
      );
    for (const name of names) assert.equal(secretFileOf(name), undefined, name);
  });

  it('are told by their text', () => {
    assert.deepEqual(secretFileOf('.npmrc', '//registry.npmjs.org/:_authToken=abc\n'), { by: 'shown' });
    assert.equal(secretFileOf('.npmrc', 'engine-strict=true\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n'), undefined);
    assert.deepEqual(secretFileOf('.env', 'PORT=1\nDB_PASSWORD=abc\n'), { by: 'shown' });
    assert.equal(secretFileOf('.env', 'PORT=1\nDB_PASSWORD=\n'), undefined);
    assert.deepEqual(secretFileOf('a.pem', '-----BEGIN RSA PRIVATE KEY-----\n'), { by: 'shown' });
    assert.equal(secretFileOf('a.pem', '-----BEGIN CERTIFICATE-----\n'), undefined);
    assert.deepEqual(secretFileOf('id_rsa', ''), { by: 'name' });
  });
});
