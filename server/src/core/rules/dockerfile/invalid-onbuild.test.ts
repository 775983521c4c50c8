import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-onbuild.js';

const clean = (trigger: string): string => `FROM alpine:3.24\nONBUILD ${trigger}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('FROM', clean('«FROM» debian'), 'FROM cannot stand behind ONBUILD, so the build stops here: remove it', {
    severity: 'error',
    includes: ['hadolint:DL3043', 'dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED'],
    excludes: ['dockerfile-utils:ONBUILD_CHAINING_DISALLOWED'],
  });
  flags('MAINTAINER', clean('«maintainer» me'));
  flags('another ONBUILD', clean('«ONBUILD» RUN true'), {
    includes: ['dockerfile-utils:ONBUILD_CHAINING_DISALLOWED'],
    excludes: ['dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED'],
  });
  flags('a slip', clean('«COPPY» . /src'), '"COPPY" is no instruction, so every build on this image will fail: write COPY', {
    equivalents: ['tally:invalid-onbuild-trigger'],
    safety: 'safe',
  });
  flags(
    'a command',
    clean('«npm» install'),
    '"npm" is no instruction, so every build on this image will fail: start the trigger with a keyword',
  );

  for (const trigger of ['RUN npm ci', 'copy . /src', 'HEALTHCHECK NONE', 'ARG A', 'USER 1', 'WORKDIR /a', ''])
    passes(trigger || 'nothing', clean(trigger));
  passes('the same outside of ONBUILD', 'FROM alpine:3.24\nCOPPY a b\nFROM debian\nMAINTAINER me\n');

  fixes('a slip in lower case', 'Write RUN', clean('rnu npm ci'), clean('run npm ci'));
  offersNoFix('FROM', clean('FROM debian'));
  offersNoFix('a command', clean('npm install'));

  fixes(
    'a whole file',
    'Write COPY',
    'FROM node:24-slim\r\nWORKDIR /app\r\nONBUILD COPPY package*.json ./\r\nONBUILD RUN npm ci\r\nONBUILD COPY . .\r\nCMD ["npm", "start"]\r\n',
    'FROM node:24-slim\r\nWORKDIR /app\r\nONBUILD COPY package*.json ./\r\nONBUILD RUN npm ci\r\nONBUILD COPY . .\r\nCMD ["npm", "start"]\r\n',
  );
});
