import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-change-in-run.js';

const FROM = 'FROM debian:trixie-slim\n';
const WINDOWS = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a link over /bin/sh',
    `${FROM}RUN «ln» -sf /bin/bash /bin/sh\n`,
    '"ln" puts another shell in place of /bin/sh, which programs of the image rely on: use SHELL',
    { severity: 'info', includes: ['hadolint:DL4005'] },
  );
  flags(
    'others ways to do it',
    `${FROM}RUN rm /bin/sh && «ln» -s bash /bin/sh\nRUN «mv» /bin/bash /bin/sh && sudo «cp» /bin/bash /usr/bin/sh\n`,
  );
  flags('dash by its configuration', `${FROM}RUN «dpkg-reconfigure» -f noninteractive dash\n`, { equivalents: [] });
  flags(
    'the login shell of root',
    `${FROM}RUN «chsh» -s /bin/zsh\nRUN «usermod» --shell /bin/bash root && «chsh» -s /bin/bash root\n`,
    '"chsh" changes the login shell of root, which no instruction uses: use SHELL',
  );
  flags(
    'PowerShell in every RUN',
    `${WINDOWS}RUN «powershell» -Command a\nRUN powershell.exe -NoProfile -Command b\n`,
    '"powershell" is called with a command in 2 RUNs of this stage: say it once by SHELL',
    { equivalents: ['tally:powershell/prefer-shell-instruction'] },
  );

  passes('SHELL', `${FROM}SHELL ["/bin/bash", "-c"]\nRUN a\n`);
  passes('other links', `${FROM}RUN ln -s /opt/a /usr/bin/a && ln -s /bin/sh /usr/local/bin/sh2 && cp /bin/sh /out/\n`);
  passes(
    'the shell of another account',
    `${FROM}RUN usermod -s /usr/sbin/nologin app && chsh -s /bin/bash app && usermod -aG docker root\n`,
  );
  passes('PowerShell once', `${WINDOWS}RUN powershell -Command a\nRUN b\n`);
  passes('PowerShell with files', `${WINDOWS}RUN powershell -File a.ps1\nRUN powershell -File b.ps1\n`);
  passes('PowerShell by SHELL', `${WINDOWS}SHELL ["powershell", "-Command"]\nRUN a\nRUN b\n`);

  fixes(
    'a RUN of its own',
    'Say /bin/bash by SHELL',
    `${FROM}# sh\r\nRUN ln -sf /bin/bash /bin/sh\r\n`.replace(/\r?\n/g, '\r\n'),
    `${FROM}# sh\nSHELL ["/bin/bash", "-c"]\n`.replace(/\n/g, '\r\n'),
  );
  offersNoFix('a RUN that does more', `${FROM}RUN rm /bin/sh && ln -s /bin/bash /bin/sh\n`);
  offersNoFix('a program that is no shell', `${FROM}RUN ln -sf /opt/tool /bin/sh\n`);
  offersNoFix('the login shell', `${FROM}RUN chsh -s /bin/bash\n`);
  offersNoFix('PowerShell', `${WINDOWS}RUN powershell -Command a\nRUN powershell -Command b\n`);

  flags(
    'a whole file',
    [
      'FROM ubuntu:24.04',
      'RUN apt-get update && apt-get install -y --no-install-recommends zsh && rm -rf /var/lib/apt/lists/*',
      'RUN useradd -m -u 10001 -s /bin/zsh app && «chsh» -s /bin/zsh root',
      'RUN ln -s /usr/bin/python3 /usr/bin/python',
      'USER 10001',
      'CMD ["zsh"]',
      '',
    ].join('\n'),
  );
});
