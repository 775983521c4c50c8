import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './vcs-directory-in-image.js';

const run = (script: string) => `FROM alpine:3.24\nRUN ${script}\n`;
const URL = 'https://github.com/example/app.git';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a COPY',
    'FROM alpine:3.24\nCOPY «.git» /src/.git\n',
    '".git" holds all of the history, with what was ever deleted from it: copy the sources without it',
    {
      severity: 'warning',
      equivalents: ['dockle:DKL-LI-0003'],
    },
  );
  flags('others, and from a stage', 'FROM a AS b\nFROM alpine:3.24\nCOPY «.hg» src «./lib/.svn/» /x/\nCOPY --from=b «/src/.git» /y/\n');
  flags(
    'ADD that keeps it',
    `FROM alpine:3.24\nADD «--keep-git-dir=true» ${URL} /src\nADD «--keep-git-dir» ${URL} /b\n`,
    /^--keep-git-dir keeps/,
  );
  flags(
    'a clone',
    run(`«git clone» ${URL} /src && make -C /src`),
    'The clone keeps its .git, with all of the history, in the image that ships: remove it in this RUN',
    { severity: 'info' },
  );
  flags(
    'a clone with options, in a folder of its name',
    run(`cd /opt && «git -c http.sslVerify=true clone» --depth 1 -b v1 ${URL} && rm -rf /tmp/x`),
  );
  flags('a clone that the next RUN cleans', `FROM alpine:3.24\nRUN «git clone» ${URL} /src\nRUN rm -rf /src/.git\n`);
  flags('a stage the final one is built on', `FROM alpine:3.24 AS base\nRUN «git clone» ${URL} /src\nFROM base\nCMD ["sh"]\n`);
  passes('.git removed', run(`git clone ${URL} /src && make -C /src && rm -rf /src/.git`));
  passes('.git removed in its folder', run(`git clone ${URL} && cd app && rm -r .git`));
  passes('all of it removed', run(`git clone ${URL} /tmp/app && make -C /tmp/app install && rm -rf /tmp/app`));
  passes('all of a folder removed', run(`cd /tmp && git clone ${URL} && make -C app install && rm -rf /tmp/*`));
  passes('all found .git removed', run(`git clone ${URL} /src && find /src -name .git -exec rm -rf {} +`));
  passes('a bare clone', run(`git clone --mirror ${URL} /src`));
  passes('a clone into a mount', `FROM alpine:3.24\nRUN --mount=type=cache,target=/cache git clone ${URL} /cache/app\n`);
  passes(
    'a stage that does not ship',
    `FROM alpine:3.24 AS b\nRUN git clone ${URL} /src\nCOPY .git /src/.git\nFROM alpine:3.24\nCOPY --from=b /src/app /app\n`,
  );
  passes(
    'other commands and names',
    `FROM alpine:3.24\nRUN git pull && git config clone.x y\nCOPY .gitignore .github /x/\nADD ${URL} /src\nADD --keep-git-dir=false ${URL} /y\n`,
  );
  fixes(
    'drops the flag',
    'Leave the history out',
    `FROM alpine:3.24\r\nADD --chown=1 --keep-git-dir=true ${URL} /src\r\n`,
    `FROM alpine:3.24\r\nADD --chown=1 ${URL} /src\r\n`,
  );
  flags(
    'one line in a whole file',
    `FROM python:3.14-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends git \\\n && «git clone» --depth 1 ${URL} /opt/app \\\n && pip install --no-cache-dir /opt/app \\\n && rm -rf /var/lib/apt/lists/*\nUSER 1000\nCMD ["app"]\n`,
  );
});
