import * as assert from 'node:assert/strict';
import { lintWith, ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rules from './duplicate-instruction.rules.js';

const VALUES: Readonly<Record<string, readonly [string, string, string]>> = {
  CMD: ['["a"]', 'b --x', '[]'],
  ENTRYPOINT: ['["a"]', 'b --x', '[]'],
  HEALTHCHECK: ['NONE', 'CMD a', '--interval=5s CMD ["b"]'],
};

for (const rule of rules) {
  const keyword = rule.id.replace('dockerfile/duplicate-', '').toUpperCase();
  const [one = '', two = '', three = ''] = VALUES[keyword] ?? [];

  ruleSuite(rule, ({ flags, passes, fixes }) => {
    flags(
      'every one but the last',
      `FROM alpine:3.24\n«${keyword}» ${one}\nRUN true\n«${keyword.toLowerCase()}» ${two}\n${keyword} ${three}\n`,
      `This ${keyword} does nothing, as only the last one of a stage counts: remove it`,
      { severity: 'warning', equivalents: rule.equivalents, safety: 'safe' },
    );
    flags('equal ones too', `FROM alpine:3.24\n«${keyword}» ${one}\n${keyword} ${one}\n`);
    flags('those of a stage that does not ship', `FROM alpine:3.24 AS a\n«${keyword}» ${one}\n${keyword} ${two}\nFROM alpine:3.24\n`);

    passes('one in each stage', `FROM alpine:3.24 AS a\n${keyword} ${one}\nFROM a\n${keyword} ${two}\n`);
    passes('a trigger beside its own', `FROM alpine:3.24\nONBUILD ${keyword} ${one}\n${keyword} ${two}\n`);
    passes('other instructions twice', 'FROM alpine:3.24\nENV A=1\nENV B=2\nUSER 1\nUSER 2\n');
    passes('a piece of a file', `${keyword} ${one}\n${keyword} ${two}\n`);

    fixes(
      'by taking out its lines, comments kept',
      `Remove this ${keyword}`,
      `FROM alpine:3.24\r\n# old\r\n${keyword} ${keyword === 'HEALTHCHECK' ? 'CMD ' : ''}a \\\r\n  # why\r\n  b\r\n\r\nUSER 1\r\n${keyword} ${two}\r\n`,
      `FROM alpine:3.24\r\n# old\r\n  # why\r\n\r\nUSER 1\r\n${keyword} ${two}\r\n`,
    );
    fixes(
      'a whole file',
      `Remove this ${keyword}`,
      `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\nFROM debian:trixie-slim\nCOPY --from=build /app /app\n${keyword} ${one}\nUSER 10001\n# the real one\n${keyword} ${three}\n`,
      `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\nFROM debian:trixie-slim\nCOPY --from=build /app /app\nUSER 10001\n# the real one\n${keyword} ${three}\n`,
    );

    it('shows the one that counts', () => {
      const text = `FROM a\n${keyword} ${one}\n${keyword} ${two}\n`;
      const [found] = lintWith(rule, text);
      assert.deepEqual(
        found?.related.map(({ at }) => at.start),
        [text.lastIndexOf(keyword)],
      );
    });
  });
}
