import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './hardcoded-secret.js';

/** Put together here, so that no scanner takes these made-up values for leaks of this repository. */
const join = (...parts: readonly string[]): string => parts.join('');
const CHECKED = join('zQWBuTSOoRi4A9spHcVY', '5ncnsDkxkJ0mLq17');
const GITHUB = join('gh', 'p_', CHECKED);
const NPM = join('np', 'm_', CHECKED);
const AWS_ID = join('AK', 'IA', 'QXZ3WJLP5VNT2RKD');
const AWS_KEY = join('k9Vd2mQ8xZ', 'r4Lw7TnB1y', 'HsP6cJ3fGa', '5uEoM0RtXi');
const GITLAB = join('gl', 'pat-', 'x7Qm2kVr9ZpLw4TnB8ys');
const SLACK = join('xo', 'xb-', '849302716453-', '7394028165372-', 'kQ7mZx2VrLw9TnB4ysPdHc6J');
const STRIPE = join('sk_', 'live_', 'p8Kx2QmVr7ZtLw4TnB9ysHcJ');
const GOOGLE = join('AI', 'za', 'Qk7mZx2VrLw9TnB4ysPdHc6JfGa5uEoM0Rt');
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const SIGNATURE = 'kQ7mZx2VrLw9TnB4ysPdHc6JfGa5uEoM0RtXiUvYb3s';
const jwt = (claims: object, alg = 'HS256') => `${encode({ alg, typ: 'JWT' })}.${encode(claims)}.${SIGNATURE}`;
const JWT = jwt({ sub: 'svc', role: 'service' });
const KEY_BODY = `${'MIIEpAIBAAKCAQEAq7Rk2ZpX9vLm4TbW8sYdHc6JfGa5uEoM0RtXiUvYb3s1wNzK'}\n`;
const PEM = join('-----BEGIN RSA PRIV', 'ATE KEY-----');
const PEM_END = join('-----END RSA PRIV', 'ATE KEY-----');
const RANDOM = join('q7Rk2ZpX9v', 'Lm4TbW8sYd');

