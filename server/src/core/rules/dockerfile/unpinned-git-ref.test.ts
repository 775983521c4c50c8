import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unpinnedGitRef from './unpinned-git-ref.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://github.com/example/tool.git';

ruleSuite(unpinnedGitRef, ({ flags, passes }) => {
  flags('a clone', run(`git clone «${URL}» /src`), /^"tool.git" is cloned at whatever/, {
    severity: 'info',
    equivalents: ['tally:prefer-add-git'],
  });
  flags('options', run(`git -c a=b clone --depth 1 --recursive -j 4 «${URL}»`));
  flags('a branch', run(`git clone -b «main» ${URL}`), /^"main" is a branch/);
  flags('a branch that is joined', run(`git clone «--branch=develop» ${URL}`));
  flags('the default of ARG', `FROM debian:trixie-slim\nARG REF=master\nRUN git clone -b «$REF» ${URL}\n`, /^"\$REF" is a branch/);
  flags('a URL from a variable', run('git clone «${REPO}» /src'));
  flags('a checkout of a branch', run(`git clone «${URL}» /src && cd /src && git checkout develop`));
  flags('only the first of two', run(`git clone «${URL}» a && git clone ${URL} b && cd b && git checkout v2`));
  flags('in a heredoc and in sh -c', `FROM a:1\nRUN <<EOF\ngit clone «${URL}»\nEOF\nRUN ["sh", "-c", "git clone «${URL}»"]\n`);
  flags('a trigger', `FROM a:1\nONBUILD RUN git clone «${URL}»\n`);
  flags('ADD', `FROM a:1\nADD «${URL}» /src\n`, /^"tool.git" is added/, { equivalents: [] });
  flags('ADD of a folder', 'FROM a:1\nADD «git@github.com:example/tool.git#:docs» /src\n');
  flags('ADD of a branch', `FROM a:1\nADD «${URL}#main» /src\n`, /^"main" is a branch/);
  flags(
    'one line in a whole file',
    `FROM golang:1.27 AS build\r\nRUN apt-get update \\\r\n # sources\r\n && git clone --depth=1 «${URL}» /src \\\r\n && cd /src && go build -o /tool .\r\nFROM gcr.io/distroless/static-debian13:nonroot\r\nCOPY --from=build /tool /tool\r\nENTRYPOINT ["/tool"]\r\n`,
  );
  passes('a tag', run(`git clone -b v1.4.0 ${URL}`));
  passes('a variable', `FROM a:1\nARG TOOL_VERSION\nRUN git clone --branch "$TOOL_VERSION" ${URL}\n`);
  passes('a checkout of a commit', run(`git clone ${URL} /src && cd /src && git checkout 1a2b3c4`));
  passes('a checkout in a later RUN', `FROM a:1\nRUN git clone ${URL} /src\nWORKDIR /src\nRUN git reset --hard $COMMIT\n`);
  passes('a fetch of a tag', run(`git clone ${URL} /src && git -C /src fetch origin v1.4.0 && git -C /src switch --detach FETCH_HEAD`));
  passes('both of two', run(`git clone ${URL} a && git clone ${URL} b && git -C a checkout v1 && git -C b checkout v2`));
  passes('a revision', run(`git clone --revision=1a2b3c4d ${URL}`));
  passes('a clone from the disk', run('git clone /src /copy'));
  passes('ADD of a tag, a commit, a query', `FROM a:1\nADD ${URL}#v1.4 /a\nADD ${URL}?tag=v1 /b\nADD ${URL}?checksum=1a2b3c4 /c\n`);
  passes('other commands of git', run('git config --global user.name x && git init && git submodule update'));
});
