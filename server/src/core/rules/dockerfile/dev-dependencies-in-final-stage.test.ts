import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import devDependencies from './dev-dependencies-in-final-stage.js';

const final = (lines: string) => `FROM debian:trixie-slim\nWORKDIR /app\n${lines}\nCMD ["/app/main"]\n`;
const copied = (build: string, copy: string) =>
  `FROM node:24 AS build\nWORKDIR /app\n${build}\nFROM node:24-slim\nWORKDIR /app\n${copy}\nCMD ["node", "main.js"]\n`;

ruleSuite(devDependencies, ({ flags, passes, fixes, offersNoFix }) => {
  flags('npm', final('RUN «npm ci»'), '"npm ci" ships packages for development too, more to load and to patch: add --omit=dev', {
    severity: 'info',
    equivalents: [],
    safety: 'unsafe',
  });
  flags('the others', final('RUN «yarn» && «yarn install» && «pnpm i» && «bun install» && «poetry install» && «pdm sync» && «uv sync»'));
  flags('composer', final('RUN «composer install» -n'), { equivalents: ['tally:php/composer-no-dev-in-production'] });
  flags('bundle', final('RUN «bundle install»'), /, if anything: add BUNDLE_WITHOUT$/, {
    severity: 'hint',
    equivalents: ['tally:ruby/missing-bundle-without-development'],
  });
  flags('a parent that ships', 'FROM node:24-slim AS base\nRUN «npm ci»\nFROM base\nCMD ["node", "main.js"]\n');
  flags('what switches it on again', final('ENV NODE_ENV=production\nRUN «npm ci» --include=dev'));
  flags(
    'node_modules of a builder',
    copied('RUN npm ci', 'COPY --from=build «/app/node_modules» ./node_modules'),
    /^"\/app\/node_modules" also holds .* prune "build"$/,
  );
  flags('the folder around it', copied('RUN npm ci && npm run build', 'COPY --from=build «/app» /app'));
  flags('vendor', copied('RUN composer install', 'COPY --from=build «/app/vendor/» vendor'));
  flags(
    'requirements for development',
    final('RUN pip install -r requirements.txt -r «requirements-dev.txt» && pip3 install -r «requirements/test.txt»'),
    /^"requirements-dev.txt" lists/,
  );
  flags('a manifest that lists some', final('COPY package.json ./\nRUN «npm install»'), {
    files: { 'package.json': '{"devDependencies":{"a":"1"}}' },
  });
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS web\r\nWORKDIR /web\r\nCOPY web .\r\nRUN npm ci && npm run build\r\nFROM node:24-slim\r\nWORKDIR /app\r\nCOPY package*.json ./\r\n# all of them\r\nRUN «npm install» \\\r\n && npm cache clean --force\r\nCOPY --from=web /web/dist ./public\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes(
    'the switches',
    final(
      'RUN npm ci --omit=dev && npm i --production && npm i --only=prod && yarn --production && pnpm i --prod && bun i --production && composer install --no-dev && bundle install --without test && poetry install --only main && pdm sync --prod && uv sync --no-dev',
    ),
  );
  passes(
    'variables',
    final(
      'ENV NODE_ENV=production COMPOSER_NO_DEV=1 BUNDLE_WITHOUT=development UV_NO_DEV=1\nRUN npm ci && yarn && composer install && bundle install && uv sync',
    ),
  );
  passes('a variable of the command', final('RUN NODE_ENV=production npm ci'));
  passes('settings', final('RUN npm config set omit dev && bundle config set --local without test\nRUN npm ci && bundle install'));
  passes('a prune', final('RUN npm ci && npm run build && npm prune --omit=dev'));
  passes('a prune later on', final('RUN npm ci\nRUN npm run build && rm -rf node_modules\nRUN npm ci --omit=dev'));
  passes('a pruned builder', copied('RUN npm ci && npm prune --production', 'COPY --from=build /app/node_modules node_modules'));
  passes(
    'a builder that prunes what its parent installed',
    'FROM node:24 AS base\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile\nFROM base AS prod\nRUN yarn install --frozen-lockfile --production\nFROM node:24-slim\nCOPY --from=prod /app/node_modules /app/node_modules\nCMD ["node", "/app/main.js"]\n',
  );
  passes('a builder whose result alone is copied', copied('RUN npm ci && npm run build', 'COPY --from=build /app/dist dist'));
  passes('a manifest that lists none', final('COPY package.json ./\nRUN npm install'), {
    files: { 'package.json': '{"dependencies":{"a":"1"}}' },
  });
  flags(
    'a Gemfile that lists some',
    final('COPY Gemfile* ./\nRUN «bundle install»'),
    { severity: 'info' },
    {
      files: { Gemfile: 'gem "rails"\ngroup :development, :test do\nend\n', 'Gemfile.lock': '' },
    },
  );
  passes('a Gemfile that lists none', final('COPY Gemfile* ./\nRUN bundle install'), {
    files: { Gemfile: 'gem "rails"\n', 'Gemfile.lock': '' },
  });
  passes('images for development', 'FROM node:24 AS dev\nRUN npm ci\nCMD ["node", "main.js"]\n');
  passes('a server for development', 'FROM node:24\nRUN npm ci\nCMD ["npm", "run", "dev"]\n');
  passes('named packages', final('RUN npm i -g pm2@6.0.8 && npm install x@1.0.0 && pip install -r requirements.txt'));
  fixes('npm', 'Add --omit=dev', final('RUN npm ci --no-audit'), final('RUN npm ci --omit=dev --no-audit'));
  fixes('yarn', 'Add --production', final('RUN yarn'), final('RUN yarn --production'));
  fixes('poetry', 'Add --only main', final('RUN poetry install --no-root'), final('RUN poetry install --only main --no-root'));
  fixes(
    'bundle',
    'Set BUNDLE_WITHOUT=development:test',
    final('RUN bundle install'),
    final('RUN BUNDLE_WITHOUT=development:test bundle install'),
  );
  offersNoFix('where a build needs them', final('RUN npm ci\nCOPY . .\nRUN npm run build'));
  offersNoFix('for a copied folder', copied('RUN npm ci', 'COPY --from=build /app/node_modules ./node_modules'));
});
