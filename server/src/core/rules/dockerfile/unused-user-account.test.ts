import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unused-user-account.js';

const file = (script: string, rest = 'CMD ["/app"]') => `FROM debian:trixie-slim\nRUN ${script}\nCOPY app /app\n${rest}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a user that nothing uses',
    file('useradd -u 10001 «app1»'),
    'Account "app1" is created, yet the container runs as root: end with USER 10001',
    {
      severity: 'info',
      equivalents: ['tally:user-created-but-never-used'],
    },
  );
  flags('adduser', 'FROM alpine:3.24\nRUN addgroup -S svc && adduser -S -G svc «svc»\nCOPY app /app\nCMD ["/app"]\n', /USER svc$/);
  flags('a return to root', file('useradd -u 10001 «svc»', 'USER root\nCMD ["/app"]'));
  flags(
    'one made in the stage that the final one is built on',
    'FROM debian:trixie-slim AS base\nRUN useradd «svc»\nFROM base\nCMD ["/app"]\n',
  );
  flags('an account of Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN net user «svc» /add\nCMD ["app.exe"]\n');
  flags(
    'one made by PowerShell',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN New-LocalUser -Name «svc» -NoPassword\nCMD ["app.exe"]\n',
  );
  flags(
    'one in a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/shop ./cmd/shop\nFROM alpine:3.24\nRUN apk add --no-cache ca-certificates \\\n && adduser -D -H -u 10001 «web»\nCOPY --from=build /out/shop /usr/local/bin/shop\nEXPOSE 8080\nENTRYPOINT ["shop"]\nCMD ["--port", "8080"]\n',
  );
  passes('USER', file('useradd -u 10001 svc', 'USER svc\nCMD ["/app"]'));
  passes('USER by number', file('useradd -u 10001 svc', 'USER 10001\nCMD ["/app"]'));
  passes('--chown', 'FROM debian:13\nRUN useradd svc\nCOPY --chown=svc:svc a /a\nCMD ["/app"]\n');
  passes('chown', file('useradd svc && chown -R svc /var/lib/x'));
  passes('gosu', file('useradd svc', 'ENTRYPOINT ["gosu", "svc", "/app"]'));
  passes('a start script that may step down', file('useradd svc', 'ENTRYPOINT ["/docker-entrypoint.sh"]'));
  passes('a start script of a shell', file('useradd svc', 'CMD ["sh", "./init.sh"]'));
  passes('a service that changes to its own account', file('useradd -r nginx', 'CMD ["nginx", "-g", "daemon off;"]'));
  passes('a name in a setting', file('useradd git && echo "AllowUsers git" >> /etc/ssh/sshd_config', 'CMD ["/usr/sbin/sshd", "-D"]'));
  passes('an unprivileged base image', 'FROM gcr.io/distroless/base-debian13:nonroot\nRUN useradd svc\nCMD ["/app"]\n');
  passes('a variable', 'FROM debian:13\nARG U\nRUN useradd $U\nUSER root\nCMD ["/app"]\n');
  passes('a builder stage', 'FROM debian:13 AS b\nRUN useradd svc\nFROM debian:13\nCOPY --from=b /a /a\nCMD ["/a"]\n');
  passes('an image for development', file('useradd svc'), { path: '.devcontainer/Dockerfile' });
  passes('a shell', file('useradd svc', 'CMD ["bash"]'));
  fixes(
    'by a USER',
    'Run as 10001',
    file('useradd -u 10001 svc'),
    'FROM debian:trixie-slim\nRUN useradd -u 10001 svc\nCOPY app /app\nUSER 10001\nCMD ["/app"]\n',
  );
  fixes(
    'in place of USER root',
    'Run as svc',
    'FROM debian:13\r\nRUN useradd svc\r\nUSER root\r\nCMD ["/app"]\r\n',
    'FROM debian:13\r\nRUN useradd svc\r\nUSER svc\r\nCMD ["/app"]\r\n',
  );
});
