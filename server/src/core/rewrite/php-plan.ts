// PHP: extensions are compiled and composer fills vendor in the build; the runtime stage is the same image with both copied.
import { baseName } from '../knowledge/start-command.js';
import { textOf } from './build-reading.js';
import { sourceFolders } from './files-of-build.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { isAt, isRefusal, refuse, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

const EXTENSIONS = '/usr/local/lib/php/extensions';
const SETTINGS = '/usr/local/etc/php';
const APACHE = '/etc/apache2';
/** Libraries that PHP itself is linked to in the official images. */
const OF_PHP = new Set([
  ...[
    'libonig-dev',
    'libcurl4-openssl-dev',
    'libxml2-dev',
    'libssl-dev',
    'zlib1g-dev',
    'libsqlite3-dev',
    'libsodium-dev',
    'libreadline-dev',
  ],
  ...['oniguruma-dev', 'curl-dev', 'libxml2-dev', 'openssl-dev', 'zlib-dev', 'sqlite-dev', 'libsodium-dev', 'readline-dev'],
]);
const APACHE_TOOLS = /^a2(?:en|dis)(?:mod|site|conf)$/;

export function planPhp(build: Build): RuntimePlan | Refusal {
  const { stage, facts, start, acts } = build;
  const image = stage.rootImage.image;
  if (!/(?:^|\/)php$/.test(image?.name ?? ''))
    return refuse('the base image is not one of PHP, so which image runs the program is not certain');
  // Some of PHP's images start a server by themselves.
  if (start.problem !== undefined && !start.isScript && !(facts?.startsByItself && !stage.cmd && !stage.entrypoint))
    return refuse(start.problem);
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  const foreign = build.steps.find(({ language }) => language !== 'php' && language !== 'node');
  if (foreign) return refuse(`"${foreign.name}" is built as well, and what the program needs of it is not certain`);
  const composer = acts.filter(({ command }) => command.name === 'composer').at(-1);
  if (!composer) return refuse('no composer install is seen');
  if (composer.cwd === undefined) return refuse('the WORKDIR is not certain');

  const sources = sourceFolders(build, composer);
  if (isRefusal(sources)) return sources;
  const health = healthNeeds(build, (word) => /^php(?:-fpm)?$/.test(baseName(word)));
  if (isRefusal(health)) return health;
  const manager = facts?.libc === 'musl' ? 'apk' : 'apt';
  const packages = runtimePackages(build, {
    provided: OF_PHP,
    ignored: /^(?:git|unzip|zip|p7zip-full|bash|nodejs|npm|libzip4|autoconf|php-.*)$/,
  });
  if (isRefusal(packages)) return packages;

  const compiles = acts.some(({ command }) => /^(?:docker-php-ext-\w+|pecl|pie|install-php-extensions)$/.test(command.name ?? ''));
  if (acts.some(({ command }) => command.name === 'install-php-extensions'))
    return refuse('install-php-extensions installs packages that the file does not name');
  const settings =
    compiles ||
    acts.some(
      ({ command, script }) =>
        /^(?:mv|cp|echo|sed|printf)$/.test(command.name ?? '') && /PHP_INI_DIR|\/usr\/local\/etc\/php/.test(script.source),
    );
  const apache = acts.some(
    ({ command, script }) =>
      APACHE_TOOLS.test(command.name ?? '') || (/^(?:sed|echo)$/.test(command.name ?? '') && script.source.includes('/etc/apache2')),
  );
  const copies: Copy[] = [];
  for (const folder of [...(compiles ? [EXTENSIONS] : []), ...(settings ? [SETTINGS] : []), ...(apache ? [APACHE] : [])])
    copies.push({ source: folder, target: folder });
  // Where the sources come after the last RUN, vendor is all that the build makes.
  const app = sources.some((folder) => isAt(composer.cwd ?? '/', folder)) ? [] : [`${composer.cwd}/vendor`];
  for (const folder of [...sources, ...app])
    if (!copies.some(({ target }) => isAt(folder, target))) copies.push({ source: folder, target: folder });
  return runtimePlan({
    image: stage.image.raw,
    hasShell: true,
    manager,
    packages: union(packages.names, packagesOfTools(health.tools, manager, new Set(['curl']))),
    copies,
    files: 'none',
    user: undefined,
    accounts: new Map(facts?.accounts.map(({ name, uid, gid }) => [name, gid === undefined ? String(uid) : `${uid}:${gid}`]) ?? []),
    isBuildVariable: (name) => /^(?:COMPOSER_\w+|DEBIAN_FRONTEND|PHPIZE_DEPS)$/.test(name),
    isPartOfBuild: ({ command, script }) =>
      /^(?:composer|php|docker-php-ext-\w+|pecl|npm|yarn|node|find)$/.test(command.name ?? '') ||
      APACHE_TOOLS.test(command.name ?? '') ||
      (/^(?:sed|mv|cp|echo|printf)$/.test(command.name ?? '') && /PHP_INI_DIR|\/usr\/local\/etc\/php|\/etc\/apache2/.test(script.source)) ||
      textOf(command.word).endsWith('artisan'),
  });
}
