import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import undatedPackageMirror from './undated-package-mirror.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(undatedPackageMirror, ({ flags, passes }) => {
  flags(
    'the first install of a stage',
    run('apt-get update && «apt-get install» -y curl && apt-get install -y git'),
    'These packages come from a mirror that changes daily, so that no build can be repeated: use a dated snapshot',
    { severity: 'hint', equivalents: [] },
  );
  flags('each stage', 'FROM debian AS a\nRUN «apt-get install» -y gcc\nFROM node:24\nRUN «apt install» -y curl\nCOPY --from=a /a /a\n');
  flags(
    'one line in a whole file',
    'FROM ubuntu:26.04\nENV A=1\nRUN apt-get update \\\n && «apt-get install» -y --no-install-recommends \\\n      curl \\\n && rm -rf /var/lib/apt/lists/*\nUSER 1000\nCMD ["/app"]\n',
  );
  passes('a dated mirror', run('sed -i s/deb.debian.org/snapshot.debian.org/ /etc/apt/sources.list && apt-get install -y curl'));
  passes(
    'a dated mirror of a parent',
    'FROM debian AS a\nRUN echo "deb http://snapshot.debian.org/archive/debian/20260901T000000Z trixie main" > /etc/apt/sources.list\nFROM a\nRUN apt-get install -y curl\n',
  );
  passes('an option', run('apt-get install -y --snapshot 20260901T000000Z curl'));
  passes('a setting', run('echo \'APT::Snapshot "20260901T000000Z";\' > /etc/apt/apt.conf.d/s && apt-get install -y curl'));
  passes('sources that are copied in', 'FROM debian\nCOPY debian.sources /etc/apt/sources.list.d/\nRUN apt-get install -y curl\n');
  passes('local files', run('apt-get install -y ./a.deb'));
  passes('a base that is not known', 'FROM example.com/base:1\nRUN apt-get install -y curl\n');
  passes('Alpine', 'FROM alpine:3.24\nRUN apk add curl\n');
  passes('a stage that nothing reaches', 'FROM debian AS a\nRUN apt-get install -y curl\nFROM alpine\nUSER 1\n');
});
