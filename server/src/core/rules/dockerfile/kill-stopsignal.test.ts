import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './kill-stopsignal.js';

const clean = (signal: string): string => `FROM alpine:3.24\nSTOPSIGNAL ${signal}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags('SIGKILL', clean('«SIGKILL»'), 'SIGKILL ends the program at once, before it can finish requests or save data: use SIGTERM', {
    severity: 'warning',
    equivalents: ['tally:no-ungraceful-stopsignal'],
    safety: 'unsafe',
  });
  flags('SIGSTOP', clean('«SIGSTOP»'), 'SIGSTOP freezes the program until the time-out kills it: use SIGTERM');
  for (const kill of ['9', 'kill', 'SigKill', '"KILL"', '09']) flags(kill, clean(`«${kill}»`), /^SIGKILL/);
  flags('19', clean('«19»'), /^SIGSTOP/);
  flags('a trigger', 'FROM alpine:3.24\nONBUILD STOPSIGNAL «9»\n');
  for (const good of ['SIGTERM', '15', 'SIGQUIT', 'SIGTSTP', '$SIGNAL', 'nope', 'SIGKILL now', '']) passes(good || 'nothing', clean(good));
  fixes(
    'a whole file',
    'Use SIGTERM',
    'FROM golang:1.27 AS build\r\nRUN go build -o /app .\r\nFROM debian:trixie-slim\r\nCOPY --from=build /app /app\r\nSTOPSIGNAL \\\r\n  # fast\r\n  9\r\nENTRYPOINT ["/app"]\r\n',
    'FROM golang:1.27 AS build\r\nRUN go build -o /app .\r\nFROM debian:trixie-slim\r\nCOPY --from=build /app /app\r\nSTOPSIGNAL \\\r\n  # fast\r\n  SIGTERM\r\nENTRYPOINT ["/app"]\r\n',
  );
});
