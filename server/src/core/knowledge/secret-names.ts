// Which names of variables mean a secret: judged word by word, so that TOKEN_TTL and PUBLIC_KEY do not.

const SECRET_WORDS = new Set([
  ...['password', 'passwd', 'pword', 'passphrase', 'secret', 'secrets', 'token', 'tokens', 'credential', 'credentials', 'auth'],
  ...['apikey', 'secretkey', 'accesskey', 'privatekey', 'authtoken', 'accesstoken', 'clientsecret', 'pgpassword', 'sshpass'],
]);
/** "key" alone says nothing; behind one of these it does. */
const KEY_KINDS = new Set(['api', 'access', 'secret', 'private', 'encryption', 'signing', 'license']);
/** The variable tells something about a secret, or where one is found. */
const HARMLESS_WORDS = new Set([
  ...[
    'public',
    'pub',
    'file',
    'files',
    'filename',
    'path',
    'dir',
    'directory',
    'folder',
    'url',
    'uri',
    'host',
    'hostname',
    'endpoint',
    'server',
    'address',
    'addr',
    'port',
  ],
  ...[
    'version',
    'id',
    'ids',
    'name',
    'names',
    'user',
    'username',
    'type',
    'header',
    'prefix',
    'suffix',
    'issuer',
    'audience',
    'realm',
    'domain',
    'scope',
    'scopes',
  ],
  ...[
    'ttl',
    'timeout',
    'expiry',
    'expires',
    'expiration',
    'lifetime',
    'age',
    'length',
    'size',
    'limit',
    'count',
    'min',
    'max',
    'algorithm',
    'alg',
    'format',
    'encoding',
  ],
  ...[
    'method',
    'mode',
    'provider',
    'backend',
    'service',
    'plugin',
    'module',
    'driver',
    'store',
    'policy',
    'enabled',
    'enable',
    'disabled',
    'disable',
    'required',
    'optional',
  ],
  ...['sock', 'socket', 'alias', 'fingerprint', 'hash', 'sha256', 'checksum', 'salt', 'ref', 'arn', 'field', 'var'],
]);
/** Secrets whose names the words do not tell, or would defuse. */
const KNOWN_NAMES = new Set([
  ...[
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AZURE_CLIENT_SECRET',
    'DOCKER_AUTH_CONFIG',
    'MYSQL_PWD',
    'PGPASSWORD',
    'SSHPASS',
  ],
  ...[
    'NPM_TOKEN',
    'NODE_AUTH_TOKEN',
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'GITLAB_TOKEN',
    'CI_JOB_TOKEN',
    'HF_TOKEN',
    'VAULT_TOKEN',
    'SSH_PRIVATE_KEY',
    'ID_RSA',
  ],
]);

/** A word that ends in pass and is none of the dictionary's. */
const ROOT_PASS = /^(?:root|admin|user|db|mysql|sql|ldap|smtp|mail|redis|mongo|postgres|pg|ftp|ssh|http|proxy)pass$/;

/** "dbPassword", "DB_PASSWORD" and "db-password" are db, password. */
const wordsIn = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

export function isSecretName(name: string): boolean {
  if (KNOWN_NAMES.has(name.toUpperCase())) return true;
  const words = wordsIn(name);
  if (words.some((word) => HARMLESS_WORDS.has(word))) return false;
  return words.some((word, i) => {
    if (SECRET_WORDS.has(word) || /.(?:password|passwd|passphrase)$/.test(word)) return true;
    const before = words[i - 1] ?? '';
    if (word === 'key' || word === 'keys') return KEY_KINDS.has(before);
    if (i < words.length - 1) return false;
    // DB_PASS, ROOTPASS and DB_PWD, but neither PASS, BYPASS nor OLD_PWD.
    return i > 0 ? word === 'pass' || (word === 'pwd' && before !== 'old') || ROOT_PASS.test(word) : ROOT_PASS.test(word);
  });
}
