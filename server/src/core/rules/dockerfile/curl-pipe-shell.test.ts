import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import curlPipeShell from './curl-pipe-shell.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://example.com/install.sh';

ruleSuite(curlPipeShell, ({ flags, passes }) => {
  flags(
    'curl into sh',
    run(`curl -fsSL ${URL} | «sh»`),
    '"sh" runs a download that nothing verified: save the file, verify its checksum, then run it',
    { severity: 'warning', includes: ['scorecard:Pinned-Dependencies'] },
  );
  flags('wget into bash with arguments', run(`wget -qO- ${URL} | «bash» -s -- --yes`));
  flags('through sudo', run(`curl ${URL} | sudo -E «bash» -`));
  flags('through tee', run(`curl ${URL} | tee log | «sh»`));
  flags('python and perl', run(`curl ${URL} | «python3» - && curl ${URL} | «perl»`));
  flags('php, whose arguments come behind two dashes', run(`curl -fsSL ${URL} | «php» -- --quiet`));
  flags('a substitution', run(`«sh» -c "$(curl -fsSL ${URL})"`));
  flags('a process substitution', run(`«bash» <(curl -fsSL ${URL})`));
  flags('eval', run(`«eval» "$(curl -fsSL ${URL})"`));
  flags('inside bash -c', 'FROM debian:trixie-slim\nRUN ["bash", "-c", "curl https://example.com/a | «sh»"]\n');
  flags('inside a heredoc', 'FROM debian:trixie-slim\nRUN <<EOF\nset -e\ncurl https://example.com/a | «sh»\nEOF\n');
  flags('a file that is saved and run', run(`curl -fsSLo /tmp/i.sh ${URL} && «sh» /tmp/i.sh`), /^"i.sh" is run just as it was downloaded/);
  flags('a file under its own name', run(`curl -O ${URL} && chmod +x install.sh && «./install.sh»`));
  flags('a file that wget names', run(`wget ${URL}?v=1 && «bash» install.sh --yes`));
  flags('a redirection', run(`curl ${URL} > i.sh; «.» ./i.sh`));
  flags('an ADD without checksum', `FROM debian:trixie-slim\nADD ${URL} /tmp/\nRUN «sh» /tmp/install.sh\n`, /^"install.sh" came by ADD/);
  flags('an ADD to a name', `FROM debian:trixie-slim\nADD ${URL} /usr/bin/tool\nRUN chmod +x /usr/bin/tool && «/usr/bin/tool» init\n`);
  flags(
    'one line in a whole file',
    `# syntax=docker/dockerfile:1\nFROM node:24-slim AS build\nWORKDIR /app\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends ca-certificates curl \\\n # the tool\n && curl -fsSL ${URL} \\\n  | «sh» -s -- -b /usr/local/bin \\\n && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN npm ci\nFROM node:24-slim\nCOPY --from=build /app /app\nUSER 1000\nCMD ["node", "main.js"]\n`,
  );
  passes('a checksum in between', run(`curl -fsSLo i.sh ${URL} && echo "abc  i.sh" | sha256sum -c - && sh i.sh`));
  passes('a signature in between', run(`curl -O ${URL} && gpg --verify install.sh.asc install.sh && sh install.sh`));
  passes('openssl in between', run(`curl -O ${URL} && openssl dgst -verify k -signature s install.sh && sh install.sh`));
  passes('an ADD with checksum', `FROM debian:trixie-slim\nADD --checksum=sha256:00 ${URL} /tmp/\nRUN sh /tmp/install.sh\n`);
  passes('a download that is unpacked', run(`curl ${URL} | tar -xz`));
  passes('a program of its own', run('curl https://example.com/a.json | python3 -c "import json,sys; print(json.load(sys.stdin))"'));
  passes('a filter', run('curl https://example.com/a | perl -ne "print"'));
  passes('a value that is passed', run('sh -c "echo $(curl https://example.com/ip)"'));
  passes('a file that is only kept', run(`curl -o /usr/local/bin/tool ${URL} && chmod +x /usr/local/bin/tool`));
  passes('another file that is run', run(`curl -o data.json https://example.com/a && sh build.sh`));
  passes('a shell that gets text of the file', run('echo "make" | sh'));
  passes(
    'PowerShell, which is not read',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN iwr https://example.com/a.ps1 | iex\n',
  );
});
