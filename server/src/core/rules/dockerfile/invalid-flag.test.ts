import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-flag.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a slip', 'FROM a\nCOPY --«form»=x b /\n', 'COPY has no flag --form, so the build stops: write --from', {
    severity: 'error',
    safety: 'safe',
    equivalents: ['dockerfile-utils:UNKNOWN_COPY_FLAG'],
  });
  flags('capitals', 'FROM --«Platform»=linux/amd64 a\n', /write --platform$/);
  flags(
    'a flag of another instruction',
    'FROM a\nADD --«parents» b /\n',
    'ADD has no flag --parents, so the build stops here: remove it or correct its name',
    { equivalents: ['dockerfile-utils:UNKNOWN_ADD_FLAG'] },
  );
  flags('one of RUN and one of HEALTHCHECK', 'FROM a\nRUN --«privileged» b\nHEALTHCHECK --«delay»=5s CMD b\n', {}, { equivalents: [] });
  flags(
    'options of a program in CMD',
    'FROM a\nENTRYPOINT ["b"]\nCMD «--port=80»\n',
    'CMD reads "--port" as a flag and has none, so the build stops: use exec form',
  );
  flags('one of WORKDIR', 'FROM a\nWORKDIR --«link» /b\n', /^WORKDIR has no flag/, { equivalents: [] });
  flags('the labs channel', '# syntax=docker/dockerfile:1-labs\nFROM a\nCOPY --«newest» b /\n', { severity: 'warning' });
  flags('another frontend', '# syntax=example.com/f\nFROM a\nCOPY --«chonw»=1 b /\n', { severity: 'warning' });
  flags('a repetition', 'FROM a\nCOPY --chown=1 --«chown»=2 b /\n', '--chown is given twice, so the build stops here: keep one of them', {
    equivalents: ['dockerfile-utils:FLAG_DUPLICATE'],
  });
  flags('no value', 'FROM a AS x\nFROM b\nCOPY --«from» b /\n', '--from has no value, so the build stops here: write --from=value', {
    equivalents: ['dockerfile-utils:FLAG_MISSING_VALUE'],
  });
  flags('no value of HEALTHCHECK', 'FROM a\nHEALTHCHECK --«interval» 5s CMD b\n', {
    equivalents: ['dockerfile-utils:FLAG_MISSING_VALUE', 'dockerfilelint:healthcheck_options_missing_args'],
  });
  flags(
    'an empty value',
    'FROM a\nCOPY «--from=» b /\n',
    '--from= is empty and changes nothing, though somebody meant a value: add it or remove the flag',
    { severity: 'warning' },
  );
  flags('an empty duration', 'FROM a\nHEALTHCHECK «--timeout=» CMD b\n', { includes: ['dockerfile-utils:FLAG_MISSING_DURATION'] });
  flags('an empty switch', 'FROM a\nCOPY «--link=» b /\n', /^--link has no value/, { severity: 'error' });
  flags(
    'a switch that is neither',
    'FROM a\nCOPY --link=«yes» b /\nADD --keep-git-dir=«1» https://example.com/a.git /\n',
    '--link is a switch and "yes" no boolean, so the build stops: drop the value',
    { equivalents: ['dockerfile-utils:FLAG_INVALID_LINK_VALUE'] },
    { equivalents: ['dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE'] },
  );
  flags(
    'a network and a security mode that are none',
    'FROM a\nARG N\nRUN --network=«bridge» --security=«$N» b\n',
    '--network takes no "bridge", so the build stops here: write default or none or host',
    { severity: 'error', equivalents: [] },
  );
  flags('a trigger', 'FROM a\nONBUILD COPY --«chmood»=755 b /\n', /write --chmod$/);
  passes(
    'all flags there are',
    'FROM --platform=$BUILDPLATFORM a AS x\nFROM b\nRUN --mount=type=tmpfs,target=/c --mount=target=/d --network=none --security=insecure --device=e --device=f g\nCOPY --from=x --chown=1 --chmod=755 --link --parents=TRUE --exclude=h --exclude=i j /\nADD --checksum=sha256:00 --link=false --keep-git-dir=true --unpack --exclude=k https://example.com/l /\nHEALTHCHECK --interval=1m --timeout=3s --start-period=1s --start-interval=1s --retries=3 CMD m\n',
  );
  passes('a double dash', 'FROM a\nCMD -- --port 80\n');
  passes('HEALTHCHECK NONE, whose flags nobody reads', 'FROM a\nHEALTHCHECK --x NONE\n');
  passes('options of programs', 'FROM a\nRUN b --no-such-flag\nCMD ["b", "--port"]\nENTRYPOINT b --port\nENV C=--d\n');
  fixes('the name only', 'Write --chown', 'FROM a\nCOPY --link \\\n  --cown=1:1 b /\n', 'FROM a\nCOPY --link \\\n  --chown=1:1 b /\n');
  offersNoFix('the right one is there already', 'FROM a\nCOPY --chown=1 --chwon=2 b /\n');
  flags(
    'a whole file',
    `FROM node:24-slim AS build
WORKDIR /app
COPY package*.json .
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build
FROM nginxinc/nginx-unprivileged:1.30
COPY --from=build --«user»=101 /app/dist /usr/share/nginx/html
HEALTHCHECK --interval=30s --«retry»=3 CMD curl -f http://localhost:8080/
`,
  );
});
