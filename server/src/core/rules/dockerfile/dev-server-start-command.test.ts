import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './dev-server-start-command.js';

const start = (command: string) => `FROM debian:13\nCOPY . /srv\nCMD ${command}\n`;
const scripts = (all: Readonly<Record<string, string>>) => ({ files: { 'package.json': JSON.stringify({ scripts: all }) } });

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'Flask',
    start('[«"flask", "run", "--host=0.0.0.0"»]'),
    '"flask run --host=0.0.0.0" is a development server, neither fast nor safe enough for users: start one for production',
    { severity: 'info', equivalents: [] },
  );
  for (const command of [
    'python manage.py runserver 0.0.0.0:80',
    'python3 ./manage.py runserver',
    './manage.py runserver',
    'python -m flask --app x run',
    'uvicorn app:app --reload',
    'poetry run uvicorn app:app --reload',
    'gunicorn --reload app',
    'fastapi dev app.py',
    'nodemon server.js',
    'npx nodemon server.js',
    'node --watch server.js',
    'ng serve --host 0.0.0.0',
    'vite --host',
    'pnpm exec vite dev',
    'next dev',
    'webpack serve',
    'webpack-dev-server',
    'npx react-scripts start',
    'bundle exec rails server -e development',
    'rails s --environment=development',
    'php -S 0.0.0.0:80 -t public',
    'php artisan serve',
    'dotnet watch run',
    'air',
    './mvnw quarkus:dev',
    'gradle --no-daemon quarkusDev',
    'cargo watch -x run',
  ])
    flags(command, start(`«${command}»`));
  flags('behind a migration', start('python manage.py migrate && «python manage.py runserver»'));
  flags('ENTRYPOINT with its words in CMD', 'FROM python:3.14\nENTRYPOINT [«"python", "manage.py"»]\nCMD ["runserver", "0:80"]\n');
  flags('behind tini', 'FROM node:24\nENTRYPOINT ["tini", "--"]\nCMD [«"nodemon", "a.js"»]\n');
  flags(
    'a script of package.json',
    start('[«"npm", "start"»]'),
    '"npm start" runs "react-scripts start", a development server: start one for production',
    scripts({ start: 'react-scripts start' }),
  );
  flags('a script with variables', start('«yarn dev»'), scripts({ dev: 'cross-env NODE_ENV=development PORT=80 next dev' }));
  for (const command of [
    'gunicorn app:app',
    'uvicorn app:app',
    'fastapi run app.py',
    'python manage.py migrate',
    'node server.js',
    'vite preview',
    'next start',
    'rails server -e production',
    'rails server',
    'php-fpm',
    'php artisan queue:work',
    'dotnet app.dll',
    'hugo --minify',
  ])
    passes(command, start(command));
  passes('npm when its script is not known', start('npm start'));
  passes('scripts of other kinds', start('npm start'), scripts({ start: 'next start' }));
  passes('scripts with a shell in them', start('npm start'), scripts({ start: 'next build && next dev' }));
  passes('a stage for development', 'FROM node:24 AS development\nCMD ["nodemon", "a.js"]\n');
  passes('a file for development', start('nodemon'), { path: 'docker/dev.Dockerfile' });
  passes('a stage that does not ship', 'FROM node:24 AS a\nCMD ["nodemon"]\nFROM alpine:3.24\nCMD ["/app"]\n');
  flags(
    'a whole file',
    `FROM node:24 AS web
WORKDIR /web
COPY web .
RUN npm ci && npm run build

FROM python:3.14-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
COPY --from=web /web/dist static
USER 10001
EXPOSE 8000
CMD python manage.py collectstatic --noinput && «python manage.py runserver 0.0.0.0:8000»
`,
  );
});
