import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './secret-in-arg-or-env.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an ARG without default',
    'FROM python:3.14-slim\nARG «NPM_TOKEN»\n',
    '"NPM_TOKEN" stays readable in the history of the image: use RUN --mount=type=secret instead of ARG',
    {
      severity: 'warning',
      includes: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031'],
    },
  );
  flags('an ARG with default', 'FROM alpine:3.24\nARG «DB_PASSWORD»=example\n');
  flags('an ENV with a value', 'FROM alpine:3.24\nENV «API_KEY»="example"\n', /^Whoever can pull this image can read "API_KEY"/, {
    severity: 'warning',
    includes: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031', 'dockle:CIS-DI-0010'],
  });
  flags('an ENV in the old form', 'FROM alpine:3.24\nENV «LDAP_ROOTPASS» example\n', {
    excludes: ['buildkit:SecretsUsedInArgOrEnv', 'hadolint:DL3064'],
  });
  flags(
    'an ENV that takes over such an ARG',
    'FROM alpine:3.24\nARG «GITHUB_TOKEN»\nENV «GITHUB_TOKEN»=$GITHUB_TOKEN\n',
    /history/,
    /can read/,
  );
  flags('each of several pairs', 'FROM alpine:3.24\nENV HOME=/srv «DB_PASS»=a \\\n    TZ=UTC «dbPassword»=b\n');
  flags('words joined in one', 'FROM alpine:3.24\nENV «PGPASSWORD»=example «apiKey»=example\n');
  flags('a key of a kind', 'FROM alpine:3.24\nARG «SIGNING_KEY»\nARG «PRIVATE_KEY»\nARG «ENCRYPTION_KEY»\n');
  flags('a name that is known, whatever its words say', 'FROM alpine:3.24\nARG «AWS_ACCESS_KEY_ID»\n', {
    includes: ['trivy:DS-0031', 'hadolint:DL3064'],
  });
  flags(
    'an ARG of a stage that does not ship, as an info',
    'FROM node:24 AS build\nARG «NPM_TOKEN»\nFROM alpine:3.24\n',
    /build cache and provenance/,
    {
      severity: 'info',
      includes: ['buildkit:SecretsUsedInArgOrEnv', 'hadolint:DL3064'],
      excludes: ['trivy:DS-0031'],
    },
  );
  flags('a value written into a stage that does not ship', 'FROM node:24 AS build\nENV «NPM_TOKEN»=example\nFROM alpine:3.24\n', {
    severity: 'warning',
    excludes: ['dockle:CIS-DI-0010'],
  });
  flags('an ARG above the first FROM, as an info', 'ARG «REGISTRY_PASSWORD»\nFROM alpine:3.24\n', {
    severity: 'info',
    excludes: ['buildkit:SecretsUsedInArgOrEnv'],
  });
  flags('a piece of a file', 'ENV «API_KEY»=example\n', { includes: ['trivy:DS-0031', 'buildkit:SecretsUsedInArgOrEnv'] });
  flags('ONBUILD', 'FROM node:24\nONBUILD ARG «NPM_TOKEN»\n');
  flags(
    'a name of the option',
    'FROM alpine:3.24\nARG «MYSTERY»\n',
    { equivalents: ['sonar:S6472', 'cis-docker-1.6:4.10', 'semgrep:secret-in-build-arg', 'tally:require-secret-mounts'] },
    { options: { secretNames: ['MYSTERY'] } },
  );
  flags(
    'Rails and Bundler',
    'FROM ruby:3.4\nENV «SECRET_KEY_BASE»=example\nARG «BUNDLE_GEMS_TOKEN»\n',
    { includes: ['tally:ruby/secrets-in-arg-or-env'] },
    { includes: ['tally:ruby/prefer-secret-mounts-for-build-credentials'] },
  );

  passes(
    'what only points to a secret',
    'FROM alpine:3.24\nENV DB_PASSWORD_FILE=/run/secrets/db TOKEN_URL=https://example.com SECRET_NAME=db\n',
  );
  passes('what only describes one', 'FROM alpine:3.24\nENV TOKEN_TTL=3600 PASSWORD_MIN_LENGTH=12 AUTH_TYPE=basic TOKEN_ISSUER=me\n');
  passes(
    'public keys and fingerprints',
    'FROM python:3.14-slim\nENV GPG_KEY=0123456789ABCDEF NGINX_PGP_KEY_ID=1 GHC_RELEASE_KEY=2 PUBLIC_KEY=3\nARG DEPLOY_PUBLIC_KEY\n',
  );
  passes(
    'words that only look like one',
    'FROM alpine:3.24\nENV TOKENIZERS_PARALLELISM=4 AUTHOR=me KEYBOARD=us BYPASS=1 OLD_PWD=/srv SSH_AUTH_SOCK=/run/agent\n',
  );
  passes('a boolean', 'FROM alpine:3.24\nENV REQUIRE_PASSWORD=true\nARG USE_TOKEN=false\n');
  passes(
    'a path, which only says where',
    'FROM alpine:3.24\nENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/key.json VAULT_TOKEN="/vault/token"\n',
  );
  flags('a value that only begins like a path', 'FROM alpine:3.24\nENV «DB_PASSWORD»=/x9+Zq== «TOKEN»=/abc\n');
  passes('an empty value', 'FROM alpine:3.24\nENV DB_PASSWORD=""\n');
  passes(
    'a value that is itself a secret, which is dockerfile/hardcoded-secret',
    'FROM alpine:3.24\nENV API_TOKEN=9f3c1a7be0d24856b7c8f1e2a3d4095c\nARG DB_SECRET=q7Rk2ZpX9vLm4TbW8sYd\n',
  );
  passes('an ENV whose value comes from elsewhere', 'FROM alpine:3.24\nARG SETTINGS\nENV SECRET=$SETTINGS\n');
  passes('a secret mount', 'FROM alpine:3.24\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n');
  passes('a name that is allowed', 'FROM alpine:3.24\nARG LICENSE_KEY\n', { options: { allowedNames: ['LICENSE_KEY'] } });

  fixes(
    'by a mount in each RUN that names it',
    'Mount the secret in the RUN that needs it',
    'FROM alpine:3.24\n# for the registry\nARG NPM_TOKEN\nRUN npm ci --token ${NPM_TOKEN} \\\n # quiet\n && npm run check\nRUN true\nRUN npm publish --token $NPM_TOKEN\n',
    'FROM alpine:3.24\n# for the registry\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci --token ${NPM_TOKEN} \\\n # quiet\n && npm run check\nRUN true\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm publish --token $NPM_TOKEN\n',
  );
  fixes(
    'beside other mounts, in a heredoc, with CRLF',
    'Mount the secret in the RUN that needs it',
    'FROM alpine:3.24\r\nARG API_TOKEN\r\nRUN --mount=type=cache,target=/root/.cache <<EOF\r\nfetch --token $API_TOKEN\r\nEOF\r\n',
    'FROM alpine:3.24\r\nRUN --mount=type=secret,id=api_token,env=API_TOKEN --mount=type=cache,target=/root/.cache <<EOF\r\nfetch --token $API_TOKEN\r\nEOF\r\n',
  );
  offersNoFix(
    'the RUN writes it into a layer all the same',
    'FROM alpine:3.24\nARG NPM_TOKEN\nRUN echo "_authToken=$NPM_TOKEN" > ~/.npmrc && npm ci\n',
  );
  offersNoFix('no RUN is seen to use it', 'FROM alpine:3.24\nARG NPM_TOKEN\nRUN npm ci\n');
  offersNoFix('ENV keeps it', 'FROM alpine:3.24\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nRUN fetch $NPM_TOKEN\n');
  offersNoFix('LABEL shows it', 'FROM alpine:3.24\nARG API_TOKEN\nRUN fetch $API_TOKEN\nLABEL token=$API_TOKEN\n');
  offersNoFix(
    'another stage inherits it',
    'FROM alpine:3.24 AS base\nARG API_TOKEN\nRUN fetch $API_TOKEN\nFROM base\nRUN again $API_TOKEN\n',
  );
  offersNoFix('one ARG declares several', 'FROM alpine:3.24\nARG API_TOKEN VERSION\nRUN fetch $API_TOKEN\n');

  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG RUBY=3.4
FROM ruby:\${RUBY}-slim AS base
ENV BUNDLE_DEPLOYMENT=1 \\
    BUNDLE_WITHOUT=development \\
    RAILS_ENV=production

FROM base AS build
ARG «BUNDLE_RUBYGEMS__ACME_TOKEN»
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile

FROM base
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /rails /rails
ENV DATABASE_HOST=db \\
    DATABASE_USER=web \\
    # to be changed
    «DATABASE_PASSWORD»=example \\
    SESSION_TOKEN_LIFETIME=3600
USER 1000:1000
CMD ["./bin/rails", "server"]
`,
  );
});