const run = (script: string) => `FROM alpine:3.24\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a GitHub token in ENV',
    `FROM alpine:3.24\nENV GITHUB_TOKEN=«${GITHUB}»\n`,
    'A GitHub token is written out here, for all who get this file or the image: revoke it and use a secret mount',
    {
      severity: 'error',
      equivalents: ['sonar:S6437', 'tally:secrets-in-code', 'cis-docker-1.6:4.10', 'dockle:CIS-DI-0010', 'trivy:DS-0031'],
    },
  );
  flags('one in ARG', `FROM alpine:3.24\nARG T="«${GITHUB}»"\n`, { excludes: ['trivy:DS-0031', 'dockle:CIS-DI-0010'] });
  flags('one in LABEL', `FROM alpine:3.24\nLABEL token=«${GITHUB}»\n`);
  flags('one in a comment', `FROM alpine:3.24\n# docker run -e T=«${GITHUB}» x\nCMD ["/app"]\n`, /^A GitHub token stands in this comment/, {
    equivalents: ['sonar:S6437', 'tally:secrets-in-code'],
  });
  flags('one in a heredoc', `FROM alpine:3.24\nRUN <<EOF\ncurl -H "Authorization: token «${GITHUB}»" https://api.github.com\nEOF\n`);
  flags('one in a trigger', `FROM alpine:3.24\nONBUILD ENV T=«${GITHUB}»\n`);
  flags('one in a URL, once', run(`git clone https://x-access-token:«${GITHUB}»@github.com/acme/shop`), /GitHub token/);
  flags('one in a file with CRLF', `FROM alpine:3.24\r\nENV A=1 \\\r\n    B=«${GITHUB}»\r\n`);
  flags('one in the piece of a file', `ENV T=«${GITHUB}»\n`);
  flags(
    'a fine-grained GitHub token',
    run(
      `gh auth login --with «${join('github', '_pat_', '11ABCDEQY0kQ7mZx2VrLw9', '_TnB4ysPdHc6JfGa5uEoM0RtXiUvYb3skQ7mZx2VrLw9TnB4ysPdHc6JfGa5').slice(0, 59)}»${'uEoM0RtXiUvYb3skQ7mZx2VrLw9TnB4ysPd'.slice(0, 34)}`,
    ),
  );
  flags('an npm token', run(`echo "//registry.npmjs.org/:_authToken=«${NPM}»" > .npmrc`), /^A npm token/);
  flags(
    'an AWS key with its secret',
    `FROM alpine:3.24\nENV AWS_ACCESS_KEY_ID=«${AWS_ID}»\nENV «AWS_SECRET_ACCESS_KEY=${AWS_KEY.slice(0, 37)}»${AWS_KEY.slice(37)}\n`,
    /AWS access key/,
    /AWS secret key/,
  );
  flags(
    'an AWS secret in a file that a heredoc writes',
    `FROM alpine:3.24\nCOPY <<EOF /root/.aws/credentials\n[default]\n«aws_secret_access_key = ${AWS_KEY.slice(0, 35)}»${AWS_KEY.slice(35)}\nEOF\n`,
  );
  flags(
    'GitLab, Slack, Stripe and Google',
    run(`a «${GITLAB}» && b «${SLACK.slice(0, 59)}»${SLACK.slice(59)} && c «${STRIPE}» && d «${GOOGLE}»`),
    /GitLab/,
    /Slack/,
    /Stripe/,
    /Google/,
  );
  flags('a signed token, as a warning', `FROM alpine:3.24\nENV T=«${JWT.slice(0, 59)}»${JWT.slice(59)}\n`, /JWT/, { severity: 'warning' });
  flags(
    'a private key',
    `FROM alpine:3.24\nRUN cat > /key <<EOF\n«${PEM}\n${KEY_BODY.slice(0, 59 - PEM.length - 1)}»${KEY_BODY.slice(59 - PEM.length - 1)}${PEM_END}\nEOF\n`.replace(
      /«(-+BEGIN[^\n]*)\n([^»]*)»/,
      '«$1»\n$2',
    ),
    /^A private key/,
  );
  flags('a private key with escaped line breaks', `FROM alpine:3.24\nENV KEY="«${PEM}»\\n${KEY_BODY.trim()}\\n"\n`);
  flags(
    'user and password in a URL',
    run('pip install --index-url https://«deploy:9f3kQ7xw»@pypi.corp.dev/simple shop'),
    /password in a URL/,
  );
  flags('a database URL', 'FROM alpine:3.24\nENV DATABASE_URL=postgres://«shop:hunter2-and-7»@db.corp.dev/shop\n');
  flags(
    'a random value behind the name of a secret',
    `FROM alpine:3.24\nENV API_TOKEN=«${RANDOM}»\n`,
    'The value of "API_TOKEN" looks like a real secret, open to all with this file: change and mount it',
    { includes: ['trivy:DS-0031', 'dockle:CIS-DI-0010'] },
  );
  flags(
    'hexadecimal and UUID',
    'FROM alpine:3.24\nENV SECRET_KEY_BASE=«9f3c1a7be0d24856b7c8f1e2a3d4095c» CLIENT_SECRET=«3f2b8c1e-9a47-4d6b-8e05-7c1f2a9b4d30»\n',
  );
  flags('one in front of a command, and exported', run(`API_KEY=«${RANDOM}» make && export DB_PASSWORD=«${RANDOM}»`));
  flags(
    'one line in a whole file',
    `# syntax=docker/dockerfile:1\nFROM node:24-slim AS build\nWORKDIR /srv\nCOPY package*.json ./\nRUN npm config set //registry.npmjs.org/:_authToken «${NPM}» && npm ci\nCOPY . .\nRUN npm run build\nFROM node:24-slim\nENV NODE_VERSION=24.1.0 GPG_KEY=0123456789ABCDEF0123456789ABCDEF01234567\nCOPY --from=build /srv/dist /srv\nUSER 1000\nCMD ["node", "/srv/main.js"]\n`,
  );

  flags('one in front of the program of CMD', `FROM alpine:3.24\nCMD API_TOKEN=«${RANDOM}» exec /app\n`);
  passes('a word that only looks like an assignment', run(`make API_TOKEN=${RANDOM} && echo API_TOKEN=${RANDOM}`));
  passes('what is exported without a value', run('export API_TOKEN && declare -r API_TOKEN=$X'));
  passes('a token whose checksum is wrong', `FROM alpine:3.24\nENV T=${join('gh', 'p_', '16C7e42F292c6912E7710c838347Ae178B4a')}\n`);
  passes(
    'the example of the vendor',
    `FROM alpine:3.24\nENV ID=${join('AK', 'IAIOSFODNN7EXAMPLE')} AWS_SECRET_ACCESS_KEY=${join('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')}\n`,
  );
  passes('letters an AWS key never has', `FROM alpine:3.24\nENV ID=${join('AK', 'IA', 'QXZ3WJLP5VNT2RK0')}\n`);
  passes('a longer word', `FROM alpine:3.24\nENV ID=X${AWS_ID} B=${AWS_ID}Z\n`);
  passes(
    'placeholders',
    `FROM alpine:3.24\nENV A=${join('gl', 'pat-', 'xxxxxxxxxxxxxxxxxxxx')} B=${join('sk_', 'live_', 'your_key_goes_here_000000')} API_TOKEN=change-me-2Rk9Zp7Xq4LmV\n`,
  );
  passes('keys of a test account', `FROM alpine:3.24\nENV K=${join('sk_', 'test_', 'p8Kx2QmVr7ZtLw4TnB9ysHcJ')}\n`);
  passes(
    'variables',
    'FROM alpine:3.24\nARG TOKEN\nENV API_TOKEN=$TOKEN\nRUN git clone https://oauth2:${TOKEN}@git.corp.dev/a && curl https://u:$TOKEN@x.dev\n',
  );
  passes('a search for the header of a key', run(`grep -q "${PEM}" /key || echo none`));
  passes(
    'a public key and a certificate',
    run(`echo "-----BEGIN PUBLIC KEY-----\\n${KEY_BODY.trim()}" > /k && echo "-----BEGIN CERTIFICATE-----\\n${KEY_BODY.trim()}" > /c`),
  );
  passes(
    'a signed token for everybody',
    `FROM alpine:3.24\nENV A=${jwt({ role: 'anon' })} B=${jwt({ sub: '1234567890', name: 'John Doe' })} C=${jwt({ sub: 'x' }, 'none')}\n`,
  );
  passes('what only looks like a signed token', `FROM alpine:3.24\nENV A=eyJhbGciOnRydWV9.eyJzdWIiOiJhIn0.${SIGNATURE}\n`);
  passes(
    'URLs with everyday passwords',
    'FROM alpine:3.24\nENV A=postgres://postgres:postgres@db/app B=amqp://guest:guest@mq C=mysql://root:password@db/x D=http://u:s3cretX9@localhost:80 E=https://me:k2Xq9Zp7@example.com/\n',
  );
  passes('a digest', 'FROM alpine:3.24\nRUN skopeo copy docker://alpine:3.24@sha256:aaaa oci:x && crane pull https://a:3.24@sha256:12ab\n');
  passes('a URL in a comment', 'FROM alpine:3.24\n# git clone https://deploy:9f3kQ7xw@git.corp.dev/a\nCMD ["/app"]\n');
  passes(
    'values that are no secrets',
    'FROM alpine:3.24\nENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568 SIGNING_KEY=E3FF2839C048B25C084DEBE9B26995E310250568\nENV DB_PASSWORD_FILE=/run/secrets/Q7Rk2ZpX9vLm4TbW8sYd SECRET_KEY_ID=q7Rk2ZpX9vLm4TbW8sYd API_TOKEN= SECRET=true TOKEN_TTL=3600\n',
  );
  passes(
    'words behind the name of a secret',
    'FROM alpine:3.24\nENV DB_PASSWORD=hunter2 API_TOKEN=MyCompanyServiceName2 SESSION_SECRET=keyboard-cat-is-here APP_SECRET=/var/lib/App1/Keys9/x\n',
  );
  passes(
    'a random value without such a name',
    `FROM alpine:3.24\nENV BUILD=${RANDOM} SHA256=9f3c1a7be0d24856b7c8f1e2a3d4095c9f3c1a7be0d24856b7c8f1e2a3d4095c\n`,
  );
});
