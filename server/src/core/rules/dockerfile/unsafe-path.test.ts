import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unsafe-path.js';

const env = (value: string, before = '') => `FROM debian:trixie-slim\n${before}ENV PATH=${value}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an empty element',
    env('/a:«»:$PATH').replace('«»:', '«:»'),
    'An empty element of PATH is the current directory, whose files then run as commands: remove the colon',
    {
      severity: 'warning',
    },
  );
  flags('one at the end', env('$PATH«:»'));
  flags('one at the start', env('«:»$PATH'));
  flags('a dot', env('«.»:$PATH'), '"." in PATH depends on the current directory, whose files then run as commands: write it in full');
  flags('a relative directory, in quotes', env('"$PATH:«node_modules/.bin»"'));
  flags('a dot, once, though PATH goes on from it', env('«.»:$PATH\nENV PATH=/opt/bin:$PATH'));
  flags('the default of a variable', env('$PATH:«$D»', 'ARG D=bin\n'));
  flags('the old form', 'FROM debian:13\nENV PATH $PATH:«./bin»\n');
  flags(
    'a directory open to everybody',
    env('«/tmp/bin»:$PATH'),
    'Everybody can write to "/tmp/bin", which PATH searches before the system: put it behind, or elsewhere',
  );
  flags('it before directories written out', env('«/dev/shm»:/usr/local/bin:/usr/bin:/bin'));
  flags('one that a command has opened', env('«/opt/app/bin»:$PATH', 'RUN mkdir -p /opt/app/bin && chmod 777 /opt/app/bin\n'));
  flags('a trigger and a second pair', 'FROM debian:13\nONBUILD ENV A=1 PATH=«.»:$PATH\n');
  flags(
    'one line in a whole file',
    'FROM ruby:3.4-slim\nWORKDIR /srv\nENV BUNDLE_PATH=/srv/vendor \\\n    PATH="«bin»:/srv/vendor/bin:${PATH}"\nCOPY . .\nRUN bundle install\nUSER 10001\nCMD ["puma"]\n',
  );
  passes('absolute directories', env('/opt/app/bin:$PATH\nENV PATH=/usr/local/go/bin:/usr/bin:/bin\nENV PATH="${PATH}:${HOME}/bin"'));
  passes('a shared directory behind those of the system', env('$PATH:/tmp/bin'));
  passes('a variable of its own', env('$VIRTUAL_ENV/bin:$PATH'));
  passes('a home directory', env('~/.local/bin:$PATH'));
  passes('a form with a default', env('/a${X:+:$X}:$PATH'));
  passes('other variables', 'FROM debian:13\nENV LD_LIBRARY_PATH=. PYTHONPATH=:a\n');
  passes('a builder stage', 'FROM debian:13 AS b\nENV PATH=.:$PATH\nFROM debian:13\nCOPY --from=b /a /a\n');
  passes('Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nENV PATH=C:\\\\app;%PATH%\nENV PATH=app\n');
  passes('an empty value', 'FROM debian:13\nENV PATH=""\n');
});
