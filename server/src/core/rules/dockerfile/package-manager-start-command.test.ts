import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './package-manager-start-command.js';

const node = (line: string) => `FROM node:24-slim\nWORKDIR /srv\nCOPY . .\n${line}\n`;
const scripts = (all: Readonly<Record<string, string>>) => ({ files: { 'package.json': JSON.stringify({ scripts: all }) } });

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'npm',
    node('CMD [«"npm", "start"»]'),
    '"npm start" keeps a package manager above the program, which may swallow signals: start the program',
    { severity: 'info', equivalents: [] },
  );
  flags(
    'a build tool',
    'FROM rust:1.98\nCOPY . .\nCMD [«"cargo", "run", "--release"»]\n',
    '"cargo run --release" builds at each start and needs the development kit: build it before, and start the result',
  );
  for (const command of [
    'npm run serve',
    'yarn start',
    'yarn serve',
    'pnpm start',
    'pnpm run serve',
    'bun run start',
    'npm --silent start',
  ])
    flags(command, node(`CMD «${command}»`));
  for (const command of [
    'go run ./cmd',
    'dotnet run --project a',
    'mvn spring-boot:run',
    './mvnw -q exec:java',
    'gradle bootRun',
    './gradlew :app:run',
    'sbt run',
    'lein run',
    'stack exec app',
    'swift run',
  ])
    flags(command, `FROM debian:13\nCMD «${command}»\n`);
  flags('a wrapper in front', node('ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD [«"npm", "start"»]'));
  flags('an entry point script in front', node('ENTRYPOINT ["./docker-entrypoint.sh"]\nCMD [«"npm", "start"»]'));
  flags('a part of a list', node('CMD node migrate.js && «npm start»'));
  flags('ENTRYPOINT with its words in CMD', node('ENTRYPOINT [«"npm"»]\nCMD ["run", "start"]'), /^"npm run start"/);
  flags('exec in front', node('CMD exec «npm start»'));
  flags('what comes down the chain', 'FROM node:24 AS base\nCMD [«"npm", "start"»]\nFROM base\nUSER node\n');
  passes('the program', node('CMD ["node", "server.js"]'));
  passes('what a builder does', 'FROM node:24 AS build\nRUN npm run build\nCMD ["npm", "start"]\nFROM alpine:3.24\nCMD ["/app"]\n');
  passes('an argument of another program', node('ENTRYPOINT ["/app"]\nCMD ["npm", "start"]'));
  passes('other work of the tools', node('CMD ["npm", "test"]'));
  passes('tools that only show something', 'FROM golang:1.27\nCMD ["go", "version"]\n');
  passes('bun with a file', 'FROM oven/bun:1\nCMD ["bun", "run", "index.ts"]\n');
  passes('yarn alone', node('CMD ["yarn"]'));
  passes('a stage for development', 'FROM node:24 AS dev\nCMD ["npm", "start"]\n');
  passes('a file for development', node('CMD ["npm", "start"]'), { path: 'Dockerfile.dev' });
  passes('nothing to start', 'FROM node:24\nRUN npm ci\n');

  fixes(
    'the exec form',
    'Start node server.js',
    node('CMD ["npm", "start"]'),
    node('CMD ["node", "server.js"]'),
    scripts({ start: 'node server.js' }),
  );
  fixes(
    'the shell form of yarn',
    'Start node --enable-source-maps dist/main.js',
    node('CMD yarn serve\r'),
    node('CMD ["node", "--enable-source-maps", "dist/main.js"]\r'),
    scripts({ serve: 'node --enable-source-maps dist/main.js' }),
  );
  offersNoFix('nothing is known of the files', node('CMD ["npm", "start"]'));
  offersNoFix('no package.json', node('CMD ["npm", "start"]'), undefined, { files: {} });
  offersNoFix('a package.json that is none', node('CMD ["npm", "start"]'), undefined, { files: { 'package.json': '{' } });
  offersNoFix('a script that is more than node', node('CMD ["npm", "start"]'), undefined, scripts({ start: 'node a.js && node b.js' }));
  offersNoFix('a script of another tool', node('CMD ["npm", "start"]'), undefined, scripts({ start: 'next start' }));
  offersNoFix('a script with a hook', node('CMD ["npm", "start"]'), undefined, scripts({ start: 'node a.js', prestart: 'node b.js' }));
  offersNoFix('more words', node('CMD ["npm", "start", "--", "--port=80"]'), undefined, scripts({ start: 'node a.js' }));
  offersNoFix('one of several commands', node('CMD node migrate.js && npm start'), undefined, scripts({ start: 'node a.js' }));
  offersNoFix(
    'words in two instructions',
    node('ENTRYPOINT ["tini", "--"]\nCMD ["npm", "start"]'),
    undefined,
    scripts({ start: 'node a.js' }),
  );

  fixes(
    'a whole file',
    'Start node dist/index.js',
    `FROM node:24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /srv
COPY --from=build /src/dist dist
USER node
EXPOSE 8080
# start
CMD npm run serve
`,
    `FROM node:24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /srv
COPY --from=build /src/dist dist
USER node
EXPOSE 8080
# start
CMD ["node", "dist/index.js"]
`,
    scripts({ serve: 'node dist/index.js' }),
  );
});
