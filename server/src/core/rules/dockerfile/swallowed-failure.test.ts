import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './swallowed-failure.js';

const FROM = 'FROM debian:trixie-slim\n';
const TITLE = 'Let the failure count';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an installation',
    `${FROM}RUN apt-get install -y a «|| true»\n`,
    'A failure of "apt-get" counts as success, so that the image may lack what it does: remove it',
    { severity: 'info', equivalents: [] },
  );
  flags('the other ways to say it', `${FROM}RUN pip install a «|| :» && curl -o b c «|| exit 0»\n`);
  flags('a check', `${FROM}RUN sha256sum -c a «|| true»\nRUN gpg --verify b «|| true»\n`);
  flags('a build', `${FROM}RUN make «|| true»\nRUN npm run build «|| true»\nRUN ./configure «|| true»\nRUN dpkg -i a.deb «|| true»\n`);
  flags('several commands', `${FROM}RUN apt-get update && apt-get install -y a && rm b «|| true»\n`, {
    equivalents: ['shellcheck:SC2015'],
  });
  flags('a pipe', `${FROM}RUN curl a | tar -x «|| true»\n`);
  flags(
    'true behind it',
    `${FROM}RUN a; pip install b; «true»\n`,
    '"pip" in front of this may fail and the step still succeeds: remove it, or stop at the failure',
  );
  flags(
    'in a loop, a heredoc, a group',
    `${FROM}RUN for i in a b; do pip install $i «|| true»; done\nRUN <<EOF\npip install a «|| true»\nb\nEOF\nRUN { pip install c «|| true»; }\n`,
  );

  flags(
    'a command behind a test, which the alternative is for',
    `${FROM}RUN [ $(uname -m) = aarch64 ] && apt-get install -y gcc «|| true»\n`,
    'This is for the test in front, but hides a failure of "apt-get" as well: write if, then',
    { equivalents: ['shellcheck:SC2015'] },
  );

  passes(
    'removals, grep, accounts',
    `${FROM}RUN rm a || true; grep b c || true; groupadd d || true; apt-get purge e || true; make clean || true; npm cache clean --force || true\n`,
  );
  passes(
    'another alternative',
    `${FROM}RUN pip install a || pip install b\nRUN pip install a || exit 1\nRUN pip install a || (echo no; exit 1)\n`,
  );
  passes(
    'a test in front of what may fail, a loop that tries again, dpkg that apt-get mends',
    `${FROM}RUN [ -f a ] && rm a || true\nRUN for k in a b; do gpg --recv-keys $k && break || :; done\nRUN dpkg -i a.deb || true; apt-get install -fy\n`,
  );
  passes('only what stands in front of it', `${FROM}RUN pip install a || exit 1 && rm b || true\n`);
  passes('true behind set -e', `${FROM}RUN set -e; pip install b; true\n`);
  passes('true that is not the end', `${FROM}RUN pip install b; true; c\n`);
  passes('no such thing', `${FROM}RUN pip install b && true\n`);

  fixes('the alternative', TITLE, `${FROM}RUN pip install a || true && \\\n  b\n`, `${FROM}RUN pip install a && \\\n  b\n`);
  fixes('on a line of its own, CRLF', TITLE, `${FROM}RUN pip install a \\\r\n  || true\r\n`, `${FROM}RUN pip install a\r\n`);
  fixes('true behind it', TITLE, `${FROM}RUN pip install b; true\n`, `${FROM}RUN pip install b\n`);
  fixes('in a heredoc', TITLE, `${FROM}RUN <<EOF\npip install a || true\nb\nEOF\n`, `${FROM}RUN <<EOF\npip install a\nb\nEOF\n`);
  const IF = 'Write it as if, then';
  fixes(
    'a command behind a test',
    IF,
    `${FROM}RUN [ -f a ] && pip install -r a || true\n`,
    `${FROM}RUN if [ -f a ]; then pip install -r a; fi\n`,
  );
  fixes(
    'several tests and commands on lines of their own',
    IF,
    `${FROM}RUN b; [ -f a ] \\\n  && [ -d b ] \\\n  && cd b && make \\\n  || true; \\\n  c\n`,
    `${FROM}RUN b; if [ -f a ] \\\n  && [ -d b ]; \\\n  then cd b && make; \\\n  fi; \\\n  c\n`,
  );
  offersNoFix('tests with an alternative of their own', `${FROM}RUN a || [ -f a ] && make || true\n`);
  fixes(
    'a pipe, a negation, in a heredoc',
    IF,
    `${FROM}RUN <<EOF\nls | grep -q x && make || :\n! [ -f b ] && rm b\nEOF\n`,
    `${FROM}RUN <<EOF\nif ls | grep -q x; then make; fi\n! [ -f b ] && rm b\nEOF\n`,
  );
  offersNoFix('the end of the script', `${FROM}RUN [ -f a ] && make || exit 0; b\n`);
  offersNoFix('something behind the alternative', `${FROM}RUN [ -f a ] && make || true && b\n`);
  offersNoFix('a comment between', `${FROM}RUN pip install a \\\n  # may fail\n  || true\n`);
  offersNoFix('a JSON form', `${FROM}RUN ["sh", "-c", "pip install a || true"]\n`);

  flags(
    'a whole file',
    [
      'FROM ruby:3.4-slim',
      'RUN apt-get update && apt-get install -y --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*',
      'WORKDIR /app',
      'COPY Gemfile* ./',
      'RUN bundle install --jobs 4 «|| true»',
      'COPY . .',
      'RUN rm -r tmp/cache || true; useradd -u 10001 app || true',
      'USER 10001',
      'CMD ["bundle", "exec", "puma"]',
      '',
    ].join('\n'),
  );
});
