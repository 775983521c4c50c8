import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './file-capabilities.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a capability',
    run('setcap «cap_net_raw»+ep /usr/bin/ping'),
    'Whoever starts this program gets cap_net_raw: give it to the container that needs it instead',
    { severity: 'info' },
  );
  flags('the one of a list that is not allowed', run('setcap cap_net_bind_service,«cap_sys_admin»=ep /a'), /cap_sys_admin/);
  flags('capital letters and clauses in quotes', run("setcap '«CAP_NET_RAW»+eip CAP_NET_ADMIN+eip' /usr/bin/dumpcap"), /cap_net_raw/);
  flags('all of them', run('setcap «all»=ep /a'));
  flags('what the option does not list', run('setcap «cap_net_bind_service»+ep /a'), { options: { allowedCapabilities: [] } });
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends tshark libcap2-bin \\\n && rm -rf /var/lib/apt/lists/* \\\n && setcap «cap_net_raw»,cap_net_admin=eip /usr/bin/dumpcap\nUSER 10001\nENTRYPOINT ["tshark"]\n',
  );
  passes('low ports', run("setcap 'cap_net_bind_service=+ep' /usr/sbin/nginx && setcap CAP_NET_BIND_SERVICE=+eip /a"));
  passes('taking them away', run('setcap -r /usr/bin/ping'));
  passes('a builder stage', 'FROM a:1 AS b\nRUN setcap cap_net_raw+ep /a\nFROM scratch\nCOPY --from=b /a /a\n');
});
