import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './incomplete-dockerignore.js';

const having = (ignore: string, ...names: string[]) => ({
  files: Object.fromEntries([['.dockerignore', ignore], ...names.map((name) => [name, ''])]),
});
const COPY = 'FROM node:24-slim\nCOPY «.» /app\n';
const PLAIN = COPY.replace(/[«»]/g, '');

ruleSuite(rule, ({ flags, passes, writes, offersNoFix }) => {
  flags('history', COPY, '".git" passes .dockerignore and is copied along: add it to that file', having('*.md', '.git/HEAD'), {
    severity: 'info',
    equivalents: ['dockle:DKL-LI-0003'],
  });
  flags(
    'several, secrets first',
    `${COPY}RUN npm ci\n`,
    '.dockerignore lets ".env.production" and 2 more through to this COPY: add them to it',
    having('', '.git/HEAD', 'node_modules/a/b', 'package.json', '.env.production'),
  );
  for (const name of ['.env', 'id_ed25519', 'app.p12', 'server-private.pem', '.npmrc', '.aws/credentials', '.svn/x'])
    flags(name, COPY, having('x', name, 'a.txt'));
  for (const [manifest, output, maker] of [
    ['package.json', 'node_modules', 'npm ci'],
    ['package.json', 'node_modules', 'yarn'],
    ['package.json', '.next', 'npm run build'],
    ['Cargo.toml', 'target', 'cargo build'],
    ['pom.xml', 'target', './mvnw package'],
    ['pyproject.toml', '.venv', 'uv sync'],
    ['pyproject.toml', '.venv', 'true'],
    ['requirements-dev.txt', '__pycache__', 'true'],
    ['app.csproj', 'obj', 'dotnet publish'],
    ['app.csproj', 'bin', '/usr/bin/dotnet publish'],
    ['build.gradle', 'build', 'gradle build && cp build/libs/a.jar /a.jar'],
    ['package.json', 'node_modules', 'npm ci && node_modules/.bin/tsc'],
    ['composer.json', 'vendor', 'composer install'],
    ['build.gradle.kts', 'build', './gradlew build'],
    ['package.json', 'node_modules', 'make'],
    ['package.json', 'node_modules', './build.sh'],
    ['package.json', 'node_modules', 'sh ci/build.sh'],
  ] as const)
    flags(`${output} beside ${manifest}, made by ${maker}`, `${COPY}RUN ${maker}\n`, having('x', manifest, `${output}/a`));
  for (const [manifest, output, rest] of [
    ['package.json', 'node_modules', 'CMD ["node", "server.js"]'],
    ['package.json', 'node_modules', 'RUN npm run build'],
    ['pom.xml', 'target', 'CMD ["java", "-jar", "target/app.jar"]'],
    ['pyproject.toml', '.venv', 'CMD ["/app/.venv/bin/python", "app.py"]'],
    ['composer.json', 'vendor', 'RUN npm ci'],
    ['app.csproj', 'bin', 'RUN dotnet publish && ./bin/pack.sh'],
    ['build.gradle', 'build', 'RUN sh build/all.sh'],
    ['package.json', 'node_modules', 'RUN ./node_modules/.bin/tsc'],
  ] as const)
    passes(`${output} that the image runs on: ${rest}`, `${PLAIN}${rest}\n`, having('x', manifest, `${output}/a`));
  passes(
    'what is copied by name',
    `${PLAIN}COPY .env /app/\nCOPY target/*.jar /\nRUN mvn package\n`,
    having('x', '.env', 'pom.xml', 'target/a.jar'),
  );
  passes('what is mounted by name', `${PLAIN}RUN --mount=type=bind,source=.npmrc,target=/root/.npmrc npm ci\n`, having('x', '.npmrc'));
  passes('what a command reads', `${PLAIN}RUN cp .env.production .env\n`, having('x', '.env.production'));
  passes('settings that a package manager reads', `${PLAIN}RUN npm ci\n`, having('x', '.npmrc'));
  flags(
    'what a command only makes or removes',
    `${COPY}RUN cp .env.example .env && rm -rf .git\n`,
    having('x', '.env', '.env.example', '.git/HEAD'),
  );
  passes('history that git is asked about', `${PLAIN}RUN git describe --tags > VERSION\n`, having('x', '.git/HEAD'));
  flags('history beside a clone of something else', `${COPY}RUN git clone https://a.example/b && git -C b log\n`, having('x', '.git/HEAD'));
  passes(
    'what is sent on purpose',
    PLAIN,
    having('.env*\n!.env\nnode_modules\n!node_modules/keep\n', '.env', 'node_modules/a', 'package.json'),
  );
  passes('what another Dockerfile beside it copies', PLAIN, {
    files: { ...having('x', '.env').files, 'dev.Dockerfile': 'FROM node:24-slim\nCOPY .env /app/\n' },
  });
  passes('what is left out', PLAIN, having('.git\n.env*\nnode_modules\n', '.git/HEAD', '.env', 'node_modules/a', 'package.json'));
  passes('a list of what may be sent', PLAIN, having('*\n!src\n', '.git/HEAD', '.env', 'src/a'));
  passes('templates of settings', PLAIN, having('x', '.env.example', '.env.sample'));
  passes('folders of other ecosystems: vendor of Go, target of none', PLAIN, having('x', 'go.mod', 'vendor/a', 'target/x', 'build/y'));
  passes('public certificates', PLAIN, having('x', 'ca.pem', 'tls.crt'));
  passes('names that are copied', 'FROM node:24-slim\nCOPY src /app\n', having('x', '.git/HEAD'));
  passes('no ignore file, which has its own finding', PLAIN, { files: { '.git/HEAD': '' } });
  passes('nothing known', PLAIN);
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY «.» .\nRUN npm run build\n\nFROM nginxinc/nginx-unprivileged:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    having('node_modules\ndist\n', 'package.json', 'node_modules/a', 'dist/b', '.git/HEAD'),
  );
  writes('the line that is missing', 'Add ".git" to .dockerignore', PLAIN, having('*.md\n', '.git/HEAD', 'README.md'), {
    '.dockerignore': '*.md\n.git\n',
  });
  writes(
    'several, with the line ends of the file and without the last one',
    'Add ".env.production" and 2 more to .dockerignore',
    `${PLAIN}RUN npm ci\n`,
    having('# ours\r\n*.md', '.git/HEAD', 'node_modules/a', 'package.json', '.env.production'),
    { '.dockerignore': '# ours\r\n*.md\r\n.env.production\r\n.git\r\nnode_modules' },
  );
  writes('into an empty file', 'Add ".git" to .dockerignore', PLAIN, having('', '.git/HEAD'), { '.dockerignore': '.git\n' });
  writes(
    'into the ignore file of this Dockerfile',
    'Add ".git" to dev.Dockerfile.dockerignore',
    PLAIN,
    { path: 'dev.Dockerfile', files: { 'dev.Dockerfile.dockerignore': 'a\n', '.dockerignore': '', '.git/HEAD': '' } },
    { 'dev.Dockerfile.dockerignore': 'a\n.git\n' },
  );
  offersNoFix('where a source is not known', `${PLAIN}ARG WHAT\nCOPY $WHAT /x\n`, undefined, having('x', '.git/HEAD'));
});
