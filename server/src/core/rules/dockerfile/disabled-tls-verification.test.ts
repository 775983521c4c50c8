import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import disabledTlsVerification from './disabled-tls-verification.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;
const URL = 'https://example.com/a';

ruleSuite(disabledTlsVerification, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'curl',
    run(`curl «--insecure» -fO ${URL}`),
    '"--insecure" switches certificate checks off, so anyone on the way can answer in its place: remove it',
    {
      severity: 'warning',
      equivalents: ['sonar:S4830', 'checkov:CKV2_DOCKER_2'],
      safety: 'unsafe',
    },
  );
  flags('a letter of curl', run(`curl -fsSL«k»o a ${URL} && curl «-k» ${URL}`));
  flags('wget', run(`wget -q «--no-check-certificate» ${URL}`), { equivalents: ['sonar:S4830', 'checkov:CKV2_DOCKER_3'] });
  flags('git', run(`git «-c» http.sslVerify=false clone ${URL} && git config --global «http.sslVerify» false`), /^"http.sslVerify"/);
  flags('git for one host', run('git config --system «http.https://example.com/.sslverify» 0'));
  flags('npm, yarn, pnpm', run('npm config set «strict-ssl» false && yarn config set «strict-ssl=false» && pnpm i «--no-strict-ssl»'), {
    includes: ['checkov:CKV2_DOCKER_13'],
  });
  flags('pip', run('pip install «--trusted-host» pypi.example.com -r r.txt && python3 -m pip install «--trusted-host=a.b» -r r.txt'), {
    includes: ['checkov:CKV2_DOCKER_4'],
  });
  flags('a host inside', run('pip install «--trusted-host» pypi.internal -r r.txt && curl «-k» https://nexus.local/a'));
  flags('yum and dnf', run('yum «--setopt=sslverify=false» install -y a && dnf «--setopt» sslverify=0 update'), {
    includes: ['checkov:CKV2_DOCKER_15'],
  });
  flags('a line of a configuration', run('echo "«sslverify=0»" >> /etc/yum.conf'), { includes: ['checkov:CKV2_DOCKER_15'] });
  flags('apt', run('apt-get «-o» Acquire::https::Verify-Peer=false update && apt «-oAcquire::https::Verify-Host=false» update'));
  flags('apt sources', run("echo 'deb [«allow-insecure=yes»] https://example.com/ a b' > /etc/apt/sources.list.d/a.list"));
  flags(
    'go',
    run('go env -w «GOINSECURE=example.com» && GOINSECURE=«example.com» go get example.com/a && go get «-insecure» example.com/a'),
  );
  flags(
    'maven, composer, conda',
    run(
      'mvn «-Dmaven.wagon.http.ssl.insecure=true» package && composer config -g «secure-http» false && conda config --set «ssl_verify» no',
    ),
  );
  flags(
    'a variable of a command',
    run('export «NODE_TLS_REJECT_UNAUTHORIZED=0» && GIT_SSL_NO_VERIFY=«1» git fetch'),
    {
      equivalents: ['sonar:S4830', 'checkov:CKV2_DOCKER_6'],
    },
    { equivalents: ['sonar:S4830', 'checkov:CKV2_DOCKER_14'] },
  );
  flags(
    'ENV',
    file('ENV A=1 «NODE_TLS_REJECT_UNAUTHORIZED=0»'),
    /^"NODE_TLS_REJECT_UNAUTHO…" switches certificate checks off for all that follows/,
    {
      equivalents: ['sonar:S4830', 'checkov:CKV2_DOCKER_6'],
    },
  );
  flags(
    'others in ENV',
    file(
      'ENV «GIT_SSL_NO_VERIFY=true»\nENV «PYTHONHTTPSVERIFY=0» «PIP_TRUSTED_HOST="a.b c.d"» «GOFLAGS="-mod=mod -insecure"»\nENV «NPM_CONFIG_STRICT_SSL false»',
    ),
  );
  flags('ARG', file('ARG «GOINSECURE=*.example.com»'), /switches certificate checks off in the build/);
  flags(
    'a trigger, a heredoc, the exec form',
    file(`ONBUILD RUN curl «-k» ${URL}\nRUN <<EOF\ncurl «-k» ${URL}\nEOF\nRUN ["curl", «"-k"», "${URL}"]`),
  );
  flags(
    'two lines in a whole file',
    `FROM node:24-slim\r\nENV «NODE_TLS_REJECT_UNAUTHORIZED=0»\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && wget «--no-check-certificate» \\\r\n    ${URL}\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  passes(
    'loopback',
    run('curl -k https://localhost:8443/a && wget --no-check-certificate https://127.0.0.1/a && pip install --trusted-host localhost a'),
  );
  passes(
    'values that switch it on',
    file(
      'ENV NODE_TLS_REJECT_UNAUTHORIZED=1 GIT_SSL_NO_VERIFY= PYTHONHTTPSVERIFY=1 NPM_CONFIG_STRICT_SSL=true GOFLAGS=-mod=mod\nARG GOINSECURE\nRUN git config http.sslVerify true && npm config set strict-ssl true',
    ),
  );
  passes('values of options', run(`curl -o -k ${URL} && curl -H "X: -k" --key k ${URL} && wget -O --no-x ${URL}`));
  passes('other commands', run('sort -k 2 a && apt-get -o Acquire::Retries=3 update && composer config secure-http true && ls -k'));
  passes('text that is only a name', run('grep sslverify /etc/yum.conf'));
  fixes('a word', 'Remove --insecure', run(`curl --insecure -fO ${URL}`), run(`curl -fO ${URL}`));
  fixes('a letter', 'Remove -k', run(`curl -fskSL ${URL}`), run(`curl -fsSL ${URL}`));
  fixes('an option with its value', 'Remove --trusted-host', run('pip install --trusted-host a.b -r r.txt'), run('pip install -r r.txt'));
  fixes('an option of git', 'Remove http.sslVerify', run(`git -c http.sslVerify=false clone ${URL}`), run(`git clone ${URL}`));
  fixes('a setting', 'Switch the check on', run('npm config set strict-ssl false'), run('npm config set strict-ssl true'));
  fixes('a setting in one word', 'Switch the check on', run('npm config set strict-ssl=false'), run('npm config set strict-ssl=true'));
  fixes('an instruction', 'Remove GIT_SSL_NO_VERIFY', file('ENV GIT_SSL_NO_VERIFY=1\nRUN a'), file('RUN a'));
  fixes('one of several', 'Remove PYTHONHTTPSVERIFY', file('ENV A=1 PYTHONHTTPSVERIFY=0 B=2'), file('ENV A=1 B=2'));
  offersNoFix('for a line of a configuration', run('echo sslverify=0 >> /etc/yum.conf'));
  fixes(
    'one of several on lines of their own',
    'Remove PYTHONHTTPSVERIFY',
    file('ENV A=1 \\\n    PYTHONHTTPSVERIFY=0 \\\n    B=2'),
    file('ENV A=1 \\\n    B=2'),
  );
  offersNoFix('for one with a comment in between', file('ENV A=1 \\\n  # why\n    PYTHONHTTPSVERIFY=0'));
});
