import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './consecutive-runs.js';

const TITLE = 'Join them with &&';
const on = (...lines: string[]) => `FROM alpine:3.24\n${lines.join('\n')}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('two', on('RUN a', '«RUN» b'), '2 small RUN instructions in a row make as many layers: join them with &&', {
    severity: 'hint',
    equivalents: ['hadolint:DL3059', 'kics:0008c003-79aa-42d8-95b8-1c2fe37dbfe6', 'sonar:S7031'],
    safety: 'unsafe',
  });
  flags('three with two commands each and comments between', on('RUN a && b', '# why', '«RUN» c; d', '', 'RUN e | f'), /^3 small/);
  flags('equal flags', on('RUN --network=none a', '«RUN» --network=none b'));
  flags('two groups', on('RUN a', '«RUN» b', 'USER 1', 'RUN c', '«RUN» d'));
  passes('one', on('RUN a', 'USER 1', 'RUN b'));
  passes('other flags', on('RUN a', 'RUN --network=none b'));
  passes('three commands', on('RUN a && b && c', 'RUN d'));
  passes('the exec form and heredocs', on('RUN ["a"]', 'RUN b', 'RUN <<EOF', 'c', 'EOF'));
  passes('a stage that does not ship', `FROM alpine:3.24 AS build\nRUN a\nRUN b\nFROM scratch\nCOPY --from=build /a /a\n`);
  passes(
    'another shell',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN a\nRUN b\n',
  );
  passes('triggers', on('ONBUILD RUN a', 'ONBUILD RUN b'));
  fixes('two', TITLE, on('RUN a\r', 'RUN b\r').replace('24\n', '24\r\n'), on('RUN a \\\r', ' && b\r').replace('24\n', '24\r\n'));
  fixes(
    'flags',
    TITLE,
    on('RUN --mount=type=cache,target=/c a', 'RUN --mount=type=cache,target=/c b', 'RUN --mount=type=cache,target=/c c'),
    on('RUN --mount=type=cache,target=/c a \\', ' && b \\', ' && c'),
  );
  for (const run of ['cd /srv', 'export A=1 && a', 'set -x', 'A=1', 'a &', 'a;', 'a # note', '. /env', 'exec a', 'exit 0', '$A'])
    offersNoFix(run, on(`RUN ${run}`, 'RUN b'));
  for (const run of ['b || c', 'b; c', 'b &', '! b || c']) offersNoFix(`${run}, behind another`, on('RUN a', `RUN ${run}`));
  fixes('|| in the first', TITLE, on('RUN a || b', 'RUN c'), on('RUN a || b \\', ' && c'));
  offersNoFix('a comment between', on('RUN a', '# why', 'RUN b'));
  fixes(
    'a whole file',
    TITLE,
    `FROM python:3.14-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd -u 10001 app
RUN mkdir /data && \\
    chown app /data

USER 10001
CMD ["python", "app.py"]
`,
    `FROM python:3.14-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd -u 10001 app \\
 && mkdir /data && \\
    chown app /data

USER 10001
CMD ["python", "app.py"]
`,
  );
});
