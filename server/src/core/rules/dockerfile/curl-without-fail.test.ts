import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import curlWithoutFail from './curl-without-fail.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://example.com/a.tgz';

ruleSuite(curlWithoutFail, ({ flags, passes, fixes }) => {
  flags(
    'a file',
    run(`«curl» -sSL ${URL} -o a.tgz`),
    'Without -f curl saves an error page and reports success, so the build goes on with it: add -f',
    {
      severity: 'info',
      equivalents: [],
      safety: 'unsafe',
    },
  );
  flags('its own name, a redirection, tee', run(`«curl» -LO ${URL} && «curl» -L ${URL} > a && «curl» -L ${URL} | tee a`));
  flags(
    'a pipe to tar, to a shell, into a substitution',
    run(`«curl» -L ${URL} | tar -xz && «curl» -L ${URL} | sh && sh -c "$(«curl» -L ${URL})"`),
  );
  flags('what tar refuses at once', run(`«curl» -L ${URL} -o /a.tgz && tar -xzf /a.tgz`), /hands an error page to "tar"/, {
    severity: 'hint',
  });
  flags('what dpkg refuses at once', run('«curl» -Lo /a.deb https://example.com/a.deb && dpkg -i /a.deb'), /to "dpkg"/, {
    severity: 'hint',
  });
  flags(
    'what install copies as it is',
    run('«curl» -Lo /tmp/a https://example.com/a && install -m 755 /tmp/a /usr/bin'),
    /saves an error page/,
    {
      severity: 'info',
    },
  );
  flags('without -L too', run(`«curl» -O ${URL}`), /add -f$/, { equivalents: ['tally:curl-should-follow-redirects'] });
  flags('with -f alone as a hint', run(`«curl» -fO ${URL}`), /^Without -L .* add -L$/, {
    severity: 'hint',
    equivalents: ['tally:curl-should-follow-redirects'],
  });
  flags('the exec form', 'FROM a:1\nRUN [«"curl"», "-L", "-o", "a", "https://example.com/a"]\n');
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && sudo «curl» -sSL \\\r\n    ${URL} \\\r\n    --output /opt/a.tgz\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  for (const flag of ['-f', '--fail', '--fail-with-body', '-fsS']) passes(flag, run(`curl ${flag} -L ${URL} -o a`));
  passes('a bundle that ends in a file', run(`curl -fsSLo a ${URL}`));
  passes('requests that are looked at', run(`curl -w "%{http_code}" -o a ${URL} && curl -I ${URL} > b && curl -sD h -o c ${URL}`));
  passes('requests that send', run(`curl -X POST -o a ${URL}`));
  passes('what is only shown', run(`curl -L ${URL} && curl -L ${URL} | grep x && curl -o /dev/null ${URL}`));
  passes(
    'what is checked then',
    run(`curl -LO ${URL} && echo "0123  a.tgz" | sha256sum -c - && curl -Lo k ${URL}.asc && gpg --verify k a.tgz`),
  );
  passes(
    'what a list of sums may hold',
    run(`curl -LO ${URL} && curl -fsSLO https://example.com/SHA256SUMS && sha256sum --ignore-missing -c SHA256SUMS`),
  );
  flags(
    'a file beside the one that is checked',
    run(`«curl» -LO https://example.com/b.zip && curl -LO ${URL} && echo "0123  a.tgz" | sha256sum -c -`),
  );
  flags('what is checked after it was run', run(`sha256sum -c x && «curl» -Lo a ${URL} && sh a && gpg --import k`));
  flags('the installer of Composer', run('«curl» -sSL https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin'));
  passes('other protocols', run('curl -o a ftp://example.com/a'));
  passes('a redirect on this machine', run('curl -fo a http://localhost/a'));
  passes('wget', run(`wget ${URL}`));
  fixes('a bundle', 'Add -f', run(`curl -sSLo a ${URL}`), run(`curl -fsSLo a ${URL}`));
  fixes('without one', 'Add -f', run(`curl --location ${URL} > a`), run(`curl -f --location ${URL} > a`));
  fixes('an option of its own', 'Add -f', run(`curl -o a -L ${URL}`), run(`curl -f -o a -L ${URL}`));
  fixes('both', 'Add -fL', run(`curl -sSo a ${URL}`), run(`curl -fLsSo a ${URL}`));
  fixes('-L', 'Add -L', run(`curl -fsS -o a ${URL}`), run(`curl -LfsS -o a ${URL}`));
  fixes(
    'the exec form',
    'Add -f',
    'FROM a:1\nRUN ["curl", "-L", "-o", "a", "https://example.com/a"]\n',
    'FROM a:1\nRUN ["curl", "-f", "-L", "-o", "a", "https://example.com/a"]\n',
  );
});
