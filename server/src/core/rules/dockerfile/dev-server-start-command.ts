import { defineRule } from '../../engine/rule.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { npmScript, scriptNameOf } from '../../knowledge/npm-script.js';
import { baseName } from '../../knowledge/start-command.js';
import { startedCommands } from '../../knowledge/started-commands.js';

type Words = readonly string[];
const has = (words: Words, ...wanted: readonly string[]): boolean => words.some((word) => wanted.includes(word));
/** The first word that is no option. */
const verbIs = (words: Words, ...wanted: readonly string[]): boolean => wanted.includes(words.find((word) => !word.startsWith('-')) ?? '');
const always = (): boolean => true;
const reloads = (words: Words): boolean => has(words, '--reload');
const isDevelopment = (words: Words): boolean =>
  words.some((word, i) => /^(?:-e|--environment)$/.test(word) && /^dev/.test(words[i + 1] ?? '')) ||
  has(words, '--environment=development');

/** Is the program, called with these words, a server that its makers offer for development only? */
const SERVERS: Readonly<Record<string, (words: Words) => boolean>> = {
  CompileDaemon: always,
  air: always,
  artisan: (words) => verbIs(words, 'serve'),
  astro: (words) => verbIs(words, 'dev'),
  cargo: (words) => verbIs(words, 'watch'),
  'django-admin': (words) => verbIs(words, 'runserver'),
  dotnet: (words) => verbIs(words, 'watch'),
  fastapi: (words) => verbIs(words, 'dev'),
  flask: (words) => has(words, 'run'),
  gatsby: (words) => verbIs(words, 'develop'),
  gradle: (words) => has(words, 'quarkusDev'),
  gradlew: (words) => has(words, 'quarkusDev'),
  gunicorn: reloads,
  hugo: (words) => verbIs(words, 'server', 'serve'),
  hypercorn: reloads,
  jekyll: (words) => verbIs(words, 'serve', 's'),
  mvn: (words) => has(words, 'quarkus:dev'),
  mvnw: (words) => has(words, 'quarkus:dev'),
  next: (words) => verbIs(words, 'dev'),
  ng: (words) => verbIs(words, 'serve', 's'),
  node: (words) => words.some((word) => /^--watch(?:-path.*)?$/.test(word)),
  nodemon: always,
  nuxt: (words) => verbIs(words, 'dev'),
  nuxi: (words) => verbIs(words, 'dev'),
  php: (words) => has(words, '-S') || (baseName(words[0] ?? '') === 'artisan' && words[1] === 'serve'),
  rails: (words) => verbIs(words, 'server', 's') && isDevelopment(words),
  'react-scripts': (words) => verbIs(words, 'start'),
  reflex: always,
  symfony: (words) => verbIs(words, 'serve', 'server:start'),
  'ts-node-dev': always,
  tsx: (words) => verbIs(words, 'watch'),
  uvicorn: reloads,
  vite: (words) => !verbIs(words, 'build', 'preview', 'optimize'),
  'vue-cli-service': (words) => verbIs(words, 'serve'),
  webpack: (words) => verbIs(words, 'serve', 'server'),
  'webpack-dev-server': always,
};

function isDevServer(name: string, args: Words): boolean {
  if (/^python[\d.]*$/.test(name)) return args.some((word, i) => baseName(word) === 'manage.py' && args[i + 1] === 'runserver');
  if (name === 'manage.py') return args[0] === 'runserver';
  return Object.hasOwn(SERVERS, name) && SERVERS[name]?.(args) === true;
}

/** The command of a script in package.json, variables in front left out. */
function commandOf(script: string): { name: string; args: Words } | undefined {
  if (script.length > 500 || /[;&|<>$`]/.test(script)) return undefined;
  const words = script
    .trim()
    .split(/\s+/)
    .filter((word, i, all) => !(/^[A-Z_]+=/.test(word) && all.slice(0, i).every((before) => /^(?:cross-env|[A-Z_]+=.*)$/.test(before))));
  const [first = '', ...args] = words[0] === 'cross-env' || words[0] === 'npx' ? words.slice(1) : words;
  return { name: baseName(first), args };
}

export default defineRule({
  id: 'dockerfile/dev-server-start-command',
  category: 'maintainability',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['CMD', 'ENTRYPOINT'] },
  summary: 'The container starts a server that is made for development',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    direct: '"{command}" is a development server, neither fast nor safe enough for users: start one for production',
    script: '"{command}" runs "{server}", a development server: start one for production',
  },
  docs: {
    description:
      'ENTRYPOINT or CMD of the final stage start a development server: flask run, manage.py runserver, uvicorn or gunicorn with --reload, nodemon, node --watch, ng serve, vite, next dev, nuxt dev, react-scripts start, webpack serve, rails server in the development environment, php -S, artisan serve, dotnet watch, air, quarkus:dev and the like. npm, yarn and pnpm are looked through where package.json is known. Stages and files for development and tests are exempt.',
    rationale:
      'Development servers show stack traces and consoles to whoever asks, handle one request at a time, watch and recompile sources, and their makers say that they were never checked for hostile input.',
    impact: 'There is no fix: a production server has to be installed and set up.',
    audit: 'docker top CONTAINER shows what runs.',
    remediation:
      'Start gunicorn or uvicorn without --reload, php-fpm or apache, next start, a build of the files behind nginx. For the image of developers, name the stage or the file dev.',
    defaultValue: 'Frameworks start their development server unless told otherwise.',
    references: ['Flask: Deploying to Production', 'Django: runserver', 'Vite: Building for Production', 'PHP: Built-in web server'],
    limits: 'Servers that a script of the image starts are not seen.',
  },
  equivalents: ['~sonar:S4507'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nCOPY . /srv\nUSER 10001\nCMD ["flask", "run", "--host=0.0.0.0"]\n',
      good: 'FROM python:3.14-slim\nCOPY . /srv\nUSER 10001\nCMD ["gunicorn", "--bind=0.0.0.0:8000", "app:app"]\n',
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    if (!stage.cmd && !stage.entrypoint) return;
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind === 'dev' || kind === 'ci') return;
    for (const { name, args, span } of startedCommands(stage)) {
      const command = [name, ...args].join(' ');
      if (isDevServer(name, args)) {
        yield ctx.problem('direct', { at: span, data: { command }, standsFor: [] });
        continue;
      }
      const script = /^(?:npm|yarn|pnpm)$/.test(name) ? scriptNameOf(name, args) : undefined;
      const text = script === undefined ? undefined : npmScript(ctx.files, script);
      const inner = text === undefined ? undefined : commandOf(text);
      if (text === undefined || !inner || !isDevServer(inner.name, inner.args)) continue;
      yield ctx.problem('script', { at: span, data: { command, server: text.trim() }, standsFor: [] });
    }
  },
});
