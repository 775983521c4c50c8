import * as assert from 'node:assert/strict';
import { readDockerfile } from '../model/dockerfile/read.js';
import { languageCommandOf } from './language-packages.js';

function read(script: string, before = ''): string | undefined {
  const model = readDockerfile(`FROM a:1\n${before}RUN ${script}\n`);
  const run = model.instructions.at(-1);
  const command = run?.scripts()[0]?.commands[0];
  const found = command && run && languageCommandOf(command, run.state);
  return (
    found &&
    [
      found.tool,
      found.action,
      ...found.packages.map((item) => `${item.name}:${item.kind === 'registry' ? '' : `${item.kind}-`}${item.pinning}`),
    ].join(' ')
  );
}

describe('commands of language package managers', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['pip install flask', 'pip add flask:floating'],
    ['pip3.12 install -U "flask==3.0" requests>=2', 'pip add flask:fixed requests:floating'],
    ['pip install "requests>=2,<3" "a[x]~=1" b==1.*', 'pip add requests:range a:range b:range'],
    ['pip install --no-cache-dir -i https://x/ -t /opt a', 'pip add a:floating'],
    ['python3 -m pip install a', 'pip add a:floating'],
    ['python -c "-m pip install"', undefined],
    ['pip install -r req.txt', 'pip sync'],
    [
      'pip install . ./a /b -e . x.whl "a[b]" .[dev]',
      'pip add .:path-fixed ./a:path-fixed /b:path-fixed x.whl:path-fixed a:floating .[dev]:path-fixed',
    ],
    ['pip install git+https://github.com/a/b.git c@git+ssh://git@x.y/a/c@v1', 'pip add b:git-floating c:git-fixed'],
    ['pip install https://x.y/a.zip#sha256=1', 'pip add https://x.y/a.zip#sha256=1:url-fixed'],
    ['pip install $A "b==$V" c$D', 'pip add $A:open b:fixed c:open'],
    ['pip install "a==$V" ; true', 'pip add a:fixed'],
    ['pip uninstall a', undefined],
    ['pip download a', undefined],
    ['uv pip install --system a', 'uv add a:floating'],
    ['uv tool install ruff@0.3.0', 'uv add ruff:fixed'],
    ['uvx ruff@latest check .', 'uv add ruff:floating'],
    ['uv sync --frozen', 'uv sync'],
    ['uv run x', undefined],
    ['pipx install poetry==1.8', 'pipx add poetry:fixed'],
    ['poetry lock', 'poetry update'],
    ['npm i -g @a/b @a/c@1.2.3 d@latest e@^1 f@10', 'npm add @a/b:floating @a/c:fixed d:floating e:range f:range'],
    ['npm --loglevel warn install --registry https://r/', 'npm sync'],
    [
      'npm install ./x x.tgz a/b a/b#v1 git+https://x/y.git#1a2b',
      'npm add ./x:path-fixed x.tgz:path-fixed a/b:git-floating a/b:git-fixed git+https://x/y.git:git-fixed',
    ],
    ['npm ci', 'npm sync'],
    ['npm install a@npm:b@1.2.3 c@$V', 'npm add b:fixed c:open'],
    ['npx -y create-x@latest app', 'npm add create-x:floating'],
    ['npx tsc -p .', undefined],
    ['npx --yes -p a@1.0.0 b', 'npm add a:fixed'],
    ['npm exec -y -- a b', 'npm add a:floating'],
    ['npm run build', undefined],
    ['yarn', 'yarn sync'],
    ['yarn --version', undefined],
    ['yarn build', undefined],
    ['yarn global add a', 'yarn add a:floating'],
    ['yarn dlx a b', 'yarn add a:floating'],
    ['pnpm install', 'pnpm sync'],
    ['pnpm add -g a@1.2.3', 'pnpm add a:fixed'],
    ['bun install --frozen-lockfile', 'bun sync'],
    ['bunx a b', 'bun add a:floating'],
    ['corepack prepare pnpm@latest --activate', 'corepack add pnpm:floating'],
    ['corepack enable pnpm', undefined],
    ['gem install a b:1.2 --no-document', 'gem add a:floating b:fixed'],
    ['gem install -v 1.2 a -- --with-x=/y', 'gem add a:fixed'],
    ['gem install ./a.gem', 'gem add ./a.gem:path-fixed'],
    ['bundle install --jobs 4', 'bundle sync'],
    ['bundle exec rake', undefined],
    ['go install -ldflags "-s -w" x.y/a/b@latest', 'go add b:floating'],
    ['go install ./cmd/... std', 'go add ./cmd/...:path-fixed std:path-fixed'],
    ['go run x.y/a@v1.2 --flag x.y/c', 'go add a:fixed'],
    ['go get -u x.y/a', 'go add a:floating'],
    ['go mod tidy', 'go update'],
    ['go build ./...', undefined],
    ['cargo install a b@1.2 --locked', 'cargo add a:floating b:fixed'],
    ['cargo +nightly install --version 1.2 a', 'cargo add a:fixed'],
    ['cargo install --path .', 'cargo sync'],
    ['cargo install --git https://x.y/a/b', 'cargo add b:git-floating'],
    ['cargo install --git https://x.y/a/b --tag v1 b', 'cargo add b:git-fixed'],
    ['cargo build --release', 'cargo sync'],
    ['cargo clippy', undefined],
    ['dotnet tool install -g dotnet-ef', 'dotnet add dotnet-ef:floating'],
    ['dotnet tool install dotnet-ef --version 9.0.0', 'dotnet add dotnet-ef:fixed'],
    ['dotnet add app.csproj package X -v 1.2', 'dotnet add X:fixed'],
    ['dotnet publish', undefined],
    ['nuget install packages.config', 'nuget add'],
    ['choco install -y git --version 2.4', 'choco add git:fixed'],
    ['composer require a/b c/d:^1 e/f "^2.0"', 'composer add a/b:floating c/d:fixed e/f:fixed'],
    ['composer global require a/b', 'composer add a/b:floating'],
    ['composer update', 'composer update'],
    ['conda install -y -c conda-forge a b=1.2 c::d==1 "e>=2"', 'conda add a:floating b:fixed d:fixed e:range'],
    ['mamba create -n x python=3.12', 'conda add python:fixed'],
    ['conda install --file env.txt', 'conda sync'],
    ['conda env create -f env.yml', undefined],
    ['echo pip install a', undefined],
  ];
  for (const [script, expected] of cases) it(script, () => assert.equal(read(script), expected));
  it('variables with a known value', () => {
    assert.equal(read('pip install $A', 'ARG A=flask\n'), 'pip add flask:floating');
    assert.equal(read('npm i -g npm@${V}', 'ENV V=10.2.1\n'), 'npm add npm:fixed');
  });
});
