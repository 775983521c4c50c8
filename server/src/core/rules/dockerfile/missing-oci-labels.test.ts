import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-oci-labels.js';

const SOURCE = 'LABEL org.opencontainers.image.source=https://example.com/acme/app\n';
const REVISION = 'LABEL org.opencontainers.image.revision=3f2a91c\n';
const settings = (required: string[], profile: 'recommended' | 'strict' = 'recommended') => ({
  settings: { labels: { required, schema: {}, strict: false }, profile },
});

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'no label at all',
    'FROM «alpine:3.24»\nCMD ["app"]\n',
    'OCI labels are missing (source, revision), so a running image cannot be traced to its source: add them',
    {
      severity: 'info',
      equivalents: ['hadolint:DL3049', 'sonar:S7028', 'dockerfile_lint:defined_namevals'],
      safety: 'unsafe',
    },
  );
  flags('one of two', `FROM «alpine:3.24»\n${SOURCE}CMD ["app"]\n`, /\(revision\)/);
  flags('other labels', 'FROM «alpine:3.24»\nLABEL maintainer="web@example.com" version=1\nCMD ["app"]\n');
  flags('labels of a stage that does not ship', `FROM alpine:3.24 AS build\n${SOURCE}${REVISION}FROM «alpine:3.24»\nCMD ["app"]\n`);
  flags('an image that others build on', 'FROM «alpine:3.24»\nRUN apk add --no-cache curl\n');
  flags(
    'more keys in the profile strict',
    `FROM «alpine:3.24»\n${SOURCE}${REVISION}CMD ["app"]\n`,
    /\(version, created, title/,
    settings([], 'strict'),
  );
  flags(
    'no base keys on scratch',
    `FROM «scratch»\nCOPY app /app\n${SOURCE}${REVISION}CMD ["/app"]\n`,
    /\(version, created, title/,
    settings([], 'strict'),
  );
  flags(
    'the keys of the configuration',
    `FROM «alpine:3.24»\n${SOURCE}${REVISION}CMD ["app"]\n`,
    /"com.example.team"/,
    settings(['com.example.team']),
  );

  passes(
    'the base of scratch, which has none',
    'FROM scratch\nCOPY app /app\nCMD ["/app"]\n',
    settings(['org.opencontainers.image.base.name']),
  );
  passes('a FROM that is not written yet', 'FROM \n');
  passes('both labels', `FROM alpine:3.24\n${SOURCE}${REVISION}CMD ["app"]\n`);
  passes(
    'a key that gets its value from an ARG',
    `FROM alpine:3.24\nARG REVISION\n${SOURCE}LABEL org.opencontainers.image.revision=$REVISION\nCMD ["app"]\n`,
  );
  passes('labels of the stage it is built on', `FROM alpine:3.24 AS base\n${SOURCE}FROM base\n${REVISION}CMD ["app"]\n`);
  passes(
    'quoted keys',
    'FROM alpine:3.24\nLABEL "org.opencontainers.image.source"="x" "org.opencontainers.image.revision"="y"\nCMD ["app"]\n',
  );
  for (const name of ['test', 'dev', 'debug']) passes(`a stage named ${name}`, `FROM alpine:3.24 AS ${name}\nCMD ["app"]\n`);
  const sshd = 'FROM alpine:3.24\nCMD ["/usr/sbin/sshd", "-D"]\n';
  passes('a package of LinuxKit, whose tool sets both', sshd, { files: { 'build.yml': 'image: sshd\nnetwork: true\n' } });
  flags('a build.yml of something else', 'FROM «alpine:3.24»\nCMD ["app"]\n', /./, {
    files: { 'build.yml': 'image: node:24\nsteps:\n  - run: make\n' },
  });
  passes('files to export', 'FROM alpine:3.24 AS build\nFROM scratch\nCOPY --from=build /out /\n');
  passes('the keys of the configuration', 'FROM alpine:3.24\nLABEL com.example.team=web\nCMD ["app"]\n', settings(['com.example.team']));

  fixes(
    'only what is missing, and reuses an ARG',
    'Add labels fed by build arguments',
    `FROM alpine:3.24\nARG VERSION=1.4.0\n${SOURCE}CMD ["app"]\n`,
    `FROM alpine:3.24\nARG VERSION=1.4.0\n${SOURCE}ARG REVISION\nARG CREATED\nLABEL org.opencontainers.image.revision="$REVISION" \\\n      org.opencontainers.image.version="$VERSION" \\\n      org.opencontainers.image.created="$CREATED"\nCMD ["app"]\n`,
  );
  fixes(
    'with the escape character of the file',
    'Add labels fed by build arguments',
    `# escape=\`\r\nFROM alpine:3.24\r\nCMD ["app"]\r\n`,
    `# escape=\`\r\nFROM alpine:3.24\r\nARG SOURCE\r\nARG REVISION\r\nARG VERSION\r\nARG CREATED\r\nLABEL org.opencontainers.image.source="$SOURCE" \`\r\n      org.opencontainers.image.revision="$REVISION" \`\r\n      org.opencontainers.image.version="$VERSION" \`\r\n      org.opencontainers.image.created="$CREATED"\r\nCMD ["app"]\r\n`,
  );
  fixes(
    'what the files around say, without the credential in the remote',
    'Add labels fed by build arguments',
    'FROM alpine:3.24\nCOPY app /app\nCMD ["/app"]\n',
    'FROM alpine:3.24\nCOPY app /app\nARG REVISION\nARG VERSION=1.4.0\nARG CREATED\nLABEL org.opencontainers.image.title="shop" \\\n      org.opencontainers.image.description="Sells things" \\\n      org.opencontainers.image.source="https://github.com/acme/shop" \\\n      org.opencontainers.image.revision="$REVISION" \\\n      org.opencontainers.image.version="$VERSION" \\\n      org.opencontainers.image.created="$CREATED" \\\n      org.opencontainers.image.licenses="MIT"\nCMD ["/app"]\n',
    {
      files: {
        app: '',
        'package.json': '{"name":"@acme/shop","version":"1.4.0","description":"Sells things","license":"MIT"}',
        '.git/config': '[remote "origin"]\n\turl = https://jane:ghp_0123456789abcdef@github.com:443/acme/shop.git\n',
      },
    },
  );
  fixes(
    'arguments that the file has, before what the files around say, and leaves labels that are there',
    'Add labels fed by build arguments',
    'FROM alpine:3.24\nARG VERSION\nARG SOURCE\nLABEL org.opencontainers.image.title=mine\nCMD ["app"]\n',
    'FROM alpine:3.24\nARG VERSION\nARG SOURCE\nLABEL org.opencontainers.image.title=mine\nARG REVISION\nARG CREATED\nLABEL org.opencontainers.image.source="$SOURCE" \\\n      org.opencontainers.image.revision="$REVISION" \\\n      org.opencontainers.image.version="$VERSION" \\\n      org.opencontainers.image.created="$CREATED"\nCMD ["app"]\n',
    { files: { 'Cargo.toml': '[package]\nname = "relay"\nversion = "2.1.0"\nrepository = "https://example.com/acme/relay"\n' } },
  );
  fixes(
    'keys of the configuration',
    'Add labels fed by build arguments',
    'FROM alpine:3.24\nCMD ["app"]\n',
    'FROM alpine:3.24\nARG COM_EXAMPLE_TEAM\nARG VERSION\nARG REVISION\nARG CREATED\nLABEL com.example.team="$COM_EXAMPLE_TEAM" \\\n      org.opencontainers.image.version="$VERSION" \\\n      org.opencontainers.image.revision="$REVISION" \\\n      org.opencontainers.image.created="$CREATED"\nCMD ["app"]\n',
    settings(['com.example.team']),
  );
  fixes(
    'a whole file',
    'Add labels fed by build arguments',
    `# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src src
RUN mvn -B package

FROM eclipse-temurin:21-jre
WORKDIR /srv
COPY --from=build /src/target/app.jar .
USER 10001
EXPOSE 8080
# start
ENTRYPOINT ["java", "-jar", "app.jar"]
`,
    `# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src src
RUN mvn -B package

FROM eclipse-temurin:21-jre
WORKDIR /srv
COPY --from=build /src/target/app.jar .
USER 10001
EXPOSE 8080
ARG SOURCE
ARG REVISION
ARG VERSION
ARG CREATED
LABEL org.opencontainers.image.source="$SOURCE" \\
      org.opencontainers.image.revision="$REVISION" \\
      org.opencontainers.image.version="$VERSION" \\
      org.opencontainers.image.created="$CREATED"
# start
ENTRYPOINT ["java", "-jar", "app.jar"]
`,
  );
});
