import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './windows-backslash-escape.js';

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2025';
const clean = (line: string, base = NANO): string => `FROM ${base}\n${line}\n`;
const title = 'Make the backtick the escape character';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'WORKDIR',
    clean('WORKDIR «C:\\app»'),
    'The builder drops the backslashes of "C:\\app": write forward slashes, or # escape=` in the first line',
    { severity: 'warning', equivalents: [], safety: 'unsafe' },
  );
  flags('a relative path', clean('COPY «bin\\x.exe» C:/'));
  flags('a path from the root', clean('VOLUME «\\data»'));
  flags('a value of ENV', clean('ENV «TOOLS=C:\\tools»'));
  flags('a variable', clean('WORKDIR «$HOME\\x»'));
  flags(
    'the end of a line',
    clean('COPY app «C:\\app\\»\nCMD ["app.exe"]'),
    'The backslash at the end of "C:\\app\\" continues the line: write # escape=` in the first line',
  );
  flags('the end of a line in RUN', clean('RUN dir «C:\\»\nCMD ["app.exe"]'));
  flags('a trigger', clean('ONBUILD WORKDIR «C:\\app»'));

  passes('Linux', clean('WORKDIR C:\\app', 'alpine:3.24'));
  passes('the directive', '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\app\nCOPY a C:\\app\\\n');
  passes('forward slashes', clean('WORKDIR C:/app\nCOPY a C:/app/'));
  passes('doubled ones', clean('WORKDIR C:\\\\app\\\\x'));
  passes('quotes', clean('ENV A="C:\\app"'));
  passes('RUN and JSON', clean('RUN mkdir C:\\app\nCMD ["C:\\\\app\\\\x.exe"]\nENTRYPOINT C:\\app\\x.exe'));
  passes('a comment between the lines', clean('RUN a && \\\n  # C:\\x\\\n  b'));
  passes('a continued line', clean('RUN mkdir C:/app && \\\n  dir'));
  passes('an escaped blank or dollar', clean('WORKDIR C:/a\\ b\nENV A=\\$B'));

  fixes(
    'a whole file',
    title,
    '\ufeff# syntax=docker/dockerfile:1\r\nFROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025\r\nWORKDIR C:\\app\r\nCOPY out .\r\nRUN mkdir C:\\logs\r\nENTRYPOINT ["C:\\\\app\\\\web.exe"]\r\n',
    '\ufeff# escape=`\r\n# syntax=docker/dockerfile:1\r\nFROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025\r\nWORKDIR C:\\app\r\nCOPY out .\r\nRUN mkdir C:\\logs\r\nENTRYPOINT ["C:\\\\app\\\\web.exe"]\r\n',
  );
  offersNoFix('a directive that says otherwise', `# escape=\\\n${clean('WORKDIR C:\\app')}`);
  offersNoFix('a line is continued', clean('WORKDIR C:\\app\nRUN a && \\\n  b'));
  offersNoFix('a backslash is doubled', clean('WORKDIR C:\\app\nENV A=C:\\\\x'));
  offersNoFix('a backtick is used', clean('WORKDIR C:\\app\nRUN echo `n'));
  offersNoFix('the end of a line', clean('COPY app C:\\app\\\nCMD ["app.exe"]'));
});
