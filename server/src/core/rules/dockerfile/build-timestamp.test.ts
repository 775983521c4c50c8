import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import buildTimestamp from './build-timestamp.js';

const run = (script: string) => `FROM alpine:3.24\nRUN ${script}\n`;

ruleSuite(buildTimestamp, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a file',
    run('«date» > /build-date'),
    'The clock is written to a file, so no two builds are alike: use SOURCE_DATE_EPOCH, or a label',
    { severity: 'info', safety: 'unsafe' },
  );
  flags('echo, printf, tee', run('echo "built $(«date» +%F)" >> /info && printf "%s" "$(«date»)" > /a && «date» | tee /b'));
  flags('sed in place', run('sed -i "s/@DATE@/$(«date»)/" main.js'));
  flags('link flags', run('go build -ldflags "-X main.date=$(«date» -u +%FT%TZ)" -o /a'), /^The clock is built into what "go" makes/);
  flags('other compilers', run('gcc -DBUILD="$(«date» +%s)" a.c && dotnet publish -p:BuildDate=$(«date» +%F)'));
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nCOPY . .\r\nRUN npm ci \\\r\n  # when\r\n && «date» +%F > build.txt\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes('the log', run('date && echo "start $(date)" && date > /dev/stderr && date >&2'));
  passes('a given time', run('date -u -d @$SOURCE_DATE_EPOCH > /a && date --date=@0 > /b && date -r main.go > /c'));
  passes('a calculation', run('start=$(date +%s) && make && echo $(($(date +%s) - start))'));
  passes('a name', run('mkdir /backup-$(date +%F) && touch "$(date)"'));
  passes('another argument of a compiler', run('make -j4 && go version'));
  fixes(
    'a file',
    'Use SOURCE_DATE_EPOCH',
    run('date > /a'),
    'FROM alpine:3.24\nARG SOURCE_DATE_EPOCH\nRUN date -u -d @${SOURCE_DATE_EPOCH:-$(date +%s)} > /a\n',
  );
  fixes(
    'where it is declared',
    'Use SOURCE_DATE_EPOCH',
    'FROM a:1\nARG SOURCE_DATE_EPOCH\nRUN echo "$(date -u +%F)" > /a\n',
    'FROM a:1\nARG SOURCE_DATE_EPOCH\nRUN echo "$(date -d @${SOURCE_DATE_EPOCH:-$(date +%s)} -u +%F)" > /a\n',
  );
  offersNoFix('in a trigger', 'FROM a:1\nONBUILD RUN date > /a\n');
});
