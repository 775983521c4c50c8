import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import cleartextHttp from './cleartext-http.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;

ruleSuite(cleartextHttp, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'curl',
    run('curl -fsSL «http://»example.com/a | tar -xz'),
    'Anyone on the way can read and replace what comes from "example.com" by http: use https',
    {
      severity: 'info',
      equivalents: ['sonar:S5332', 'dockerfile_lint:no_run_without_https', 'datadog:d5b3c9a1-7e8f-4c2a-9d6e-3f1a8b4c7e9d'],
      safety: 'unsafe',
    },
  );
  flags('wget, ftp, git', run('wget -q «ftp://»example.com/a && git clone «http://»example.com/a.git -b v1'), /by ftp: use https$/);
  flags('ADD', file('ADD «http://»example.com/a /a'), {
    includes: ['dockerfile_lint:no_add_without_https'],
    excludes: ['dockerfile_lint:no_run_without_https'],
  });
  flags('quotes and upper case', run('curl "«HTTP://»example.com/a"'));
  flags(
    'package indexes',
    run('pip install -i «http://»pypi.example.com/simple -r r.txt && npm config set registry «http://»npm.example.com'),
  );
  flags(
    'variables of package managers',
    file('ENV PIP_INDEX_URL=«http://»pypi.example.com/simple\nARG NPM_CONFIG_REGISTRY=«http://»npm.example.com'),
    {
      equivalents: ['sonar:S5332', 'datadog:d5b3c9a1-7e8f-4c2a-9d6e-3f1a8b4c7e9d'],
    },
  );
  flags('the value of ENV at the word', file('ENV URL=http://example.com/a\nRUN curl -fO «$URL»'));
  flags('a verified one as a hint', run('curl -fO «http://»example.com/a && echo "$SUM  a" | sha256sum -c -'), { severity: 'hint' });
  flags('one that only MD5 speaks for', run('curl -fO «http://»example.com/a && echo "$SUM  a" | md5sum -c -'), { severity: 'info' });
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && curl -fsSL «http://»example.com/tool.tgz \\\r\n  | tar -xz -C /opt\r\nCOPY . .\r\nENV API=http://api.example.com\r\nHEALTHCHECK CMD curl -f http://example.com/\r\nLABEL url=http://example.com\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes('https', run('curl https://example.com/?u=http://x.example.com'));
  for (const host of [
    'localhost:8080',
    '127.0.0.1',
    '[::1]:80',
    'nexus.local',
    'a.svc',
    'a.b.svc.cluster.local',
    'mirror.internal',
    'registry',
  ])
    passes(host, run(`curl http://${host}/a`));
  passes('mirrors with signed packages', run('curl -O http://deb.debian.org/debian/a.deb && wget http://archive.ubuntu.com/a'));
  passes('allowed hosts', run('curl http://old.example.com/a'), { options: { allowedHttpHosts: ['old.example.com'] } });
  passes(
    'proxies, headers and text',
    run('curl -x http://proxy.example.com -e http://x.example.com https://example.com/a && echo "deb http://x.example.com/ a" > b'),
  );
  passes('variables without value', run('curl http://$HOST/a'));
  fixes('the scheme alone', 'Use https', run('wget -q "http://example.com/a"'), run('wget -q "https://example.com/a"'));
  fixes('ADD', 'Use https', file('ADD \\\n  # why\n  http://example.com/a /a'), file('ADD \\\n  # why\n  https://example.com/a /a'));
  offersNoFix('for ftp', run('curl ftp://example.com/a'));
  offersNoFix('for a variable', file('ENV URL=http://example.com/a\nRUN curl -fO $URL'));
});
