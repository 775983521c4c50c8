import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './non-canonical-stopsignal.js';

const clean = (signal: string): string => `FROM alpine:3.24\nSTOPSIGNAL ${signal}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags('a number', clean('«15»'), 'A number may be another signal on another processor, and says little: write SIGTERM', {
    severity: 'hint',
    equivalents: ['tally:prefer-canonical-stopsignal'],
    safety: 'safe',
  });
  flags('a name without SIG', clean('«TERM»'), 'Logs and other tools spell "TERM" SIGTERM: write SIGTERM');
  flags('lower case', clean('«sigquit»'), /write SIGQUIT$/);
  flags('real time', clean('«37»'), /write SIGRTMIN\+3$/);
  flags('the last', clean('«63»'), /SIGRTMAX-1$/);
  for (const good of ['SIGTERM', 'SIGRTMIN+3', '"SIGINT"', '$SIGNAL', '33', 'nope', 'KILL', '19', '0']) passes(good, clean(good));
  fixes(
    'a whole file',
    'Write SIGQUIT',
    'FROM nginx:1.30-alpine\r\nCOPY nginx.conf /etc/nginx/\r\nSTOPSIGNAL 3\r\nCMD ["nginx", "-g", "daemon off;"]\r\n',
    'FROM nginx:1.30-alpine\r\nCOPY nginx.conf /etc/nginx/\r\nSTOPSIGNAL SIGQUIT\r\nCMD ["nginx", "-g", "daemon off;"]\r\n',
  );
});
