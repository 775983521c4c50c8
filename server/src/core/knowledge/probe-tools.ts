// Programs that health checks call, and whether an image has them.
// debian, ubuntu and the slim images: neither curl nor wget (docker-library Dockerfiles, 2026-08); Alpine: busybox wget and nc;
// aspnet and runtime: the packages of dotnet-docker's Dockerfiles, 2026-08; scratch, distroless, chiseled: nothing.
import type { ImageUse, Instruction, Stage } from '../model/dockerfile/types.js';
import { factsOfUse, originalName } from './base-images.js';
import { commandsOf } from './compile-steps.js';
import { packageCommandOf } from './packages.js';
import { baseName } from './start-command.js';

/** Program -> the packages that bring it. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  bash: /^bash$/,
  curl: /^curl$/,
  mysqladmin: /^(?:default-mysql-client|mariadb|mysql)/,
  nc: /^(?:netcat|ncat|nmap|busybox)/,
  pg_isready: /^postgresql|^libpq$/,
  'redis-cli': /^(?:redis|valkey)/,
  wget: /^(?:wget|busybox)/,
};
const OTHER_NAMES: Readonly<Record<string, string>> = { ncat: 'nc', netcat: 'nc' };

/** The tool a command is, by one name for each; absent for all other commands. */
export function probeToolOf(command: string | undefined): string | undefined {
  const name = Object.hasOwn(OTHER_NAMES, command ?? '') ? OTHER_NAMES[command ?? ''] : command;
  return name !== undefined && Object.hasOwn(PACKAGES, name) ? name : undefined;
}

const DEBIAN = /^docker\.io\/library\/(?:debian|ubuntu)$/;
const LANGUAGES = /^docker\.io\/library\/(?:node|python|ruby)$/;
const DOTNET = /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps)$/;

/** `undefined` where it is not known. */
function baseHas(use: ImageUse, tool: string): boolean | undefined {
  const facts = factsOfUse(use);
  if (!facts || facts.os === 'windows') return undefined;
  const name = use.image ? originalName(use.image.name) : '';
  if (facts.role === 'empty') return false;
  if (facts.hasShell === false) return name.includes(tool) || use.image === undefined ? undefined : false;
  const isAlpine = name === 'docker.io/library/alpine' || (facts.packageManager === 'apk' && (LANGUAGES.test(name) || DOTNET.test(name)));
  if (isAlpine) return tool === 'wget' || tool === 'nc';
  const isSlim = DEBIAN.test(name) || (LANGUAGES.test(name) && facts.role === 'runtime') || (DOTNET.test(name) && facts.libc === 'glibc');
  return isSlim ? tool === 'bash' : undefined;
}

/** A COPY of a folder of programs, or of a whole system, can bring anything. */
function mayBring(instruction: Instruction, tool: string): boolean {
  const paths = instruction.json ? instruction.json.items.map(({ value }) => value) : instruction.words.map(({ value }) => value);
  if (paths.some((path) => baseName(path.replace(/\/$/, '')).startsWith(tool) || baseName(path) === 'busybox')) return true;
  const target = paths[paths.length - 1] ?? '';
  return (
    /^\/(?:usr|usr\/local|(?:usr\/(?:local\/)?)?s?bin)?\/?\.?$/.test(target) &&
    paths
      .slice(0, -1)
      .some((path) => /[/*.]$|\$|\.(?:tar|tgz|t?[gx]z|zst|bz2)|(?:^|\/)(?:s?bin|usr|local|root-?fs|rootfs|out|root)$/.test(path))
  );
}

/** Is it certain that a container of the stage does not have the tool? */
export function lacksTool(stage: Stage, tool: string): boolean {
  if (baseHas(stage.rootImage, tool) !== false) return false;
  const packages = PACKAGES[tool];
  let group: string | undefined;
  let isInstalled = false;
  for (const link of [...stage.chain].reverse()) {
    for (const instruction of link.instructions) {
      if ((instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && mayBring(instruction, tool)) return false;
      if (instruction.keyword !== 'RUN') continue;
      const commands = commandsOf(instruction);
      if (commands.length === 0) return false;
      for (const command of commands) {
        const found = packageCommandOf(command);
        if (found?.action === 'install') {
          if (found.isOpen) return false;
          if (found.root === undefined && found.packages.some(({ name }) => packages?.test(name)))
            [isInstalled, group] = [true, found.group];
        } else if (found?.action === 'remove') {
          if (found.packages.some(({ name }) => packages?.test(name) || name === group)) isInstalled = false;
        } else if (command.name === undefined || /^\.{0,2}\/|\.sh$/.test(command.word.raw)) {
          // A script of the project can install anything.
          if (!/^\/(?:usr\/)?s?bin\//.test(command.word.raw)) return false;
        } else if (command.args.some(({ value }) => value !== undefined && baseName(value) === tool)) return false;
      }
    }
  }
  return !isInstalled;
}
