import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import aptRecommendedPackages from './apt-recommended-packages.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(aptRecommendedPackages, ({ flags, passes, fixes }) => {
  flags(
    'an install',
    run('apt-get update && «apt-get install» -y curl'),
    '"apt-get install" adds packages that are only recommended, and ships them: add --no-install-recommends',
    { severity: 'info', includes: ['hadolint:DL3015', 'sonar:S6500'], safety: 'unsafe' },
  );
  flags('apt', run('«apt install» -y curl'), { equivalents: ['sonar:S6500'] });
  flags('aptitude', run('«aptitude install» -y curl'), /add --without-recommends$/);
  flags('the verb behind options', run('apt-get -y «install» curl'));
  flags('an option that is about suggestions', run('«apt-get install» -y --no-install-suggests curl'));
  flags('a setting that turns it on', run('«apt-get install» -y -o APT::Install-Recommends=true curl'));
  flags('an apt.conf about something else', run('echo \'APT::Get::Assume-Yes "1";\' > /etc/apt/apt.conf.d/y && «apt-get install» curl'));
  flags('a name that merely sounds like options', run('«apt-get install» -y linux-image-$TARGETARCH'));
  flags('variables as packages', run('«apt-get install» -y $PACKAGES'));
  flags('a stage the final one is built on', 'FROM debian AS a\nRUN «apt-get install» -y curl\nFROM a\nUSER 1\n');
  flags(
    'one line in a whole file',
    `FROM node:24-slim AS build
RUN apt-get update && apt-get install -y python3 make g++
FROM node:24-slim
RUN apt-get update \\
 && «apt-get install» -y \\
      ca-certificates \\
      tini \\
 && apt-get install -y --no-install-recommends libpq5 \\
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
USER node
ENTRYPOINT ["tini", "--", "node", "/app/main.js"]
`,
  );
  for (const script of [
    'apt-get install -y --no-install-recommends curl',
    'apt-get --no-install-recommends install -y curl',
    'apt-get install -y --install-recommends=false curl',
    'apt-get -o APT::Install-Recommends=0 install -y curl',
    'apt-get install -y -oAPT::Install-Recommends=false curl',
    'aptitude install --without-recommends curl',
    'aptitude install -R curl',
    'apt-get install -y -f',
    'apt-get install -s curl',
    'apt-get upgrade -y',
    'apt-get build-dep -y curl',
    'echo \'APT::Install-Recommends "false";\' > /etc/apt/apt.conf.d/99x && apt-get install -y curl',
    'printf "APT::Install-Recommends 0;" | tee /etc/apt/apt.conf.d/99x && apt-get install -y curl',
    'apk add curl',
    'o="-y --no-install-recommends"; apt-get install $o curl',
    'apt-get install -y ${APT_FLAGS} curl',
  ])
    passes(script, run(script));
  passes(
    'a setting of a parent stage, by heredoc',
    'FROM debian AS a\nRUN cat > /etc/apt/apt.conf.d/99x <<EOF\nAPT::Install-Recommends "false";\nEOF\nFROM a\nRUN apt-get install -y curl\n',
  );
  passes('an apt.conf that is copied in', 'FROM debian\nCOPY apt.conf /etc/apt/apt.conf.d/99custom\nRUN apt-get install -y curl\n');
  passes('a stage that does not ship', 'FROM debian AS a\nRUN apt-get install -y gcc\nFROM alpine:3.24\nCOPY --from=a /a /a\n');
  fixes('behind -y', 'Add --no-install-recommends', run('apt-get install -y curl'), run('apt-get install -y --no-install-recommends curl'));
  fixes(
    'behind the verb',
    'Add --no-install-recommends',
    run('apt-get -y install curl'),
    run('apt-get -y install --no-install-recommends curl'),
  );
  fixes(
    'with the layout kept',
    'Add --no-install-recommends',
    'FROM debian\r\nRUN apt-get install -y \\\r\n # why\r\n curl\r\n',
    'FROM debian\r\nRUN apt-get install -y --no-install-recommends \\\r\n # why\r\n curl\r\n',
  );
});
