// A site that is built once and only served: a web server without root and without Node takes the place of `serve`.
import { baseName } from '../knowledge/start-command.js';
import type { ShellCommand } from '../model/shell/types.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { isBelow, isRefusal, refuse, resolvePath, runsOf, runtimePlan } from './plan.js';
import { healthNeeds } from './runtime-packages.js';

const IMAGE = 'nginxinc/nginx-unprivileged:1.30-alpine';
const SERVERS: Readonly<Record<string, number>> = { serve: 3000, 'http-server': 8080 };
const RUNNERS = new Set(['npx', 'bunx', 'pnpx']);

/** Words of the server for static files, without what runs it. */
function serverWords({ start }: Build): readonly string[] {
  const words = [...start.words];
  if (RUNNERS.has(baseName(words[0] ?? ''))) {
    words.shift();
    while (words[0]?.startsWith('-')) words.shift();
  } else if (/^(?:yarn|pnpm)$/.test(words[0] ?? '') && (words[1] === 'exec' || words[1] === 'dlx')) words.splice(0, 2);
  return words;
}

export const isStaticServer = (build: Build): boolean => Object.hasOwn(SERVERS, baseName(serverWords(build)[0] ?? '').replace(/@.*$/, ''));

/** `npm install -g serve` alone. */
function isInstallOfServer({ name, args }: ShellCommand): boolean {
  const words = args.map(({ value }) => value ?? '$');
  const packages = words.filter((word) => !word.startsWith('-') && !/^(?:install|i|add|global)$/.test(word));
  const isGlobal = words.some((word) => word === '-g' || word === '--global' || word === 'global');
  return (
    /^(?:npm|yarn|pnpm)$/.test(name ?? '') &&
    isGlobal &&
    packages.length > 0 &&
    packages.every((word) => Object.hasOwn(SERVERS, word.replace(/@.*$/, '')))
  );
}

interface Served {
  readonly folder: string;
  readonly port: number;
  /** Every unknown address gets the start page. */
  readonly isSingle: boolean;
}

function readServed(build: Build): Served | Refusal {
  const [program = '', ...args] = serverWords(build);
  const server = baseName(program).replace(/@.*$/, '');
  const own = build.stage.endState.env.get('PORT');
  let port = own !== undefined && /^\d+$/.test(own) ? Number(own) : (SERVERS[server] ?? 0);
  let isSingle = false;
  let folder: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    const [name = '', joined] = word.split(/=(.*)/s);
    if (/^(?:-l|--listen|-p|--port)$/.test(name)) {
      const value = joined ?? args[++i] ?? '';
      const number = /^(?:tcp:\/\/0\.0\.0\.0:)?(\d+)$/.exec(value)?.[1];
      if (number === undefined) return refuse(`the address "${value}" of the static server is not a plain port`);
      port = Number(number);
    } else if (server === 'serve' && (name === '-s' || name === '--single')) isSingle = true;
    else if (/^(?:-n|--no-clipboard|-L|--no-request-logging|--silent|-a)$/.test(name)) {
      if (name === '-a' && args[++i] !== '0.0.0.0') return refuse('the static server listens on one address only');
    } else if (word.startsWith('-')) return refuse(`"${word}" of the static server has no known counterpart in nginx`);
    else if (folder === undefined) folder = word;
    else return refuse('the static server serves more than one folder');
  }
  if (folder === undefined || build.start.cwd === undefined) return refuse('the folder that is served is not written out');
  if (port < 1024) return refuse(`port ${port} is one that the web server without root may not be allowed to open`);
  return { folder: resolvePath(build.start.cwd, folder), port, isSingle };
}

export function planStaticSite(build: Build, root: string): RuntimePlan | Refusal {
  const { start, stage } = build;
  if (start.problem !== undefined) return refuse(start.problem);
  if (start.needsShell) return refuse('the start command needs a shell to read it, so what is served is not certain');
  const served = readServed(build);
  if (isRefusal(served)) return served;
  if (!isBelow(served.folder, root)) return refuse('the folder that is served is not below the directory of the build');
  const config = build.acts.find(({ command }) => command.args.some(({ raw }) => raw.includes('serve.json')));
  if (config || build.files?.kindOf('serve.json') === 'file')
    return refuse('serve.json sets up the static server, and nginx does not read it');
  const health = healthNeeds(build, () => false);
  if (isRefusal(health)) return health;
  const check = stage.instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK').at(-1);
  if (check && /\blocalhost\b/.test(check.logical))
    return refuse('the HEALTHCHECK asks "localhost", which may be an IPv6 address that the web server does not listen on: ask 127.0.0.1');
  if (stage.instructions.some(({ keyword }) => keyword === 'STOPSIGNAL')) return refuse('STOPSIGNAL is meant for another server');
  const location = served.isSingle ? 'try_files $uri $uri/ /index.html;' : 'try_files $uri $uri.html $uri/ =404;';
  return runtimePlan({
    image: IMAGE,
    hasShell: true,
    copies: [{ source: served.folder, target: '/usr/share/nginx/html' }],
    user: '101:101',
    accounts: new Map(),
    isBuildVariable: () => true,
    isPartOfBuild: ({ command }) => /^(?:npm|npx|yarn|pnpm|rm|node)$/.test(command.name ?? ''),
    files: 'none',
    drops: runsOf(stage).filter((run) => {
      const commands = run.scripts().flatMap((script) => script.commands);
      return commands.length === 1 && commands.every(isInstallOfServer);
    }),
    server: [
      [
        "COPY <<'EOF' /etc/nginx/conf.d/default.conf",
        'server {',
        `    listen ${served.port};`,
        '    root /usr/share/nginx/html;',
        '    location / {',
        `        ${location}`,
        '    }',
        '}',
        'EOF',
      ].join('\n'),
    ],
  });
}
