import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import latestDownloadUrl from './latest-download-url.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(latestDownloadUrl, ({ flags, passes }) => {
  flags('a release', run('curl -fsSLo t https://github.com/a/b/«releases/latest»/download/t'), /^"releases\/latest" in this URL/, {
    severity: 'info',
  });
  flags('the question which release is newest', run('V=$(curl -s https://api.github.com/repos/a/b/«releases/latest» | jq -r .tag_name)'));
  flags('a folder', run('wget -q https://example.com/dist/«latest»/tool.tgz'));
  flags('a file', run('wget -q https://example.com/Miniconda3-«latest»-Linux-x86_64.sh'));
  flags('a raw branch', run('curl -fsSL https://raw.githubusercontent.com/a/b/«master»/install.sh -o i.sh'));
  flags('raw paths of other forges', run('wget https://gitlab.com/a/b/-/raw/«main»/x && wget "https://github.com/a/b/raw/«HEAD»/x"'));
  flags(
    'an archive of a branch',
    run('wget https://github.com/a/b/archive/«master».zip && wget https://github.com/a/b/archive/refs/heads/«main».tar.gz'),
  );
  flags('the last build of a server', run('curl -fO https://ci.example.com/job/a/«lastSuccessfulBuild»/artifact/t'));
  flags('ADD', 'FROM a:1\nADD https://example.com/«latest»/t /t\n');
  flags('the value of ENV', 'FROM a:1\nENV URL=https://example.com/latest/t\nRUN curl -fO «$URL»\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n && apt-get install -y curl \\\r\n && curl -fsSL "https://example.com/«latest»/tool.tgz" \\\r\n  | tar -xz -C /opt\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes('a version', run('curl -fO https://github.com/a/b/releases/download/v1.2/t'));
  passes('a commit', run('curl -fO https://raw.githubusercontent.com/a/b/1a2b3c4/t'));
  passes('a repository of that name', run('curl -fO https://github.com/latestdev/main-tool/releases/download/v1/t'));
  passes('a host and a query', run('curl -fO "https://latest.example.com/t?since=/latest/"'));
  passes('a folder called main in a release', run('curl -fO https://example.com/main/pool/v1/t'));
  passes('a signing key', run('curl -fsSL https://example.com/keys/archive-latest.asc | gpg --dearmor -o /k.gpg'));
  passes('a clone', run('git clone https://github.com/a/latest/'));
  passes('a text about it', run('echo https://example.com/latest/'));
});
