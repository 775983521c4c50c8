import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import buildPrivileges from './build-privileges.rules.js';

const CASES: Readonly<Record<string, { flag: string; other: string; severity: string }>> = {
  'dockerfile/insecure-sandbox': { flag: '--security=insecure', other: '--security=sandbox', severity: 'error' },
  'dockerfile/host-network-build': { flag: '--network=host', other: '--network=none', severity: 'warning' },
  'dockerfile/build-device': { flag: '--device=nvidia.com/gpu=all', other: '--mount=type=tmpfs,target=/t', severity: 'hint' },
};

for (const rule of buildPrivileges) {
  const { flag, other, severity } = CASES[rule.id] ?? { flag: '', other: '', severity: '' };
  ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
    flags('the flag', `FROM alpine:3.24\nRUN «${flag}» make\n`, { severity, equivalents: rule.equivalents });
    flags(
      'it beside others, in a stage that does not ship',
      `FROM a AS b\nRUN --mount=type=ssh «${flag}» make\nFROM scratch\nCOPY --from=b /x /x\n`,
    );
    flags('it on a heredoc', `FROM alpine:3.24\nRUN «${flag}» <<EOF\nmake\nEOF\n`);
    flags('it in a trigger', `FROM alpine:3.24\nONBUILD RUN «${flag}» make\n`);
    flags(
      'one line in a whole file',
      `# syntax=docker/dockerfile:1\nFROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd\nRUN \\\n  # needs more\n  «${flag}» \\\n  ./check.sh\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
    );
    passes('another value', `FROM alpine:3.24\nRUN ${other} make\n`);
    passes('the text behind the flags', `FROM alpine:3.24\nRUN make ${flag}\n`);
    passes('other instructions', `FROM alpine:3.24\nCOPY --link a b\nRUN make\n`);
    if (rule.fix === 'none') {
      offersNoFix('at all', `FROM alpine:3.24\nRUN ${flag} make\n`);
      return;
    }
    fixes('by removing the flag', `Remove ${flag}`, `FROM alpine:3.24\nRUN ${flag} make\n`, `FROM alpine:3.24\nRUN make\n`);
    fixes(
      'in a file with CRLF and continuation',
      `Remove ${flag}`,
      `FROM alpine:3.24\r\nRUN --mount=type=ssh \\\r\n    ${flag} \\\r\n    make\r\n`,
      `FROM alpine:3.24\r\nRUN --mount=type=ssh \\\r\n    \\\r\n    make\r\n`,
    );
    offersNoFix('where it is given twice', `FROM alpine:3.24\nRUN ${flag} ${flag} make\n`);
  });
}
