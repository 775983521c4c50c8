import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './system-workdir.js';

const file = (rest: string) => `FROM alpine:3.24\n${rest}\nCMD ["/app"]\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an open file of the runtime',
    file('WORKDIR «/proc/self/fd/8»'),
    '"/proc/self/fd/8" can lead out of the container in old runc (CVE-2024-21626): use a plain one such as /app',
    {
      severity: 'warning',
      equivalents: ['trivy:DS-0030'],
    },
  );
  flags(
    'directories of the system',
    file('WORKDIR «/proc»\nWORKDIR «/sys/fs»\nWORKDIR «/dev/shm»\nWORKDIR «/boot/»\nWORKDIR «/initrd»\nWORKDIR «/lost+found»'),
    '"/proc" belongs to the kernel or boot loader, not to a program: use one of its own such as /app',
  );
  flags('a quoted path', file('WORKDIR «"/sys"»'));
  flags('a path that climbs', file('WORKDIR «/app/../proc/1/fd/3»'), /in old runc/);
  flags('a step down from the root', file('WORKDIR /\nWORKDIR «proc»'));
  flags('the default of a variable', file('ARG D=/proc\nWORKDIR «$D/self»'));
  flags('a trigger', file('ONBUILD WORKDIR «/sys»'));
  flags(
    'one line in a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM debian:trixie-slim\nWORKDIR «/proc/self/fd/7»\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT ["/app"]\n',
  );
  passes('other directories', file('WORKDIR /app\nWORKDIR proc\nWORKDIR /processes\nWORKDIR /devices\nWORKDIR /srv/sys'));
  passes('a variable without default', file('ARG D\nWORKDIR $D\nWORKDIR /$D'));
  passes('Windows', '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\proc\n');
});
