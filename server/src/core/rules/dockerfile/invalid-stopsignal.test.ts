import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-stopsignal.js';

const clean = (signal: string): string => `FROM alpine:3.24\nSTOPSIGNAL ${signal}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags('a slip', clean('«SIGTEM»'), '"SIGTEM" is no signal, so the build stops here: write SIGTERM', {
    severity: 'error',
    equivalents: ['dockerfile-utils:INVALID_SIGNAL'],
  });
  flags('a slip without SIG', clean('«qiut»'), /write SIGQUIT$/);
  flags(
    'a word that is none',
    clean('«graceful»'),
    '"graceful" is no signal, so the build stops here: use a name such as SIGTERM, or a number from 1 to 64',
  );
  for (const bad of ['0', '65', '-1', '9.5', 'SIGRTMIN+16', 'SIGRTMAX-15', 'SIG', 'SIG9', '""', 'SIGTERM"']) flags(bad, clean(`«${bad}»`));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD STOPSIGNAL «NOPE»\n');

  for (const good of [
    'SIGTERM',
    'term',
    'SigQuit',
    '9',
    '64',
    'SIGRTMIN+3',
    'RTMIN',
    'rtmax-14',
    'SIGPOLL',
    '"SIGINT"',
    '$SIGNAL',
    '${S:-x}',
  ])
    passes(good, clean(good));
  passes('two words, which is a finding of its own', clean('SIGTERM nope'));
  passes('without arguments', clean(''));
  flags(
    'a whole file',
    'FROM nginx:1.30-alpine\r\nCOPY nginx.conf /etc/nginx/nginx.conf\r\nSTOPSIGNAL \\\r\n  # gracefully\r\n  «SIGQIT»\r\nCMD ["nginx", "-g", "daemon off;"]\r\n',
    /write SIGQUIT$/,
  );
});
