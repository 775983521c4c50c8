import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './end-of-life-base-image.js';

const today = { today: '2026-11-23' };

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a language',
    'FROM «python:3.8-slim»\n',
    'Python 3.8 has had no security fixes since 2024-10-07: build on Python 3.14',
    { severity: 'warning', equivalents: ['cis-docker-1.6:4.4', 'docker-ls:recommended_tag'], safety: 'unsafe' },
    today,
  );
  flags('Ruby as a peer does', 'FROM «ruby:2.7-slim»\n', /^Ruby 2\.7 /, { includes: ['tally:ruby/eol-ruby-version'] }, today);
  flags(
    'the distribution in a suffix',
    'FROM «python:3.13-slim-bullseye»\n',
    /^Debian 11 \(bullseye\) has had no .* since 2026-08-31: build on Debian 13/,
    today,
  );
  flags('the Alpine in a suffix', 'FROM «node:24-alpine3.18»\n', /^Alpine 3\.18 .*Alpine 3\.24/, today);
  flags('Amazon Linux in a suffix', 'FROM «amazoncorretto:17-al2-jdk»\n', /^Amazon Linux 2 /, today);
  flags('the distribution of an unknown image', 'FROM «acme/tool:1.4-stretch»\n', /^Debian 9/, today);
  flags('CUDA on an old Ubuntu', 'FROM «nvidia/cuda:11.0.3-base-ubuntu18.04»\n', /^Ubuntu 18\.04/, { severity: 'info' }, today);
  flags(
    'a release whose paid support is over as well: the image got its last fix earlier',
    'FROM «ubuntu:16.04»\n',
    /^Ubuntu 16\.04 \(xenial\) has had no security fixes since 2021-04-02:/,
    { severity: 'warning' },
    today,
  );
  flags(
    'a language and its distribution at once',
    'FROM «python:3.7-slim-buster»\n',
    'Python 3.7 and Debian 10 (buster) get no more security fixes: build on supported releases of both',
    today,
  );
  flags(
    'long-term support only',
    'FROM «debian:bookworm-slim»\n',
    'Debian 12 (bookworm) gets only long-term fixes since 2026-07-11: move to Debian 13 (trixie)',
    { severity: 'info' },
    today,
  );
  flags('the worse of two', 'FROM «node:20-bookworm»\n', /^Node\.js 20 /, { severity: 'warning' }, today);
  flags(
    'an end that is near',
    'FROM «php:8.2-fpm»\n',
    'PHP 8.2 gets its last fixes on 2026-12-31: plan to move to PHP 8.5',
    { severity: 'hint' },
    today,
  );
  flags('an end that is near enough for the option', 'FROM «ruby:3.3»\n', /2027-03-31/, { ...today, options: { warnDays: 150 } });
  flags(
    'a stage that does not ship, one level lower',
    'FROM «node:18» AS build\nFROM «debian:bookworm» AS tools\nFROM scratch\nCOPY --from=build /a /a\n',
    /^Node/,
    /^Debian/,
    { severity: 'info' },
    { severity: 'hint' },
    today,
  );
  flags('COPY --from, one level lower', 'FROM alpine:3.24\nCOPY --from=«node:18» /a /a\n', /^Node/, { severity: 'info' }, today);
  flags('RUN --mount', 'FROM alpine:3.24\nRUN --mount=type=bind,from=«node:18»,target=/n true\n', today);
  flags('the default of an ARG', 'ARG V=3.8\nFROM «python:${V}»\n', today);
  flags('a tag beside a digest', `FROM «alpine:3.12»@sha256:${'0'.repeat(64)}\n`, today);
  flags('a major whose last release has ended', 'FROM «python:2»\n', /^Python 2\.7 /, today);
  flags('a code name of Node.js', 'FROM «node:lts-gallium»\n', /^Node\.js 16 /, today);
  flags('.NET', 'FROM «mcr.microsoft.com/dotnet/aspnet:8.0»\n', /^\.NET 8 .* 2026-11-10/, today);
  flags('UBI by its name', 'FROM «registry.access.redhat.com/ubi7/ubi-minimal:7.9»\n', /^UBI 7 /, { severity: 'info' }, today);
  flags('Java by its update', 'FROM «eclipse-temurin:16.0.2_7-jdk»\n', /^Eclipse Temurin 16 /, today);
  flags('the Java that builds', 'FROM «maven:3.9-eclipse-temurin-20»\n', /^Eclipse Temurin 20 /, today);
  flags('another name of an official image', 'FROM «arm64v8/debian:buster»\nFROM «mirror.gcr.io/library/debian:buster»\n', today);
  flags('CentOS Stream', 'FROM «quay.io/centos/centos:stream8»\n', /^CentOS Stream 8 /, today);
  flags('a database', 'FROM «postgres:12-alpine»\n', /^PostgreSQL 12 /, today);
  flags(
    'short releases a year after their end',
    'FROM «golang:1.23»\nFROM «rust:1.70-slim»\nFROM «nginx:1.27»\n',
    /^Go 1\.23 .* 2025-08-12/,
    today,
  );
  flags(
    'a main line of nginx that the table does not name',
    'FROM «nginx:1.13-alpine»\n',
    /^nginx 1\.13 has had no security fixes since 2018-04-17: build on nginx 1\.30/,
    { severity: 'warning' },
    today,
  );
  flags('a stable release of nginx at once', 'FROM «nginx:1.28»\n', today);
  flags(
    'what an old table says, but not what is new',
    'FROM «python:3.8»\n',
    'Python 3.8 ended on 2024-10-07 (table of 2026-08-22): find a supported release',
    { today: '2027-12-01' },
  );
  flags('a date of the configuration', 'FROM «python:3.14»\n', /since 2026-01-01/, {
    ...today,
    options: { dates: ['python 3.14 2026-01-01'] },
  });

  passes('everything without a date', 'FROM python:2.7-slim-buster\n');
  passes('supported releases', 'FROM python:3.14-slim-trixie\nFROM node:24-alpine3.24\nFROM debian:13\nFROM ubuntu:24.04\n', today);
  passes('a day before the end', 'FROM python:3.8\n', { today: '2024-07-01', options: { warnDays: 0 } });
  passes('the last day', 'FROM python:3.8\n', { today: '2024-10-07', options: { warnDays: 0 } });
  passes('majors that still move', 'FROM python:3\nFROM alpine:3\nFROM redis:7\nFROM nginx:1-alpine\n', today);
  passes('tags that move', 'FROM node:lts\nFROM debian:stable-slim\nFROM ubuntu:rolling\nFROM alpine:edge\nFROM node:alpine\n', today);
  passes('no tag', 'FROM debian\n', today);
  passes('a digest without tag', `FROM debian@sha256:${'0'.repeat(64)}\n`, today);
  passes('unknown images', 'FROM acme/python:2.7\nFROM registry.example.com/node:8\n', today);
  passes('unknown releases', 'FROM python:9.9\nFROM debian:20300101\n', today);
  passes('a variable without a value', 'ARG V\nFROM python:${V}-slim-buster\n', today);
  passes('a stage', 'FROM debian:13 AS buster\nFROM buster\n', today);
  passes(
    'short releases soon after their end',
    'FROM golang:1.25\nFROM rust:1.97\nFROM traefik:v3.6\nFROM nginx:1.29\nFROM elasticsearch:9.3.1\n',
    today,
  );
  passes('a hint in a stage that does not ship', 'FROM php:8.2 AS build\nFROM scratch\nCOPY --from=build /a /a\n', today);
  passes('discontinued images, which have a finding of their own', 'FROM centos:7\nFROM openjdk:8-jdk-stretch\n', today);
  passes('support that was bought', 'FROM ubuntu:20.04\n', { ...today, options: { dates: ['ubuntu 20.04 2030-04-02'] } });
  passes('a date nobody can read', 'FROM python:3.14\n', { ...today, options: { dates: ['python 3.14 soon', 'x'] } });

  fixes('a language', 'Build on python:3.14-slim', 'FROM python:3.8.1-slim AS a\r\n', 'FROM python:3.14-slim AS a\r\n', today);
  fixes(
    'a language and its distribution',
    'Build on python:3.14-slim-trixie',
    'FROM python:3.7-slim-buster\n',
    'FROM python:3.14-slim-trixie\n',
    today,
  );
  fixes('the distribution alone', 'Build on node:24-trixie-slim', 'FROM node:24.1.0-bullseye-slim\n', 'FROM node:24-trixie-slim\n', today);
  fixes(
    'Alpine',
    'Build on alpine:3.24',
    'FROM --platform=$BUILDPLATFORM alpine:3.12.1\n',
    'FROM --platform=$BUILDPLATFORM alpine:3.24\n',
    today,
  );
  fixes(
    '.NET Core, whose repositories have ended',
    'Build on mcr.microsoft.com/dotnet/sdk:10.0',
    'FROM mcr.microsoft.com/dotnet/core/sdk:3.1\n',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\n',
    today,
  );
  fixes('Alpine in a suffix', 'Build on node:24-alpine3.24', 'FROM node:24-alpine3.18\n', 'FROM node:24-alpine3.24\n', today);
  fixes('a code name', 'Build on debian:trixie-slim', 'FROM debian:buster-20220101-slim\n', 'FROM debian:trixie-slim\n', today);
  fixes('Ubuntu, to one that lasts', 'Build on ubuntu:26.04', 'FROM ubuntu:23.10\n', 'FROM ubuntu:26.04\n', today);
  fixes(
    '.NET',
    'Build on mcr.microsoft.com/dotnet/sdk:10.0',
    'FROM mcr.microsoft.com/dotnet/sdk:6.0\n',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\n',
    today,
  );
  fixes(
    'CentOS Stream',
    'Build on quay.io/centos/centos:stream10',
    'FROM quay.io/centos/centos:stream8\n',
    'FROM quay.io/centos/centos:stream10\n',
    today,
  );
  offersNoFix('a database', 'FROM postgres:12\n', undefined, today);
  offersNoFix('Python 2, whose programs do not run on Python 3', 'FROM python:2.7-slim\n', undefined, today);
  offersNoFix('a variable', 'ARG V=3.8\nFROM python:$V\n', undefined, today);
  offersNoFix('pieces of a tag that are not known', 'FROM maven:3.6.3-jdk-11\n', undefined, today);
  offersNoFix('an image that has tags of patch releases only', 'FROM denoland/deno:1.40.0\n', undefined, today);
  offersNoFix('UBI', 'FROM registry.access.redhat.com/ubi7:7.9\n', undefined, today);
  offersNoFix('COPY --from', 'FROM alpine:3.24\nCOPY --from=node:18 /a /a\n', undefined, today);
  offersNoFix('a table that is old', 'FROM python:3.8\n', undefined, { today: '2027-12-01' });

  fixes(
    'a whole file',
    'Build on node:26-alpine3.24',
    `# syntax=docker/dockerfile:1
FROM node:24-alpine3.24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

# runs in production
FROM node:16-alpine3.15
WORKDIR /srv
COPY --from=build /src/dist dist
USER node
CMD ["node", "dist/server.js"]
`,
    `# syntax=docker/dockerfile:1
FROM node:24-alpine3.24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

# runs in production
FROM node:26-alpine3.24
WORKDIR /srv
COPY --from=build /src/dist dist
USER node
CMD ["node", "dist/server.js"]
`,
    today,
  );
});
