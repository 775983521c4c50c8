import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './debug-mode.js';

const file = (rest: string) => `FROM python:3.14-slim\n${rest}\nCMD ["app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a mode',
    file('ENV FLASK_ENV=«development»'),
    'FLASK_ENV=development makes programs show their insides: set it only in development',
    {
      severity: 'info',
      equivalents: ['sonar:S4507'],
    },
  );
  flags(
    'the other names',
    file('ENV NODE_ENV=«dev» RAILS_ENV=«development» APP_ENV=«dev» ASPNETCORE_ENVIRONMENT=«Development» SHOP_ENV=«"development"»'),
  );
  flags('switches', file('ENV DEBUG=«1» FLASK_DEBUG=«true» DJANGO_DEBUG=«True» WP_DEBUG=«on» XDEBUG_MODE=«debug,develop»'));
  flags('the old form', file('ENV FLASK_ENV «development»'));
  flags('the default of a variable', file('ARG NODE_ENV=development\nENV NODE_ENV=«$NODE_ENV»'), /NODE_ENV=development/);
  flags('the stage it is built on', 'FROM node:24 AS base\nENV NODE_ENV=«development»\nFROM base\nCMD ["node", "a.js"]\n');
  flags(
    'Xdebug in every way',
    'FROM php:8.5\nRUN pecl install «xdebug-3.5.0» && docker-php-ext-enable xdebug\n',
    'Xdebug slows every request and lets whoever reaches it run code: install it in a stage for development',
    { equivalents: ['tally:php/no-xdebug-in-final-image'] },
  );
  flags('Xdebug by the package manager', 'FROM alpine:3.24\nRUN apk add --no-cache php84-fpm «php84-pecl-xdebug»\nCMD ["php-fpm84"]\n');
  flags('Xdebug by the installer', 'FROM php:8.5\nRUN install-php-extensions gd «xdebug»\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nENV NODE_ENV=development\nWORKDIR /srv\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24-slim\nWORKDIR /srv\nENV PORT=8080 \\\n    NODE_ENV=«development»\nCOPY --from=build /srv/dist .\nUSER node\nCMD ["node", "main.js"]\n',
  );
  passes('production', file('ENV NODE_ENV=production DEBUG=0 FLASK_DEBUG=false APP_DEBUG= XDEBUG_MODE=off'));
  passes('a later value', file('ENV NODE_ENV=development\nENV NODE_ENV=production'));
  passes('a builder stage', 'FROM node:24 AS b\nENV NODE_ENV=development\nFROM node:24\nCOPY --from=b /a /a\n');
  passes('other variables', file('ENV LIBGL_DEBUG=verbose LOG_LEVEL=debug DEBUG_PORT=1 VIRTUAL_ENV=/venv ENVIRON=dev DEBUG=app:*'));
  passes('a variable without default', file('ARG NODE_ENV\nENV NODE_ENV=$NODE_ENV'));
  passes('stages for development', 'FROM node:24 AS dev\nENV NODE_ENV=development\nCMD ["npm", "run", "dev"]\n');
  passes('files for development', file('ENV NODE_ENV=development'), { path: 'Dockerfile.dev' });
  passes('Xdebug that is taken out again', 'FROM alpine:3.24\nRUN apk add php84-xdebug && apk del php84-xdebug\nCMD ["php"]\n');
  passes('another extension', 'FROM php:8.5\nRUN pecl install redis && docker-php-ext-enable redis && pecl list xdebug\n');
  fixes('a mode', 'Set production', file('ENV NODE_ENV=development'), file('ENV NODE_ENV=production'));
  fixes(
    'quotes and the case of .NET',
    'Set Production',
    file('ENV A=1 ASPNETCORE_ENVIRONMENT="Development"'),
    file('ENV A=1 ASPNETCORE_ENVIRONMENT="Production"'),
  );
  fixes('a switch', 'Set False', 'FROM a:1\r\nENV DJANGO_DEBUG=True\r\n', 'FROM a:1\r\nENV DJANGO_DEBUG=False\r\n');
  fixes('Xdebug', 'Set off', file('ENV XDEBUG_MODE=debug'), file('ENV XDEBUG_MODE=off'));
  offersNoFix('a value that comes from a variable', file('ARG E=dev\nENV APP_ENV=$E'));
});
