import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './scratch-without-runtime-files.js';

const BUILD = 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\n';
const CERTIFICATES = 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a program without certificates',
    `${BUILD}FROM scratch\n«COPY --from=build /app /app»\nENTRYPOINT ["/app"]\n`,
    /^This scratch image gets no CA certificates/,
    { severity: 'hint' },
  );
  flags(
    'certificates that the builder installs and nobody copies',
    `FROM golang:1.27-alpine AS build\nRUN apk add --no-cache ca-certificates\nRUN go build -o /app .\nFROM scratch\n«COPY --from=build /app /app»\nENTRYPOINT ["/app"]\n`,
    { severity: 'info' },
  );
  passes('a program that sets up the kernel', `${BUILD}FROM scratch\nCOPY --from=build /app /sbin/sysctl\nCMD ["/sbin/sysctl"]\n`);
  passes(
    'a LinuxKit service',
    `${BUILD}FROM scratch\nCOPY --from=build /app /bin/app\nCMD ["/bin/app"]\nLABEL org.mobyproject.config='{"pid": "host"}'\n`,
  );
  flags('a program that lands in a folder', `${BUILD}FROM scratch\n«COPY --from=build /out/* /bin/»\nENTRYPOINT ["/bin/app"]\n`);
  flags('a program from the build context', 'FROM scratch\n«COPY app /»\nCMD ["/app"]\n');
  flags(
    'a time zone without zones',
    `${BUILD}FROM scratch\nENV «TZ=Europe/Zurich»\n${CERTIFICATES}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
    /TZ is set/,
  );

  passes('certificates', `${BUILD}FROM scratch\n${CERTIFICATES}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`);
  passes(
    'the whole folder of certificates',
    `${BUILD}FROM scratch\nCOPY --from=build /etc/ssl /etc/ssl\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  passes(
    'a bundle from the build context',
    `${BUILD}FROM scratch\nCOPY certs/ca-bundle.pem /etc/\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  passes(
    'zones',
    `${BUILD}FROM scratch\nENV TZ=Europe/Zurich\n${CERTIFICATES}COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  passes(
    'UTC, which needs no zones',
    `${BUILD}FROM scratch\nENV TZ=UTC\n${CERTIFICATES}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  passes('files to export', `${BUILD}FROM scratch\nCOPY --from=build /app /app\n`);
  passes('a whole system', 'FROM scratch\nADD rootfs.tar.gz /\nCMD ["/usr/bin/app"]\n');
  passes('a program that is not seen to come', `${BUILD}FROM scratch\nCOPY --from=build /data /data\nCMD ["insmod", "/data/a.ko"]\n`);
  passes('another base', `${BUILD}FROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`);

  fixes(
    'from a stage without a name',
    'Copy the CA certificates from 0',
    'FROM golang:1.27\nFROM scratch\nCOPY --from=0 /app /app\nCMD ["/app"]\n',
    'FROM golang:1.27\nFROM scratch\nCOPY --from=0 /app /app\nCOPY --from=0 /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCMD ["/app"]\n',
  );
  fixes(
    'from a stage that installs them',
    'Copy the CA certificates from build',
    'FROM debian:trixie-slim AS build\nRUN apt-get update && apt-get install -y ca-certificates\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n',
    'FROM debian:trixie-slim AS build\nRUN apt-get update && apt-get install -y ca-certificates\nFROM scratch\nCOPY --from=build /app /app\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCMD ["/app"]\n',
  );
  fixes(
    'the zones of the golang image',
    'Copy the time zones from build',
    `${BUILD}FROM scratch\nENV TZ=Europe/Zurich\n${CERTIFICATES}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
    `${BUILD}FROM scratch\nENV TZ=Europe/Zurich\n${CERTIFICATES}COPY --from=build /app /app\nCOPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\nENTRYPOINT ["/app"]\n`,
  );
  offersNoFix(
    'debian-slim has no certificates',
    'FROM debian:trixie-slim AS build\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n',
  );
  offersNoFix('the image is named by COPY alone', 'FROM scratch\nCOPY --from=example.com/acme/app:1.0 /app /app\nCMD ["/app"]\n');

  flags(
    'a whole file',
    `FROM rust:1.98-alpine AS build
WORKDIR /src
RUN apk add --no-cache musl-dev
COPY . .
RUN cargo build --release --locked

FROM scratch AS web
WORKDIR /srv
COPY templates/ templates/
«COPY» --from=build /src/target/release/web /usr/local/bin/web
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/web"]
CMD ["--port", "8080"]
`,
  );
});
