import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './named-user-without-passwd.js';

const BUILD = 'FROM golang:1.27 AS build\nRUN useradd -u 10001 app && go build -o /app ./cmd\n';
const file = (rest: string) => `${BUILD}FROM scratch\n${rest}\nENTRYPOINT ["/app"]\n`;
const APP = 'COPY --from=build /app /app';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'USER by name',
    file(`${APP}\nUSER «app»`),
    'Containers from this image fail to start: no /etc/passwd tells who "app" is, write a number',
    {
      severity: 'warning',
      equivalents: ['tally:named-identity-in-passwdless-stage'],
    },
  );
  flags(
    '--chown by name',
    file('COPY --from=build --chown=«app:app» /app /app'),
    'This stops the build: no /etc/passwd tells who "app" is, write a number',
  );
  flags(
    'a group without /etc/group',
    file(`${APP}\nUSER «10001:app»`),
    'Nothing here says who group "app" is, as no /etc/group was copied: write a number',
  );
  flags('a passwd without group', file(`${APP}\nCOPY --from=build /etc/passwd /etc/passwd\nUSER «app:staff»`), /group "staff"/);
  flags('a passwd that comes too late for --chown', file('COPY --from=build --chown=«app» /app /app\nCOPY --from=build /etc/passwd /etc/'));
  flags('the default of a variable', file(`${APP}\nARG U=app\nUSER «$U»`), { equivalents: [] });
  flags('a program that is copied to the root', file('COPY --from=build /app /\nUSER «app»'));
  flags('a program that is copied to its folder', file('WORKDIR /srv\nCOPY --from=build --chown=«app» /out/server .'));
  flags('a stage built on such a stage', `FROM scratch AS base\nCOPY a /a\nFROM base\nUSER «app»\nCMD ["/a"]\n`);
  flags(
    'one line in a whole file',
    'FROM rust:1.98 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release --locked && adduser --uid 10001 --disabled-password app\nFROM scratch\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=build /src/target/release/shop /shop\nUSER «app:app»\nENTRYPOINT ["/shop"]\n',
  );
  flags(
    'an account that distroless does not have',
    `${BUILD}FROM gcr.io/distroless/static-debian13\nCOPY --from=build --chown=«app» /app /app\nUSER «app:app»\n`,
  );
  passes(
    'accounts of distroless',
    `${BUILD}FROM gcr.io/distroless/static-debian13\nCOPY --from=build --chown=nonroot:nonroot /app /app\nUSER nobody\n`,
  );
  passes('numbers', file('COPY --from=build --chown=10001:10001 /app /app\nUSER 65532:65532'));
  passes('a passwd that is copied', file(`COPY --from=build /etc/passwd /etc/passwd\n${APP}\nUSER app`));
  passes('both files', file(`COPY --from=build /etc/passwd /etc/group /etc/\nCOPY --from=build --chown=app:app /app /app\nUSER app:app`));
  passes('a passwd written here', file(`COPY <<EOF /etc/passwd\napp:x:10001:10001::/:/\nEOF\n${APP}\nUSER app`));
  passes('a system', `${BUILD}FROM scratch\nADD rootfs.tar.gz /\nUSER app\nCMD ["/bin/sh"]\n`);
  passes('a folder that is copied to the root', file('COPY --from=build /out/ /\nUSER app'));
  passes('a stage with SHELL', file(`${APP}\nSHELL ["/busybox/sh", "-c"]\nUSER app`));
  passes('accounts that are created', file(`${APP}\nRUN useradd app\nUSER app`));
  passes('other images', 'FROM debian:13\nUSER app\nCOPY --chown=app a /a\n');
  passes('a variable without default, and root', file(`${APP}\nARG U\nUSER $U\nUSER root`));
  fixes('with the number of the builder', 'Write 10001', file(`${APP}\nUSER app`), file(`${APP}\nUSER 10001`));
  fixes(
    'with its group',
    'Write 10001:10001',
    file('COPY --from=build --chown=app:app /app /app'),
    file('COPY --from=build --chown=10001:10001 /app /app'),
  );
  offersNoFix('where no number is seen', file(`${APP}\nUSER web`));
  offersNoFix('for a variable', file(`${APP}\nARG U=app\nUSER $U`));
});
