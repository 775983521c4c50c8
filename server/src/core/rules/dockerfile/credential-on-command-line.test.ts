import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './credential-on-command-line.js';

const run = (script: string, before = '') => `FROM debian:trixie-slim\n${before}RUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a login to a registry',
    run('docker login -u ci -p «hunter2» registry.corp.dev'),
    'A credential for docker login is in the command, and so in the history of the image: use a secret mount',
    {
      severity: 'warning',
      equivalents: ['trivy:DS-0031'],
    },
  );
  flags(
    'other logins',
    run(
      'podman login --password=«hunter2» r && helm registry login r -u a -p «hunter2» && az login -u a -p «hunter2» && doctl auth init -t «hunter2» && dotnet nuget add source u -n a -u b -p «hunter2» && sshpass -p «hunter2» ssh a',
    ),
    /podman login/,
    /helm registry login/,
    /az login/,
    /doctl auth init/,
    /dotnet nuget add source/,
    /sshpass/,
  );
  flags(
    'tokens that are set',
    run(
      'npm config set //r.corp.dev/:_authToken «hunter2» && npm config set _auth=«hunter2» && yarn config set npmAuthToken «hunter2» && aws configure set aws_secret_access_key «hunter2» && composer config -g github-oauth.github.com «hunter2»',
    ),
    /npm config set/,
  );
  flags(
    'curl and wget',
    run(
      'curl -fsSLu ci:«hunter2» https://a && curl --user "ci:«hunter2»" https://a && wget --http-user=ci --http-password=«hunter2» https://a',
    ),
    /for curl/,
    /for curl/,
    /for wget/,
  );
  flags(
    'an Authorization header',
    run(`curl -H 'Authorization: Bearer «abc123xyz»' https://a && wget --header="authorization: token «abc123xyz»" https://a`),
  );
  flags(
    'headers of other services',
    run(
      `curl -H "PRIVATE-TOKEN: «$PW»" https://a && curl -H 'X-Vault-Token: «hunter2»' https://a && wget --header='X-API-Key: «hunter2»' https://a`,
      'ARG PW\n',
    ),
  );
  passes('headers without a credential', run(`curl -H 'Accept: application/json' -H 'X-Api-Version: 3' https://a`));
  flags('the password of a URL', run('git clone https://ci:«$PW»@git.corp.dev/a', 'ARG PW\n'));
  flags('a token in front of the host', run('pip install "git+https://«${GIT}»@github.com/a/b"', 'ARG GIT\n'));
  flags(
    'a variable of ARG',
    run('curl -u "ci:«$NEXUS»" https://a && curl -u «$NEXUS» https://a && curl -u $NEXUS_USER https://a', 'ARG NEXUS\nARG NEXUS_USER\n'),
  );
  flags(
    'a key file',
    run('gcloud auth activate-service-account --key-file=«/srv/key.json»'),
    'The key file of gcloud auth has to be in a layer for this, deleted or not: use a secret mount',
  );
  flags(
    'a builder stage, as an info',
    'FROM a:1 AS b\nRUN curl -u ci:«hunter2» https://a\nFROM scratch\nCOPY --from=b /a /a\n',
    /^A credential for curl is in the command, and so in the build cache/,
    { severity: 'info', equivalents: [] },
  );
  flags(
    'one line in a whole file',
    'FROM node:24-slim\nARG NEXUS\nWORKDIR /srv\nCOPY package*.json ./\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends curl \\\n && rm -rf /var/lib/apt/lists/* \\\n && curl -fsS -u "ci:«$NEXUS»" -o app.tgz https://nexus.corp.dev/app.tgz\nRUN npm ci\nUSER node\nCMD ["node", "main.js"]\n',
  );
  passes(
    'a secret mount',
    run('--mount=type=secret,id=t,env=T curl -H "Authorization: Bearer $T" https://a') +
      'RUN --mount=type=secret,id=t git clone https://x:$(cat /run/secrets/t)@a/b\n',
  );
  passes(
    'what the script reads itself',
    run('T=$(get-token) && curl -H "Authorization: Bearer $T" https://a && docker login -p "$(cat /x)" r'),
  );
  passes('a secret that is reported where it is declared', run('curl -u "ci:$NEXUS_PASSWORD" https://a', 'ARG NEXUS_PASSWORD\n'));
  passes(
    'what has a form of its own',
    run(
      'git clone https://ci:kQ7mZx2VrL@git.corp.dev/a && aws configure set aws_secret_access_key k9Vd2mQ8xZr4Lw7TnB1yHsP6cJ3fGa5uEoM0RtXi',
    ),
  );
  passes(
    'a password from standard input',
    run('echo "$X" | docker login -u ci --password-stdin r && gh auth login --with-token < /x', 'ARG X\n'),
  );
  passes(
    'placeholders',
    run(
      'aws configure set aws_secret_access_key temp && curl -u user:example https://a && docker login -p xxxxxxxx r && curl -H "Authorization: <token>" https://a',
    ),
  );
  passes(
    'other options and words',
    run(
      'docker run -p 80:80 a && mkdir -p x && curl -u ci https://a && ssh -p 22 a && az acr build -p x && npm config set registry https://r && curl -H "Accept: a/b" https://a && git clone git@github.com:a/b && git clone ssh://git@a/b && aws configure set region eu',
    ),
  );
  passes('a key file of a mount', run('gcloud auth activate-service-account --key-file /run/secrets/gcp'));
});
