import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './dropped-supplementary-groups.js';

const file = (script: string, user: string) => `FROM debian:trixie-slim\nRUN ${script}\nUSER ${user}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'useradd -G',
    file('useradd -G audio,video app', 'app«:app»'),
    'A group in USER drops "audio", which "app" has too: write the name alone',
    {
      severity: 'hint',
      equivalents: rule.equivalents,
    },
  );
  flags('usermod', file('useradd app && usermod -aG docker app', 'app«:app»'));
  flags('usermod with long options', file('useradd app && usermod --append --groups docker app', 'app«:app»'));
  flags(
    'adduser, addgroup and gpasswd',
    file('adduser app audio', 'app«:app»') + file('addgroup app audio', 'app«:app»') + file('gpasswd -a app audio', 'app«:app»'),
  );
  flags('a stage built on another', 'FROM debian:13 AS base\nRUN useradd -G audio app\nFROM base\nUSER app«:1000»\n');
  flags(
    'one in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends alsa-utils \\\n && rm -rf /var/lib/apt/lists/* \\\n && groupadd -r player \\\n && useradd -r -g player -G audio,video player\nUSER player«:player»\nCMD ["aplay", "/a.wav"]\n',
  );
  passes('the name alone', file('useradd -G audio app', 'app'));
  passes('the very group', file('useradd -G audio app', 'app:audio'));
  passes('no memberships', file('useradd -g app app', 'app:app'));
  passes('the primary group of Alpine', 'FROM alpine:3.24\nRUN adduser -D -G audio app\nUSER app:app\n');
  passes('another user', file('useradd -G audio other', 'app:app'));
  passes('numbers', file('useradd -u 1001 -G audio app', '1001:1001'));
  passes('memberships that come later', 'FROM debian:13\nUSER app:app\nRUN usermod -aG audio app\n');
  fixes('by leaving out the group', 'Write USER app', file('useradd -G audio app', 'app:app'), file('useradd -G audio app', 'app'));
});
