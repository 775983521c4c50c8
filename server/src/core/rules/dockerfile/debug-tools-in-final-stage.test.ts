import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import debugTools from './debug-tools-in-final-stage.js';

const app = (run: string, start = 'CMD ["/app"]') => `FROM debian:trixie-slim\nRUN ${run}\n${start}\n`;

ruleSuite(debugTools, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an editor',
    app('apt-get install -y curl «vim»'),
    '"vim" is for people at a terminal and helps whoever breaks in: leave it out, use kubectl debug',
    { severity: 'hint', equivalents: ['cis-docker-1.6:4.3'], safety: 'unsafe' },
  );
  flags(
    'several of one RUN',
    app('apt-get install -y curl «nmap» tcpdump strace'),
    '"nmap" and 2 more help whoever breaks in: leave them out, use kubectl debug',
  );
  for (const name of [
    'nano',
    'less',
    'telnet',
    'netcat-openbsd',
    'gdb',
    'net-tools',
    'iputils-ping',
    'dnsutils',
    'bind-utils',
    'htop',
    'man-db',
  ])
    flags(name, app(`apt-get install -y curl «${name}»`));
  flags('each RUN of the chain', 'FROM alpine AS a\nRUN apk add «bind-tools»\nFROM a\nRUN apk add «tcpdump»\nCMD ["/app"]\n');
  flags('a version', app('apt-get install -y «vim=2:9*»'));
  flags('a tool that another word resembles', app('apt-get install -y «less»', 'CMD ["/app", "--less-noise"]'));
  flags(
    'one line in a whole file',
    `FROM golang:1.27 AS build
RUN apt-get update && apt-get install -y vim
RUN go build -o /app ./cmd
FROM debian:trixie-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      ca-certificates \\
      «iputils-ping» \\
      net-tools \\
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
USER 10001
ENTRYPOINT ["/app"]
`,
  );
  passes('the pager of a client', 'FROM alpine:3.24\nRUN apk add --no-cache less py3-pip && pip install awscli==1.44.0\nCMD ["/app"]\n');
  passes('other packages', app('apt-get install -y curl wget ca-certificates tini procps vim-common'));
  passes('tools that are removed again', app('apt-get install -y gdb && ./t && apt-get purge -y gdb'));
  passes('a tool of the health check', app('apt-get install -y netcat-openbsd', 'HEALTHCHECK CMD nc -z localhost 80\nCMD ["/app"]'));
  passes('a tool that is started', app('apt-get install -y nmap', 'ENTRYPOINT ["nmap"]'));
  passes('a tool that a shell starts', app('apt-get install -y dnsutils', 'CMD while true; do dig example.com; sleep 9; done'));
  passes('what is allowed', app('apt-get install -y less'), { options: { allowedPackages: ['less'] } });
  passes('an image for development', app('apt-get install -y vim'), { path: '.devcontainer/Dockerfile' });
  passes('a stage that does not ship', 'FROM debian AS a\nRUN apt-get install -y vim\nFROM alpine\nCOPY --from=a /a /a\nCMD ["/a"]\n');
  fixes(
    'by leaving the package out',
    'Leave nano out',
    'FROM debian\r\nRUN apt-get install -y \\\r\n    curl \\\r\n    nano \\\r\n    tini\r\nCMD ["/a"]\r\n',
    'FROM debian\r\nRUN apt-get install -y \\\r\n    curl \\\r\n    tini\r\nCMD ["/a"]\r\n',
  );
  offersNoFix('for a package that is alone', app('apt-get install -y vim'));
});
