import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import leftoverLanguageCache from './leftover-language-cache.js';

const app = (run: string, start = 'CMD ["/app"]') => `FROM example.com/base:1\nRUN ${run}\n${start}\n`;

ruleSuite(leftoverLanguageCache, ({ flags, passes, fixes, offersNoFix }) => {
  flags('npm', app('«npm ci» --omit=dev'), '"npm ci" leaves its cache in the image: clear "~/.npm" in this RUN, or mount it', {
    severity: 'hint',
    equivalents: [],
    safety: 'unsafe',
  });
  for (const run of [
    '«pnpm install» --frozen-lockfile',
    '«bun install»',
    '«uv sync»',
    '«composer install» --no-dev',
    '«go build» -o /app .',
    '«cargo build» --release',
    '«mvn» -q package',
    '«./gradlew build»',
    '«dotnet publish» -c Release',
    '«conda install» -y numpy',
  ])
    flags(run, app(run), { equivalents: [] });
  flags('gem', app('«gem install» rake'), { equivalents: ['dockerfile_lint:no_gem_clean_all'] });
  flags('bundler', app('«bundle install»'), { equivalents: ['tally:ruby/leftover-bundler-cache'] });
  flags('rvm', app('«rvm install» 3.4'), { equivalents: ['dockerfile_lint:no_rvm_cleanup_all'] });
  flags('gem on its own image', 'FROM ruby:4.0\nRUN «gem install» rake\nCMD ["/app"]\n', /clear "\/usr\/local\/bundle\/cache" in/);
  flags('go on another base', app('«go build» .'), /clear "~\/go\/pkg\/mod" in/);
  flags(
    'what a later RUN lives on',
    'FROM golang:1.27\nCOPY go.* ./\nRUN «go mod» download\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /a .\nCMD ["/a"]\n',
    '"go mod" fetches for a later RUN into a layer that ships: build in its own stage, or mount it',
  );
  offersNoFix(
    'where a later RUN needs it',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet restore\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet publish\nCMD ["/a"]\n',
  );
  flags('two tools', app('«npm ci» && «composer install»'));
  flags('a mount elsewhere', app('--mount=type=cache,target=/root/.yarn «npm ci»'));
  flags(
    'one line in a whole file',
    'FROM node:24 AS build\nRUN npm ci && npm run build\nFROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN set -eux; \\\n    «npm ci» --omit=dev; \\\n    rm -rf /tmp/*\nCOPY --from=build /app/dist dist\nUSER node\nCMD ["node", "dist/main.js"]\n',
  );
  for (const run of [
    'npm ci && npm cache clean --force',
    'npm ci && rm -rf ~/.npm',
    'npm ci && rm -rf /root/.npm /tmp/*',
    'npm ci --cache /tmp/x && rm -rf /tmp/x',
    'npm run build && npm --version',
    'pnpm install && pnpm store prune',
    'composer install --no-cache',
    'go build . && rm -rf /root/.cache /go/pkg',
    'go version',
    'conda install -y numpy && conda clean -afy',
    'dotnet publish && dotnet nuget locals all --clear',
    'cargo build && rm -rf /usr/local/cargo/registry',
    'mvn package && rm -rf ~/.m2',
    'mvn -o package',
    'uv sync --no-cache',
    '--mount=type=cache,target=/root/.npm npm ci',
    '--mount=type=cache,target=/go/pkg/mod go build .',
    '--mount=type=tmpfs,target=/root/.m2 mvn package',
  ])
    passes(run, app(run));
  passes('a variable that moves it', 'FROM node\nENV NPM_CONFIG_CACHE=/tmp/npm\nRUN npm ci\nCMD ["node", "a.js"]\n');
  passes('a variable that turns it off', 'FROM python\nENV UV_NO_CACHE=1\nRUN uv sync\nCMD ["python", "a.py"]\n');
  passes('the tool that is started', app('mvn package', 'CMD ["mvn", "spring-boot:run"]'));
  passes('an image for development', app('npm ci'), { path: '.devcontainer/Dockerfile' });
  passes('a stage that does not ship', 'FROM node AS a\nRUN npm ci\nFROM nginx:1.30\nCOPY --from=a /a /a\n');
  fixes(
    'by the command of the tool',
    'Append go clean -cache -modcache',
    app('go build .'),
    app('go build . && go clean -cache -modcache'),
  );
  fixes(
    'mamba by itself',
    'Append micromamba clean -afy',
    app('micromamba install -y a'),
    app('micromamba install -y a && micromamba clean -afy'),
  );
  offersNoFix('where no command clears it', app('gem install rake'));
});
