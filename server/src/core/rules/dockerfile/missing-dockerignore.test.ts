import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-dockerignore.js';

const files = { Dockerfile: '', 'main.go': '' };

ruleSuite(rule, ({ flags, passes, writes, offersNoFix }) => {
  flags(
    'the whole context',
    'FROM golang:1.27\nCOPY «.» /src\n',
    'Everything here is copied, .git and secrets too, as no .dockerignore keeps them out: add one beside this file',
    { files },
    { severity: 'warning', equivalents: ['sonar:S6470'] },
  );
  flags(
    'what is surely there',
    'FROM golang:1.27\nADD «./» /src\n',
    '".git" is copied into the image with everything else, as no .dockerignore keeps it out: add one',
    { files: { ...files, '.git/HEAD': '' } },
  );
  flags(
    'once in a file, in a stage that only builds too',
    'FROM golang:1.27 AS build\nCOPY «.» /src\nCOPY . /again\nFROM scratch\nCOPY --from=build /app /app\nCOPY * /x/\n',
    { files },
    { equivalents: [] },
  );
  passes('with an ignore file', 'FROM golang:1.27\nCOPY . /src\n', { files: { ...files, '.dockerignore': '.git' } });
  passes('with one of its own', 'FROM golang:1.27\nCOPY . /src\n', {
    path: 'a/dev.Dockerfile',
    files: { 'dev.Dockerfile.dockerignore': '.git' },
  });
  passes('names', 'FROM golang:1.27\nCOPY main.go src/ /src/\n', { files });
  passes('another stage or a named context', 'FROM golang:1.27 AS a\nFROM golang:1.27\nCOPY --from=a . /x\nCOPY --from=lib . /y\n', {
    files,
  });
  passes('a stage that nobody uses', 'FROM golang:1.27 AS a\nCOPY . /x\nFROM golang:1.27\n', { files });
  passes('a context that is not known', 'FROM golang:1.27\nCOPY . /src\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY «.» .\nRUN npm run build\n\nFROM nginxinc/nginx-unprivileged:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    /^".env" is copied/,
    { files: { Dockerfile: '', '.env': '', 'package.json': '' } },
  );
  const HISTORY = '# Version history\n.git\n';
  const KEYS = '\n# Settings and keys\n.env\n.env.local\n.env.*.local\nid_rsa\nid_ed25519\n*.p12\n*.pfx\n';
  const MADE = '\n# Made anew by the build\n';
  const CREATE = 'Create .dockerignore';
  const COPY = 'FROM node:24-slim\nCOPY . /app\n';
  const having = (...names: string[]) => ({ files: Object.fromEntries(names.map((name) => [name, ''])) });
  writes(
    'history and keys where nothing else is known',
    CREATE,
    'FROM golang:1.27\nCOPY . /src\n',
    { files },
    { '.dockerignore': HISTORY + KEYS },
  );
  writes(
    'what is there, and what the build makes anew',
    CREATE,
    `${COPY}RUN npm ci && npm run build\n`,
    having('Dockerfile', 'package.json', 'node_modules/a', '.next/a', '.env.production', '.hg/a', 'ca.pem', '.env.example'),
    { '.dockerignore': `# Version history\n.git\n.hg\n${KEYS}.env.production\n${MADE}**/node_modules\n.next\n` },
  );
  for (const [manifest, maker, lines] of [
    ['Cargo.toml', 'cargo build --release', 'target'],
    ['pom.xml', 'mvn package', 'target'],
    ['requirements.txt', 'pip install -r requirements.txt', '**/__pycache__\n.venv'],
    ['app.csproj', 'dotnet publish', '**/bin\n**/obj'],
    ['composer.json', 'composer install', 'vendor'],
    ['build.gradle', './gradlew build', 'build\n.gradle'],
  ] as const)
    writes(`for ${manifest}`, CREATE, `${COPY}RUN ${maker}\n`, having(manifest), { '.dockerignore': `${HISTORY}${KEYS}${MADE}${lines}\n` });
  writes(
    'for a project that only the Dockerfile names',
    CREATE,
    'FROM node:24-slim\nCOPY web/package*.json web/\nRUN npm ci\nCOPY . .\n',
    having('main.go', 'web/package.json'),
    { '.dockerignore': `${HISTORY}${KEYS}${MADE}**/node_modules\n` },
  );
  writes('nothing that the image runs on', CREATE, `${COPY}CMD ["node", "a.js"]\n`, having('package.json', 'node_modules/a'), {
    '.dockerignore': HISTORY + KEYS,
  });
  writes(
    'nothing that is copied, mounted or read by name',
    CREATE,
    `${COPY}COPY .env target/app.jar a.pfx /app/\nRUN --mount=type=bind,source=id_rsa,target=/id_rsa mvn package && git rev-parse HEAD && keytool -importkeystore -srckeystore ours.p12\n`,
    having('pom.xml', '.env', 'target/app.jar', 'id_rsa', 'ours.p12', 'a.pfx'),
    { '.dockerignore': '# Settings and keys\n.env.local\n.env.*.local\nid_ed25519\n' },
  );
  writes(
    'nothing that another Dockerfile beside it needs',
    CREATE,
    `${COPY}RUN mvn package\n`,
    {
      files: {
        'pom.xml': '',
        'target/a.jar': '',
        'run.Dockerfile': 'FROM eclipse-temurin:25\nARG JAR=target/*.jar\nCOPY ${JAR} /app.jar\n',
      },
    },
    { '.dockerignore': HISTORY + KEYS },
  );
  writes(
    'a folder at the top where one below it is copied',
    CREATE,
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\nCOPY . .\nCOPY tools/bin/run /run\nRUN dotnet publish\n',
    having('app.csproj', 'bin/a.dll', 'tools/bin/run'),
    { '.dockerignore': `${HISTORY}${KEYS}${MADE}**/obj\nbin\n` },
  );
  offersNoFix('where a source is not known', `${COPY}ARG WHAT\nCOPY $WHAT /x\n`, undefined, { files });
});
