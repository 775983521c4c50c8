import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './powershell-without-error-action.js';

const FROM = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\n';
const SHELL = 'SHELL ["powershell", "-Command"]\n';
const STOP = `SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]\n`;
const TITLE = 'Stop at the first error by SHELL';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'two statements',
    `${FROM}${SHELL}RUN «Expand-Archive» a.zip; Remove-Item a.zip\n`,
    "PowerShell goes on after an error in one of these 2 statements: set $ErrorActionPreference = 'Stop'",
    { severity: 'info', equivalents: ['tally:powershell/error-action-preference'] },
  );
  flags('a preference that goes on', `${FROM}${SHELL}RUN «$ErrorActionPreference» = 'Continue'; b\n`);
  flags('continued lines', `# escape=\`\n${FROM}${SHELL}RUN «a;» \`\n    b; \`\n    c\n`, /3 statements/);
  flags('a heredoc', `${FROM}${SHELL}RUN «<<EOF»\na\nb\nEOF\n`);

  passes('one statement', `${FROM}${SHELL}RUN a 'b; c' "d; e" { f; g } (h; i) # j; k\n`);
  passes('SHELL that stops', `${FROM}${STOP}RUN a; b\n`);
  passes('a script that stops', `${FROM}${SHELL}RUN $ErrorActionPreference = "Stop"; a; b\n`);
  passes('a pipeline over lines', `${FROM}${SHELL}RUN <<EOF\na |\n  b\nEOF\n`);
  passes('other shells', `FROM debian:trixie-slim\nRUN a; b\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN a & b\n`);

  fixes('in SHELL', TITLE, `${FROM}${SHELL}RUN a; b\n`.replace(/\n/g, '\r\n'), `${FROM}${STOP}RUN a; b\n`.replace(/\n/g, '\r\n'));
  offersNoFix('a heredoc', `${FROM}${SHELL}RUN <<EOF\na\nb\nEOF\n`);

  flags(
    'a whole file',
    [
      '# escape=`',
      'FROM mcr.microsoft.com/powershell:7.5-windowsservercore-ltsc2025',
      'SHELL ["pwsh", "-Command"]',
      'RUN «Invoke-WebRequest» -Uri https://example.com/a.zip -OutFile a.zip; `',
      '    if ((Get-FileHash a.zip).Hash -ne $env:SUM) { Write-Host no; exit 1 }; `',
      '    Expand-Archive a.zip -DestinationPath C:\\a',
      'RUN Remove-Item a.zip',
      'CMD ["C:\\\\a\\\\app.exe"]',
      '',
    ].join('\n'),
    /3 statements/,
  );
});
