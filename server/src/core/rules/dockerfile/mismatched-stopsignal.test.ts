import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './mismatched-stopsignal.js';

const clean = (start: string, base = 'debian:trixie-slim'): string => `FROM ${base}\nRUN true\n${start}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'nginx',
    clean('CMD [«"nginx"», "-g", "daemon off;"]'),
    'At SIGTERM nginx cuts off open requests: add STOPSIGNAL SIGQUIT to let them end',
    { severity: 'hint', equivalents: ['tally:prefer-nginx-sigquit'], safety: 'unsafe' },
  );
  flags('openresty by its path', clean('ENTRYPOINT [«"/usr/local/openresty/bin/openresty"»]'), /SIGQUIT/);
  flags('httpd', clean('CMD [«"apache2"», "-D", "FOREGROUND"]'), /SIGWINCH/, { equivalents: [] });
  flags(
    'systemd',
    clean('CMD [«"/lib/systemd/systemd"»]'),
    'systemd does not stop at SIGTERM, so it is killed after the time-out: add STOPSIGNAL SIGRTMIN+3',
    { equivalents: ['tally:prefer-systemd-sigrtmin-plus-3'] },
  );
  flags('init', clean('CMD [«"/sbin/init"»]'), /SIGRTMIN\+3$/);
  flags('an empty entry point', clean('ENTRYPOINT []\nCMD [«"nginx"»]'));
  flags('the start command of the parent', 'FROM alpine:3.24 AS base\nCMD [«"nginx"»]\nFROM base\n');

  passes('a signal that is set', clean('STOPSIGNAL SIGQUIT\nCMD ["nginx"]'));
  passes('another signal, by choice', clean('STOPSIGNAL SIGTERM\nCMD ["nginx"]'));
  passes('a signal of the parent', 'FROM alpine:3.24 AS base\nSTOPSIGNAL 3\nFROM base\nCMD ["nginx"]\n');
  for (const base of [
    'nginx:1.30',
    'docker.io/library/nginx:1.30-alpine',
    'nginxinc/nginx-unprivileged:1.30',
    'httpd:2.4',
    'php:8.5-apache',
  ])
    passes(base, clean('CMD ["nginx"]', base));
  passes('a base image that is not known', clean('CMD ["nginx"]', 'registry.example.com/web:1'));
  passes('a script that runs httpd as its child', clean('CMD ["apache2ctl", "-D", "FOREGROUND"]'));
  passes('shell form', clean('CMD nginx'));
  passes('an entry point in front', clean('ENTRYPOINT ["/start.sh"]\nCMD ["nginx"]'));
  passes('an entry point in shell form', clean('ENTRYPOINT start\nCMD ["nginx"]'));
  passes('another program', clean('CMD ["server"]'));
  passes('a stage that does not ship', 'FROM alpine:3.24 AS a\nCMD ["nginx"]\nFROM alpine:3.24\nCMD ["x"]\n');

  fixes(
    'a whole file',
    'Add STOPSIGNAL SIGQUIT',
    'FROM debian:trixie-slim\r\nRUN apt-get update \\\r\n && apt-get install -y --no-install-recommends nginx \\\r\n && rm -rf /var/lib/apt/lists/*\r\nCOPY site.conf /etc/nginx/conf.d/\r\n# in front\r\nCMD ["nginx", "-g", "daemon off;"]\r\n',
    'FROM debian:trixie-slim\r\nRUN apt-get update \\\r\n && apt-get install -y --no-install-recommends nginx \\\r\n && rm -rf /var/lib/apt/lists/*\r\nCOPY site.conf /etc/nginx/conf.d/\r\nSTOPSIGNAL SIGQUIT\r\n# in front\r\nCMD ["nginx", "-g", "daemon off;"]\r\n',
  );
});
