import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceArguments } from '../../fix/dockerfile.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { npmScript, scriptNameOf } from '../../knowledge/npm-script.js';
import type { StartedCommand } from '../../knowledge/started-commands.js';
import { startedCommands } from '../../knowledge/started-commands.js';
import type { BuildContext } from '../../model/context/types.js';
import type { DockerfileModel } from '../../model/dockerfile/types.js';

const NODE = new Set(['npm', 'yarn', 'pnpm', 'bun']);
/** What each tool is told when it is to start the program, not to do something else. */
const BUILD_TOOLS: Readonly<Record<string, RegExp>> = {
  cabal: /^(?:v2-)?run$/,
  cargo: /^(?:run|r)$/,
  dotnet: /^run$/,
  go: /^run$/,
  gradle: /(?:^|:)(?:run|bootRun)$/,
  gradlew: /(?:^|:)(?:run|bootRun)$/,
  lein: /^(?:run|ring)$/,
  mvn: /^(?:exec:java|exec:exec|spring-boot:run|jetty:run|tomcat7:run)$/,
  mvnw: /^(?:exec:java|exec:exec|spring-boot:run|jetty:run|tomcat7:run)$/,
  sbt: /^(?:run|start|runMain.*)$/,
  stack: /^(?:run|exec)$/,
  swift: /^run$/,
};

function kindOf({ name, args }: StartedCommand): 'runner' | 'builder' | undefined {
  if (NODE.has(name)) {
    const words = args.filter((word) => !word.startsWith('-'));
    const verb = words[0] ?? '';
    if (name === 'bun') return verb === 'run' && !/\.[cm]?[jt]sx?$/.test(words[1] ?? '') && words.length > 1 ? 'runner' : undefined;
    if (name === 'npm') return /^(?:start|run|run-script)$/.test(verb) ? 'runner' : undefined;
    return verb !== '' && !/^(?:install|add|exec|dlx|node|test|config|cache|version)$/.test(verb) ? 'runner' : undefined;
  }
  const pattern = Object.hasOwn(BUILD_TOOLS, name) ? BUILD_TOOLS[name] : undefined;
  return pattern && args.some((word) => pattern.test(word)) ? 'builder' : undefined;
}

/** `node server.js` of package.json in place of `npm start`: only where no shell and no variable has a part in it. */
function startItself(file: DockerfileModel, command: StartedCommand, files: BuildContext | undefined): Fix | undefined {
  const name = NODE.has(command.name) && command.name !== 'bun' ? scriptNameOf(command.name, command.args) : undefined;
  const script = name === undefined ? undefined : npmScript(files, name)?.trim();
  if (script === undefined || !command.isAlone || !/^node(?: [\w./@:=+-]+)+$/.test(script)) return undefined;
  const change = replaceArguments(
    file,
    command.at,
    `[${script
      .split(' ')
      .map((word) => JSON.stringify(word))
      .join(', ')}]`,
  );
  return change && { title: `Start ${script}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/package-manager-start-command',
  category: 'maintainability',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['CMD', 'ENTRYPOINT'] },
  summary: 'The container starts its program through a package manager or a build tool',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    runner: '"{command}" keeps a package manager above the program, which may swallow signals: start the program',
    builder: '"{command}" builds at each start and needs the development kit: build it before, and start the result',
  },
  docs: {
    description:
      'ENTRYPOINT or CMD of the final stage start the program through npm, yarn, pnpm or bun run, or through a tool that builds first: mvn spring-boot:run, gradle bootRun, cargo run, go run, dotnet run, sbt run and the like. Wrappers such as tini and entry point scripts are looked through. Stages and files for development and tests are exempt.',
    rationale:
      'The tool becomes the first process. SIGTERM reaches it and not the program, or not in time, so that a stop takes ten seconds and ends with a kill; it also needs memory, a writable home, and sometimes the network. A build tool compiles at each start, on the node that should serve, and keeps compilers in the image.',
    impact:
      'Scripts can set variables and call hooks; what they do has to move to the Dockerfile or the program. The fix is only offered for a script that is one plain call of node without hooks.',
    audit: 'docker top CONTAINER shows the package manager above the program.',
    remediation: 'Write the program in exec form: CMD ["node", "server.js"], ENTRYPOINT ["java", "-jar", "app.jar"], ENTRYPOINT ["/app"].',
    defaultValue: 'The first process of a container gets the signals; what it does with them is its own affair.',
    references: ['Docker: Building best practices, ENTRYPOINT', 'Docker Node.js best practices: CMD', 'npm documentation: npm start'],
    limits: 'A script that is started is not read. The script in package.json is only read where the host knows the files around.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nUSER node\nCMD ["npm", "start"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
      byFix: true,
      files: { 'package.json': '{ "scripts": { "start": "node server.js" } }' },
    },
    {
      bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nCMD go run ./cmd\n',
      good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      byFix: false,
    },
  ],
  *check({ stage, file }, ctx) {
    if (!stage.cmd && !stage.entrypoint) return;
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind === 'dev' || kind === 'ci') return;
    for (const command of startedCommands(stage)) {
      const found = kindOf(command);
      if (!found) continue;
      const data = { command: [command.name, ...command.args].join(' ') };
      yield ctx.problem(found, { at: command.span, data, fixes: [startItself(file, command, ctx.files)] });
    }
  },
});
