// The working directory that well-known base images set. Source: the WORKDIR of their Dockerfiles in docker-library and their own
// repositories, as generally known in 2026-08; not verified against the images. An image that is not here may set any.
import type { ImageUse } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';

const WORKDIRS: Readonly<Record<string, string>> = {
  amazoncorretto: '/',
  composer: '/app',
  drupal: '/opt/drupal',
  'eclipse-temurin': '/',
  elasticsearch: '/usr/share/elasticsearch',
  ghost: '/var/lib/ghost',
  golang: '/go',
  gradle: '/home/gradle',
  haproxy: '/var/lib/haproxy',
  httpd: '/usr/local/apache2',
  joomla: '/var/www/html',
  kibana: '/usr/share/kibana',
  logstash: '/usr/share/logstash',
  mariadb: '/',
  mysql: '/',
  nextcloud: '/var/www/html',
  nginx: '/',
  node: '/',
  openjdk: '/',
  postgres: '/',
  python: '/',
  redis: '/data',
  ruby: '/',
  rust: '/',
  tomcat: '/usr/local/tomcat',
  valkey: '/data',
  wordpress: '/var/www/html',
};

/** Absent when it is not known. Bare distributions and scratch start in `/`. */
export function workdirOf(use: ImageUse): string | undefined {
  const name = use.image?.name.replace(/^docker\.io\/library\//, '');
  if (name !== undefined && Object.hasOwn(WORKDIRS, name)) return WORKDIRS[name];
  if (name === 'php' && /apache|fpm/.test(use.image?.tag ?? '')) return '/var/www/html';
  const facts = factsOfUse(use);
  return facts?.os === 'linux' && (facts.role === 'os' || facts.role === 'empty') ? '/' : undefined;
}
