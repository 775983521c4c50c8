import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './expose-protocol-casing.js';

const clean = (words: string): string => `FROM alpine:3.24\nEXPOSE ${words}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('upper case', clean('80 53/«UDP»'), 'The image says udp whatever the case here: write udp', {
    severity: 'hint',
    equivalents: ['buildkit:ExposeProtoCasing'],
    safety: 'safe',
  });
  flags('mixed case', clean('8000-8010/«Tcp»'));
  flags('behind a variable', clean('$PORT/«SCTP»'));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD EXPOSE 80/«TCP»\n');
  passes('lower case', clean('80/tcp 53/udp 9'));
  passes('no protocol at all, which is a finding of its own', clean('80/HTTP'));
  passes('other instructions', 'FROM alpine:3.24\nENV PORT 80/TCP\n');
  passes('a variable', clean('80/$PROTO 80/${PROTO:-TCP} ${P:-80/TCP}'));
  offersNoFix('the word is continued on the next line', clean('80/T\\\nCP'));
  fixes(
    'a whole file',
    'Write udp',
    'FROM debian:trixie-slim\r\nRUN apt-get update && apt-get install -y --no-install-recommends bind9\r\nEXPOSE 53/tcp \\\r\n  53/UDP\r\nCMD ["named", "-g"]\r\n',
    'FROM debian:trixie-slim\r\nRUN apt-get update && apt-get install -y --no-install-recommends bind9\r\nEXPOSE 53/tcp \\\r\n  53/udp\r\nCMD ["named", "-g"]\r\n',
  );
});
