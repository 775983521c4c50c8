import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './build-time-key-generation.js';

const run = (script: string) => `FROM debian:trixie-slim\nWORKDIR /srv\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'host keys',
    run('«ssh-keygen» -A'),
    'ssh-keygen makes one secret for all containers and all who pull the image: make it on first start',
    {
      severity: 'info',
      equivalents: [],
    },
  );
  flags('a key of a user', run('«ssh-keygen» -t ed25519 -N "" -f /root/.ssh/id_ed25519'), { equivalents: [] });
  flags('one with a passphrase', run('«ssh-keygen» -t rsa -N hunter2 -f /k && «keytool» -genkeypair -keystore a.jks -storepass changeit'), {
    equivalents: ['sonar:S6437'],
  });
  flags(
    'openssl',
    run(
      '«openssl genrsa» -out a.key 4096 && «openssl genpkey» -algorithm ed25519 > b.key && «openssl ecparam» -genkey -name prime256v1 -out c.key && «openssl req» -x509 -nodes -newkey rsa:2048 -keyout d.key -out d.crt -subj /CN=x',
    ),
  );
  flags(
    'random secrets',
    run(
      '«openssl rand» -hex 32 > /etc/secret && «dd» if=/dev/urandom of=/etc/key bs=32 count=1 && «head» -c 32 /dev/urandom | base64 > /etc/token',
    ),
  );
  flags('others', run('«dropbearkey» -t rsa -f /etc/dropbear/k && «wg genkey» > /etc/wg.key && «make-ssl-cert» generate-default-snakeoil'));
  flags(
    'one line in a whole file',
    'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/\nRUN mkdir -p /etc/nginx/tls \\\n && «openssl req» -x509 -newkey rsa:4096 -nodes -days 365 \\\n    -keyout /etc/nginx/tls/key.pem -out /etc/nginx/tls/cert.pem -subj "/CN=localhost" \\\n && chown -R nginx /etc/nginx/tls\nUSER nginx\n',
  );
  passes(
    'a key that is deleted again',
    run('ssh-keygen -t rsa -N "" -f /tmp/k && make && rm -f /tmp/k /tmp/k.pub && openssl genrsa -out t/a.key && rm -rf t'),
  );
  passes(
    'other uses of the programs',
    run(
      'ssh-keygen -R host && ssh-keygen -lf k && openssl dgst -sha256 a && openssl version && openssl req -new -key a.key -out a.csr && openssl x509 -in a -out b && openssl dhparam -out dh.pem 2048',
    ),
  );
  passes(
    'numbers that are not kept',
    run(
      'openssl rand -hex 8 && X=$(openssl rand -hex 8) && dd if=/dev/urandom of=/dev/null count=1 && dd if=/dev/zero of=/a && head -c 9 /dev/urandom | base64',
    ),
  );
  passes('a builder stage', 'FROM a:1 AS b\nRUN openssl genrsa -out a.key\nFROM scratch\nCOPY --from=b /a /a\n');
});
