import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './expose-host-mapping.js';

const clean = (words: string): string => `FROM nginx:1.30-alpine\nEXPOSE ${words}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a port of the host', clean('443 «8080:80»'), 'EXPOSE drops "8080" and will refuse it: keep the port of the container, "80"', {
    severity: 'warning',
    equivalents: rule.equivalents,
    safety: 'safe',
  });
  flags('an address', clean('«127.0.0.1:80:80/tcp»'), /"127\.0\.0\.1:80".*the port of the container, "80\/tcp"$/);
  flags('an address of version 6', clean('«[::1]:80:80»'), /"\[::1\]:80"/);
  flags('an address without a port', clean('«127.0.0.1::80»'));
  flags('variables', clean('«$HOST:$PORT»'));
  flags('a trigger', 'FROM nginx:1.30-alpine\nONBUILD EXPOSE «80:80»\n');

  passes('ports of the container', clean('80 443/tcp 8000-8010'));
  passes('a variable with a default', clean('${PORT:-80} ${PORT:-80}/tcp'));
  passes('other instructions', 'FROM nginx:1.30-alpine\nLABEL ports=8080:80\n');

  fixes('a port with a protocol', 'Expose 53/udp', clean('80 5353:53/udp 90'), clean('80 53/udp 90'));
  fixes('quotes', 'Expose 80', clean('"8080:80"'), clean('80'));
  fixes('a variable', 'Expose ${PORT:-80}', clean('8080:${PORT:-80}'), clean('${PORT:-80}'));
  offersNoFix('what is left is no port', clean('80:http'));

  fixes(
    'a whole file',
    'Expose 8000',
    'FROM python:3.14-slim\r\nWORKDIR /app\r\nCOPY . .\r\nRUN pip install --no-cache-dir .\r\nEXPOSE 80:8000 \\\r\n  # metrics\r\n  9100\r\nCMD ["serve"]\r\n',
    'FROM python:3.14-slim\r\nWORKDIR /app\r\nCOPY . .\r\nRUN pip install --no-cache-dir .\r\nEXPOSE 8000 \\\r\n  # metrics\r\n  9100\r\nCMD ["serve"]\r\n',
  );
});
