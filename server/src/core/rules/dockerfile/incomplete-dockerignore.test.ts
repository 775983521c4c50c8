import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './incomplete-dockerignore.js';

const having = (ignore: string, ...names: string[]) => ({
  files: Object.fromEntries([['.dockerignore', ignore], ...names.map((name) => [name, ''])]),
});
const COPY = 'FROM node:24-slim\nCOPY «.» /app\n';
const PLAIN = COPY.replace(/[«»]/g, '');

ruleSuite(rule, ({ flags, passes }) => {
  flags('history', COPY, '".git" passes .dockerignore and is copied along: add it to that file', having('*.md', '.git/HEAD'), {
    severity: 'info',
    equivalents: ['dockle:DKL-LI-0003'],
  });
  flags(
    'several, secrets first',
    COPY,
    '.dockerignore lets ".env.production" and 2 more through to this COPY: add them to it',
    having('', '.git/HEAD', 'node_modules/a/b', 'package.json', '.env.production'),
  );
  for (const name of ['.env', 'id_ed25519', 'app.p12', 'server-private.pem', '.npmrc', '.aws/credentials', '.svn/x'])
    flags(name, COPY, having('x', name, 'a.txt'));
  for (const [manifest, output] of [
    ['package.json', 'node_modules'],
    ['Cargo.toml', 'target'],
    ['pom.xml', 'target'],
    ['pyproject.toml', '.venv'],
    ['requirements-dev.txt', '__pycache__'],
    ['app.csproj', 'obj'],
    ['composer.json', 'vendor'],
    ['build.gradle.kts', 'build'],
  ] as const)
    flags(`${output} beside ${manifest}`, COPY, having('x', manifest, `${output}/a`));
  passes('what is left out', PLAIN, having('.git\n.env*\nnode_modules\n', '.git/HEAD', '.env', 'node_modules/a', 'package.json'));
  passes('a list of what may be sent', PLAIN, having('*\n!src\n', '.git/HEAD', '.env', 'src/a'));
  passes('templates of settings', PLAIN, having('x', '.env.example', '.env.sample'));
  passes('folders of other ecosystems: vendor of Go, target of none', PLAIN, having('x', 'go.mod', 'vendor/a', 'target/x', 'build/y'));
  passes('public certificates', PLAIN, having('x', 'ca.pem', 'tls.crt'));
  passes('names that are copied', 'FROM node:24-slim\nCOPY src /app\n', having('x', '.git/HEAD'));
  passes('no ignore file, which has its own finding', PLAIN, { files: { '.git/HEAD': '' } });
  passes('nothing known', PLAIN);
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY «.» .\nRUN npm run build\n\nFROM nginxinc/nginx-unprivileged:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    having('node_modules\ndist\n', 'package.json', 'node_modules/a', 'dist/b', '.git/HEAD'),
  );
});
