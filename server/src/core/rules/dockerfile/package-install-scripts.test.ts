import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import packageInstallScripts from './package-install-scripts.js';

const file = (lines: string) => `FROM node:24-slim\n${lines}\n`;

ruleSuite(packageInstallScripts, ({ flags, passes, fixes, offersNoFix }) => {
  flags('npm', file('RUN «npm ci»'), '"npm ci" lets every package run a script of its own in this build: add --ignore-scripts', {
    severity: 'hint',
    equivalents: ['sonar:S6505'],
    safety: 'unsafe',
  });
  flags('others', file('RUN «npm i» -g a@1.0.0 && «yarn» && «yarn install» && «yarn add» a'));
  flags('Yarn 2 and later', file('RUN «yarn install» --immutable'), /: add --mode=skip-build$/);
  flags('a builder stage', 'FROM node:24 AS build\nRUN «npm ci»\nFROM node:24-slim\nCMD ["node"]\n');
  flags('a switch that is off', file('RUN «npm ci» --ignore-scripts=false'));
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nCOPY package*.json ./\r\nRUN «npm ci» \\\r\n  # lean\r\n  --omit=dev\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes(
    'the switch',
    file('RUN npm ci --ignore-scripts && yarn --ignore-scripts && yarn install --mode=skip-build && pnpm i --ignore-scripts'),
  );
  passes('variables', file('ENV NPM_CONFIG_IGNORE_SCRIPTS=true\nRUN npm ci') + file('RUN YARN_ENABLE_SCRIPTS=false yarn'));
  passes('settings', file('RUN npm config set ignore-scripts true\nRUN npm ci') + file('RUN yarn config set enableScripts false && yarn'));
  passes('other commands', file('RUN npm run build && npx -y a@1 && yarn build && bun install && pnpm install'));
  fixes('npm', 'Add --ignore-scripts', file('RUN npm ci --omit=dev'), file('RUN npm ci --ignore-scripts --omit=dev'));
  offersNoFix('for Yarn 2 and later', file('RUN yarn install --immutable'));
});
