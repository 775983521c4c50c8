import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './sdk-in-final-stage.js';

const MAVEN = 'FROM maven:3.9-eclipse-temurin-21 AS build\nRUN mvn -B package\n';
const JAR = 'COPY --from=build /target/app.jar /app.jar\nCMD ["java", "-jar", "/app.jar"]\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a JDK that only runs java', `${MAVEN}FROM «eclipse-temurin:21-jdk»\n${JAR}`, /ship it on "eclipse-temurin:21-jre"$/, {
    severity: 'info',
    equivalents: ['cis-docker-1.6:4.3'],
  });
  flags('maven that only runs java', `${MAVEN}FROM «maven:3.9-eclipse-temurin-21»\n${JAR}`);
  flags(
    'golang that runs a program',
    'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM «golang:1.27»\nCOPY --from=build /app /app\nCMD ["/app"]\n',
  );
  flags(
    'dotnet sdk that runs a program',
    'FROM «mcr.microsoft.com/dotnet/sdk:10.0»\nCOPY out /app\nENTRYPOINT ["dotnet", "/app/web.dll"]\n',
    /aspnet:10.0/,
  );
  flags('the kit of CUDA', 'FROM «nvidia/cuda:13.0.0-devel-ubuntu24.04»\nCOPY app /app\nCMD ["/app"]\n', {
    includes: ['tally:gpu/prefer-runtime-final-stage'],
  });
  flags('a kit without a counterpart', 'FROM «composer:2»\nCOPY . /app\nCMD ["php", "/app/index.php"]\n', /on a runtime image$/);
  flags('a stage it is built on', 'FROM golang:1.27 AS base\nFROM «base»\nCOPY app /app\nCMD ["/app"]\n');
  flags(
    'node that only serves files',
    'FROM «node:24»\nCOPY dist /srv\nCMD ["npx", "serve", "-s", "/srv"]\n',
    /files that only get served/,
  );

  passes('a runtime image', `${MAVEN}FROM eclipse-temurin:21-jre\n${JAR}`);
  passes('an image that is not in the table', 'FROM example.com/acme/sdk:1.0\nCMD ["/app"]\n');
  passes('the tool of the kit', 'FROM maven:3.9-eclipse-temurin-21\nCMD ["mvn", "spring-boot:run"]\n');
  passes('dotnet run', 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nCMD ["dotnet", "watch", "run"]\n');
  passes('go test', 'FROM golang:1.27\nCOPY . .\nCMD ["go", "test", "./..."]\n');
  passes('a script that may need the JDK', `${MAVEN}FROM eclipse-temurin:21-jdk\nCOPY start.sh /\nCMD ["/start.sh"]\n`);
  passes('a build, where another rule says it', 'FROM golang:1.27\nRUN go build -o /app\nCMD ["/app"]\n');
  passes('a kit for others', 'FROM golang:1.27\nRUN go install example.com/tool@v1.2.3\n');
  passes('a stage for development', 'FROM golang:1.27 AS dev\nCMD ["/app"]\n');
  passes('no start command', 'FROM golang:1.27\nCOPY . .\n');
  passes('a shell', 'FROM golang:1.27\nCMD ["bash"]\n');
  passes('interpreters in their full image', 'FROM node:24\nCOPY . .\nCMD ["node", "server.js"]\n');
  passes('an image that is chosen to be for development', 'FROM golang:1.27\nCMD ["/app"]\n', { options: { imageKind: 'dev' } });

  fixes(
    'keeps the variant',
    'Build the final stage on eclipse-temurin:21-jre-alpine',
    `${MAVEN}FROM --platform=linux/amd64 eclipse-temurin:21-jdk-alpine AS final\n${JAR}`,
    `${MAVEN}FROM --platform=linux/amd64 eclipse-temurin:21-jre-alpine AS final\n${JAR}`,
  );
  offersNoFix('a digest pins the kit', `${MAVEN}FROM eclipse-temurin:21-jdk@sha256:${'0'.repeat(64)}\n${JAR}`);
  offersNoFix(
    'the build is not in another stage',
    'FROM eclipse-temurin:21-jdk\nCOPY app.jar /app.jar\nCMD ["java", "-jar", "/app.jar"]\n',
  );
  offersNoFix(
    'distroless has no shell for RUN',
    'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM golang:1.27\nRUN useradd app\nCOPY --from=build /app /app\nCMD ["/app"]\n',
  );
  offersNoFix('the version is a variable', `ARG V=21\n${MAVEN}FROM eclipse-temurin:\${V}-jdk\n${JAR}`);

  fixes(
    'a whole file',
    'Build the final stage on mcr.microsoft.com/dotnet/aspnet:10.0-noble',
    `# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY *.csproj .
RUN dotnet restore
COPY . .
RUN dotnet publish --no-restore -o /app

# what ships
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble
WORKDIR /app
EXPOSE 8080
COPY --from=build /app .
USER $APP_UID
ENTRYPOINT ["dotnet", "web.dll"]
`,
    `# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY *.csproj .
RUN dotnet restore
COPY . .
RUN dotnet publish --no-restore -o /app

# what ships
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
WORKDIR /app
EXPOSE 8080
COPY --from=build /app .
USER $APP_UID
ENTRYPOINT ["dotnet", "web.dll"]
`,
  );
});
