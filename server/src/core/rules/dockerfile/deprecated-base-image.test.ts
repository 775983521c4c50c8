import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './deprecated-base-image.js';

const today = { today: '2026-11-23' };

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('openjdk', 'FROM «openjdk:17-jdk»\n', '"openjdk:17-jdk" is discontinued and gets no security fixes: move to eclipse-temurin', {
    severity: 'warning',
    equivalents: ['docker-ls:recommended_tag'],
    safety: 'unsafe',
  });
  flags('an image without successor', 'FROM «mongo-express:1.0»\n', /has no successor: build on another image$/);
  for (const image of ['java:8', 'centos:7', 'clefos:7', 'clearlinux', 'notary:server', 'unit:1.34-php8.3', 'php-zendserver:9.1'])
    flags(image, `FROM «${image}»\n`);
  flags('the name behind a mirror and the full name', 'FROM «mirror.gcr.io/library/openjdk:11»\nFROM «docker.io/library/openjdk:11»\n');
  flags('COPY --from', 'FROM alpine:3.24\nCOPY --from=«openjdk:17» /opt/java /opt/java\n');
  flags('an ARG by its default', 'ARG V=17-jdk\nFROM «openjdk:${V}»\n');
  flags('a distroless image of an old Debian', 'FROM «gcr.io/distroless/static-debian11:nonroot»\n', /its debian13 image$/);
  flags('distroless on Debian 12 once it is over', 'FROM «gcr.io/distroless/static-debian12»\n', today);
  flags('distroless Node.js that is no longer published', 'FROM «gcr.io/distroless/nodejs18-debian12»\n', today);
  flags('Bitnami by version', 'FROM «bitnami/redis:7.4.2»\n', today);
  flags('the archive of Bitnami', 'FROM «bitnamilegacy/redis:7.4.2»\n');

  passes('early access builds of openjdk', 'FROM openjdk:27-ea-slim\n');
  passes('distroless on Debian 12 before the end', 'FROM gcr.io/distroless/static-debian12\n', { today: '2026-09-23' });
  passes('distroless on Debian 12 without a date', 'FROM gcr.io/distroless/static-debian12\n');
  passes('distroless that is built', 'FROM gcr.io/distroless/static-debian13:nonroot\nFROM gcr.io/distroless/java21\n', today);
  passes('the newest of Bitnami', 'FROM bitnami/redis:latest\nFROM bitnami/redis\n', today);
  passes('a stage of that name', 'FROM alpine:3.24 AS java\nFROM java\n');
  passes("somebody else's image of that name", 'FROM acme/openjdk:17\nFROM registry.example.com/centos:7\n');
  passes('CentOS Stream', 'FROM quay.io/centos/centos:stream9\n');
  passes('a variable without a value', 'ARG BASE\nFROM $BASE\n');

  fixes(
    'a JRE on Alpine',
    'Build on eclipse-temurin:8-jre-alpine',
    'FROM openjdk:8-jre-alpine AS run\r\n',
    'FROM eclipse-temurin:8-jre-alpine AS run\r\n',
  );
  fixes('a patch release', 'Build on eclipse-temurin:11-jdk', 'FROM openjdk:11.0.16-jdk-slim-buster\n', 'FROM eclipse-temurin:11-jdk\n');
  fixes('HashiCorp', 'Build on hashicorp/vault:1.15.2', 'FROM vault:1.15.2\n', 'FROM hashicorp/vault:1.15.2\n');
  fixes(
    'distroless',
    'Build on gcr.io/distroless/static-debian13:nonroot',
    'FROM gcr.io/distroless/static-debian12:nonroot\n',
    'FROM gcr.io/distroless/static-debian13:nonroot\n',
    today,
  );
  fixes('CentOS 8', 'Build on almalinux:8', 'FROM centos:8\n', 'FROM almalinux:8\n');
  offersNoFix('a Java that nobody else builds', 'FROM openjdk:9-jdk\n');
  offersNoFix('CentOS 7', 'FROM centos:7\n');
  offersNoFix('a tag from a variable', 'ARG V=17-jdk\nFROM openjdk:${V}\n');
  offersNoFix('a digest', `FROM openjdk:17-jdk@sha256:${'0'.repeat(64)}\n`);
  offersNoFix('COPY --from', 'FROM alpine:3.24\nCOPY --from=openjdk:17 /opt /opt\n');
  offersNoFix('a Vault that has no copy', 'FROM vault:1.9.0\n');
  offersNoFix('a Python whose version would change', 'FROM gcr.io/distroless/python3-debian12\n', undefined, today);

  fixes(
    'a whole file',
    'Build on eclipse-temurin:17-jre',
    `# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN mvn -B package

# small enough
FROM openjdk:17-jre-slim
WORKDIR /srv
COPY --from=build /src/target/app.jar .
USER 10001
ENTRYPOINT ["java", "-jar", "app.jar"]
`,
    `# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN mvn -B package

# small enough
FROM eclipse-temurin:17-jre
WORKDIR /srv
COPY --from=build /src/target/app.jar .
USER 10001
ENTRYPOINT ["java", "-jar", "app.jar"]
`,
  );
});
