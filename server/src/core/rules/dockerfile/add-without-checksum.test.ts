import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import addWithoutChecksum from './add-without-checksum.js';

const file = (rest: string) => `FROM debian:trixie-slim\n${rest}\n`;

ruleSuite(addWithoutChecksum, ({ flags, passes }) => {
  flags('a file', file('ADD «https://example.com/a.tgz» /opt/'), /^"a\.tgz" is taken as the server sends it/, {
    severity: 'warning',
    equivalents: ['sonar:S6474', 'kics:4b410d24-1cbe-4430-a632-62c9a931cf1c', 'cis-docker-1.6:4.9', 'cis-docker-1.6:4.11'],
  });
  flags('http', file('ADD «http://example.com/a» /opt/'));
  flags('each of several', file('ADD --chown=1 «https://example.com/a» b.txt «https://example.com/c» /opt/'));
  flags('the JSON form', file('ADD [«"https://example.com/a b"», "/opt/"]'));
  flags('quotes', file('ADD «"https://example.com/a"» /opt/'));
  flags('a trigger', file('ONBUILD ADD «https://example.com/a» /opt/'));
  flags('a default of ARG', file('ARG URL=https://example.com/a-1.zip\nADD «$URL» /opt/'), /^"a-1\.zip"/);
  flags(
    'scheme and host of a long one',
    file('ADD «https://github.com»/example/tool/releases/download/v1.4.0/tool_1.4.0_linux_amd64.tar.gz /opt/'),
  );
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\r\nFROM node:24-slim AS build\r\nWORKDIR /app\r\nADD --link \\\r\n  # the tool\r\n  «https://example.com/tool.js» \\\r\n  /opt/\r\nCOPY . .\r\nRUN npm ci\r\nFROM node:24-slim\r\nCOPY --from=build /app /app\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  flags(
    'a file by its commit, as an info',
    file(
      'ENV C=38005cfc12fb6bdcff359c25e8fe05f2944b0d49\nADD «https://raw.githubusercontent.com»/moby/moby/${C}/contrib/check-config.sh /check.sh',
    ),
    '"check-config.sh" is named by its commit, yet nobody compares what the server sends: give the ADD a --checksum',
    { severity: 'info' },
  );
  passes(
    'a checksum',
    file('ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /opt/'),
  );
  passes('git sources', file('ADD https://github.com/example/app.git#v1.2 /src\nADD git@github.com:example/app.git /src'));
  passes('local files', file('ADD rootfs.tar.gz /'));
  passes('a variable without value', file('ARG URL\nADD $URL /opt/'));
  passes('COPY', file('COPY https /opt/'));
});
