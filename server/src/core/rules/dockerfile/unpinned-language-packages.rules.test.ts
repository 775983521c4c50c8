import * as assert from 'node:assert/strict';
import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import type { Cases } from '../../../../../test/kit/rule-suite.js';
import rules from './unpinned-language-packages.rules.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;

const cases: Readonly<Record<string, (cases: Cases) => void>> = {
  'dockerfile/unpinned-pip-package': ({ flags, passes }) => {
    flags(
      'a name',
      run('pip install --no-cache-dir «flask»'),
      '"flask" comes in whatever version is newest that day, so builds differ: add ==VERSION',
      {
        severity: 'info',
        equivalents: ['hadolint:DL3013', 'kics:02d9c71f-3ee8-4986-9c27-1a20d0d19bfc', 'scorecard:Pinned-Dependencies'],
      },
    );
    flags('each name', run('pip3 install «"requests[socks]"» b==1.0 «c»'));
    flags(
      'python -m pip, uv pip, uv tool, uvx, pipx',
      run('python3 -m pip install «a» && uv pip install «b» && uv tool install «c» && uvx «d» && pipx install «e»'),
    );
    flags('an upgrade', run('pip install -U «flask»'));
    flags('a repository without ref', run('pip install «git+https://github.com/a/b.git»'), /add @COMMIT$/);
    flags('a branch', run('pip install «git+https://github.com/a/b.git@main»'));
    flags('a range as a hint', run('pip install «"flask>=3"»'), { severity: 'hint', excludes: ['hadolint:DL3013'] });
    flags('pip itself as a hint', run('pip install --upgrade «pip»'), { severity: 'hint', includes: ['hadolint:DL3013'] });
    flags('beside a requirements file', run('pip install -r requirements.txt «gunicorn»'));
    flags('a default of ARG', file('ARG NAME=flask\nRUN pip install «$NAME»'));
    flags('the exec form', file('RUN ["pip", "install", «"flask"»]'));
    flags(
      'one line in a whole file',
      'FROM python:3.14-slim AS build\r\nWORKDIR /app\r\nCOPY requirements.txt ./\r\nRUN pip install --no-cache-dir \\\r\n  # the server\r\n  «gunicorn» \\\r\n  -r requirements.txt\r\nCOPY . .\r\nUSER 1000\r\nCMD ["gunicorn", "app:app"]\r\n',
    );
    passes('a version', run('pip install flask==3.1.2 "b==$V"'));
    passes(
      'files',
      run('pip install -r requirements.txt && pip install . && pip install /wheels/*.whl ./x -e . https://x.y/a.tgz#sha256=00'),
    );
    passes('constraints', run('pip install -c constraints.txt flask'));
    passes('a repository with ref', run('pip install git+https://github.com/a/b.git@1a2b3c4'));
    passes('variables', run('pip install $PACKAGES'));
    passes('a local index', run('pip install --no-index --find-links /wheels flask'));
    passes('other commands', run('pip uninstall -y flask && pip wheel x && uv add flask && pip --version'));
    passes('PowerShell', '# escape=`\nFROM a:1\nSHELL ["powershell", "-Command"]\nRUN pip install flask\n');
  },
  'dockerfile/unpinned-npm-package': ({ flags, passes }) => {
    flags('a name', run('npm install -g «pm2»'), '"pm2" comes in whatever version is newest that day, so builds differ: add @VERSION', {
      severity: 'info',
      equivalents: ['hadolint:DL3016', 'kics:e36d8880-3f78-4546-b9a1-12f0745ca0d5', 'scorecard:Pinned-Dependencies'],
    });
    flags('a scope', run('npm i «@vue/cli»'));
    flags('tags', run('npm i -g «npm@latest» «a@next»'));
    flags('the others', run('yarn global add «a» && pnpm add «b» && bun add «c» && yarn dlx «d» && npx -y «e» && bunx «f»'));
    flags('corepack', run('corepack prepare «pnpm@latest» --activate'));
    flags('a repository', run('npm install «user/repo»'), /add #COMMIT$/);
    flags('behind options', run('npm --loglevel warn install --registry https://r.example.com «a» --prefix /opt'));
    flags(
      'one line in a whole file',
      'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci && npm install -g «serve»\nCOPY . .\nUSER 1000\nCMD ["serve"]\n',
    );
    passes('versions and ranges', run('npm i a@1.2.3 @b/c@^1 d@10 e@1.x'));
    passes('without names', run('npm install && npm ci && yarn && yarn install && pnpm install && bun install'));
    passes('paths and repositories with ref', run('npm install ./x x.tgz user/repo#1a2b file:y git+ssh://git@x.y/z.git#v1'));
    passes('variables', run('npm install -g pnpm@$V $X'));
    passes('tools of the project', run('npx tsc && npm run build && yarn build && npm exec tsc'));
  },
  'dockerfile/unpinned-gem': ({ flags, passes }) => {
    flags(
      'a name',
      run('gem install «rails» --no-document'),
      '"rails" comes in whatever version is newest that day, so builds differ: add --version or :VERSION',
      {
        equivalents: ['hadolint:DL3028', 'kics:22cd11f7-9c6c-4f6e-84c0-02058120b341', 'scorecard:Pinned-Dependencies'].slice(0, 2),
      },
    );
    flags('bundler', run('gem i «bundler»'), { includes: ['tally:ruby/redundant-bundler-install'] });
    flags('one of two', run('gem install a:1.2 «b» -- --with-x=y'));
    flags(
      'one line in a whole file',
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY Gemfile* ./\nRUN bundle install \\\n && gem install «foreman»\nCOPY . .\nUSER 1000\nCMD ["foreman", "start"]\n',
    );
    passes('versions', run('gem install -v 1.2 a && gem install a:1.2 && gem install a --version=1 && gem install a -v "$V"'));
    passes('files', run('gem install ./a.gem && gem install -g Gemfile'));
    passes('other commands', run('gem update --system && bundle install && gem list'));
  },
  'dockerfile/unpinned-go-install': ({ flags, passes }) => {
    flags(
      '@latest',
      run('go install «golang.org/x/tools/gopls@latest»'),
      '"gopls" comes in whatever version is newest that day, so builds differ: add @VERSION',
      {
        equivalents: ['hadolint:DL3062', 'scorecard:Pinned-Dependencies'],
      },
    );
    flags('branches', run('go install «x.y/a@master» && go run «x.y/b@main» --x'));
    flags('no version and no module', run('go install -v «x.y/a» && go get -u «x.y/b»'), /add @VERSION$/, /add a go\.mod that lists it$/);
    flags(
      'a program by go get',
      run('go get «x.y/a/cmd/b»'),
      '"b" comes in whatever version is newest that day, so builds differ: add @VERSION to go install',
    );
    flags('a major version is no name', run('go get «x.y/a/v2»'), /^"a" comes in/);
    flags('@latest beside a module', file('COPY . .\nRUN go install «x.y/a@latest»'));
    flags('go get where only a program was copied', file('COPY go.mod ./\nRUN go get «x.y/a@latest»'));
    flags(
      'one line in a whole file',
      'FROM golang:1.27 AS build\nWORKDIR /src\nRUN go install «github.com/example/gen@latest»\nCOPY . .\nRUN go generate ./... && go build -o /app ./cmd\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    );
    passes('versions', run('go install x.y/a@v1.2.3 && go run x.y/b@$V'));
    passes('local packages', run('go install ./... . std cmd main.go && go get ./...'));
    passes('arguments of the program', run('go run x.y/a@v1 x.y/c@latest'));
    passes('a module that is copied', file('COPY . /go/src/x.y/a\nRUN go install x.y/a/cmd && go get x.y/b'));
    passes('a module by name', file('COPY go.mod go.sum ./\nRUN go get x.y/b'));
    passes('a module that is cloned', run('git clone https://x.y/a . && go install x.y/a'));
    passes(
      'what is checked out afterwards',
      file('RUN go get x.y/a || true\nRUN cd /go/src/x.y/a && git checkout "${A_VERSION}" && go install .'),
    );
    passes('go build', run('go build x.y/a'));
  },
  'dockerfile/unpinned-cargo-install': ({ flags, passes }) => {
    flags(
      'a name',
      run('cargo install --locked «ripgrep»'),
      '"ripgrep" comes in whatever version is newest that day, so builds differ: add @VERSION',
      { severity: 'info', equivalents: [] },
    );
    flags('binstall', run('cargo binstall -y «cargo-nextest»'));
    flags('a repository', run('cargo install --git «https://github.com/a/b»'), /add --rev COMMIT$/);
    flags(
      'one line in a whole file',
      'FROM rust:1.98 AS build\nRUN cargo +stable install «cargo-chef»\nWORKDIR /app\nCOPY . .\nRUN cargo build --release --locked\nFROM debian:trixie-slim\nCOPY --from=build /app/target/release/app /app\nUSER 1000\nENTRYPOINT ["/app"]\n',
    );
    passes('versions', run('cargo install a@1.2 && cargo install a --version 1.2 && cargo install --git https://x.y/b --rev 1a2b'));
    passes('the project', run('cargo install --path . && cargo build'));
  },
  'dockerfile/unpinned-dotnet-tool': ({ flags, passes }) => {
    flags('a tool', run('dotnet tool install -g «dotnet-ef»'), /"dotnet-ef" .* add --version VERSION$/, {
      equivalents: ['scorecard:Pinned-Dependencies'],
    });
    flags('a package', run('dotnet add x.csproj package «Serilog»'));
    flags('nuget and choco', run('nuget install «Serilog» -OutputDirectory p && choco install -y «git»'), /-Version VERSION$/);
    passes(
      'versions',
      run('dotnet tool install a --version 1 && dotnet tool install a@1.2 && choco install git --version=2 && nuget install a -Version 1'),
    );
    passes('lists', run('dotnet tool restore && dotnet restore && nuget install packages.config'));
  },
  'dockerfile/unpinned-composer-package': ({ flags, passes }) => {
    flags('a name', run('composer require «a/b» c/d:^1'), /"a\/b" .* add :CONSTRAINT$/);
    flags('a global one', run('composer global require -n «a/b»'));
    passes('constraints', run('composer require a/b:^1 "c/d=1.0" e/f 2.* g/h dev-main'));
    passes('others', run('composer install && composer update'));
  },
  'dockerfile/unpinned-conda-package': ({ flags, passes }) => {
    flags('names', run('conda install -y -c conda-forge «numpy» «nodefaults::scipy»'), /"numpy" .* add =VERSION$/);
    flags('an environment', run('mamba create -n x python=3.12 «pandas» && micromamba install «r»'));
    passes('versions', run('conda install numpy=2 "scipy>=1" a::b==1'));
    passes('files', run('conda install --file list.txt && conda env create -f env.yml && conda clean -afy'));
  },
};

for (const rule of rules) ruleSuite(rule, cases[rule.id] ?? (() => assert.fail(`no cases for ${rule.id}`)));
