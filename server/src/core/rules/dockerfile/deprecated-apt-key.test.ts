import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import deprecatedAptKey from './deprecated-apt-key.js';

const run = (script: string) => `FROM debian:bookworm-slim\nRUN ${script}\n`;

ruleSuite(deprecatedAptKey, ({ flags, passes }) => {
  flags(
    'apt-key add',
    run('curl -fsSL https://example.com/key.asc | «apt-key» add -'),
    'apt-key is gone from new releases and trusts the key for every repository: name it with signed-by instead',
    { severity: 'info', equivalents: [] },
  );
  flags('apt-key adv', run('«apt-key» adv --keyserver keyserver.ubuntu.com --recv-keys 0123'));
  flags('apt-key through sudo and options', run('sudo «apt-key» --keyring /a add k.asc'));
  flags(
    'a redirection',
    run('curl https://example.com/k.asc > «/etc/apt/trusted.gpg.d/k.asc»'),
    'A key in "/etc/apt/trusted.gpg.d" may sign packages of every repository: name it with signed-by instead',
  );
  flags('the old file', run('gpg --export K | tee «/etc/apt/trusted.gpg»'), /^A key in "\/etc\/apt\/trusted.gpg" may/);
  flags('gpg', run('curl https://example.com/k | gpg --dearmor -o «/etc/apt/trusted.gpg.d/k.gpg»'));
  flags('gpg with a joined value', run('curl https://example.com/k | gpg --dearmor «--output=/etc/apt/trusted.gpg.d/k.gpg»'));
  flags(
    'curl, wget and cp',
    run('curl -o «/etc/apt/trusted.gpg.d/a.asc» u; wget -O «/etc/apt/trusted.gpg.d/b.asc» u; cp k «/etc/apt/trusted.gpg.d/»'),
  );
  flags(
    'ADD and COPY',
    'FROM debian\nADD https://example.com/k.asc «/etc/apt/trusted.gpg.d/»\nCOPY ["k.gpg", «"/etc/apt/trusted.gpg.d/"»]\n',
  );
  flags(
    'one line in a whole file',
    `FROM debian:bookworm-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates curl gnupg \\
 && curl -fsSL https://example.com/key.asc | «apt-key» add - \\
 && echo "deb https://example.com/apt stable main" > /etc/apt/sources.list.d/example.list \\
 && apt-get update && apt-get install -y example \\
 && rm -rf /var/lib/apt/lists/*
USER 1000
CMD ["example"]
`,
  );
  passes('a look at the keys', run('apt-key list && apt-key export 0123'));
  passes('a key that is taken away', run('apt-key del 0123 && rm /etc/apt/trusted.gpg.d/k.asc'));
  passes('a keyring of its own', run('curl https://example.com/k | gpg --dearmor -o /etc/apt/keyrings/k.gpg'));
  passes('a file that is read', run('gpg --show-keys < /etc/apt/trusted.gpg.d/a.gpg && ls /etc/apt/trusted.gpg.d'));
  passes('words of another command', run('echo apt-key add'));
  passes('a COPY elsewhere', 'FROM debian\nCOPY k.asc /etc/apt/keyrings/\n');
});
