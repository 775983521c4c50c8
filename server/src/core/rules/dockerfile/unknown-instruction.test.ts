import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unknown-instruction.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a misspelt keyword', 'FROM a\n«RNU» b\n', '"RNU" is no instruction, so the build stops here: write RUN', {
    severity: 'error',
    safety: 'safe',
    includes: ['dockerfile-utils:UNKNOWN_INSTRUCTION', 'tally:unknown-instruction', 'sonar:S2260'],
  });
  flags('two slips, which are a guess', 'FROM a\n«ENTRIPONT» ["b"]\n', /write ENTRYPOINT/, { safety: 'unsafe' });
  flags('a letter too few at the end', 'FROM a\n«WORKDI» /b\n', /write WORKDIR/);
  flags('a word far from all', 'FROM a\n«INCLUDE» b\n', /start with a keyword/);
  flags('a script that lost its continuation, once', 'FROM a\nRUN mkdir /b\n«cp» b c\n  chmod 1 c\n  ls\n', /continue the line above/);
  flags('unknown lines apart', 'FROM a\n«foo» b\n\n«bar» c\n');
  passes('a trigger, which is a finding of its own', 'FROM a\nONBUILD COPPY a b\n');
  flags('the first line', '«FORM» a\n', /write FROM/);
  flags('a merge marker', 'FROM a\n«<<<<<<<» HEAD\n');
  flags('what the frontend may know, as an info', '# syntax=acme/frontend:1\nFROM a\n«INCLUDE» b\n', /# syntax= knows it/, {
    severity: 'info',
    equivalents: [],
  });
  flags('under the usual frontend', '# syntax=docker.io/docker/dockerfile:1.7-labs\nFROM a\n«RUNN» b\n', { severity: 'error' });

  passes(
    'every keyword in any case',
    'from a\nMaintainer b\nRUN b\ncmd b\nLABEL b=c\nEXPOSE 1\nENV b=c\nADD b c\nCOPY b c\nENTRYPOINT b\nVOLUME b\nUSER b\nWORKDIR b\nARG b\nONBUILD run b\nSTOPSIGNAL 9\nHEALTHCHECK NONE\nSHELL ["b"]\n',
  );
  passes('a heredoc body', 'FROM a\nRUN <<EOF\nfoo\nEOF\n');
  passes('continued lines and comments in them', 'FROM a\nRUN b \\\n# foo\n\nfoo \\\n  bar\n');
  passes('a keyword over two lines', 'FR\\\nOM a\n');
  passes('ONBUILD alone', 'FROM a\nONBUILD\n');
  passes('a file of comments', '# foo\n');

  fixes(
    'keeps the arguments and the lower case',
    'Write RUN',
    'from a\r\n  rum b \\\r\n  # c\r\n  d\r\n',
    'from a\r\n  run b \\\r\n  # c\r\n  d\r\n',
  );
  offersNoFix('a shell command, though cd is near CMD', 'FROM a\nRUN b\ncd /c\n');
  offersNoFix('export, though it is near EXPOSE', 'FROM a\nRUN b\nexport C=d\n');
  offersNoFix('another frontend', '# syntax=acme/frontend\nFROM a\nRUM b\n');

  flags(
    'a whole file',
    `FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && \\
    npm prune --omit=dev   # keep it small
«rm» -rf /root/.npm

FROM node:24-slim
WORDKIR_IS_NOT_HERE=1
COPY --from=build /src/dist /app
«EXPSE» 3000
USER 1000
CMD ["node", "/app/server.js"]
`.replace('WORDKIR_IS_NOT_HERE=1\n', ''),
  );
});
