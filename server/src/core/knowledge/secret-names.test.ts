import * as assert from 'node:assert/strict';
import { isSecretName } from './secret-names.js';

const SECRETS = [
  ...[
    'PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'db-password',
    'ADMIN_PASSWD',
    'KEY_PASSPHRASE',
    'CLIENT_SECRET',
    'SLACK_TOKEN',
    'APIKEY',
    'API_KEY',
    'apiKey',
  ],
  ...[
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'SSH_PRIVATE_KEY',
    'LICENSE_KEY',
    'SIGNING_KEYS',
    'REGISTRY_AUTH',
    'GCP_CREDENTIALS',
    'PGPASSWORD',
    'MYSQL_PWD',
  ],
  ...['DB_PASS', 'LDAP_ROOTPASS', 'DB_PWD', 'DOCKER_AUTH_CONFIG', 'npm_token'],
];
const OTHERS = [
  ...[
    'GPG_KEY',
    'NGINX_PGP_KEY_ID',
    'GHC_RELEASE_KEY',
    'PUBLIC_KEY',
    'SSH_PUBLIC_KEY',
    'KEY',
    'KEYBOARD',
    'AUTHOR',
    'PASS',
    'BYPASS',
    'COMPASS',
    'OLD_PWD',
    'PWD',
  ],
  ...[
    'DB_PASSWORD_FILE',
    'TOKEN_URL',
    'TOKEN_TTL',
    'SECRET_NAME',
    'PASSWORD_MIN_LENGTH',
    'AUTH_TYPE',
    'AUTH_ENABLED',
    'SSH_AUTH_SOCK',
    'TOKENIZERS_PARALLELISM',
  ],
  ...['API_KEY_HEADER', 'TOKEN_ISSUER', 'PASSWORD_HASH_ALGORITHM', 'KEYCLOAK_VERSION', 'API_KEY_ALIAS', 'PATH', 'constructor', ''],
];

describe('names of secrets', () => {
  for (const name of SECRETS) it(`${name} is one`, () => assert.ok(isSecretName(name)));
  for (const name of OTHERS) it(`${name || 'nothing'} is none`, () => assert.ok(!isSecretName(name)));
});
