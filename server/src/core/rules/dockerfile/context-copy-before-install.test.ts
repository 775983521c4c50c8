import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './context-copy-before-install.js';

const stage = (...lines: string[]) => `FROM x:1\nWORKDIR /srv\n${lines.join('\n')}\n`;
const node = { files: { 'package.json': '{"name": "a"}', 'yarn.lock': '', 'src/a.js': '' } };

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'npm ci',
    stage('COPY «.» .', 'RUN npm ci'),
    'Every change to any file runs "npm ci" anew, since all is copied before it: copy the manifests first',
    { severity: 'info', equivalents: [] },
  );
  for (const command of [
    'npm install --omit=dev',
    'npm i',
    'yarn',
    'yarn install --frozen-lockfile',
    'pnpm install --frozen-lockfile',
    'bun install',
    'pip install --no-cache-dir -r requirements.txt',
    'pip3 install -rrequirements.txt',
    'python -V && uv pip install -r requirements.txt',
    'poetry install --no-root',
    'uv sync --no-install-project',
    'composer install --no-dev',
    'go mod download',
    'dotnet restore',
    'cargo fetch',
    'mvn -B dependency:go-offline',
    'apt-get update && npm ci && npm cache clean --force',
  ])
    flags(command, stage('COPY «./» /srv', `RUN ${command}`));
  flags('bundle', stage('COPY «.» .', 'RUN bundle install'), { includes: ['tally:ruby/prefer-gemfile-bind-mounts'] });
  flags('a build in a RUN of its own', stage('COPY «.» .', 'RUN npm ci', 'RUN npm run build'));
  flags('once', stage('COPY «.» .', 'RUN npm ci', 'RUN pip install -r requirements.txt'));
  passes('the manifests first', stage('COPY package*.json ./', 'RUN npm ci', 'COPY . .', 'RUN npm run build'));
  passes('installed once before', stage('COPY package*.json ./', 'RUN npm ci', 'COPY . .', 'RUN npm ci --omit=dev'));
  passes('a build in the same RUN', stage('COPY . .', 'RUN npm ci && npm run build'));
  passes('go build, mvn package, dotnet publish in the same RUN', stage('COPY . .', 'RUN go mod download && go build -o /app .'));
  passes('commands that build alone', stage('COPY . .', 'RUN go build ./... && mvn package && dotnet publish -c Release'));
  passes('mounted manifests', stage('COPY . .', 'RUN --mount=type=bind,source=package.json,target=package.json npm ci'));
  passes('packages by name', stage('COPY . .', 'RUN npm install -g serve && npm install express && pip install flask'));
  passes('folders by name', stage('COPY src src', 'RUN npm ci'));
  passes('an installation in another stage', `${stage('COPY . .')}FROM y\nRUN npm ci\n`);
  passes('an installation before', stage('RUN npm ci', 'COPY . .'));
  passes('versions', stage('COPY . .', 'RUN yarn --version && bundle --version'));

  const title = 'Copy package.json, yarn.lock first, the rest after the installation';
  fixes(
    'keeps flags, comments and what stands between',
    title,
    stage('# all', 'COPY --chown=node:node . .', 'ENV A=1', 'RUN yarn \\', '  install', 'CMD ["node"]'),
    stage(
      '# all',
      'COPY --chown=node:node package.json yarn.lock ./',
      'ENV A=1',
      'RUN yarn \\',
      '  install',
      'COPY --chown=node:node . .',
      'CMD ["node"]',
    ),
    node,
  );
  fixes(
    'a folder without slash',
    title,
    stage('COPY . /srv', 'RUN yarn'),
    stage('COPY package.json yarn.lock /srv/', 'RUN yarn', 'COPY . /srv'),
    node,
  );
  fixes(
    'keeps CRLF',
    'Copy go.mod first, the rest after the installation',
    'FROM x:1\r\nCOPY . .\r\nRUN go mod download\r\n',
    'FROM x:1\r\nCOPY go.mod ./\r\nRUN go mod download\r\nCOPY . .\r\n',
    { files: { 'go.mod': '' } },
  );
  fixes(
    'requirements',
    'Copy requirements.txt first, the rest after the installation',
    stage('COPY . .', 'RUN pip install -r requirements.txt'),
    stage('COPY requirements.txt ./', 'RUN pip install -r requirements.txt', 'COPY . .'),
    { files: { 'requirements.txt': 'flask==3.1\n' } },
  );
  offersNoFix('nothing known of the files', stage('COPY . .', 'RUN npm ci'));
  offersNoFix('scripts after the installation', stage('COPY . .', 'RUN npm ci'), undefined, {
    files: { 'package.json': '{"scripts": {"postinstall": "x"}}' },
  });
  offersNoFix('workspaces', stage('COPY . .', 'RUN npm ci'), undefined, { files: { 'package.json': '{"workspaces": ["a"]}' } });
  offersNoFix('requirements that name others', stage('COPY . .', 'RUN pip install -r requirements.txt'), undefined, {
    files: { 'requirements.txt': '-r base.txt\n' },
  });
  offersNoFix('a project that installs itself', stage('COPY . .', 'RUN poetry install'), undefined, { files: { 'pyproject.toml': '' } });
  offersNoFix('a RUN in between', stage('COPY . .', 'RUN ./configure', 'RUN npm ci'), undefined, node);
  offersNoFix('a WORKDIR in between', stage('COPY . .', 'WORKDIR web', 'RUN npm ci'), undefined, node);
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\nFROM ruby:3.4-slim AS build\nWORKDIR /rails\nRUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev\nCOPY «.» .\nRUN bundle config set without "development test" && bundle install\nRUN bundle exec rake assets:precompile\n\nFROM ruby:3.4-slim\nCOPY --from=build /rails /rails\nUSER 1000\nCMD ["bundle", "exec", "puma"]\n',
  );
});
