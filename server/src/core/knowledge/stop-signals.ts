// The signal by which a server ends its requests before it stops, and the images that set it already. Source: manuals of nginx, Apache
// httpd and systemd; STOPSIGNAL in the Dockerfiles of docker-library, nginxinc and openresty, as generally known in 2026-08.
import type { ImageUse } from '../model/dockerfile/types.js';
import { baseName } from './start-command.js';

const BY_PROGRAM: readonly (readonly [RegExp, string])[] = [
  [/^(?:nginx|nginx-debug|openresty)$/, 'SIGQUIT'],
  [/^(?:httpd|httpd-foreground|apache2|apache2-foreground)$/, 'SIGWINCH'],
  [/^systemd$/, 'SIGRTMIN+3'],
];

/** `/sbin/init` is systemd wherever a container has one at all. */
const INIT = /^(?:\/usr)?\/sbin\/init$|^\/lib\/systemd\/systemd$/;

/** Images, and those built on them, that come with their signal. */
const SET_BY_IMAGE =
  /(?:^|\/)(?:nginx|nginx-unprivileged|openresty|angie|freenginx|httpd|php|wordpress|drupal|joomla|nextcloud|phpmyadmin|matomo|mediawiki|backdrop|yourls|friendica|postfixadmin|monica|ubi-init|ubi[0-9]+-init|init)(?::|@|$)/;

/** The signal that stops this program in order; absent when SIGTERM does. */
export function stopSignalOf(program: string): string | undefined {
  if (INIT.test(program)) return 'SIGRTMIN+3';
  const name = baseName(program);
  return BY_PROGRAM.find(([pattern]) => pattern.test(name))?.[1];
}

export const hasOwnStopSignal = (use: ImageUse): boolean => SET_BY_IMAGE.test(use.image?.name ?? '') || SET_BY_IMAGE.test(use.raw);
