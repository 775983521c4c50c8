import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './whole-builder-copy.js';

const file = (image: string, run: string, source: string, before = 'WORKDIR /src\nCOPY . .') =>
  `FROM ${image} AS build\n${before}\nRUN ${run}\nFROM debian:13\nCOPY --from=build ${source} /app\nCMD ["/app/a"]\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'the sources of cargo',
    file('rust:1.98', 'cargo build --release', '«/src»'),
    '"/src" brings all sources, while the result is in "/src/target/release": copy only that',
    { severity: 'hint', equivalents: [] },
  );
  flags('a result that is named', file('golang:1.27', 'go build -o bin/server ./cmd', '«/src/»'), /in "\/src\/bin\/server"/);
  flags('dotnet publish', file('mcr.microsoft.com/dotnet/sdk:10.0', 'dotnet publish -c Release -o out', '«/src/.»'));
  flags('an option with its value', file('mcr.microsoft.com/dotnet/sdk:10.0', 'dotnet publish --output=./out', '«/src/*»'));
  flags('Maven', file('maven:3.9-eclipse-temurin-21', 'mvn -B package', '«/src»'));
  flags('Gradle', file('gradle:9-jdk21', './gradlew build', '«/src»'));
  flags('a distribution of Gradle', file('gradle:9-jdk21', './gradlew installDist', '«/src»'), /in "\/src\/build\/install"/);
  flags('a folder that COPY names', file('rust:1.98', 'cd /code && cargo build --release', '«/code»', 'COPY ./ /code/'));
  flags(
    'the context of the stage below',
    'FROM rust:1.98 AS base\nWORKDIR /src\nCOPY . .\nFROM base AS build\nRUN cargo build --release\nFROM debian:13\nCOPY --from=build «/src» /app\n',
  );
  passes('the result', file('rust:1.98', 'cargo build --release', '/src/target/release/a'));
  passes('a result outside', file('golang:1.27', 'go build -o /out/server ./cmd', '/src'));
  passes('a builder whose result is not known', file('node:24', 'npm run build', '/src'));
  passes('another folder', file('rust:1.98', 'cargo build --release', '/src/static'));
  passes('a builder that only has a part of the context', file('rust:1.98', 'cargo build --release', '/src', 'WORKDIR /src\nCOPY src src'));
  passes('variables', file('rust:1.98', 'cargo build --release', '$DIR', 'ARG DIR\nWORKDIR $DIR\nCOPY . .'));
  passes('a stage that does not ship', `${file('rust:1.98', 'cargo build --release', '/src')}FROM alpine:3.24\n`);
  passes('an image', 'FROM debian:13\nCOPY --from=acme/build:1 /src /app\n');
  passes('the context itself', 'FROM rust:1.98\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY *.csproj .
RUN dotnet restore
COPY . .
RUN dotnet publish -c Release --no-restore -o /source/publish

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build «/source» ./
USER $APP_UID
ENTRYPOINT ["dotnet", "publish/Shop.dll"]
`,
  );
});
