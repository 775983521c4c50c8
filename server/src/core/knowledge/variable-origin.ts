// Where a variable gets its value from at one place of a Dockerfile, as far as can be known without the image.
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';
import { isBuilderArg, PLATFORM_ARGS } from './predefined-args.js';
import { possibleParents } from './stage-graph.js';

/**
 * set: by ARG or ENV in the stage chain; image: by the base image; builder: proxies and the like; global: declared above the first FROM
 * only; platform: set by the builder, not declared here; none: by nothing that is known.
 */
export type VariableOrigin = 'set' | 'image' | 'builder' | 'global' | 'platform' | 'none';

/** Variables that official images are known to set, beyond PATH. From their Dockerfiles, 2026-08; names only, values change. */
const IMAGE_VARIABLES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)golang$/, ['GOPATH', 'GOLANG_VERSION', 'GOTOOLCHAIN']],
  [/(?:^|\/)node$/, ['NODE_VERSION', 'YARN_VERSION']],
  [/(?:^|\/)(?:python|pypy)$/, ['PYTHON_VERSION', 'PYTHON_SHA256', 'GPG_KEY', 'LANG', 'PYPY_VERSION', 'PYTHON_PIP_VERSION']],
  [/(?:^|\/)(?:ruby|jruby)$/, ['RUBY_VERSION', 'GEM_HOME', 'BUNDLE_APP_CONFIG', 'BUNDLE_SILENCE_ROOT_WARNING', 'LANG']],
  [/(?:^|\/)rust$/, ['RUSTUP_HOME', 'CARGO_HOME', 'RUST_VERSION']],
  [/(?:^|\/)php$/, ['PHP_INI_DIR', 'PHP_VERSION', 'PHP_URL', 'PHPIZE_DEPS', 'PHP_CFLAGS', 'PHP_CPPFLAGS', 'PHP_LDFLAGS', 'PHP_SHA256']],
  [/(?:^|\/)perl$/, ['PERL_VERSION']],
  [/(?:^|\/)composer$/, ['COMPOSER_HOME', 'COMPOSER_VERSION', 'COMPOSER_ALLOW_SUPERUSER', 'PHP_INI_DIR', 'PHP_VERSION']],
  [/(?:^|\/)(?:openjdk|eclipse-temurin|amazoncorretto|sapmachine|ibm-semeru-runtimes)$/, ['JAVA_HOME', 'JAVA_VERSION', 'LANG', 'LC_ALL']],
  [/(?:^|\/)maven$/, ['MAVEN_HOME', 'MAVEN_CONFIG', 'MAVEN_VERSION', 'JAVA_HOME', 'JAVA_VERSION', 'LANG']],
  [/(?:^|\/)gradle$/, ['GRADLE_HOME', 'GRADLE_VERSION', 'JAVA_HOME', 'JAVA_VERSION', 'LANG']],
  [/(?:^|\/)tomcat$/, ['CATALINA_HOME', 'TOMCAT_VERSION', 'TOMCAT_MAJOR', 'JAVA_HOME', 'JAVA_VERSION', 'LANG']],
  [/(?:^|\/)nginx(?:-unprivileged)?$/, ['NGINX_VERSION', 'NJS_VERSION', 'PKG_RELEASE', 'DYNPKG_RELEASE']],
  [/(?:^|\/)httpd$/, ['HTTPD_PREFIX', 'HTTPD_VERSION']],
  [/(?:^|\/)postgres$/, ['PGDATA', 'PG_MAJOR', 'PG_VERSION', 'LANG']],
  [/(?:^|\/)(?:mysql|mariadb)$/, ['MYSQL_MAJOR', 'MYSQL_VERSION', 'MARIADB_VERSION']],
  [/(?:^|\/)(?:redis|valkey)$/, ['REDIS_VERSION', 'VALKEY_VERSION']],
  [/(?:^|\/)(?:mongo|rabbitmq|elasticsearch|logstash|kibana)$/, ['MONGO_VERSION', 'MONGO_MAJOR', 'RABBITMQ_VERSION', 'RABBITMQ_HOME']],
  [/(?:^|\/)jenkins$/, ['JENKINS_HOME', 'JENKINS_VERSION', 'JAVA_HOME', 'REF']],
  [/(?:^|\/)wordpress$/, ['PHP_INI_DIR', 'PHP_VERSION']],
  [/(?:^|\/)ghost$/, ['GHOST_INSTALL', 'GHOST_CONTENT', 'GHOST_VERSION', 'NODE_VERSION']],
  [/(?:^|\/)(?:elixir|erlang)$/, ['OTP_VERSION', 'ELIXIR_VERSION', 'REBAR3_VERSION', 'LANG']],
  [/(?:^|\/)(?:julia|haskell|swift)$/, ['JULIA_VERSION', 'JULIA_PATH', 'STACK_VERSION', 'SWIFT_VERSION']],
  [/(?:^|\/)dotnet\/[^/]+$/, ['APP_UID', 'DOTNET_VERSION', 'ASPNET_VERSION', 'DOTNET_SDK_VERSION', 'ASPNETCORE_HTTP_PORTS']],
  [/(?:^|\/)(?:miniconda3|anaconda3)$/, ['LANG', 'LC_ALL']],
  [/(?:^|\/)(?:fluentd|fluentd-kubernetes-daemonset)$/, ['FLUENTD_CONF', 'LD_PRELOAD', 'GEM_HOME']],
];

const imageName = (stage: Stage): string => {
  const { image, raw } = stage.rootImage;
  return image?.name ?? raw.replace(/[:@].*$/, '');
};

/** Does the image at the bottom of the chain set this name, as far as is known? */
export function isSetByImage(stage: Stage, name: string): boolean {
  if (stage.rootImage.resolved === 'scratch') return false;
  if (name === 'PATH') return true;
  const facts = factsOfUse(stage.rootImage);
  if (facts && Object.hasOwn(facts.env, name)) return true;
  const image = imageName(stage);
  return IMAGE_VARIABLES.some(([pattern, names]) => names.includes(name) && pattern.test(image));
}

/** A bare distribution or nothing at all: sets PATH and no more. */
export function hasPlainEnvironment(stage: Stage): boolean {
  const facts = factsOfUse(stage.rootImage);
  return stage.rootImage.resolved === 'scratch' || (facts?.role === 'os' && facts.os === 'linux');
}

/** Names of the arguments above the first FROM, with the instruction that declares each last. */
export function globalArgsOf(file: DockerfileModel): ReadonlyMap<string, Instruction> {
  let names = globals.get(file);
  if (!names) {
    names = new Map(file.globalArgs.flatMap((instruction) => instruction.pairs.map(({ name }) => [name.value, instruction] as const)));
    globals.set(file, names);
  }
  return names;
}

/** Asked for every use of every variable. */
const globals = new WeakMap<DockerfileModel, ReadonlyMap<string, Instruction>>();

/** Who gives the variable its value in front of this instruction. */
export function originOf(name: string, instruction: Instruction, file: DockerfileModel): VariableOrigin {
  const { state, stage } = instruction;
  if (state.args.has(name) || state.env.has(name)) return 'set';
  const root = stage?.chain.at(-1);
  if (root && possibleParents(root, file).some(({ endState }) => endState.args.has(name) || endState.env.has(name))) return 'set';
  if (stage && isSetByImage(stage, name)) return 'image';
  if (isBuilderArg(name)) return 'builder';
  if (stage && globalArgsOf(file).has(name)) return 'global';
  if (PLATFORM_ARGS.has(name)) return 'platform';
  return 'none';
}
