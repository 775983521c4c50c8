import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unsupported-windows-feature.js';

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2025';
const clean = (line: string, base = NANO): string => `FROM ${base}\n${line}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an owner',
    clean('COPY «--chown»=app:app a C:/app/'),
    '--chown is not supported for Windows containers, which have no such owners and modes: remove it',
    { severity: 'warning', equivalents: ['tally:windows/no-chown-flag'], safety: 'safe' },
  );
  flags('a mode', clean('ADD «--chmod»=755 a C:/app/'), { equivalents: [], safety: 'safe' });
  flags('both', clean('COPY «--chown»=a «--chmod»=755 a C:/app/'));
  flags(
    'a mount, once for an instruction',
    clean('RUN «--mount»=type=cache,target=C:/cache --mount=type=bind,target=C:/src build.cmd'),
    'RUN --mount stops the build of Windows containers wherever BuildKit is not used: do without it',
    { equivalents: ['tally:windows/no-run-mounts'] },
  );
  flags('a signal', clean('«STOPSIGNAL» SIGTERM'), 'Windows has no signals, so STOPSIGNAL is refused or does nothing: remove it', {
    equivalents: ['tally:windows/no-stopsignal'],
    safety: 'unsafe',
  });
  flags('the platform', clean('COPY «--chown»=1 a C:/app/', '--platform=windows/amd64 registry.example.com/base:1'));
  flags('the name of the image', clean('COPY «--chown»=1 a C:/app/', 'registry.example.com/mirror/servercore:ltsc2025'));
  flags('a stage that comes from one', `FROM ${NANO} AS base\nFROM base\nSTOPSIGNAL 15\n`.replace('STOPSIGNAL', '«STOPSIGNAL»'));
  flags(
    'a backtick and PowerShell',
    '# escape=`\nFROM registry.example.com/base:1\nSHELL ["powershell", "-Command"]\nCOPY «--chown»=1 a C:\\app\\\n',
  );
  flags('a trigger', clean('ONBUILD COPY «--chown»=1 a C:/app/'));

  passes('Linux', clean('COPY --chown=1 --chmod=755 a /app/\nRUN --mount=type=cache,target=/c x\nSTOPSIGNAL 15', 'alpine:3.24'));
  passes('an image that is not known', clean('STOPSIGNAL 15', 'registry.example.com/base:1'));
  passes('a backtick alone', '# escape=`\nFROM registry.example.com/base:1\nSTOPSIGNAL 15\n');
  passes('PowerShell on Linux', 'FROM mcr.microsoft.com/powershell:latest\nSHELL ["pwsh", "-Command"]\nCOPY --chown=1 a /b\n');
  passes('other flags', clean('COPY --from=build a C:/app/\nRUN --network=none x\nADD --link a C:/app/'));
  passes('the Linux stage of the same file', `FROM alpine:3.24 AS x\nCOPY --chown=1 a /b\nFROM ${NANO}\nCOPY --from=x /b C:/b\n`);

  fixes('a signal', 'Remove STOPSIGNAL', clean('STOPSIGNAL SIGTERM\nCMD ["app.exe"]'), clean('CMD ["app.exe"]'));
  offersNoFix('a mount', clean('RUN --mount=type=cache,target=C:/cache build.cmd'));
  offersNoFix('a signal as a trigger', clean('ONBUILD STOPSIGNAL 15'));
  fixes(
    'a whole file',
    'Remove --chown',
    `# escape=\`\r\nFROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025 AS build\r\nWORKDIR C:\\src\r\nCOPY . .\r\nRUN dotnet publish -o C:\\out\r\n\r\nFROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025\r\nCOPY --chown=ContainerUser \`\r\n  --from=build C:\\out C:\\app\\\r\nENTRYPOINT ["C:\\\\app\\\\web.exe"]\r\n`,
    `# escape=\`\r\nFROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025 AS build\r\nWORKDIR C:\\src\r\nCOPY . .\r\nRUN dotnet publish -o C:\\out\r\n\r\nFROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025\r\nCOPY \`\r\n  --from=build C:\\out C:\\app\\\r\nENTRYPOINT ["C:\\\\app\\\\web.exe"]\r\n`,
  );
});
