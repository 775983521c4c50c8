import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-destination-slash.js';

const clean = (line: string): string => `FROM alpine:3.24\n${line}\n`;
const title = 'End it with a slash';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'two sources',
    clean('COPY a b «/x»'),
    'Each file overwrites "/x" or the build stops, as it is no folder without a slash: put / at its end',
    { severity: 'error', equivalents: rule.equivalents, safety: 'unsafe' },
  );
  flags('ADD', clean('ADD a b «x»'));
  flags('JSON', clean('COPY ["a", "b", «"/x y"»]'));
  flags('quotes', clean('COPY a b «"/x"»'));
  flags('patterns', clean('COPY a* b* «/x»'), { severity: 'error' });
  flags('heredocs', clean('COPY <<A <<B «/x»\nA\nB'));
  flags('a source and a heredoc', clean('COPY a <<B «/x»\nB'));
  flags('a trigger', clean('ONBUILD COPY a b «/x»'));
  flags(
    'a folder of the system',
    clean('COPY a b «/usr/local/bin»'),
    'Several files go to "/usr/local/bin", which other builders refuse without a slash: put / at its end',
    { severity: 'warning', equivalents: rule.equivalents, safety: 'safe' },
  );
  flags('the folder of WORKDIR', clean('WORKDIR /app/src\nCOPY a b «/app»'), { severity: 'warning', safety: 'safe' });
  flags(
    'a pattern',
    clean('COPY conf/*.conf «/etc/app»'),
    'If several files match they overwrite "/etc/app", or the build stops: put / at its end',
    { severity: 'warning', equivalents: [], safety: 'unsafe' },
  );
  flags('a pattern with a set', clean('COPY file[12] «/x»'));
  flags('a folder that is only alike', clean('WORKDIR /application\nCOPY a b «/app»'), { severity: 'error' });

  for (const target of ['.', './', '/x/', 'x/', '..', '/x/.', '$DIR', '/x/${DIR}', '${A:-/x}', '%X%'])
    passes(target, clean(`COPY a b ${target}`));
  passes(
    'a path of Windows that ends in the escape character, which has a finding of its own',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app C:\\app\\\nWORKDIR C:\\app\n',
  );
  passes('a backslash', '# escape=`\nFROM a\nCOPY a b C:\\x\\\n');
  passes('a slash in JSON', clean('COPY ["a", "b", "/x/"]'));
  passes('one source', clean('COPY a /x'));
  passes('a variable as the source', clean('COPY ${A:-*} /x'));
  passes('a pattern that names its match', clean('COPY target/*.jar /app.jar'));
  passes('a pattern to a folder of the system', clean('COPY bin/* /usr/local/bin'));
  passes('a pattern to the folder of WORKDIR', clean('WORKDIR /app\nCOPY *.py /app'));
  passes('--parents', clean('COPY --parents a/b c/d /x'));
  passes('too few words', clean('COPY a'));
  passes('other instructions', clean('RUN cp a b /x'));

  fixes('JSON', title, clean('COPY ["a", "b", "/x y"]'), clean('COPY ["a", "b", "/x y/"]'));
  fixes('quotes', title, clean(`COPY a b '/x'`), clean(`COPY a b '/x/'`));
  fixes('heredocs', title, clean('COPY <<A <<B /x\nA\nB'), clean('COPY <<A <<B /x/\nA\nB'));
  fixes(
    'a whole file',
    title,
    'FROM nginx:1.30-alpine\r\nCOPY --chown=101 default.conf \\\r\n  # limits\r\n  limits.conf \\\r\n  /etc/nginx/conf.d\r\nEXPOSE 8080\r\n',
    'FROM nginx:1.30-alpine\r\nCOPY --chown=101 default.conf \\\r\n  # limits\r\n  limits.conf \\\r\n  /etc/nginx/conf.d/\r\nEXPOSE 8080\r\n',
  );
});
