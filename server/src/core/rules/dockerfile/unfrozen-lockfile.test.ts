import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unfrozenLockfile from './unfrozen-lockfile.js';

const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;
const npm = (script: string, before = '') => file(`${before}COPY package.json package-lock.json ./\nRUN ${script}`);

ruleSuite(unfrozenLockfile, ({ flags, passes, fixes, offersNoFix }) => {
  flags('npm install', npm('npm «install»'), '"npm install" may install other versions than "package-lock.json" says: use npm ci', {
    severity: 'info',
    equivalents: ['scorecard:Pinned-Dependencies'],
    safety: 'unsafe',
  });
  flags('a pattern', file('COPY package*.json ./\nRUN npm «i» --omit=dev'));
  flags('a lock of another stage', 'FROM a:1 AS x\nFROM a:1\nCOPY --from=x /app/package-lock.json ./\nRUN npm «install»\n');
  flags('a lock that is mounted', file('RUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm «install»'));
  flags('a lock in the parent stage', 'FROM a:1 AS x\nCOPY package.json package-lock.json ./\nFROM x\nRUN npm «install»\n');
  flags('a folder that is known to have one', file('COPY . .\nRUN npm «install»'), {
    files: { 'package.json': '{}', 'package-lock.json': '{}' },
  });
  flags(
    'a lock that is left behind',
    file('COPY web/package.json ./\nRUN npm «install»'),
    '"package-lock.json" is not copied, so "npm install" picks versions anew: copy it first',
    {
      files: { 'web/package.json': '{}', 'web/package-lock.json': '{}' },
    },
  );
  flags(
    'yarn',
    file('COPY package.json yarn.lock ./\nRUN «yarn» && yarn «install» --production'),
    /^"yarn" may install other versions than "yarn.lock" says: use --frozen-lockfile$/,
    {
      equivalents: [],
    },
  );
  flags('pnpm and bun', file('COPY pnpm-lock.yaml bun.lock ./\nRUN pnpm «install» && bun «install»'));
  flags('bundle', file('COPY Gemfile Gemfile.lock ./\nRUN bundle «install» --without test'), /use BUNDLE_FROZEN=true$/, {
    equivalents: ['tally:ruby/missing-bundle-deployment', 'tally:ruby/deprecated-bundler-install-flags'],
  });
  flags(
    'composer update, poetry update and lock',
    file('COPY composer.lock poetry.lock ./\nRUN composer «update» && poetry «update» && poetry «lock»'),
    '"composer update" rewrites "composer.lock" during the build: run it before and commit the result',
  );
  flags('uv', file('COPY pyproject.toml uv.lock ./\nRUN uv «sync» --no-dev'));
  flags('cargo', file('COPY Cargo.toml Cargo.lock ./\nRUN cargo «build» --release && cargo +nightly «install» --path .'));
  flags(
    'a crate as a hint',
    file('RUN cargo «install» ripgrep@14.1.1'),
    'cargo install ignores the lock file of "ripgrep", so its dependencies change by the day: add --locked',
    {
      severity: 'hint',
      equivalents: [],
    },
  );
  flags('dotnet as a hint', file('COPY app.csproj packages.lock.json ./\nRUN dotnet «restore»'), { severity: 'hint' });
  flags(
    'go',
    file('COPY go.mod go.sum ./\nRUN go mod «tidy» && go «get» -u ./...'),
    /^"go mod tidy" rewrites "go.sum"/,
    /^"go get" rewrites "go.sum"/,
  );
  flags('the exec form', file('COPY package-lock.json ./\nRUN ["npm", «"install"»]'));
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\r\nWORKDIR /app\r\nCOPY package.json \\\r\n  # the lock\r\n  package-lock.json ./\r\nRUN npm «install» \\\r\n && npm cache clean --force\r\nCOPY . .\r\nRUN npm run build\r\nFROM nginx:1.30-alpine\r\nCOPY --from=build /app/dist /usr/share/nginx/html\r\n',
  );
  passes('the frozen forms', npm('npm ci && npm ci --omit=dev'));
  passes('frozen yarn', file('COPY yarn.lock ./\nRUN yarn --frozen-lockfile && yarn install --immutable && yarn build'));
  passes(
    'frozen pnpm and bun',
    file(
      'COPY pnpm-lock.yaml bun.lock ./\nRUN pnpm i --frozen-lockfile && bun install --frozen-lockfile && bun ci && CI=true pnpm install',
    ),
  );
  passes(
    'a variable of pnpm and yarn',
    file('ENV CI=true YARN_ENABLE_IMMUTABLE_INSTALLS=1\nCOPY pnpm-lock.yaml yarn.lock ./\nRUN pnpm install && yarn install'),
  );
  passes('frozen bundle', file('COPY Gemfile.lock ./\nENV BUNDLE_DEPLOYMENT=1\nRUN bundle install'));
  passes('a setting of bundle', file('COPY Gemfile.lock ./\nRUN bundle config set --local frozen true\nRUN bundle install'));
  passes(
    'the others',
    file(
      'COPY uv.lock Cargo.lock packages.lock.json composer.lock go.sum ./\nENV UV_LOCKED=1\nRUN uv sync && cargo build --locked && cargo install --locked x && dotnet restore --locked-mode && composer install && go mod download && go build',
    ),
  );
  passes('no lock', file('COPY package.json ./\nRUN npm install && yarn && composer update && cargo build'));
  passes('a folder whose files are not known', file('COPY . .\nRUN npm install'));
  passes('a folder without one', file('COPY package*.json ./\nCOPY . .\nRUN npm install'), { files: { 'package.json': '{}' } });
  passes('a lock that is ignored', file('COPY . .\nRUN npm install'), {
    files: { 'package-lock.json': '{}', '.dockerignore': 'package-lock.json\n' },
  });
  passes('a lock that comes later', file('RUN npm install\nCOPY package-lock.json ./'));
  passes('named and global packages', npm('npm install -g && npm install x && cargo check'));
  fixes('npm', 'Use npm ci', npm('npm install --omit=dev'), npm('npm ci --omit=dev'));
  fixes(
    'yarn',
    'Add --frozen-lockfile',
    file('COPY yarn.lock ./\nRUN yarn --production'),
    file('COPY yarn.lock ./\nRUN yarn --frozen-lockfile --production'),
  );
  fixes(
    'bundle',
    'Set BUNDLE_FROZEN=true',
    file('COPY Gemfile.lock ./\nRUN bundle install'),
    file('COPY Gemfile.lock ./\nRUN BUNDLE_FROZEN=true bundle install'),
  );
  fixes(
    'composer',
    'Use composer install',
    file('COPY composer.lock ./\nRUN composer update -n'),
    file('COPY composer.lock ./\nRUN composer install -n'),
  );
  fixes(
    'cargo',
    'Add --locked',
    file('COPY Cargo.lock ./\nRUN cargo build --release'),
    file('COPY Cargo.lock ./\nRUN cargo build --locked --release'),
  );
  offersNoFix('where the lock is switched off', npm('npm install --no-package-lock'));
  offersNoFix('for go mod tidy', file('COPY go.sum ./\nRUN go mod tidy'));
});
