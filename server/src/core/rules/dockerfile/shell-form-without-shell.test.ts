import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-form-without-shell.js';

const FIX = 'Use the exec form';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'CMD on scratch',
    'FROM scratch\nCOPY b /b\n«CMD» /b -c\n',
    'CMD in shell form fails, as "scratch" has no shell: write ["program", "argument"]',
    {
      severity: 'error',
      safety: 'unsafe',
      includes: ['hadolint:DL3025', 'buildkit:JSONArgsRecommended', 'sonar:S7019'],
      excludes: ['tally:shell-run-in-scratch'],
    },
  );
  flags(
    'ENTRYPOINT on distroless',
    'FROM gcr.io/distroless/static-debian13:nonroot\n«ENTRYPOINT» /b\n',
    /"static-debian13:nonroot" has no shell/,
  );
  flags(
    'HEALTHCHECK on a chiseled image',
    'FROM mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled\nHEALTHCHECK NONE\n«HEALTHCHECK» CMD b -c\n',
    /HEALTHCHECK/,
    {
      equivalents: [],
    },
  );
  flags('a hardened image', 'FROM dhi.io/python:3.14\n«CMD» b\n');
  flags('an image whose tag is open', 'ARG TAG\nFROM gcr.io/distroless/static-debian13:$TAG-nonroot\n«CMD» b\n');
  flags('RUN on scratch', 'FROM scratch\n«RUN» echo b\nCMD ["c"]\n', /RUN in shell form stops the build/, {
    equivalents: ['tally:shell-run-in-scratch'],
  });
  flags('RUN on another image without a shell', 'FROM gcr.io/distroless/base-debian13\n«RUN» b && c\n', { equivalents: [] });
  flags('RUN in a stage that does not ship', 'FROM scratch AS b\n«RUN» c\nFROM alpine\nCOPY --from=b /c /c\n');
  flags('a heredoc', 'FROM scratch\n«RUN» <<EOF\nb\nEOF\n');
  flags('RUN ["sh", "-c"]', 'FROM scratch\n«RUN» ["/bin/sh", "-c", "b"]\n', /"\/bin\/sh" stops the build/);
  flags('RUN in exec form, as a hint', 'FROM scratch\nCOPY b /b\n«RUN» ["/c", "init"]\n', /check that "\/c" was copied/, {
    severity: 'hint',
  });
  flags('what a stage inherits', 'FROM scratch AS b\nCOPY c /c\n«CMD» c\nFROM b\nLABEL d=e\n');
  flags('a shell that comes too late', 'FROM scratch\n«RUN» b\nCOPY --from=busybox /bin/sh /bin/sh\n');
  flags('a program copied to the root', 'FROM scratch\nCOPY --from=b /go/bin/hello /\n«CMD» /hello\n');
  flags('a program copied to /bin', 'FROM scratch\nCOPY hello config.json /bin/\n«CMD» hello\n');

  passes('the exec form', 'FROM scratch\nCOPY b /b\nHEALTHCHECK CMD ["/b", "health"]\nENTRYPOINT ["/b"]\nCMD []\n');
  passes('RUN in exec form of a program that was copied', 'FROM scratch\nCOPY out/b c /d/\nCOPY e /e\nRUN ["/d/b"]\nRUN ["/e", "f"]\n');
  passes('images with a shell', 'FROM alpine\nRUN b\nCMD c\nFROM gcr.io/distroless/base-debian13:debug\nRUN b\n');
  passes('an image that nothing is known of', 'FROM registry.example.com/app/base:1\nRUN b\nCMD c\n');
  passes('a stage with SHELL', 'FROM scratch\nCOPY b /b\nSHELL ["/b", "-c"]\nRUN c\nCMD d\n');
  passes('SHELL of the parent stage', 'FROM scratch AS a\nSHELL ["/b", "-c"]\nFROM a\nRUN c\n');
  passes('a start command of a stage that does not ship', 'FROM scratch AS b\nCMD c\nFROM alpine\n');
  passes('a start command that is replaced', 'FROM scratch AS b\nCMD c\nFROM b\nCMD ["d"]\n');
  passes('a shell by COPY', 'FROM scratch\nCOPY --from=busybox:1.37 /bin/busybox /bin/sh\nRUN b\n');
  passes('a shell under another name', 'FROM gcr.io/distroless/static-debian13\nCOPY --from=b /busybox-static /bin/\nCMD c\n');
  passes('a root file system', 'FROM scratch\nADD rootfs.tar.xz /\nRUN b\nCMD c\n');
  passes(
    'a root file system from a stage',
    'FROM scratch\nCOPY --from=b /out/ /\nCMD c\nFROM scratch\nCOPY --from=b /rootfs /\nCMD c\nFROM scratch\nCOPY --from=b / /\nCMD c\n',
  );
  passes('a whole folder of programs', 'FROM scratch\nCOPY --from=alpine /bin /bin\nRUN b\n');
  passes('the context as a whole', 'FROM scratch\nCOPY . .\nCMD c\nFROM scratch\nADD * /\nCMD c\n');
  passes('a shell under a path of its own', 'FROM gcr.io/distroless/base-debian13\nRUN ["/busybox/sh", "-c", "b"]\nCMD c\n');
  passes('a fragment', 'RUN b\nCMD c\n');
  passes('HEALTHCHECK NONE', 'FROM scratch\nHEALTHCHECK NONE\n');
  passes('an empty command', 'FROM scratch\nCMD\nRUN\n');

  fixes('CMD', FIX, "FROM scratch\r\nCMD /b  'c d' \\\r\n  -e\r\n", 'FROM scratch\r\nCMD ["/b", "c d", "-e"]\r\n');
  fixes('a leading exec', FIX, 'FROM scratch\nENTRYPOINT exec /b', 'FROM scratch\nENTRYPOINT ["/b"]');
  fixes(
    'HEALTHCHECK',
    FIX,
    'FROM scratch\nHEALTHCHECK --retries=2 CMD /b health\n',
    'FROM scratch\nHEALTHCHECK --retries=2 CMD ["/b", "health"]\n',
  );
  fixes('RUN of a program that was copied', FIX, 'FROM scratch\nCOPY b /b\nRUN /b init\n', 'FROM scratch\nCOPY b /b\nRUN ["/b", "init"]\n');
  offersNoFix('RUN of a tool that is missing too', 'FROM scratch\nRUN chmod +x /b\n');
  offersNoFix('text that needs a shell', 'FROM scratch\nCMD /b && /c\n');
  offersNoFix('a variable', 'FROM scratch\nCMD /b $C\n');
  offersNoFix('a heredoc', 'FROM scratch\nRUN <<EOF\nb\nEOF\n');

  flags(
    'a whole file',
    `FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/app /app
COPY --from=build /src/migrations /migrations
«RUN» chmod 0755 /app
EXPOSE 8080
«HEALTHCHECK» --interval=30s CMD /app health || exit 1
«ENTRYPOINT» /app serve --port 8080
`,
  );
});
