import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './cd-instead-of-workdir.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'the first command of a RUN',
    `${FROM}RUN «cd /src» && make\n`,
    'The step begins by cd to "/src", which a reader of the file misses: say it by WORKDIR',
    {
      severity: 'info',
      includes: ['hadolint:DL3003', 'trivy:DS-0013'],
    },
  );
  flags('CMD and ENTRYPOINT, which the peers do not look at', `${FROM}ENTRYPOINT «cd /app» && exec ./run\nCMD «cd app»; ./run\n`, {
    equivalents: [],
  });
  flags('behind set', `${FROM}RUN set -eux; «cd "/src"»; make\n`);
  flags('a heredoc', `${FROM}RUN <<EOF\n«cd /src»\nmake\nEOF\n`);
  flags('a trigger', `${FROM}ONBUILD RUN «cd /src» && make\n`);

  passes('cd in the middle', `${FROM}RUN make && cd /src && make\n`);
  passes('cd that nothing follows', `${FROM}RUN cd /src\n`);
  passes('a subshell, a loop', `${FROM}RUN (cd /src && make) && for i in a b; do cd /src; make; done\n`);
  passes('a variable, - and ~', `${FROM}RUN cd "$SRC" && make\nRUN cd - && make\nRUN cd ~/src && make\nRUN cd && make\n`);
  passes('a cd of another shell', `${FROM}RUN su app -c 'cd /src && make'\n`);
  passes('a pipe', `${FROM}RUN cd /src | make\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/powershell:7\nSHELL ["pwsh", "-c"]\nRUN cd C:/src ; make\n');

  fixes(
    'by WORKDIR',
    'Use WORKDIR /src',
    `${FROM}# build\nRUN --mount=type=cache,target=/c cd /src && make\n`,
    `${FROM}WORKDIR /src\n# build\nRUN --mount=type=cache,target=/c make\n`,
  );
  fixes(
    'continued lines and CRLF',
    'Use WORKDIR /src',
    `${FROM}RUN cd /src \\\n && make \\\n && make install\n`.replace(/\n/g, '\r\n'),
    `${FROM}WORKDIR /src\nRUN make \\\n && make install\n`.replace(/\n/g, '\r\n'),
  );
  fixes('behind set', 'Use WORKDIR /src', `${FROM}RUN set -e; cd /src; make\n`, `${FROM}WORKDIR /src\nRUN set -e; make\n`);
  for (const below of ['COPY conf ./conf', 'RUN ./setup.sh', 'WORKDIR lib', 'RUN pip install -r requirements.txt', 'CMD ["./app"]'])
    offersNoFix(`a later ${below}`, `${FROM}RUN cd /src && make\n${below}\n`);
  fixes(
    'where what is below names its own directory',
    'Use WORKDIR /src',
    `${FROM}RUN cd /src && make\nCOPY a /a\nRUN cd /b && ./c\nWORKDIR /d\nRUN ./e\n`,
    `${FROM}WORKDIR /src\nRUN make\nCOPY a /a\nRUN cd /b && ./c\nWORKDIR /d\nRUN ./e\n`,
  );
  offersNoFix('a comment between', `${FROM}RUN cd /src && \\\n  # all of it\n  make\n`);
  offersNoFix('a heredoc', `${FROM}RUN <<EOF\ncd /src\nmake\nEOF\n`);
  offersNoFix('a trigger', `${FROM}ONBUILD RUN cd /src && make\n`);
  offersNoFix('a name with blanks', `${FROM}RUN cd "/a b" && make\n`);

  flags(
    'a whole file',
    [
      'FROM node:24-slim AS build',
      'COPY . /app',
      'RUN «cd /app» && npm ci && npm run build',
      'FROM nginx:1.30',
      'COPY --from=build /app/dist /usr/share/nginx/html',
      'RUN chown -R nginx /usr/share/nginx && cd /tmp && rm -rf x',
      '',
    ].join('\n'),
  );
});
