import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-healthcheck.js';

const clean = (line: string): string => `FROM alpine:3.24\nHEALTHCHECK ${line}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a command without CMD',
    clean('--interval=5s «curl» -f http://localhost/'),
    '"curl" is no kind of HEALTHCHECK, so the build stops here: write CMD before the command, or NONE',
    { severity: 'error', equivalents: ['dockerfile-utils:UNKNOWN_TYPE'] },
  );
  flags('an array without CMD', clean('«["curl",» "x"]'));
  flags(
    'a number without unit',
    clean('--interval=«30» CMD true'),
    '"30" is no duration, so the build stops here: write a number with a unit, such as 30s or 1m',
    { equivalents: ['dockerfile-utils:FLAG_INVALID_DURATION'] },
  );
  for (const flag of ['timeout', 'start-period', 'start-interval']) flags(flag, clean(`--${flag}=«5sec» CMD true`));
  flags('a unit with a blank of words', clean('--interval=«"5 s"» CMD true'), /^"5 s"/);
  flags(
    'too short a time',
    clean('--timeout=«10us» CMD true'),
    '"10us" is shorter than a millisecond, so the build stops here: write 0 for the default, or more',
    { equivalents: ['dockerfile-utils:FLAG_LESS_THAN_1MS'] },
  );
  flags('a sign that the builder cannot read in flags', clean('--interval=«1000µs» CMD true'), /no duration/);
  flags('a time below zero', clean('--timeout=«-5s» CMD true'), /shorter/);
  flags(
    'retries below zero',
    clean('--retries=«-1» CMD true'),
    '"-1" is no number of retries, so the build stops here: write a whole number from 0',
    { equivalents: ['dockerfile-utils:FLAG_AT_LEAST_ONE'] },
  );
  flags('retries as text', clean('--retries=«three» CMD true'));
  flags('each bad flag', clean('--interval=«5» --retries=«x» «true»'));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD HEALTHCHECK «true»\n');

  for (const time of ['5s', '1m30s', '1.5h', '.5s', '100ms', '1000us', '0', '0s', '+5s', '2h45m', '1ms999us'])
    passes(time, clean(`--interval=${time} CMD true`));
  passes('CMD in any case', clean('cmd true'));
  passes('NONE', clean('none'));
  passes('flags of NONE', clean('--interval=5 NONE'));
  passes('retries', clean('--retries=0 CMD true'));
  passes('an empty value', clean('--interval= --retries= CMD true'));
  passes('an unknown flag', clean('--intervall=5 CMD true'));
  passes('flags of the command', clean('CMD --interval=5 true'));
  passes('without arguments', clean(''));

  flags(
    'a whole file',
    `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
USER 1000
HEALTHCHECK --start-period=10s \\
  # often
  --interval=«10» \\
  CMD node healthcheck.js
CMD ["node", "server.js"]
`,
  );
});
