import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import { readConfig } from '../../config/read.js';
import { service } from '../../../../../test/kit/service.js';
import rule from './unused-suppression.js';

const FROM = 'FROM alpine:3.24\n';
const END = 'USER 65532:65532\nCMD ["/app"]\n';
const off = readConfig('rules: {dockerfile/latest-tag: off}', service.catalog()).config ?? service.defaultConfig();
const softer = readConfig('rules: {dockerfile/unused-suppression: hint}', service.catalog()).config ?? service.defaultConfig();

engineRuleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a rule that finds nothing there',
    `# seaworthy-ignore «dockerfile/latest-tag»: nightly\n${FROM}${END}`,
    /^Nothing that this names is found here/,
  );
  flags('one id of several', `# seaworthy-ignore dockerfile/latest-tag, «dockerfile/untagged-image»: nightly\nFROM alpine:latest\n${END}`);
  flags('an ignore for the whole file', `# seaworthy-ignore-file «dockerfile/latest-tag»\n${FROM}${END}`);
  flags('an ignore for a stage', `# seaworthy-ignore-stage «dockerfile/latest-tag»\n${FROM}FROM alpine:latest\n${END}`);
  flags(
    'a blank line in between',
    `# seaworthy-ignore «dockerfile/latest-tag»: nightly\n\nFROM alpine:latest\n${END}`,
    /^No instruction follows/,
  );
  flags('the end of the file', `${FROM}${END}# seaworthy-ignore «dockerfile/latest-tag»\n`, /^No instruction follows/);
  flags(
    'the whole file from its middle',
    `FROM alpine:latest\n# seaworthy-ignore-file «dockerfile/latest-tag»\n${END}`,
    /above the first instruction/,
  );
  flags('a stage from its inside', `FROM alpine:latest\n# seaworthy-ignore-stage «dockerfile/latest-tag»\n${END}`, /^No FROM follows/);
  flags(
    'a date that has passed',
    `# seaworthy-ignore «dockerfile/latest-tag»: nightly until 2026-11-22\nFROM alpine:latest\n${END}`,
    /ended on 2026-11-22/,
    {
      today: '2026-11-23',
    },
  );
  flags('at the severity asked for', `# seaworthy-ignore «dockerfile/latest-tag»\n${FROM}${END}`, { config: softer });

  passes('one that hides something', `# seaworthy-ignore dockerfile/latest-tag: nightly\nFROM alpine:latest\n${END}`);
  passes('the last day', `# seaworthy-ignore dockerfile/latest-tag: nightly until 2026-11-23\nFROM alpine:latest\n${END}`, {
    today: '2026-11-23',
  });
  passes(
    'a date where nobody says what day it is',
    `# seaworthy-ignore dockerfile/latest-tag: until 2020-01-01\nFROM alpine:latest\n${END}`,
  );
  passes('a rule that is off', `# seaworthy-ignore dockerfile/latest-tag\n${FROM}${END}`, { config: off });
  passes('a comment of another linter', `# hadolint ignore=DL3007\n${FROM}${END}`);
  passes(
    'scripts that are not read',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\n# seaworthy-ignore dockerfile/latest-tag: x\nRUN Get-Item .\n',
  );

  fixes('the whole line', `${FROM}# seaworthy-ignore dockerfile/latest-tag: x\n${END}`, `${FROM}${END}`, 'safe');
  fixes(
    'with CRLF',
    'FROM alpine:3.24\r\n  # seaworthy-ignore dockerfile/latest-tag: x\r\nUSER 1:1\r\n',
    'FROM alpine:3.24\r\nUSER 1:1\r\n',
    'safe',
  );
  fixes(
    'the first id of a list',
    `# seaworthy-ignore dockerfile/untagged-image, dockerfile/latest-tag: x\nFROM alpine:latest\n${END}`,
    `# seaworthy-ignore dockerfile/latest-tag: x\nFROM alpine:latest\n${END}`,
    'safe',
  );
  fixes(
    'the last id of a list',
    `# seaworthy-ignore dockerfile/latest-tag, dockerfile/untagged-image: x\nFROM alpine:latest\n${END}`,
    `# seaworthy-ignore dockerfile/latest-tag: x\nFROM alpine:latest\n${END}`,
    'safe',
  );
  fixes(
    'all ids of a list at once',
    `# seaworthy-ignore dockerfile/latest-tag, dockerfile/untagged-image: x\n${FROM}${END}`,
    FROM + END,
    'safe',
  );
  fixes(
    'one id, not the others that are only misspelled',
    `# seaworthy-ignore dockerfile/untagged-image, dockerfile/lastest-tag: x\nFROM alpine:latest\n${END}`,
    `# seaworthy-ignore dockerfile/lastest-tag: x\nFROM alpine:latest\n${END}`,
    'safe',
  );
  fixes(
    'one that stands in a wrong place, only when asked',
    `${FROM}${END}# seaworthy-ignore dockerfile/latest-tag\n`,
    FROM + END,
    'unsafe',
  );
});
